import Evidence
import Timeline

/// A node that runs nothing any more, and the apps that miss the pods it ran.
///
/// Their pods that wait for another node wait since then: that no other node has room for them follows
/// from the loss, however loud the scheduler says it.
struct LostNode {
  let name: String
  /// Whether somebody took it out of use; else it is not ready.
  let isCordoned: Bool
  /// What says so: the node's row or condition, or the event.
  let sign: ClusterObject.Field
  /// The event of when it was lost.
  let event: ClusterObject?
  let pods: [Cluster.Hosted]
  /// The apps of its pods that do not work or wait for a node, sorted.
  private(set) var apps: [String] = []
  /// A line each of what waits or is not ready for want of it.
  private(set) var felt: [Sample] = []

  /// All nodes that were lost, those that are not ready before those that were taken out.
  static func all(_ health: ClusterHealth) -> [LostNode] {
    let cluster = health.cluster
    let events = cluster.events(about: "Node")
    let nodes = cluster.of("Node")
    let named = nodes.compactMap { node -> LostNode? in
      let own = events[node.name] ?? []
      if let sign = NodeRules.notReady(node) ?? (hasState(node) ? nil : fall(own)) {
        return LostNode(node.name, false, sign, fallen(own), health)
      }
      guard !NodeRules.isControlPlane(node), let sign = NodeRules.cordon(node) else { return nil }
      return LostNode(
        node.name, true, sign, own.last { $0.value("reason") == "NodeNotSchedulable" }, health)
    }
    let known = Set(nodes.map(\.name))
    let others = events.sorted { $0.key < $1.key }.compactMap { name, own -> LostNode? in
      guard !known.contains(name) else { return nil }
      return fall(own).map { LostNode(name, false, $0, fallen(own), health) }
    }
    let away = named + others
    let isOne = away.count { !$0.isCordoned } == 1
    return away.map { $0.reckoned(health, isOnly: isOne && !$0.isCordoned) }
      .sorted { !$0.isCordoned && $1.isCordoned }
  }

  private static let notReady = "NodeNotReady"

  private static func hasState(_ node: ClusterObject) -> Bool {
    node.field("status.conditions[Ready].status") != nil || node.field("status.summary") != nil
  }

  /// The event by which a node fell, where none says that it came back.
  private static func fallen(_ events: [ClusterObject]) -> ClusterObject? {
    let last = events.last { [notReady, "NodeReady"].contains($0.value("reason")) }
    return last?.value("reason") == notReady ? last : nil
  }

  private static func fall(_ events: [ClusterObject]) -> ClusterObject.Field? {
    fallen(events)?.field("message")
  }

  private init(
    _ name: String, _ isCordoned: Bool, _ sign: ClusterObject.Field, _ event: ClusterObject?,
    _ health: ClusterHealth
  ) {
    self.name = name
    self.isCordoned = isCordoned
    self.sign = sign
    self.event = event
    pods = health.cluster.hosted(on: name)
  }

  /// The node with the apps that miss it; where it is the only one that is not ready, pods whose node is
  /// said to be so are its pods.
  private func reckoned(_ health: ClusterHealth, isOnly: Bool) -> LostNode {
    var lost = self
    let cluster = health.cluster
    var apps: Set<String> = []
    // What still runs on a cordoned node misses nothing.
    let gone = pods.filter { pod in
      !isCordoned
        || pod.pod.map { $0.value("status.summary").hasPrefix("Terminating") } ?? true
    }
    var ran = Set(gone.map { $0.pod.map(cluster.app(of:)) ?? $0.sample?.service ?? $0.name })
    for pod in gone {
      guard let object = pod.pod, ClusterHealth.isBad(object) else { continue }
      apps.insert(cluster.app(of: object))
      if let sample = object.field("status.summary")?.sample ?? pod.sample {
        lost.felt.append(sample)
      }
    }
    if isOnly {
      for event in cluster.of("Event") where event.value("reason") == Self.notReady {
        guard let (kind, name) = Cluster.halves(event.value("about")), kind == "Pod",
          let sample = event.sample
        else { continue }
        let app = cluster.object("Pod", name, in: event.namespace).map(cluster.app(of:))
        ran.insert(app ?? sample.service)
        if apps.insert(app ?? sample.service).inserted { lost.felt.append(sample) }
      }
    }
    for waiting in SchedulingRules.waiting(health)
    where ran.contains(waiting.app) && isNamed(in: waiting.message.value) {
      apps.insert(waiting.app)
      lost.felt.append(waiting.message.sample)
    }
    // A cordon alone takes nothing from anybody: only who waits for a node misses it.
    if isCordoned {
      let waiting = SchedulingRules.waiting(health).filter { isNamed(in: $0.message.value) }
      apps.formIntersection(waiting.map(\.app))
      if apps.isEmpty { lost.felt = [] }
    }
    lost.apps = apps.sorted()
    return lost
  }

  /// Whether the scheduler counts such a node among those that it may not use.
  private func isNamed(in message: String) -> Bool {
    isCordoned
      ? message.contains("unschedulable")
      : message.contains("node.kubernetes.io/unreachable")
        || message.contains("node.kubernetes.io/not-ready") || message.contains("were not ready")
  }

  /// Whether it explains that an app's pod finds no node.
  ///
  /// A node that is not ready explains whatever keeps the pod from the others, a cordon that the others
  /// have no room.
  func explains(_ app: String, _ message: String) -> Bool {
    apps.contains(app) && isNamed(in: message)
      && (!isCordoned || message.contains("Insufficient "))
  }

  /// How it is told of who waits for another: `since the node w-3, where it ran, is not ready`.
  var since: String {
    "since the node `\(name)`, where it ran, is \(isCordoned ? "cordoned" : "not ready")"
  }

  /// What it means for others, with why it failed as far as its own log says.
  func contradiction(
    _ kind: String, _ state: String, _ exhibits: [Sample?], _ health: ClusterHealth
  ) -> Contradiction {
    let failures = HostFailure.all(of: name, health.cluster).prefix(Self.mostFailures)
    let told = failures.map { "\($0.says) (`\(EventRules.short($0.sample.message))`)" }
    var words = told.isEmpty ? state : told.joined(separator: ", ")
    let since = event?.value("age").prefix { $0 != " " } ?? ""
    if !told.isEmpty { words += isCordoned ? ", and it is cordoned" : ", and it is not ready" }
    if !since.isEmpty {
      let isAge = Quantity.age(String(since)) != nil
      words += isAge ? ", for \(since) when the events were listed" : " since \(since)"
    }
    if !pods.isEmpty {
      words += "; \(pods.count) \(pods.count == 1 ? "pod" : "pods") ran on it"
    }
    var found = Contradiction(
      kind, of: name, words,
      failures.map(\.sample) + exhibits + [event?.sample] + felt.prefix(1).map { $0 },
      apps.isEmpty ? .likely : .proven, names: apps)
    let times = failures.compactMap { $0.sample.time?.instant }
    if let first = times.min(), let last = times.max() {
      found.period = TimeWindow(from: first, through: last)
    }
    return found
  }

  /// Failures of its host that a sentence names.
  private static let mostFailures = 2
}
