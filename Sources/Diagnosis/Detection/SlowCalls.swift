import Evidence
import Timeline

/// Finds calls to somebody outside of the traces that became slow, whether or not anything failed.
///
/// Databases, vendors and resolvers have no spans of their own; those that call them name them, or what
/// they ask:
///
///     SELECT invoices to billing-db ── 4.5 s, and 7 ms before
struct SlowCalls: Detector {
  let name = "slow-calls"

  /// The least microseconds that are felt in a call.
  private static let least: Int64 = 50_000

  private struct Call: Hashable, Comparable {
    var service: String
    var operation: String
    var target: String

    static func < (a: Call, b: Call) -> Bool {
      (a.service, a.operation, a.target) < (b.service, b.operation, b.target)
    }
  }

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    let now = Self.calls(requests.now)
    guard !now.isEmpty else { return [] }
    let usual = Self.calls(requests.usual).compactMapValues { spans in
      UsualTime(spans.map { requests.usual.requests.spans[$0].duration })
    }
    return now.sorted { $0.key < $1.key }.compactMap { call, spans in
      guard let usual = usual[call] else { return nil }
      return finding(of: call, spans, usual, requests, evidence)
    }
  }

  /// The spans that call nobody who is traced and say whom they call or what they ask, in the order of
  /// time.
  private static func calls(_ tree: RequestTree) -> [Call: [Int]] {
    let spans = tree.requests.spans
    let leaves = spans.indices.filter { span in
      guard tree.children[span].isEmpty else { return false }
      let detail = tree.requests.detail(ofSpan: span)
      return !detail.target.isEmpty || !detail.statement.isEmpty
    }
    return Dictionary(
      grouping: leaves.sorted { (spans[$0].start, $0) < (spans[$1].start, $1) }
    ) { span in
      let operation = tree.operation(span)
      return Call(
        service: operation.service, operation: operation.name,
        target: tree.requests.detail(ofSpan: span).target)
    }
  }

  private func finding(
    of call: Call, _ spans: [Int], _ usual: UsualTime, _ requests: RequestComparison,
    _ evidence: ObservedEvidence
  ) -> Finding? {
    let all = requests.now.requests.spans
    func isSlow(_ span: Int) -> Bool { usual.isExceeded(by: all[span].duration, least: Self.least) }
    guard let stretch = Stretch(spans.map(isSlow)), stretch.lead >= SlowService.clearLead else {
      return nil
    }
    let during = spans[stretch.range]
    let slow = during.filter(isSlow)
    // What ends in failures is told by those: see `FailingOperations`.
    guard slow.count(where: { all[$0].isError }) * 2 <= slow.count,
      let outward = OutwardCall(slow, requests.now)
    else { return nil }
    let statement = requests.now.requests.detail(ofSpan: slow[0]).statement
    let asked = statement.isEmpty ? "" : " (`\(statement.prefix(Self.mostQuoted))`)"
    return Finding(
      detector: name, service: call.service, kind: "slow-call",
      strength: Finding.strength(ofRequests: stretch.lead),
      detail: "\(slow.count) of \(during.count) calls \(outward.words)\(asked) take "
        + "\(RequestWords.duration(outward.duration)), usually \(RequestWords.duration(usual.median))"
        + outward.remark(isLogged: evidence.isLogged(outward.target)),
      spans: slow, of: requests.now, names: call.target.isEmpty ? [] : [call.target])
  }

  /// Characters of a statement that are quoted.
  private static let mostQuoted = 100
}
