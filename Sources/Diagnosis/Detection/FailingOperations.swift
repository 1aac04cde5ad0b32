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
      let isWorse = share > oldShare * Self.clearRatio
      guard spans.count >= RankingModel.fewestBroken, share >= Self.leastShare,
        isWorse || requests.isWithin && share >= Self.wholeShare && isPassedOn(spans, requests.now)
      else { return nil }
      if let waited = DeepestWait(spans, requests.now) {
        return finding(of: waited, failing: operation, count, requests, evidence)
      }
      return finding(
        of: operation, spans, count, before: MetricText.number(oldShare), requests, evidence)
    }
  }

  /// Whether the requests themselves fail as well: what is done without does no harm.
  private func isPassedOn(_ entries: [Int], _ tree: RequestTree) -> Bool {
    entries.contains { tree.requests.spans[$0].isError }
  }

  /// What requests waited for that fail.
  private func finding(
    of waited: DeepestWait, failing operation: TracedRequests.Operation, _ count: Int,
    _ requests: RequestComparison, _ evidence: ObservedEvidence
  ) -> Finding? {
    let call = OutwardCall(waited.spans, requests.now)
    let usual = (call?.usual(in: requests.usual)).map { ", usually \(RequestWords.duration($0))" }
    let isOutward = !(call?.target.isEmpty ?? true)
    return Finding(
      detector: name, service: waited.operation.service,
      kind: isOutward ? "slow-call" : "slow-work",
      strength: Finding.strength(ofRequests: waited.spans.count),
      detail:
        "\(waited.spans.count) of \(count) requests `\(operation.name)` of "
        + "\(operation.service) fail while they wait for it: "
        + "\(call?.words ?? "`\(waited.operation.name)`") takes "
        + RequestWords.duration(waited.duration) + (usual ?? "")
        + (isOutward ? call.map { $0.remark(isLogged: evidence.isLogged($0.target)) } ?? "" : ""),
      spans: waited.spans, of: requests.now, names: call.map(Self.names) ?? [])
  }

  /// What fails in a service: in a call of it to somebody, where its spans tell that.
  private func finding(
    of operation: TracedRequests.Operation, _ spans: [Int], _ count: Int, before: String,
    _ requests: RequestComparison, _ evidence: ObservedEvidence
  ) -> Finding? {
    let tree = requests.now
    let call = OutwardCall(OutwardCall.failed(in: spans, tree), tree)
    let version = NewVersion.of(spans, in: requests).map { ", \($0)" } ?? ""
    let why = call.map { $0.failure.isEmpty ? "" : ": `\($0.failure)`" } ?? ""
    let whole = "\(spans.count) of \(count) requests `\(operation.name)` fail in "
    guard let call, !call.target.isEmpty else {
      return Finding(
        detector: name, service: operation.service, kind: "failing-operation",
        strength: Finding.strength(ofRequests: spans.count),
        detail: whole + "it, and in nothing below it\(why); before it was \(before) %\(version)",
        spans: spans, of: tree)
    }
    let after =
      call.duration >= Self.longWait && !call.failure.isEmpty
      ? " after \(RequestWords.duration(call.duration))" : ""
    return Finding(
      detector: name, service: operation.service, kind: "failing-call",
      strength: Finding.strength(ofRequests: spans.count),
      detail: whole
        + "its call \(call.words)\(why)\(after); before it was \(before) %\(call.remark(isLogged: evidence.isLogged(call.target)))"
        + version,
      spans: spans, of: tree, cited: call.spans.prefix(1).map(tree.requests.sample),
      names: Self.names(call))
  }

  /// From how many microseconds on a call that fails was waited for.
  private static let longWait: Int64 = 1_000_000

  private static func names(_ call: OutwardCall) -> [String] {
    call.target.isEmpty ? [] : [call.target]
  }

  /// The entries under which a span of the same service failed, and nothing in services below.
  private static func failing(_ tree: RequestTree) -> [TracedRequests.Operation: [Int]] {
    let deepest = FlowBreak.deepest(of: tree.failed, in: tree)
    return Dictionary(grouping: tree.entries.filter(deepest.contains)) { tree.operation($0) }
  }
}
