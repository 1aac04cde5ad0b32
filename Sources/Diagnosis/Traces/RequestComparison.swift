import Evidence
import Timeline

/// Requests of the time in question beside those of a quiet time.
struct RequestComparison: Sendable {
  let now: RequestTree
  let usual: RequestTree
  /// Whether the quiet time is the beginning of the same evidence, for want of another.
  let isWithin: Bool
  /// The log entries of each entry of a service into a request, in their order.
  let flows: [Int: [Int]]
  /// What usually comes after what.
  let flow: EventFlow
  /// The services that are slow, the clearest first.
  private(set) var slow: [SlowService] = []

  /// The part of the evidence that stands for a quiet time where none was named, in percent: most begin
  /// some time before the trouble does, and more than a third of it is seldom quiet.
  private static let quietShare: Int64 = 35

  /// Compares; nil where there are no requests.
  ///
  /// Without a quiet time that was named, the beginning of
  /// the evidence stands for it.
  init?(_ requests: TracedRequests, usual: TracedRequests) {
    guard !requests.isEmpty else { return nil }
    isWithin = usual.isEmpty
    if isWithin {
      let starts = requests.spans.map(\.start)
      let first = starts.min() ?? 0
      let length = (starts.max() ?? 0).subtractingClamped(first)
      let border = first.addingClamped(length.multipliedClamped(by: Self.quietShare) / 100)
      let parts = RequestTree.parts(of: requests, before: border)
      self.usual = RequestTree(parts.0)
      now = RequestTree(parts.1)
    } else {
      let trees = Concurrently.map([requests, usual], RequestTree.init)
      (now, self.usual) = (trees[0], trees[1])
    }
    flows = EventFlow.flows(now)
    flow = EventFlow(self.usual, EventFlow.flows(self.usual))
    slow = SlowService.all(in: self)
  }

  /// The time of the requests in question.
  var window: TimeWindow? {
    let spans = now.requests.spans
    guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max() else {
      return nil
    }
    return TimeWindow(
      from: Instant(microseconds: first), through: Instant(microseconds: last))
  }
}
