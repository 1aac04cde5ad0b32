import Evidence
import Timeline

/// Weighs what whole requests tell: each was followed through all services, so that the deepest one
/// with trouble of its own is seen and not inferred.
struct RequestRanker: SignalRanker {
  func verdict(on signals: SignalCase) -> SignalVerdict? {
    let findings = signals.findings
    let own = findings.indices.filter {
      isOfRequests(findings[$0]) && isAsked(findings[$0], signals)
    }
    let ranked = own.map { (index: $0, score: score($0, findings)) }.sorted { a, b in
      let (x, y) = (isExcluded(findings[a.index], signals), isExcluded(findings[b.index], signals))
      if x != y { return y }
      return a.score == b.score ? a.index < b.index : a.score > b.score
    }
    guard let first = ranked.first else { return nothing(signals) }
    let felt = entrance(of: findings[first.index].service, signals)
    let hypotheses = ranked.map { index, score in
      hypothesis(index, score, isFirst: index == first.index, felt, signals)
    }
    let rival = hypotheses.first { $0.service != hypotheses[0].service }
    let isClear =
      rival.map { hypotheses[0].score - $0.score >= RankingModel.clearRequestLead } ?? true
    let isExcludedFirst = isExcluded(findings[first.index], signals)
    let within = signals.evidence.requests?.isWithin ?? true
    let decision: Diagnosis.Decision =
      isExcludedFirst ? .notProven : .cause(isClear && !within ? .high : isClear ? .medium : .low)
    return SignalVerdict(
      hypotheses: hypotheses, decision: decision,
      // What was followed request by request says more than what moves at the same time.
      certainty: isExcludedFirst ? decision.certainty : RankingModel.requestCertainty,
      leadsTo: LogsBehindRequests(findings[first.index], signals).services)
  }

  /// What can be said where no request stands out: with nothing to compare with, too little.
  private func nothing(_ signals: SignalCase) -> SignalVerdict? {
    guard let requests = signals.evidence.requests, requests.isWithin else { return nil }
    let count = requests.now.requests.total
    let decision = Diagnosis.Decision.tooLittle(
      reason: "none of \(count) spans stands out beside the others, and there is no quiet time to "
        + "compare them with: name one with `--baseline`")
    return SignalVerdict(hypotheses: [], decision: decision, certainty: decision.certainty)
  }

  /// Whether a finding is weighed here: what requests show, and the CPU of services that serve them.
  private func isOfRequests(_ finding: Finding) -> Bool {
    finding.role == .state && (finding.signal == .traces || finding.detector == SlowServices().name)
  }

  private func score(_ index: Int, _ findings: [Finding]) -> Double {
    let finding = findings[index]
    let score = finding.strength * (finding.kind.flatMap(FaultKind.named)?.weight ?? 0.5)
    // Many calls in a request make it slow and let it fail; whom they reach is asked more as well.
    let isExplained =
      finding.detector != RepeatedCalls.name
      && findings.contains { other in
        guard other.detector == RepeatedCalls.name, let ours = finding.period,
          let theirs = other.period
        else { return false }
        return theirs.overlaps(ours)
      }
    return isExplained || isTooLate(finding, findings) ? score * RankingModel.explainedShare : score
  }

  /// Milliseconds behind what is felt at which nothing is its cause: metrics are told each minute.
  private static let late: Int64 = 120_000

  /// Whether a busy CPU that no request is slow for came well after users felt something.
  private func isTooLate(_ finding: Finding, _ findings: [Finding]) -> Bool {
    guard finding.detector == SlowServices().name, finding.count == 1,
      let begin = finding.period?.lowerBound
    else { return false }
    return findings.contains { other in
      guard other.role == .symptom, other.signal == .metrics, let felt = other.period?.lowerBound
      else { return false }
      return begin.distance(from: felt) >= Self.late
    }
  }

  private func isExcluded(_ finding: Finding, _ signals: SignalCase) -> Bool {
    signals.symptom.excludedServices.contains(finding.service)
      || finding.kind.map(signals.symptom.excludedKinds.contains) ?? false
  }

  /// Whether a finding reaches into the time that was asked about.
  private func isAsked(_ finding: Finding, _ signals: SignalCase) -> Bool {
    guard let window = signals.symptom.window, let period = finding.period else { return true }
    return period.upperBound >= window.lowerBound.advanced(by: -RankingModel.together)
  }

  private func hypothesis(
    _ index: Int, _ score: Double, isFirst: Bool, _ felt: String?, _ signals: SignalCase
  ) -> Hypothesis {
    let finding = signals.findings[index]
    let way = felt.flatMap { signals.graph.path(from: $0, to: finding.service) }
    let supporting = signals.findings.indices.filter {
      $0 != index && signals.findings[$0].service == finding.service
        && signals.findings[$0].signal != nil
        // What is said of the same host twice says no more.
        && (finding.names.isEmpty || signals.findings[$0].names != finding.names)
    }
    return Hypothesis(
      service: finding.service, finding: index, score: min(1, max(0, score)),
      supporting: Array(supporting.prefix(RankingModel.mostSupporters)),
      path: way?.reversed() ?? [finding.service], pathFindings: [index],
      reason: isFirst
        ? "\(finding.count) requests show it in \(finding.service), and in nothing that it calls"
        : "fewer requests, or weaker signs, lead to \(finding.service)")
  }

  /// The service by which most requests enter that come to a service.
  private func entrance(of service: String, _ signals: SignalCase) -> String? {
    guard let tree = signals.evidence.requests?.now else { return nil }
    var counts: [String: Int] = [:]
    for span in tree.entries where tree.service(span) == service {
      var top = span
      for _ in 0..<Self.deepest {
        guard let caller = tree.caller(ofEntry: top) else { break }
        top = caller
      }
      counts[tree.service(top), default: 0] += 1
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The deepest way up a request that is followed.
  private static let deepest = 200
}
