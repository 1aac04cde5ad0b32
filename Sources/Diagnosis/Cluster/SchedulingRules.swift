import Evidence

/// Why pods find no node.
enum SchedulingRules {
  /// A pod that no node takes, and what the scheduler said of it last.
  struct Waiting {
    var pod: ClusterObject
    var app: String
    var message: ClusterObject.Field
  }

  /// Pods that wait for a node, the first of each app.
  static func waiting(_ health: ClusterHealth) -> [Waiting] {
    var seen: Set<String> = []
    return health.cluster.of("Pod").compactMap { pod in
      guard ClusterHealth.isBad(pod), pod.field("spec.nodeName") == nil else { return nil }
      let events = health.warnings(about: pod, reasons: ["FailedScheduling"])
      guard
        let message = events.compactMap({ $0.field("message") }).last(where: {
          $0.value.contains("nodes are available")
        })
      else { return nil }
      let app = health.cluster.app(of: pod)
      return seen.insert(app).inserted ? Waiting(pod: pod, app: app, message: message) : nil
    }
  }

  /// Pods that no node may take, by the constraint that no node meets.
  ///
  /// Where the node that ran them was lost, that is why they wait, and the constraint follows from it.
  static func unmet(_ health: ClusterHealth) -> [Contradiction] {
    let waiting = waiting(health)
    guard !waiting.isEmpty else { return [] }
    let lost = LostNode.all(health)
    return waiting.compactMap { waiting in
      guard
        var found = contradiction(waiting.pod, waiting.app, waiting.message, health.cluster)
      else { return nil }
      if let node = lost.first(where: { $0.explains(waiting.app, waiting.message.value) }) {
        found.detail += ", \(node.since)"
        found.certainty = .likely
        found.exhibits.append(node.sign.sample)
      }
      return found
    }
  }

  private static func contradiction(
    _ pod: ClusterObject, _ app: String, _ message: ClusterObject.Field, _ cluster: Cluster
  ) -> Contradiction? {
    let controllers = cluster.of("Node").filter(NodeRules.isControlPlane)
    guard let reason = SchedulingMessage(message.value).unmet(besides: controllers) else {
      return nil
    }
    let template = [pod, cluster.workload(of: pod)].compactMap { $0 }.map { PodTemplate($0) }
    switch reason.kind {
    case .claim: return nil
    case .resource(let name): return lack(of: name, app, template, message, cluster)
    case .affinity:
      let wishes = template.lazy.compactMap { wish($0) }.first
      // `kubectl describe` prints selectors, and no affinities.
      let isSelector = wishes?.isSelector ?? false
      let node = cluster.of("Node").first { !NodeRules.isControlPlane($0) }
      let label = wishes.flatMap { wish in
        node?.below("metadata.labels.").first { $0.key == wish.key }?.field
      }
      let words = wishes.map { "`\($0.key)=\($0.value)`" } ?? "labels of their own"
      return Contradiction(
        isSelector ? "node-selector-unmet" : "node-affinity-unmet", of: app,
        "its pods are to run on nodes with \(words), and no node that takes pods has that",
        [message.sample, wishes?.sample, label?.sample])
    case .cordon:
      let node = cluster.of("Node").first {
        !NodeRules.isControlPlane($0)
          && ($0.value("spec.unschedulable") == "true"
            || $0.value("status.summary").contains("SchedulingDisabled"))
      }
      return Contradiction(
        "nodes-cordoned", of: app,
        "its pods find no node, for \(reason.count) nodes are cordoned",
        [
          message.sample,
          node?.field("status.summary")?.sample ?? node?.field("spec.unschedulable")?.sample,
        ])
    case .taint(let taint):
      let side = cluster.of("Node").lazy.filter { !NodeRules.isControlPlane($0) }
        .flatMap { $0.all("spec.taints") }
        .first { $0.value.hasPrefix(taint.prefix { $0 != ":" && $0 != "=" }) }
      return Contradiction(
        "taint-not-tolerated", of: app,
        "its pods do not tolerate the taint `\(taint)` of \(reason.count) nodes",
        [message.sample, side?.sample])
    case .spread(let kind, let words):
      let rule = template.lazy.compactMap { template in
        template.object.fields.first {
          $0.path.hasPrefix(template.prefix + "affinity.pod")
            || $0.path.hasPrefix(template.prefix + "topologySpread")
        }
      }.first
      let lone = kind == "volume-node-unmet" ? loneNode(cluster) : nil
      let place = kind == "volume-node-unmet" ? volumePlace(of: app, cluster) : nil
      return Contradiction(
        kind, of: app,
        "\(words) keep its pods from all \(reason.count) nodes that are left"
          + (lone.map { ", and \($0.words)" } ?? place.map { ": \($0.words)" } ?? ""),
        [message.sample, lone?.sample ?? place?.sample, rule?.sample])
    case .other(let words):
      return Contradiction(
        "unschedulable", of: app, "its pods find no node: \(words)", [message.sample], .likely)
    }
  }

