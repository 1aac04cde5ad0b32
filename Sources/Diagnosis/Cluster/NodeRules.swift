import Evidence

/// What is wrong with nodes and with what runs on them beside the pods.
enum NodeRules {
  /// Units that a cluster stands on, and the kind of fault that it is when one does not run.
  private static let kinds: [(names: Set<String>, kind: String, does: String)] = [
    (
      ["containerd", "docker", "dockerd", "crio", "cri-o", "cri-docker"], "runtime-down",
      "so no container can be started on it"
    ),
    (["kubelet"], "kubelet-down", "so nobody starts, probes or reports the pods on it"),
    (["kube-proxy"], "kube-proxy-down", "so services cannot be reached from it"),
    (["kube-scheduler"], "scheduler-down", "so no pod is put on a node"),
    (
      ["kube-apiserver", "kube-controller-manager", "etcd"], "control-plane-down",
      "so the cluster is not controlled"
    ),
  ]

  /// Units that do not run.
  static func units(_ health: ClusterHealth) -> [Contradiction] {
    let units = health.cluster.of("Unit")
    // A kubelet does not run for long without the runtime below it.
    let withoutRuntime = Set(
      units.filter { kinds[0].names.contains($0.name) && isDown($0) }.map(\.namespace))
    return units.compactMap { unit in
      guard let active = unit.field("active"), isDown(unit) else { return nil }
      let row = kinds.first { $0.names.contains(unit.name) }
      let node = unit.namespace.isEmpty ? "the node" : unit.namespace
      let since = unit.value("since")
      let ready = health.cluster.object("Node", node)?.field("status.conditions[Ready].status")
      return Contradiction(
        row?.kind ?? "unit-down", of: node,
        "`\(unit.name)` is \(active.value)" + (since.isEmpty ? "" : " since \(since)")
          + (row.map { ", \($0.does)" } ?? ""),
        [active.sample, ready?.value == "True" ? nil : ready?.sample],
        row == nil
          ? .idle
          : row?.kind == "kubelet-down" && withoutRuntime.contains(unit.namespace)
            ? .likely : .proven)
    }
  }

  private static func isDown(_ unit: ClusterObject) -> Bool {
    ["inactive", "failed", "deactivating"].contains(unit.value("active"))
  }

  /// The field that says that a node is not ready; nil where none does.
  static func notReady(_ node: ClusterObject) -> ClusterObject.Field? {
    let state = node.field("status.conditions[Ready].status")
    let summary = node.field("status.summary")
    let isBad =
      state.map { $0.value != "True" } ?? summary.map { $0.value.hasPrefix("NotReady") } ?? false
    return isBad ? state ?? summary : nil
  }

  /// The field that says that a node takes no more pods; nil where none does.
  static func cordon(_ node: ClusterObject) -> ClusterObject.Field? {
    if let summary = node.field("status.summary"), summary.value.contains("SchedulingDisabled") {
      return summary
    }
    // A node of a swarm is drained, or takes no more tasks.
    if let swarm = node.field("spec.availability"), swarm.value != "Active" { return swarm }
    return node.field("spec.unschedulable").flatMap { $0.value == "true" ? $0 : nil }
  }

  /// Nodes that are not ready, where no unit says it, and nodes taken out of use that pods miss.
  static func conditions(_ health: ClusterHealth) -> [Contradiction] {
    let told = Set(units(health).map(\.service))
    let pressed = health.cluster.of("Node").filter {
      !told.contains($0.name) && notReady($0) == nil
    }
    .compactMap(pressure)
    return LostNode.all(health).filter { !told.contains($0.name) }.compactMap { lost in
      guard !lost.isCordoned else {
        guard !lost.apps.isEmpty else { return nil }
        return lost.contradiction(
          "node-cordoned", "it is cordoned, and no other node has room for what it ran",
          [lost.sign.sample], health)
      }
      let node = health.cluster.object("Node", lost.name)
      let message = node?.field("status.conditions[Ready].message")
      let text = message?.value.lowercased() ?? ""
      let state = node?.field("status.conditions[Ready].status")
      if state?.value == "Unknown" || text.contains("stopped posting") {
        return lost.contradiction(
          "kubelet-down", "it is not ready, for its kubelet stopped reporting",
          [lost.sign.sample, message?.sample], health)
      }
      let isRuntime =
        ["container runtime", "pleg", "containerd", "docker", "cri-o"].contains(
          where: text.contains)
        && !text.contains("network plugin") && !text.contains("cni")
      let why = message.map { ": \($0.value)" } ?? ""
      return lost.contradiction(
        isRuntime ? "runtime-down" : "node-not-ready", "it is not ready\(why)",
        [lost.sign.sample], health)
    } + pressed
  }

