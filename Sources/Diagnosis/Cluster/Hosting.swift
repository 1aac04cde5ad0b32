import Evidence

/// Which pods ran where.
extension Cluster {
  /// A pod that a node runs or ran, and the line that says so.
  struct Hosted: Sendable {
    var name: String
    var namespace: String
    /// The pod as far as anything else tells of it; nil where only an event names it.
    var pod: ClusterObject?
    var sample: Sample?
  }

  /// The pods of a node: by the rows and descriptions that name it, and by the events of the scheduler
  /// that put them there, which outlive the pods.
  func hosted(on node: String) -> [Hosted] {
    var found = (of("Pod") + of("SwarmTask")).compactMap { pod -> Hosted? in
      guard let field = pod.field("spec.nodeName"), field.value == node else { return nil }
      return Hosted(name: pod.name, namespace: pod.namespace, pod: pod, sample: field.sample)
    }
    var known = Set(found.map(\.name))
    for event in of("Event") where event.value("reason") == "Scheduled" {
      guard let message = event.field("message"), message.value.hasSuffix(" to \(node)"),
        let (kind, name) = Self.halves(event.value("about")), kind == "Pod",
        known.insert(name).inserted
      else { continue }
      found.append(
        Hosted(
          name: name, namespace: event.namespace, pod: object("Pod", name, in: event.namespace),
          sample: message.sample))
    }
    return found
  }

  /// The events about objects of a kind, by the objects' names, in the order in which they came.
  func events(about kind: String) -> [String: [ClusterObject]] {
    let own = of("Event").compactMap { event -> (name: String, event: ClusterObject)? in
      guard let (about, name) = Self.halves(event.value("about")), about == kind else { return nil }
      return (name, event)
    }
    return Dictionary(grouping: own, by: \.name).mapValues { events in
      events.enumerated().sorted { a, b in
        let (first, second) = (Self.place(of: a.element.event), Self.place(of: b.element.event))
        return first == second ? a.offset < b.offset : first < second
      }.map(\.element.event)
    }
  }

  /// A text by which events are in order: of times as they are written, of ages the greatest first.
  private static func place(of event: ClusterObject) -> String {
    let age = event.value("age").prefix { $0 != " " }
    guard let length = Quantity.age(String(age)) else { return String(age) }
    // Ages count back from one moment: what is left of the longest that there is grows with time.
    let left = String(max(0, longestAge - length))
    return String(repeating: "0", count: max(0, 16 - left.count)) + left
  }

  /// A hundred years in milliseconds: no event is as old.
  private static let longestAge: Int64 = 3_153_600_000_000
}
