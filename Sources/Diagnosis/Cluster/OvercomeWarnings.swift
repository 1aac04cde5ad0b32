import Evidence
import Timeline

/// Warnings about the start of pods that are as they should be now: a probe that failed while a program began,
/// a node that was sought.
///
/// What was warned of an older pod, or of one that nothing shows, is left to be weighed.
struct OvercomeWarnings: Sendable {
  /// When the latest of those pods was made, by the message of the warning; nil where ages alone tell that
  /// it was of a start.
  private var messages: [String: Instant?] = [:]

  /// How long after a pod was made a warning is of its start, in milliseconds.
  private static let start: Int64 = 10 * 60_000

  init(_ cluster: Cluster) {
    var standing: Set<String> = []
    let events = cluster.of("Event")
    let starts = Self.starts(in: events)
    for event in events where event.value("type") == "Warning" {
      let message = event.value("message")
      guard let (kind, name) = Cluster.halves(event.value("about")), kind == "Pod",
        let pod = cluster.object("Pod", name, in: event.namespace), pod.isSeen,
        !ClusterHealth.isBad(pod)
      else {
        standing.insert(message)
        continue
      }
      // Whoever runs has found its node, and whoever is ready has started, however long that took.
      if event.value("reason") == "FailedScheduling" || message.hasPrefix("Startup probe failed") {
        messages[message] = .some(nil)
        continue
      }
      let scheduled = starts[event.namespace + "/" + event.value("about")]
      if let made = StampReader().instant(of: pod.value("metadata.creationTimestamp")) {
        messages[message] = max(made, (messages[message] ?? nil) ?? made)
      } else if let scheduled, let time = StampReader().instant(of: event.value("age")),
        (0...Self.start).contains(time.distance(from: scheduled))
      {
        messages[message] = max(scheduled, (messages[message] ?? nil) ?? scheduled)
      } else if Self.isOfStart(event, pod) {
        messages[message] = .some(nil)
      } else {
        standing.insert(message)
      }
    }
    messages = messages.filter { !standing.contains($0.key) }
  }

  /// When pods were given a node, by namespace and object, where events tell it with a time.
  private static func starts(in events: [ClusterObject]) -> [String: Instant] {
    var starts: [String: Instant] = [:]
    for event in events where event.value("reason") == "Scheduled" {
      guard let time = StampReader().instant(of: event.value("age")) else { continue }
      starts[event.namespace + "/" + event.value("about")] = time
    }
    return starts
  }

  /// Whether an event is about as old as the pod that it is about, as far as both have an age.
  private static func isOfStart(_ event: ClusterObject, _ pod: ClusterObject) -> Bool {
    // "12m (x3 over 20m)": the last of several, which began earlier.
    guard let seen = Quantity.age(String(event.value("age").prefix { $0 != " " })),
      let age = Quantity.age(pod.value("metadata.age"))
    else { return false }
    return age - seen <= start
  }

  /// Whether entries tell what events warned of.
  func tell(_ observation: Observation) -> Bool {
    guard let sample = observation.samples.first, let made = messages[sample.message] else {
      return false
    }
    guard let made else { return true }
    return observation.samples.allSatisfy { sample in
      sample.time.map { abs($0.instant.distance(from: made)) <= Self.start } ?? true
    }
  }
}
