import Evidence

/// What of a cluster does not work now: a warning counts only while its state still holds.
struct ClusterHealth: Sendable {
  let cluster: Cluster
  /// Workloads with fewer ready pods than they should have, by name, with what says so.
  private(set) var broken: [String: Sign] = [:]
  /// Services of which a test failed from everywhere, by host.
  private(set) var unreachable: [String: ClusterObject.Field] = [:]
  /// The warnings about each object that still hold, by `Pod/cart-1`.
  private(set) var warnings: [String: [ClusterObject]] = [:]

  /// A workload that is not as it should be.
  struct Sign: Sendable {
    var workload: ClusterObject
    var pods: [ClusterObject]
    /// The pods among them that do not work.
    var bad: [ClusterObject]
    var sample: Sample?
  }

  init(_ cluster: Cluster) {
    self.cluster = cluster
    for workload in cluster.workloads {
      let pods = cluster.pods(of: workload)
      let bad = pods.filter { Self.isBad($0) }
      let wanted = Self.number(workload.value("spec.replicas")) ?? 1
      let there = pods.isEmpty ? Self.ready(workload) ?? 0 : pods.count
      let isKnown = workload.isSeen || !pods.isEmpty
      if !bad.isEmpty || isKnown && wanted > there && Self.ready(workload) ?? wanted < wanted {
        let sample =
          bad.first?.field("status.ready")?.sample ?? workload.field("status.ready")?.sample
          ?? bad.first?.sample ?? workload.sample
        broken[workload.name] = Sign(workload: workload, pods: pods, bad: bad, sample: sample)
      }
    }
    for test in cluster.of("Connection") {
      let results = test.below("result[").map(\.field)
      if let first = results.first, results.allSatisfy({ $0.value == "failed" }) {
        unreachable[Self.host(of: test.name)] = first
      }
    }
    for event in cluster.of("Event") where event.value("type") == "Warning" && holds(event) {
      warnings[event.value("about"), default: []].append(event)
    }
  }

  /// The host that is tested, without its domain: `cart.shop.svc:80` → `cart`; addresses as they are.
  private static func host(of target: String) -> String {
    let host = target.prefix { $0 != ":" }
    return String(host.first?.isNumber == true ? host : host.prefix { $0 != "." })
  }

  /// Whether a pod does not work: it waits, or is not ready, or was started again just now.
  static func isBad(_ pod: ClusterObject) -> Bool {
    let summary = pod.value("status.summary")
    if ["Completed", "Succeeded"].contains(summary) || pod.value("status.phase") == "Succeeded" {
      return false
    }
    if !summary.isEmpty, summary != "Running" { return true }
    if pod.value("status.phase") == "Pending" || pod.value("status.phase") == "Failed" {
      return true
    }
    if pod.value("status.conditions[Ready].status") == "False" { return true }
    if let (ready, all) = Cluster.halves(pod.value("status.ready")), ready != all { return true }
    return restarted(pod) != nil
  }

  /// How long before the evidence was taken a restart is part of what is wrong now: what loops does so
  /// every five minutes at the latest (the greatest back-off of the kubelet), twice of it with its run.
  static let recent: Int64 = 10 * 60_000

  /// The field that tells of a restart just now; nil where there was none.
  static func restarted(_ pod: ClusterObject) -> ClusterObject.Field? {
    for field in pod.all("status.restarts") {
      guard let count = number(field.value), count > 0,
        let open = field.value.firstIndex(of: "("),
        let age = Quantity.age(String(field.value[open...].dropFirst().prefix { $0 != " " }))
      else { continue }
      // A pod that was started again once as it began has come to terms.
      let life = Quantity.age(pod.value("metadata.age")) ?? .max
      if age <= recent, count > 1 || age < life / 2 { return field }
    }
    guard pod.all("status.restarts").isEmpty else { return nil }
    if let age = Quantity.age(pod.value(Cluster.sinceRestart)), age > recent { return nil }
    return PodTemplate(pod).containers.compactMap { container -> ClusterObject.Field? in
      guard let field = container.status("restartCount"), let count = number(field.value),
        count > 1
      else { return nil }
      return field
    }.first
  }

  /// The number that a text begins with.
  static func number(_ text: String) -> Int? { Int(text.prefix { $0.isNumber }) }

  private static func ready(_ workload: ClusterObject) -> Int? {
    if let (ready, _) = Cluster.halves(workload.value("status.ready")) { return Int(ready) }
    return number(workload.value("status.availableReplicas"))
      ?? number(workload.value("status.readyReplicas"))
  }

  /// Whether what an event warns of is still so.
  private func holds(_ event: ClusterObject) -> Bool {
    guard let (kind, name) = Cluster.halves(event.value("about")) else { return false }
    switch kind {
    case "Pod":
      guard let pod = cluster.object("Pod", name, in: event.namespace) else { return false }
      return Self.isBad(pod)
    case "ReplicaSet":
      guard let set = cluster.object(kind, name, in: event.namespace) else { return false }
      guard let wanted = Self.number(set.value("spec.replicas")) else { return false }
      let there =
        Self.number(set.value("status.replicas")) ?? Self.number(set.value("status.readyReplicas"))
      return (there ?? wanted) < wanted
    case "StatefulSet", "DaemonSet", "Deployment": return broken[name] != nil
    case "Job":
      let job = cluster.object(kind, name, in: event.namespace)
      return job.map { $0.value("status.summary") != "Complete" } ?? false
    case "HorizontalPodAutoscaler":
      guard let scaler = cluster.object(kind, name, in: event.namespace) else { return false }
      return scaler.value("status.targets").contains("<unknown>")
        || scaler.value("status.conditions[ScalingActive].status") == "False"
    case "Service":
      let address = cluster.object(kind, name, in: event.namespace)?.value("status.loadBalancer")
      return address ?? "<pending>" == "<pending>"
    case "PersistentVolumeClaim":
      return cluster.object(kind, name, in: event.namespace)?.value("status.phase") == "Pending"
    case "Node":
      let state = cluster.object("Node", name)?.value("status.conditions[Ready].status") ?? ""
      return !state.isEmpty && state != "True"
    default: return true
    }
  }

  /// The warnings about an object that still hold, of one reason where one is given.
  func warnings(about object: ClusterObject, reasons: Set<String> = []) -> [ClusterObject] {
    (warnings["\(object.kind)/\(object.name)"] ?? []).filter {
      reasons.isEmpty || reasons.contains($0.value("reason"))
    }
  }

  /// Whether anything shows that an app does not work.
  func isBroken(_ app: String) -> Bool { broken[app] != nil || unreachable[app] != nil }

  /// Whether tests were made, and the one of a host worked from some place at least.
  func isReachable(_ host: String) -> Bool {
    guard unreachable[host] == nil else { return false }
    return cluster.of("Connection").contains {
      $0.name == host || $0.name.hasPrefix(host + ":")
    }
  }
}
