import Evidence

/// Releases that do not go on, and pods that are not everywhere.
enum RolloutRules {
  /// Deployments that are paused, and sets that only take a new version where somebody helps.
  static func held(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.workloads.compactMap { workload in paused(workload) ?? stale(workload) }
  }

  private static func paused(_ workload: ClusterObject) -> Contradiction? {
    let reason = workload.field("status.conditions[Progressing].reason")
    let field = workload.field("spec.paused")
    guard field?.value == "true" || reason?.value == "DeploymentPaused" else { return nil }
    let updated = workload.field("status.updatedReplicas")
    let wanted = workload.field("spec.replicas")
    let isBehind = updated.map { $0.value != wanted?.value } ?? false
    return Contradiction(
      "rollout-paused", of: workload.name,
      "its rollout is paused (paused: true)"
        + (updated.map { ", with \($0.value) of \(wanted?.value ?? "its") pods of the new version" }
          ?? "")
        + ", so a new version does not go out",
      [(field ?? reason)?.sample, updated?.sample], isBehind ? .likely : .idle)
  }

  private static func stale(_ workload: ClusterObject) -> Contradiction? {
    let type = workload.field("spec.updateStrategy.type")
    let partition = workload.field("spec.updateStrategy.rollingUpdate.partition")
    let part = partition.flatMap { Int($0.value) } ?? 0
    guard type?.value == "OnDelete" || part > 0 else { return nil }
    let updated =
      workload.field("status.updatedReplicas") ?? workload.field("status.updatedNumberScheduled")
    let wanted = workload.field("spec.replicas") ?? workload.field("status.desiredNumberScheduled")
    let new = workload.field("status.updateRevision")
    let old = workload.field("status.currentRevision")
    let isBehind =
      new != nil && old != nil && new?.value != old?.value
      || updated.flatMap { Int($0.value) } ?? .max < wanted.flatMap { Int($0.value) } ?? 0
    guard isBehind else { return nil }
    let words =
      part > 0
      ? "its partition of \(part) keeps pods below that ordinal at the old version"
      : "its update strategy is OnDelete, so pods keep the old version until somebody deletes them"
    return Contradiction(
      "rollout-by-hand", of: workload.name,
      words + (updated.map { " (\($0.value) of \(wanted?.value ?? "its") are new)" } ?? "")
        + (new.flatMap { new in old.map { ": \($0.value) runs, \(new.value) waits" } } ?? ""),
      [(part > 0 ? partition : type)?.sample, updated?.sample ?? new?.sample, old?.sample], .likely)
  }

  /// Stateful sets in which a pod that is not ready keeps those behind it from being made.
  static func ordinals(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("StatefulSet").compactMap { set in
      guard set.value("spec.podManagementPolicy") != "Parallel",
        let wanted = ClusterHealth.number(set.value("spec.replicas")),
        let sign = health.broken[set.name]
      else { return nil }
      func ordinal(_ pod: ClusterObject) -> Int? {
        pod.name.split(separator: "-").last.flatMap { Int($0) }
      }
      guard
        let bad = sign.bad.compactMap({ pod in ordinal(pod).map { ($0, pod) } }).min(by: {
          $0.0 < $1.0
        }),
        sign.pods.compactMap(ordinal).max() == bad.0, bad.0 + 1 < wanted
      else { return nil }
      let state = bad.1.field("status.summary")
      return Contradiction(
        "ordinal-blocked", of: set.name,
        "its pod `\(bad.1.name)` is not ready\(state.map { " (\($0.value))" } ?? ""), and the pods"
          + " \(bad.0 + 1) to \(wanted - 1) are only made when it is",
        [state?.sample ?? bad.1.sample, set.field("status.ready")?.sample], .felt)
    }
  }

  /// Daemon sets that lack a pod on a node, for a taint that they do not tolerate.
  static func daemons(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("DaemonSet").compactMap { set in
      let pods = cluster.pods(of: set)
      let template = PodTemplate(set)
      guard !pods.isEmpty, !template.containers.isEmpty else { return nil }
      let tolerations = set.fields.filter { $0.path.hasPrefix(template.prefix + "tolerations") }
      let selector = template.object.below(template.prefix + "nodeSelector.")
      for node in cluster.of("Node") where !NodeRules.isControlPlane(node) {
        guard !pods.contains(where: { $0.value("spec.nodeName") == node.name }),
          pods.contains(where: { $0.field("spec.nodeName") != nil })
        else { continue }
        if let taint = node.all("spec.taints").first(where: { taint in
          let key = String(taint.value.prefix { $0 != "=" && $0 != ":" })
          return !taint.value.hasSuffix(":PreferNoSchedule")
            && !key.hasPrefix("node.kubernetes.io/")
            && !tolerations.contains { $0.value.contains(key) || $0.value.hasPrefix("op=Exists") }
            && !tolerations.contains { isOfAll($0, set) }
        }) {
          return Contradiction(
            "daemon-not-tolerating", of: set.name,
            "it has no pod on `\(node.name)`, for it does not tolerate that node's taint `\(taint.value)`",
            [taint.sample, tolerations.first?.sample ?? set.sample], .idle, names: [node.name])
        }
        if let (key, field) = selector.first(where: { key, field in
          node.below("metadata.labels.").isEmpty == false
            && node.value("metadata.labels.\(key)") != field.value
        }) {
          return Contradiction(
            "daemon-not-tolerating", of: set.name,
            "it has no pod on `\(node.name)`, for it selects nodes with `\(key)=\(field.value)`, which that"
              + " node does not have",
            [field.sample, node.sample], .idle, names: [node.name])
        }
      }
      return nil
    }
  }

  /// Whether a toleration has no key and so tolerates all: `operator: Exists` alone.
  private static func isOfAll(_ field: ClusterObject.Field, _ set: ClusterObject) -> Bool {
    guard field.path.hasSuffix("].operator"), field.value == "Exists" else { return false }
    return set.field(String(field.path.dropLast("operator".count)) + "key") == nil
  }
}
