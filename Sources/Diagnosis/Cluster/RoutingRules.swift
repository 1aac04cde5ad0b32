import Evidence

/// Services that lead nowhere, and apps that are not to run.
enum RoutingRules {
  /// Services whose selector no pod has, while pods of that app carry other labels.
  static func selectors(_ health: ClusterHealth) -> [Contradiction] {
    let all = carriers(health.cluster)
    return health.cluster.of("Service").compactMap { service in
      let selector = service.pairs("spec.selector")
      guard !selector.isEmpty else { return nil }
      let carriers = all[service.namespace] ?? []
      guard !carriers.isEmpty, !carriers.contains(where: { Self.fits(selector, $0.labels) }) else {
        return nil
      }
      let near = nearest(service, carriers, health)
      let wanted = service.below("spec.selector.")
      let missed = wanted.first { key, field in
        !carriers.contains { $0.labels[key] == field.value }
      }
      // Each label may have some pod; those that are meant lack one.
      let lacked = wanted.first { key, field in
        near?.labels[key].map { $0 != field.value } ?? false
      }
      guard let (key, field) = missed ?? lacked ?? wanted.first else { return nil }
      let endpoints = health.cluster.object("Endpoints", service.name, in: service.namespace)
      // What has addresses selects somebody, whose labels were not told.
      guard endpoints?.field("endpoints") == nil else { return nil }
      let own = near?.labels[key]
      let isFelt = health.unreachable[service.name] != nil || endpoints != nil
      let app = near.map { carrier in
        carrier.object.kind == "Pod"
          ? health.cluster.app(of: carrier.object) : carrier.object.name
      }
      return Contradiction(
        "service-selector", of: app ?? service.name,
        "the service selects `\(key)=\(field.value)`, and no pod \(missed == nil ? "of it " : "")has it"
          + (own.map { "; pods of \(app ?? "") carry the label `\(key)=\($0)`" } ?? "")
          + (endpoints == nil ? "" : "; so it has no endpoints"),
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

  /// What a service may select: a pod, or what makes pods, with the labels of its pods.
  private struct Carrier {
    var template: PodTemplate
    var labels: [String: String]
    var object: ClusterObject { template.object }
  }

  /// What there is to select, by namespace.
  private static func carriers(_ cluster: Cluster) -> [String: [Carrier]] {
    let all = (cluster.workloads + cluster.of("Pod")).map { object in
      let template = PodTemplate(object)
      return Carrier(template: template, labels: template.labels)
    }
    return Dictionary(grouping: all.filter { !$0.labels.isEmpty }) { $0.object.namespace }
  }

  private static func label(
    _ key: String, of carrier: Carrier?, _ cluster: Cluster
  ) -> ClusterObject.Field? {
    guard let carrier else { return nil }
    let pod = cluster.pods(of: carrier.object).first ?? carrier.object
    return pod.field("metadata.labels.\(key)")
      ?? carrier.object.field("spec.template.metadata.labels.\(key)")
  }

  /// The workload that a service is meant for: of its name, else of the most alike labels; where only
  /// pods are told, such a pod.
  private static func nearest(
    _ service: ClusterObject, _ carriers: [Carrier], _ health: ClusterHealth
  ) -> Carrier? {
    if let same = carriers.first(where: {
      $0.object.name == service.name && $0.object.kind != "Pod"
    }) {
      return same
    }
    let wanted = service.pairs("spec.selector").values.map(Self.plain)
    let workload = carriers.first { carrier in
      carrier.object.kind != "Pod"
        && (wanted.contains(plain(carrier.object.name))
          || carrier.labels.values.contains { wanted.contains(plain($0)) })
    }
    return workload
      ?? carriers.first { carrier in
        carrier.object.kind == "Pod"
          && (plain(health.cluster.app(of: carrier.object)) == plain(service.name)
            || carrier.labels.values.contains { wanted.contains(plain($0)) })
      }
  }

  /// Services whose selector pods of a second workload carry as well, which do not listen where the service
  /// leads: every so many calls are refused, while all pods are well.
  static func shared(_ health: ClusterHealth) -> [Contradiction] {
    let all = carriers(health.cluster)
    return health.cluster.of("Service").compactMap { service in
      let selector = service.pairs("spec.selector")
      let selected = (all[service.namespace] ?? []).filter {
        $0.object.kind != "Pod" && $0.object.kind != "ReplicaSet" && !selector.isEmpty
          && fits(selector, $0.labels)
      }
      guard selected.count > 1,
        let (_, port) = service.below("spec.ports[").first(where: { $0.key.hasSuffix("targetPort") }
        )
          ?? service.below("spec.ports[").first(where: { $0.key.hasSuffix("].port") }),
        let (key, field) = service.below("spec.selector.").first
      else { return nil }
      func open(_ carrier: Carrier) -> ClusterObject.Field? {
        carrier.template.containers.flatMap(\.ports)
          .first { $0.number == port.value || $0.name == port.value }?.field
      }
      let serving = selected.filter { open($0) != nil }
      guard let server = serving.first, let other = selected.first(where: { open($0) == nil })
      else { return nil }
      let name = other.object.name
      let declares = !other.template.containers.flatMap(\.ports).isEmpty
      let isFelt = health.unreachable[service.name] != nil
      return Contradiction(
        "service-selects-others", of: name,
        "the service `\(service.name)` selects `\(key)=\(field.value)`, which its pods carry as well as those of"
          + " `\(server.object.name)`, and no container of it listens on \(port.value)",
        [
          field.sample, label(key, of: other, health.cluster)?.sample, open(server)?.sample,
          health.unreachable[service.name]?.sample,
        ], isFelt || declares ? .proven : .likely,
        names: [service.name, server.object.name])
    }
  }

  /// A name without what separates its parts: `ad_service` is `adservice`.
  static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Services that lead to a port or by a wire on which the container does not listen.
  static func ports(_ health: ClusterHealth) -> [Contradiction] {
    let all = carriers(health.cluster)
    return health.cluster.of("Service").compactMap { service in
      let selector = service.pairs("spec.selector")
      guard !selector.isEmpty,
        let template = all[service.namespace]?.first(where: { fits(selector, $0.labels) })?.template
      else { return nil }
      let open = template.containers.flatMap(\.ports)
      guard !open.isEmpty else { return nil }
      let isFelt = health.unreachable[service.name] != nil
      let app =
        template.object.kind == "Pod"
        ? health.cluster.app(of: template.object) : template.object.name
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
        if let wire, wire.value != match.wire, open.count(where: { $0.number == match.number }) == 1
        {
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
