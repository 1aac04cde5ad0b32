import Evidence

/// Services that lead nowhere, and apps that are not to run.
enum RoutingRules {
  /// Services whose selector no pod has, while pods of that app carry other labels.
  static func selectors(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Service").compactMap { service in
      let selector = service.pairs("spec.selector")
      guard !selector.isEmpty else { return nil }
      let carriers = templates(in: service.namespace, health.cluster)
      guard !carriers.isEmpty, !carriers.contains(where: { Self.fits(selector, $0.labels) }) else {
        return nil
      }
      guard let (key, field) = service.below("spec.selector.").first(where: { key, field in
        !carriers.contains { $0.labels[key] == field.value }
      }) ?? service.below("spec.selector.").first
      else { return nil }
      let near = nearest(service, carriers, health)
      let own = near?.labels[key]
      let isFelt =
        health.unreachable[service.name] != nil
        || health.cluster.object("Endpoints", service.name, in: service.namespace)
          .map { $0.field("endpoints") == nil } ?? false
      return Contradiction(
        "service-selector", of: near?.object.name ?? service.name,
        "the service selects `\(key)=\(field.value)`, and no pod has it"
          + (own.map { "; pods of \(near?.object.name ?? "") carry `\(key)=\($0)`" } ?? ""),
        [
          field.sample, label(key, of: near, health.cluster)?.sample,
          health.unreachable[service.name]?.sample,
        ],
        // Without anything to select it may be meant for what is not there yet.
        near == nil ? .idle : isFelt ? .proven : .likely)
    }
  }

  private static func fits(_ selector: [String: String], _ labels: [String: String]) -> Bool {
    selector.allSatisfy { labels[$0.key] == $0.value }
  }

  /// What makes pods, and pods that nothing known makes.
  private static func templates(in namespace: String, _ cluster: Cluster) -> [PodTemplate] {
    (cluster.workloads + cluster.of("Pod")).filter { $0.namespace == namespace }
      .map { PodTemplate($0) }.filter { !$0.labels.isEmpty }
  }

  private static func label(
    _ key: String, of template: PodTemplate?, _ cluster: Cluster
  ) -> ClusterObject.Field? {
    guard let template else { return nil }
    let pod = cluster.pods(of: template.object).first ?? template.object
    return pod.field("metadata.labels.\(key)")
      ?? template.object.field("spec.template.metadata.labels.\(key)")
  }

  /// The workload that a service is meant for: of its name, else of the most alike labels.
  private static func nearest(
    _ service: ClusterObject, _ carriers: [PodTemplate], _ health: ClusterHealth
  ) -> PodTemplate? {
    if let same = carriers.first(where: { $0.object.name == service.name && $0.object.kind != "Pod" })
    {
      return same
    }
    let wanted = service.pairs("spec.selector").values.map(Self.plain)
    return carriers.first { template in
      template.object.kind != "Pod"
        && (wanted.contains(plain(template.object.name))
          || template.labels.values.contains { wanted.contains(plain($0)) })
    }
  }

  /// A name without what separates its parts: `ad_service` is `adservice`.
  static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Services that lead to a port or by a wire on which the container does not listen.
  static func ports(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Service").compactMap { service in
      let selector = service.pairs("spec.selector")
      guard !selector.isEmpty,
        let template = templates(in: service.namespace, health.cluster).first(where: {
          fits(selector, $0.labels)
        })
      else { return nil }
      let open = template.containers.flatMap(\.ports)
      guard !open.isEmpty else { return nil }
      let isFelt = health.unreachable[service.name] != nil
      let app =
        template.object.kind == "Pod" ? health.cluster.app(of: template.object) : template.object.name
      for (key, port) in service.below("spec.ports[") where key.hasSuffix("].port") {
        let place = "spec.ports[\(key.prefix { $0 != "]" })]"
        let target = service.field(place + ".targetPort") ?? port
        let wire = service.field(place + ".protocol")
        // A name says nothing where the names of the container's ports are not told.
        if Int(target.value) == nil, open.allSatisfy(\.name.isEmpty) { continue }
        guard
          let match = open.first(where: { $0.number == target.value || $0.name == target.value })
        else {
          return Contradiction(
            "service-target-port", of: app,
            "the service leads port \(port.value) to \(target.value), and the container listens on"
              + " " + open.map(\.number).joined(separator: ", "),
            [target.sample, open.first?.field.sample, health.unreachable[service.name]?.sample],
            isFelt ? .proven : .idle)
        }
        if let wire, wire.value != match.wire, open.count(where: { $0.number == match.number }) == 1 {
          return Contradiction(
            "service-protocol", of: app,
            "the service takes port \(port.value) by \(wire.value), and the container listens by"
              + " \(match.wire)",
            [wire.sample, match.field.sample, health.unreachable[service.name]?.sample],
            isFelt ? .proven : .likely)
        }
      }
      return nil
    }
  }

  /// Workloads of which no pod is to run, though others call them or a service leads to them.
  static func replicas(_ health: ClusterHealth) -> [Contradiction] {
    let called = health.cluster.calls.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return health.cluster.workloads.compactMap { workload in
      guard workload.kind != "DaemonSet", workload.isSeen,
        let wanted = workload.field("spec.replicas"), ClusterHealth.number(wanted.value) == 0
      else { return nil }
      let service = health.cluster.of("Service").first {
        let selector = $0.pairs("spec.selector")
        return !selector.isEmpty && fits(selector, PodTemplate(workload).labels)
      }
      let isMissed =
        called.contains(workload.name) || service != nil
        || health.unreachable[workload.name] != nil
      return Contradiction(
        "zero-replicas", of: workload.name, "no pod of it is to run: it is scaled to 0",
        [
          wanted.sample, health.unreachable[workload.name]?.sample,
          service.flatMap { $0.field("endpoints")?.sample },
        ], isMissed ? .proven : .idle)
    }
  }
}
