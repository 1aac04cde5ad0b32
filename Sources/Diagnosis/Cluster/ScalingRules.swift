import Evidence

/// Autoscalers that cannot scale, and the interfaces that they ask.
enum ScalingRules {
  /// Autoscalers without metrics, whose containers set no requests, or that are at their maximum.
  static func autoscalers(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("HorizontalPodAutoscaler").compactMap { scaler in
      withoutMetrics(scaler, health.cluster) ?? atMaximum(scaler)
    }
  }

  private static func target(of scaler: ClusterObject) -> ClusterObject.Field? {
    scaler.field("spec.scaleTargetRef.name") ?? scaler.field("spec.scaleTargetRef")
  }

  private static func app(of scaler: ClusterObject) -> String {
    let text = target(of: scaler)?.value ?? scaler.name
    return Cluster.halves(text)?.1 ?? text
  }

  private static func withoutMetrics(
    _ scaler: ClusterObject, _ cluster: Cluster
  ) -> Contradiction? {
    let targets = scaler.field("status.targets")
    let condition = scaler.field("status.conditions[ScalingActive].status")
    guard targets?.value.contains("<unknown>") == true || condition?.value == "False" else {
      return nil
    }
    let message = scaler.field("status.conditions[ScalingActive].message")
    let sign = targets ?? condition
    if let service = apiServices(cluster).first(where: { $0.object.name.contains("metrics.k8s.io") }
    ) {
      return Contradiction(
        "autoscaler-without-metrics", of: app(of: scaler),
        "its autoscaler gets no metrics (\(sign?.value ?? "")), for the API `\(service.object.name)` is not"
          + " available: \(service.state.value)",
        [sign?.sample, service.state.sample, message?.sample], .idle, names: [scaler.name])
    }
    let workload = cluster.workloads.first { $0.name == app(of: scaler) }
    let containers = workload.map { PodTemplate($0).containers } ?? []
    let without = containers.first { $0.field("resources.requests.cpu") == nil }
    if let without, without.field("image") != nil,
      message?.value.contains("missing request") == true || message == nil
    {
      return Contradiction(
        "autoscaler-without-metrics", of: app(of: scaler),
        "its autoscaler cannot reckon a share of CPU (\(sign?.value ?? "")), for the container"
          + " `\(without.name)` sets no requests.cpu",
        [sign?.sample, without.field("image")?.sample, message?.sample], .idle, names: [scaler.name]
      )
    }
    if let goal = target(of: scaler), workload == nil,
      let (kind, name) = Cluster.halves(goal.value),
      let listing = cluster.lacks(kind, name, in: scaler.namespace)
    {
      return Contradiction(
        "autoscaler-target-missing", of: scaler.name,
        "it is to scale `\(goal.value)`, which does not exist", [goal.sample, listing.sample], .idle
      )
    }
    return Contradiction(
      "autoscaler-without-metrics", of: app(of: scaler),
      "its autoscaler gets no metrics (\(sign?.value ?? ""))"
        + (message.map { ": \(EventRules.short($0.value))" } ?? ""),
      [sign?.sample, message?.sample], .idle, names: [scaler.name])
  }

  /// An autoscaler that has all the pods it may have, and wants more.
  private static func atMaximum(_ scaler: ClusterObject) -> Contradiction? {
    guard let most = scaler.field("spec.maxReplicas"), let now = scaler.field("status.replicas"),
      Int(most.value) == Int(now.value)
    else { return nil }
    let limited = scaler.field("status.conditions[ScalingLimited].reason")
    let targets = scaler.field("status.targets")
    let isOver = targets.map { isAbove($0.value) } ?? false
    guard limited?.value == "TooManyReplicas" || isOver else { return nil }
    return Contradiction(
      "autoscaler-at-maximum", of: app(of: scaler),
      "its autoscaler has reached its maximum of \(most.value) pods"
        + (targets.map { " and would need more (\($0.value))" } ?? ""),
      [most.sample, targets?.sample, limited?.sample], .likely, names: [scaler.name])
  }

  /// Whether a use lies above its goal: `cpu: 94%/70%`.
  static func isAbove(_ text: String) -> Bool {
    text.split(separator: ",").contains { part in
      let numbers = part.split(separator: "/").map { half in
        Double(half.filter { $0.isNumber || $0 == "." })
      }
      guard numbers.count == 2, let use = numbers[0], let goal = numbers[1] else { return false }
      return use > goal * slack
    }
  }

  /// How far above its goal a use must lie: the controller acts beyond a tenth (its tolerance).
  private static let slack = 1.1

  /// Aggregated interfaces that are not available.
  private static func apiServices(
    _ cluster: Cluster
  ) -> [(object: ClusterObject, state: ClusterObject.Field)] {
    cluster.of("APIService").compactMap { service in
      guard
        let state = service.field("status.available")
          ?? service.field("status.conditions[Available].status"),
        state.value.hasPrefix("False")
      else { return nil }
      return (service, state)
    }
  }

  /// Aggregated interfaces whose server does not answer.
  static func interfaces(_ health: ClusterHealth) -> [Contradiction] {
    apiServices(health.cluster).map { service, state in
      let behind = service.field("spec.service")?.value ?? service.value("spec.service.name")
      let app = Cluster.halves(behind)?.1 ?? behind
      let message = service.field("status.conditions[Available].message")
      let broken = health.broken[app]
      let stuck = health.cluster.of("Namespace").first { $0.value("status.phase") == "Terminating" }
      return Contradiction(
        "api-unavailable", of: service.name,
        "the aggregated API is not available (\(state.value))"
          + (app.isEmpty
            ? ""
            : ", for its service `\(app)`"
              + (broken == nil ? " does not answer" : " has no pods that are ready"))
          + (message.map { ": \(EventRules.short($0.value))" } ?? "")
          + (stuck.map { "; so the namespace `\($0.name)` cannot end" } ?? ""),
        [state.sample, broken?.sample, stuck?.field("status.phase")?.sample],
        stuck == nil ? .idle : .proven, names: [app, stuck?.name].compactMap { $0 })
    }
  }
}