  private static func pressure(_ node: ClusterObject) -> Contradiction? {
    for (key, field) in node.below("status.conditions[")
    where key.hasSuffix("Pressure].status") && field.value == "True" {
      let name = key.prefix { $0 != "]" }
      return Contradiction(
        "node-pressure", of: node.name, "it has \(name)", [field.sample], .likely)
    }
    return nil
  }

  /// Tests that are made before a row of failures is that of a node.
  private static let fewestTests = 3

  /// Nodes from which all tests fail that work from others: a dark row is the node, a dark column the
  /// service.
  static func darkRows(_ health: ClusterHealth) -> [Contradiction] {
    var results: [String: (failed: [ClusterObject.Field], alone: Int, all: Int)] = [:]
    for test in health.cluster.of("Connection") {
      let rows = test.below("result[").map { (String($0.key.dropLast()), $0.field) }
      let worksSomewhere = rows.contains { $0.1.value == "ok" }
      for (node, field) in rows where !node.isEmpty {
        results[node, default: ([], 0, 0)].all += 1
        guard field.value == "failed" else { continue }
        results[node, default: ([], 0, 0)].failed.append(field)
        if worksSomewhere { results[node, default: ([], 0, 0)].alone += 1 }
      }
    }
    return results.sorted { $0.key < $1.key }.compactMap { node, result in
      guard result.all >= fewestTests, result.alone >= fewestTests,
        result.failed.count == result.all
      else { return nil }
      return Contradiction(
        "kube-proxy-down", of: node,
        "none of \(result.all) services answers from it, and they answer from other nodes",
        result.failed.prefix(2).map(\.sample), .likely)
    }
  }

  /// How long events are kept where nobody says otherwise: an hour (`--event-ttl` of the API server).
  private static let eventsLive: Int64 = 3_600_000

  /// Pods without a node of which the scheduler says nothing.
  static func scheduler(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    // Where its unit was looked at, that says it.
    guard !cluster.of("Unit").contains(where: { $0.name == "kube-scheduler" && !isDown($0) }) else {
      return []
    }
    let waiting = cluster.of("Pod").filter { pod in
      guard pod.value("status.summary") == "Pending" || pod.value("status.phase") == "Pending",
        pod.field("spec.nodeName") == nil, pod.fields.contains(where: { $0.origin == .described }),
        (Quantity.age(pod.value("metadata.age")) ?? 0) < eventsLive
      else { return false }
      return !cluster.of("Event").contains {
        $0.value("about") == "Pod/\(pod.name)"
          && ["FailedScheduling", "Scheduled"].contains($0.value("reason"))
      }
    }
    guard let first = waiting.first else { return [] }
    let node = cluster.of("Node").first(where: isControlPlane)?.name ?? "the control plane"
    return [
      Contradiction(
        "scheduler-down", of: node,
        "\(first.name) waits for a node, and no scheduler has looked at it: there is no event of it",
        [first.field("status.summary")?.sample ?? first.sample], .likely,
        names: waiting.map(cluster.app(of:)))
    ]
  }

  /// Whether a node is one that controls the cluster, by its role, labels or taints.
  static func isControlPlane(_ node: ClusterObject) -> Bool {
    let words = ["master", "control-plane", "controlplane"]
    return words.contains(where: node.value("metadata.roles").contains)
      || node.below("metadata.labels.").contains { label in
        words.contains { label.key.hasSuffix("/" + $0) }
          || label.key.hasSuffix("/role") && words.contains(label.field.value)
      }
      || node.all("spec.taints").contains { taint in words.contains(where: taint.value.contains) }
  }
}
