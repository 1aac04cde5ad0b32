import Evidence

/// What an event, or the state of a container, says by itself: one row each in ``EventRow/all``.
enum EventRules {
  /// Troubles that a warning names which still holds.
  static func told(_ health: ClusterHealth) -> [Contradiction] {
    var seen: Set<[String]> = []
    return messages(health).flatMap { message -> [Contradiction] in
      let text = message.field.value
      return EventRow.all.filter { $0.fits(message.reason, text) }.prefix(1).compactMap { row in
        guard seen.insert([row.kind, message.app]).inserted else { return nil }
        let side = message.object.flatMap { object in
          row.sides.lazy.compactMap { side in
            object.fields.first { $0.path.hasSuffix(side) }
          }.first
        }
        let value = side.map { " (\(name(of: $0.path)): \($0.value))" } ?? ""
        return Contradiction(
          row.kind, of: message.app, "\(row.says)\(value): \(short(text))",
          [message.field.sample, side?.sample, message.sign], row.certainty)
      }
    }
  }

  /// What says something, of which app and object.
  private struct Message {
    var app: String
    var reason: String
    var field: ClusterObject.Field
    /// What the pods of the app are made of.
    var object: ClusterObject?
    var sign: Sample?
  }

  private static func messages(_ health: ClusterHealth) -> [Message] {
    let cluster = health.cluster
    var found: [Message] = []
    for (_, events) in health.warnings.sorted(by: { $0.key < $1.key }) {
      for event in events {
        guard let field = event.field("message"),
          let (kind, name) = Cluster.halves(event.value("about"))
        else { continue }
        let (app, object) = subject(kind, name, event.namespace, cluster)
        found.append(
          Message(
            app: app, reason: event.value("reason"), field: field, object: object,
            sign: health.broken[app]?.sample))
      }
    }
    for sign in health.broken.values.sorted(by: { $0.workload.name < $1.workload.name }) {
      for pod in sign.bad {
        found += stated(pod, sign.workload.name, sign.workload, sign.sample)
      }
    }
    for pod in cluster.of("Pod") where cluster.workload(of: pod) == nil && ClusterHealth.isBad(pod)
    {
      found += stated(pod, cluster.app(of: pod), pod, pod.field("status.summary")?.sample)
    }
    return found
  }

  /// What the states of a pod's containers say.
  private static func stated(
    _ pod: ClusterObject, _ app: String, _ object: ClusterObject, _ sign: Sample?
  ) -> [Message] {
    pod.fields.filter {
      $0.path.hasPrefix("status.")
        && ($0.path.hasSuffix("tate.message") || $0.path == "status.message")
    }.map { field in
      let place = String(field.path.dropLast("message".count))
      return Message(
        app: app, reason: pod.value(place + "reason"), field: field, object: object, sign: sign)
    }
  }

  /// The app that an event is about, and the object that says what its pods are to be.
  private static func subject(
    _ kind: String, _ name: String, _ namespace: String, _ cluster: Cluster
  ) -> (String, ClusterObject?) {
    let object = cluster.object(kind, name, in: namespace)
    switch kind {
    case "Pod":
      guard let object else { return (name, nil) }
      return (cluster.app(of: object), cluster.workload(of: object) ?? object)
    case "ReplicaSet":
      let owner = object.flatMap { cluster.owner(ofSet: $0) }
      return (owner?.name ?? name, owner ?? object)
    default: return (name, object)
    }
  }

  /// The last part of a path, as people write it.
  private static func name(of path: String) -> String {
    path.split(separator: ".").last.map(String.init) ?? path
  }

  /// A message without what repeats it, as far as a line holds.
  static func short(_ text: String) -> String {
    guard text.count > longest else { return text }
    return text.prefix(longest) + "…"
  }

  private static let longest = 240
}
