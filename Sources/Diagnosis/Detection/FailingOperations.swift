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
      if let waited = DeepestWait(spans, requests.now) {
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
