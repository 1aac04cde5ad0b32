package import Evidence

extension ClusterView {
  /// The names of all nodes that anything tells of: rows, descriptions, events, and pods that ran there.
  package var nodeNames: Set<String> {
    Set(cluster.of("Node").map(\.name)).union(cluster.events(about: "Node").keys)
      .union((cluster.of("Pod") + cluster.of("SwarmTask")).map { $0.value("spec.nodeName") })
      .subtracting([""])
  }

  /// A pod that a node runs or ran, with what its row says of it; empty where nothing does.
  package struct Hosted: Sendable {
    package let name: String
    package let status: String
    /// Whether it is a task of a swarm.
    package let isTask: Bool
    package let sample: Sample?
  }

  /// The pods of a node, in the order in which the evidence tells of them.
  package func hosted(on node: String) -> [Hosted] {
    cluster.hosted(on: node).map { pod in
      Hosted(
        name: pod.name, status: pod.pod?.value("status.summary") ?? "",
        isTask: pod.pod?.kind == "SwarmTask", sample: pod.sample)
    }
  }

  /// When a node began or ceased to be ready, as it is written: a time or an age.
  package struct Turn: Sendable {
    package let isReady: Bool
    package let time: String
    package let sample: Sample
  }

  /// The turns of a node that events and its condition tell, in the order in which they came; a turn
  /// that both tell is told by the event.
  package func turns(of node: String) -> [Turn] {
    let events = (cluster.events(about: "Node")[node] ?? []).compactMap { event -> Turn? in
      let reason = event.value("reason")
      guard reason == "NodeNotReady" || reason == "NodeReady", let field = event.field("age") else {
        return nil
      }
      return Turn(
        isReady: reason == "NodeReady", time: String(field.value.prefix { $0 != " " }),
        sample: field.sample)
    }
    let object = cluster.object("Node", node)
    guard let time = object?.field("status.conditions[Ready].lastTransitionTime"),
      let state = object?.value("status.conditions[Ready].status"), !state.isEmpty,
      events.last?.isReady != (state == "True")
    else { return events }
    return events + [Turn(isReady: state == "True", time: time.value, sample: time.sample)]
  }

  /// Pods that find no node for one reason.
  package struct Unscheduled: Sendable {
    /// What the scheduler said of the first of them last.
    package let message: String
    /// The same in words: `3 nodes have not enough memory left`.
    package let reasons: [String]
    package let sample: Sample
    package fileprivate(set) var pods: [String]
    package fileprivate(set) var apps: [String]
  }

  /// What the scheduler said last of pods that wait for a node; pods of which it said the same stand
  /// together.
  package var unscheduled: [Unscheduled] {
    var found: [Unscheduled] = []
    for waiting in SchedulingRules.waiting(health) {
      let text = waiting.message.value
      if let place = found.firstIndex(where: { $0.message == text }) {
        found[place].pods.append(waiting.pod.name)
        found[place].apps.append(waiting.app)
      } else {
        found.append(
          Unscheduled(
            message: text, reasons: SchedulingMessage(text).words, sample: waiting.message.sample,
            pods: [waiting.pod.name], apps: [waiting.app]))
      }
    }
    return found
  }
}

extension SchedulingMessage {
  /// The reasons as clauses, each with its number of nodes, that of the most nodes first.
  fileprivate var words: [String] {
    reasons.filter { $0.count > 0 }.sorted { $0.count > $1.count }.map { reason in
      let nodes = "\(reason.count) \(reason.count == 1 ? "node" : "nodes")"
      let has = reason.count == 1 ? "has" : "have"
      switch reason.kind {
      case .resource(let name): return "\(nodes) \(has) not enough \(name) left"
      case .cordon: return "\(nodes) \(reason.count == 1 ? "is" : "are") cordoned"
      case .taint(let taint):
        return "\(nodes) \(has) the taint `\(taint)`, which it does not tolerate"
      case .affinity: return "\(nodes) \(has) not the labels that it asks for"
      case .spread(_, let words): return "\(words) keep it from \(nodes)"
      case .claim: return "its claim is not bound"
      case .other(let text): return "of \(nodes): \(text)"
      }
    }
  }
}
