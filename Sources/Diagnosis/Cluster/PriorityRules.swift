import Evidence

/// Pods that had to go for others of a higher priority.
enum PriorityRules {
  /// Workloads whose pods were preempted, by whom and with which priorities.
  static func preempted(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let events = cluster.of("Event").filter { $0.value("reason") == "Preempted" }
    let victims = Dictionary(grouping: events) { event -> String in
      guard let (_, name) = Cluster.halves(event.value("about")) else { return "" }
      if let pod = cluster.object("Pod", name, in: event.namespace) { return cluster.app(of: pod) }
      return event.fields.first?.sample.service ?? name
    }
    return victims.sorted { $0.key < $1.key }.compactMap { app, events in
      guard !app.isEmpty, let message = events.first?.field("message") else { return nil }
      let winner = events.lazy.compactMap { Self.winner(in: $0.value("message"), cluster) }.first
      let workload = cluster.workloads.first { $0.name == app }
      let pods = workload.map { cluster.pods(of: $0) } ?? []
      let own = pods.compactMap { $0.field("spec.priority") }.min {
        (Int($0.value) ?? 0) < (Int($1.value) ?? 0)
      }
      let theirs = winner?.field("spec.priority")
      let class_ = winner?.field("spec.priorityClassName")
      let row = class_.flatMap { cluster.object("PriorityClass", $0.value) }
      let isDefault = row?.field("globalDefault").flatMap { $0.value == "true" ? $0 : nil }
      let by = winner.map { "`\(owner(of: $0, cluster))`" } ?? "pods of a higher priority"
      let words =
        "\(events.count) of its pods were preempted by \(by)"
        + (winner?.field("metadata.creationTimestamp").map { " (made \($0.value))" } ?? "")
        + (theirs.map { " of priority \($0.value)" } ?? "")
        + (class_.map {
          " (class `\($0.value)`" + (isDefault == nil ? ")" : ", the globalDefault)")
        } ?? "")
        + (own.map { own in
          own.value == theirs?.value
            ? "; those made since have \(own.value) too, and cannot take the place back"
            : ", and theirs is \(own.value)"
        } ?? "")
      let isFelt = health.isBroken(app) || pods.contains(where: ClusterHealth.isBad)
      return Contradiction(
        "preempted", of: app, words,
        [
          message.sample, isDefault?.sample ?? theirs?.sample, own?.sample,
          row?.field("value")?.sample,
        ],
        isFelt ? .proven : .likely)
    }
  }

  /// What a pod is run for: its workload, or its job.
  private static func owner(of pod: ClusterObject, _ cluster: Cluster) -> String {
    if cluster.workload(of: pod) != nil { return cluster.app(of: pod) }
    let job = cluster.of("Job").first { pod.name.hasPrefix($0.name + "-") }
    return job?.name ?? cluster.app(of: pod)
  }

  /// The pod that took the place: `Preempted by pod 316b09e8-… on node n3`, `Preempted by shop/cart-1 on …`.
  private static func winner(in message: String, _ cluster: Cluster) -> ClusterObject? {
    guard let start = message.firstRange(of: "reempted by ") else { return nil }
    let words = message[start.upperBound...].split(separator: " ").map(String.init)
    guard let word = words.first(where: { $0 != "pod" && $0 != "a" }) else { return nil }
    if let (place, name) = Cluster.halves(word) { return cluster.object("Pod", name, in: place) }
    return cluster.of("Pod").first { $0.value("metadata.uid") == word || $0.name == word }
  }
}
