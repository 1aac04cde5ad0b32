import Evidence

/// Services of Docker Swarm that have fewer tasks than they should, and why.
///
/// Only the last task of each place counts: how those before it ended is history.
enum SwarmRules {
  /// Tasks that no node takes, that ended or that the node refused: the first of each service.
  static func tasks(_ health: ClusterHealth) -> [Contradiction] {
    let failing = health.cluster.of("SwarmTask").filter {
      isWanted($0) && $0.value("status.summary") != "Running" && $0.field("status.error") != nil
    }
    var seen: Set<String> = []
    return failing.filter { seen.insert(service(of: $0)).inserted }.compactMap { task in
      let name = service(of: task)
      let alike = failing.filter { service(of: $0) == name }
      return contradiction(task, count: alike.count, of: name, health.cluster)
    }
  }

  private static func contradiction(
    _ task: ClusterObject, count: Int, of name: String, _ cluster: Cluster
  ) -> Contradiction? {
    guard let error = task.field("status.error") else { return nil }
    let known = cluster.object("SwarmService", name)
    let ready = known?.field("status.ready")
    let state = "\(task.value("status.summary")) \(task.value("status.since"))"
    var words =
      count == 1 ? "its task `\(task.name)` does not run" : "\(count) of its tasks do not run"
    words += " (`\(state.trimming { $0 == " " })`"
    words += (ready.map { ", \($0.value) run" } ?? "") + ")"
    words += ": \(EventRules.short(error.value))"
    guard error.value.lowercased().contains("no suitable node") else {
      return Contradiction(Self.kind(of: error), of: name, words, [error.sample, ready?.sample])
    }
    let unmet = known.flatMap { Self.unmet(of: $0, cluster) }
    if let unmet { words += ": \(unmet.words)" }
    return Contradiction(
      "no-suitable-node", of: name, words,
      [error.sample] + (unmet?.samples ?? []) + [ready?.sample])
  }

  /// Services with fewer tasks than they should have, where no task says why.
  static func services(_ health: ClusterHealth) -> [Contradiction] {
    let told = Set(tasks(health).map(\.service))
    return health.cluster.of("SwarmService").compactMap { service -> Contradiction? in
      guard !told.contains(service.name), let ready = service.field("status.ready"),
        let (there, wanted) = Cluster.halves(ready.value), let run = Int(there),
        let all = Int(wanted), run < all
      else { return nil }
      return Contradiction(
        "pods-not-ready", of: service.name, "\(run) of its \(all) tasks run", [ready.sample], .felt)
    }
  }

  /// Nodes that are down, where no other node of their name is ready: one that joined again is listed
  /// twice.
  static func nodes(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Node").compactMap { node -> Contradiction? in
      let states = node.all("status.summary")
      guard let down = states.first(where: { $0.value == "Down" }),
        states.allSatisfy({ $0.value == "Down" }), node.field("spec.availability") != nil
      else { return nil }
      let isDrained = node.value("spec.availability") == "Drain"
      return Contradiction(
        "node-not-ready", of: node.name,
        "it is down" + (isDrained ? ", and was drained before" : ""), [down.sample],
        isDrained ? .idle : .likely)
    }
  }

  /// Whether a task is to run: of one that was stopped nobody misses anything.
  private static func isWanted(_ task: ClusterObject) -> Bool {
    ["Running", "Ready"].contains(task.value("spec.desired"))
  }

  /// The service of a task: `gate.2` → `gate`.
  static func service(of task: ClusterObject) -> String {
    String(task.name.prefix { $0 != "." })
  }

  /// The kind of what an error says.
  private static func kind(of error: ClusterObject.Field) -> String {
    let text = error.value.lowercased()
    return kinds.first { $0.words.contains(where: text.contains) }?.kind ?? "container-ended"
  }

  /// What Docker says of a task that it could not start.
  private static let kinds: [(words: [String], kind: String)] = [
    (["no such image", "pull access denied", "manifest unknown", "failed to pull"], "image-pull"),
    (["path does not exist", "invalid mount config", "secret not found"], "missing-setting"),
    (["port is already", "already in use"], "host-port-taken"),
    (["out of memory", "oom"], "oom-killed"),
  ]

  /// The constraint of a service that no node meets, with the lines on both sides.
  ///
  ///     node.labels.disk==nvme   → no node has the label `disk=nvme`
  private static func unmet(
    of service: ClusterObject, _ cluster: Cluster
  ) -> (words: String, samples: [Sample?])? {
    let nodes = cluster.of("Node").filter { $0.field("spec.availability") != nil }
    for constraint in service.below("spec.placement.constraints[").map(\.field) {
      let isUnequal = constraint.value.contains("!=")
      guard let (place, wanted) = halves(constraint.value, at: isUnequal ? "!=" : "=="),
        let label = labelPath(of: place)
      else { continue }
      // Labels are only told where a node was printed by itself.
      let told = nodes.filter { $0.fields.contains { $0.origin == .described } }
      guard !told.isEmpty,
        !told.contains(where: { ($0.value(label) == wanted) != isUnequal })
      else { continue }
      let name = label.split(separator: ".").dropFirst(2).joined(separator: ".")
      let lacking = told.first { $0.field(label) == nil } ?? told.first
      return (
        "it may only run where `\(constraint.value)`, and no node has that"
          + (lacking.map { ": `\($0.name)` has \(labels(of: $0, besides: name))" } ?? ""),
        [constraint.sample, lacking?.field(label)?.sample ?? lacking?.sample]
      )
    }
    let first = service.below("spec.placement.constraints[").first?.field
    return first.map { ("it may only run where `\($0.value)`", [$0.sample]) }
  }

  private static func labels(of node: ClusterObject, besides name: String) -> String {
    guard node.field("metadata.labels.\(name)") == nil else {
      return "`\(name)=\(node.value("metadata.labels.\(name)"))`"
    }
    let labels = node.below("metadata.labels.").map { "`\($0.key)=\($0.field.value)`" }
    return labels.isEmpty ? "no label at all" : labels.prefix(3).joined(separator: ", ") + " only"
  }

  /// Where what a constraint asks for stands: `node.labels.disk` → `metadata.labels.disk`.
  private static func labelPath(of place: String) -> String? {
    let mark = "node.labels."
    return place.hasPrefix(mark) ? "metadata.labels." + place.dropFirst(mark.count) : nil
  }

  private static func halves(_ text: String, at mark: String) -> (String, String)? {
    guard let found = text.firstRange(of: mark) else { return nil }
    func trimmed(_ part: Substring) -> String { String(part.trimming { $0 == " " }) }
    return (trimmed(text[..<found.lowerBound]), trimmed(text[found.upperBound...]))
  }
}

extension Cluster {
  /// The tasks of a service of a swarm.
  func tasks(of service: String) -> [ClusterObject] {
    of("SwarmTask").filter { SwarmRules.service(of: $0) == service }
  }
}