  /// A cordoned node that is the only one of its zone, where what is kept in that zone has to run.
  private static func loneNode(_ cluster: Cluster) -> (words: String, sample: Sample?)? {
    let nodes = cluster.of("Node").filter { !NodeRules.isControlPlane($0) }
    func isCordoned(_ node: ClusterObject) -> Bool {
      node.value("spec.unschedulable") == "true"
        || node.value("status.summary").contains("SchedulingDisabled")
    }
    func zone(_ node: ClusterObject) -> String? {
      node.below("metadata.labels.").first { $0.key.hasSuffix("topology.kubernetes.io/zone") }
        .map(\.field.value)
    }
    for node in nodes.filter(isCordoned) {
      guard let place = zone(node),
        !nodes.contains(where: { $0.name != node.name && zone($0) == place && !isCordoned($0) })
      else { continue }
      return (
        "`\(node.name)`, the only node of the zone `\(place)`, is cordoned (unschedulable)",
        (node.field("status.summary") ?? node.field("spec.unschedulable"))?.sample
      )
    }
    return nil
  }

  /// From where the volume of a workload's claim is reached: `its volume pv-7 can be reached from
  /// eu-west-1b alone`.
  private static func volumePlace(
    of app: String, _ cluster: Cluster
  ) -> (words: String, sample: Sample?)? {
    // Of a stateful set `orders-pg` the claims are `data-orders-pg-0`, `data-orders-pg-1`.
    func isOfApp(_ claim: String) -> Bool { "-\(claim)-".contains("-\(app)-") }
    let claims = Set(
      cluster.of("PersistentVolumeClaim").filter { isOfApp($0.name) }.map {
        $0.value("spec.volumeName")
      })
    for volume in cluster.of("PersistentVolume") {
      let isOwn =
        claims.contains(volume.name)
        || isOfApp(volume.value("spec.claimRef").split(separator: "/").last.map(String.init) ?? "")
      let affinity = volume.below("spec.nodeAffinity.")
      let value =
        affinity.first { $0.key.contains(".values[") }
        ?? affinity.first {
          $0.key.hasSuffix("zone")
        }
      guard isOwn, let value else { continue }
      return (
        "its volume `\(volume.name)` can be reached from `\(value.field.value)` alone",
        value.field.sample
      )
    }
    return nil
  }

  private static func lack(
    of name: String, _ app: String, _ template: [PodTemplate], _ message: ClusterObject.Field,
    _ cluster: Cluster
  ) -> Contradiction {
    let request = template.lazy.flatMap(\.containers).compactMap {
      $0.field("resources.requests.\(name)") ?? $0.field("resources.limits.\(name)")
    }.max {
      (Quantity.amount($0.value) ?? 0) < (Quantity.amount($1.value) ?? 0)
    }
    let room = cluster.of("Node").filter { !NodeRules.isControlPlane($0) }.compactMap {
      $0.field("status.allocatable.\(name)")
    }.first
    let kinds = ["cpu": "insufficient-cpu", "memory": "insufficient-memory"]
    let wish = request.map { "asks for \($0.value) of \(name), more" } ?? "asks for more \(name)"
    return Contradiction(
      kinds[name] ?? "insufficient-resource", of: app,
      "it \(wish) than any node has left" + (room.map { ", of \($0.value) that one has" } ?? ""),
      [message.sample, request?.sample, room?.sample])
  }

  /// What a pod asks of the labels of its node.
  private static func wish(
    _ template: PodTemplate
  ) -> (key: String, value: String, sample: Sample, isSelector: Bool)? {
    if let (key, field) = template.object.below(template.prefix + "nodeSelector.").first {
      return (key, field.value, field.sample, true)
    }
    let affinity = template.object.below(template.prefix + "affinity.nodeAffinity.")
    guard let key = affinity.first(where: { $0.key.hasSuffix(".key") }) else { return nil }
    let value = affinity.first { $0.key.contains(".values[") }?.field.value ?? ""
    return (key.field.value, value, key.field.sample, false)
  }
}
