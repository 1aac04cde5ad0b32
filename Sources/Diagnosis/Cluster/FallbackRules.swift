import Evidence

/// What does not work, where nothing says why.
enum FallbackRules {
  /// Workloads whose pods are not ready, and services that cannot be reached.
  static func unexplained(_ health: ClusterHealth) -> [Contradiction] {
    let workloads = health.broken.values.sorted { $0.workload.name < $1.workload.name }.map {
      sign in
      let pod = sign.bad.first
      let state = pod?.value("status.summary") ?? ""
      let isReady =
        pod.flatMap { Cluster.halves($0.value("status.ready")) }.map { $0 == $1 } ?? false
      let words =
        isReady && state == "Running"
        ? "\(sign.bad.count) of its \(sign.pods.count) pods were started again just now"
        : sign.bad.isEmpty
          ? "it has fewer pods than it should have"
          : state.isEmpty || state == "Running"
            ? "\(sign.bad.count) of its \(sign.pods.count) pods are not ready"
            : "\(sign.bad.count) of its \(sign.pods.count) pods are in \(state)"
      let warning = pod.flatMap { health.warnings(about: $0).last?.field("message") }
      return Contradiction(
        "pods-not-ready", of: sign.workload.name, words, [sign.sample, warning?.sample], .felt)
    }
    let services = health.unreachable.sorted { $0.key < $1.key }.filter {
      health.broken[$0.key] == nil
    }.map {
      Contradiction(
        "service-unreachable", of: $0.key, "no test reaches it", [$0.value.sample], .felt)
    }
    return workloads + services
  }
}
