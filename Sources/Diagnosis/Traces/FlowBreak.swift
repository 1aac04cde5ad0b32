import Evidence
import Timeline

/// Requests of one operation that leave their usual flow at the same place, in the deepest service that
/// does so in each of them.
///
/// A caller's flow breaks off because its callee's did: of each request only the entries count below
/// which no other breaks.
struct FlowBreak: Sendable {
  var operation: TracedRequests.Operation
  /// The requests' entries into the service, in the order of time.
  var spans: [Int]
  /// For each of them, the step that is not usual.
  var steps: [EventFlow.Break]
  /// All requests of the operation from the first of them on.
  var count: Int

  /// All such places; those of most requests first.
  ///
  /// What `isHearsay` tells only of another service, and so breaks no flow of its own; nor does an error
  /// that follows from a call that failed in a service below.
  static func all(
    in comparison: RequestComparison, isHearsay: (TracedRequests.Entry) -> Bool
  ) -> [FlowBreak] {
    let now = comparison.now
    let begins = firstEntries(now.requests)
    let failedBelow = now.aboveFailed(besides: comparison.usual)
    var broken: [Int: EventFlow.Break] = [:]
    for span in now.entries {
      guard
        let step = comparison.flow.firstBreak(now, span, comparison.flows[span] ?? []),
        step.next.map({
          !failedBelow.contains(span) && !isHearsay(now.requests.entries[$0])
        }) ?? true
      else { continue }
      // Before its first entry a service's log may have been cut off, and says nothing of anybody.
      if step.after == nil, step.next == nil {
        let start = Instant(microseconds: now.requests.spans[span].start)
        guard let begin = begins[now.service(span)], begin <= start else { continue }
      }
      broken[span] = step
    }
    let deepest = deepest(of: Set(broken.keys), in: now)
    var groups: [Key: [Int]] = [:]
    for span in now.entries where deepest.contains(span) {
      guard let step = broken[span] else { continue }
      groups[Key(operation: now.operation(span), step, now), default: []].append(span)
    }
    return groups.sorted { a, b in
      a.value.count == b.value.count ? a.key < b.key : a.value.count > b.value.count
    }.map { key, spans in
      let since = now.requests.spans[spans[0]].start
      return FlowBreak(
        operation: key.operation, spans: spans, steps: spans.compactMap { broken[$0] },
        count: now.entries.count {
          now.operation($0) == key.operation && now.requests.spans[$0].start >= since
        })
    }
  }

  /// When each service wrote first.
  private static func firstEntries(_ requests: TracedRequests) -> [String: Instant] {
    var first: [String: Instant] = [:]
    for entry in requests.entries {
      guard let time = entry.time else { continue }
      let service = requests.messages[entry.message].service
      first[service] = min(first[service] ?? time, time)
    }
    return first
  }

  /// The entries below which there is no other of some.
  static func deepest(of entries: Set<Int>, in tree: RequestTree) -> Set<Int> {
    var above: Set<Int> = []
    for span in entries {
      var caller = tree.caller(ofEntry: span)
      while let found = caller, above.insert(found).inserted {
        caller = tree.caller(ofEntry: found)
      }
    }
    return entries.subtracting(above)
  }

  private struct Key: Hashable, Comparable {
    var operation: TracedRequests.Operation
    var after: Int
    var next: Int

    init(operation: TracedRequests.Operation, _ step: EventFlow.Break, _ tree: RequestTree) {
      self.operation = operation
      after = step.after.map { tree.requests.entries[$0].message } ?? -1
      next = step.next.map { tree.requests.entries[$0].message } ?? -1
    }

    static func < (a: Key, b: Key) -> Bool {
      (a.operation.service, a.operation.name, a.after, a.next)
        < (b.operation.service, b.operation.name, b.after, b.next)
    }
  }
}
