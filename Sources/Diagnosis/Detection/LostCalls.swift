import Evidence
import Timeline

/// Finds services that calls no longer reach: the caller's span is there, the callee's is missing.
///
/// Only callers whose spans of one name always called one service tell whom they miss.
struct LostCalls: Detector {
  let name = "lost-calls"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    let expected = Self.expected(requests.usual)
    let now = requests.now
    var calls: [String: [(span: Int, isLost: Bool)]] = [:]
    let spans = now.requests.spans
    for span in spans.indices.sorted(by: { (spans[$0].start, $0) < (spans[$1].start, $1) }) {
      guard let callee = expected[now.operation(span)] else { continue }
      calls[callee, default: []].append((span, !now.isCaller[span]))
    }
    return calls.sorted { $0.key < $1.key }.compactMap { callee, made in
      guard let stretch = Stretch(made.map(\.isLost)), stretch.lead >= SlowService.clearLead else {
        return nil
      }
      let during = made[stretch.range]
      let lost = during.filter(\.isLost).map(\.span)
      let callers = Set(lost.map(now.service)).sorted()
      return Finding(
        detector: name, service: callee, kind: "lost-calls",
        strength: Finding.strength(ofRequests: stretch.lead),
        detail:
          "\(lost.count) of \(during.count) calls to it from \(RequestWords.list(callers)) have "
          + "no span of it: they did not reach it, or it does not answer",
        spans: lost, of: now)
    }
  }

  /// Whom the spans of an operation always call, where that is one service.
  private static func expected(_ tree: RequestTree) -> [TracedRequests.Operation: String] {
    var callees: [TracedRequests.Operation: [String?]] = [:]
    var called: [Int: String] = [:]
    for call in tree.calls { called[call.from] = tree.service(call.to) }
    for span in tree.requests.spans.indices {
      callees[tree.operation(span), default: []].append(called[span])
    }
    return callees.compactMapValues { found in
      guard found.count >= UsualTime.fewest, let first = found[0], found.allSatisfy({ $0 == first })
      else { return nil }
      return first
    }
  }
}
