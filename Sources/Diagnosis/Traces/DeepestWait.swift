import Evidence

/// What requests waited for when they failed: the deepest span that ran nearly as long as they did, or
/// on when they had given up.
///
///     edge POST /quote ── 5.0 s, failed      its deadline
///       quotes ── 5.0 s
///         tax GET rates ── 6.2 s             what it waited for
struct DeepestWait {
  let operation: TracedRequests.Operation
  let spans: [Int]
  /// The middle of their microseconds.
  let duration: Int64

  /// The part of a request that what it waits for takes, and the part of the requests that wait for the
  /// same.
  private static let (leastPart, leastShare) = (0.8, 0.6)
  /// Requests that are looked at.
  private static let most = 2000

  /// Nil where the requests did not wait for one thing in another service.
  init?(_ entries: [Int], _ tree: RequestTree) {
    let looked = Set(entries.prefix(Self.most))
    let spans = tree.requests.spans
    let waited = looked.sorted().compactMap { entry -> Int? in
      var deepest = entry
      for _ in 0..<Self.deepest {
        let longest = tree.children[deepest].max { spans[$0].duration < spans[$1].duration }
        guard let longest,
          Double(spans[longest].duration) >= Self.leastPart * Double(spans[entry].duration)
        else { break }
        deepest = longest
      }
      return tree.service(deepest) == tree.service(entry) ? nil : deepest
    }
    let groups = Dictionary(grouping: waited) { tree.operation($0) }
    let largest = groups.max {
      ($0.value.count, $1.key.service, $1.key.name) < ($1.value.count, $0.key.service, $0.key.name)
    }
    guard let largest, Double(largest.value.count) >= Self.leastShare * Double(looked.count) else {
      return nil
    }
    operation = largest.key
    self.spans = largest.value
    let durations = largest.value.map { spans[$0].duration }.sorted()
    duration = durations[durations.count / 2]
  }

  /// The deepest way down a request that is followed.
  private static let deepest = 50
}
