import Evidence
import Timeline

/// Finds operations whose spans fail more often than they did, in the deepest service that fails.
struct FailingOperations: Detector {
  let name = "failing-operations"

  /// How much larger the failing share must be than in a quiet time, and at least, in percent.
  private static let clearRatio = 3.0
  private static let leastShare = 5.0
  /// The share that is no one's usual, in percent, where nothing tells what was: it may have failed from
  /// the beginning of the evidence on.
  private static let wholeShare = 20.0

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    let now = Self.failing(requests.now)
    let usual = Self.failing(requests.usual)
    let all = Dictionary(grouping: requests.now.entries) { requests.now.operation($0) }
    let before = Dictionary(grouping: requests.usual.entries) { requests.usual.operation($0) }
    return now.sorted { ($0.key.service, $0.key.name) < ($1.key.service, $1.key.name) }.compactMap {
      operation, spans in
      let count = all[operation]?.count ?? spans.count
      let share = 100 * Double(spans.count) / Double(max(count, 1))
      let old = Double(usual[operation]?.count ?? 0)
      let oldShare = 100 * old / Double(max(before[operation]?.count ?? 0, 1))
      guard spans.count >= RankingModel.fewestBroken, share >= Self.leastShare,
        share > oldShare * Self.clearRatio || requests.isWithin && share >= Self.wholeShare
      else { return nil }
      if let waited = Waiting(spans, requests.now) {
        return Finding(
          detector: name, service: waited.operation.service, kind: "slow-work",
          strength: Finding.strength(ofRequests: waited.spans.count),
          detail:
            "\(waited.spans.count) of \(count) requests `\(operation.name)` of "
            + "\(operation.service) fail while they wait for it: `\(waited.operation.name)` takes "
            + RequestWords.duration(waited.duration),
          spans: waited.spans, of: requests.now)
      }
      return Finding(
        detector: name, service: operation.service, kind: "failing-operation",
        strength: Finding.strength(ofRequests: spans.count),
        detail:
          "\(spans.count) of \(count) requests `\(operation.name)` fail in it, and in nothing "
          + "below it; before it was \(MetricText.number(oldShare)) %",
        spans: spans, of: requests.now)
    }
  }

  /// The entries under which a span of the same service failed, and nothing in services below.
  private static func failing(_ tree: RequestTree) -> [TracedRequests.Operation: [Int]] {
    let failed = Set(
      tree.requests.spans.indices.filter { tree.requests.spans[$0].isError }.map { tree.entry[$0] })
    let deepest = FlowBreak.deepest(of: failed, in: tree)
    return Dictionary(grouping: tree.entries.filter(deepest.contains)) { tree.operation($0) }
  }
}

/// What requests waited for when they failed: the deepest span that ran nearly as long as they did, or
/// on when they had given up.
///
///     edge POST /quote ── 5.0 s, failed      its deadline
///       quotes ── 5.0 s
///         tax GET rates ── 6.2 s             what it waited for
private struct Waiting {
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
    var children: [Int: [Int]] = [:]
    for (index, span) in spans.enumerated() {
      if let parent = span.parent { children[parent, default: []].append(index) }
    }
    let waited = looked.sorted().compactMap { entry -> Int? in
      var deepest = entry
      for _ in 0..<Self.deepest {
        let longest = (children[deepest] ?? []).max { spans[$0].duration < spans[$1].duration }
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
