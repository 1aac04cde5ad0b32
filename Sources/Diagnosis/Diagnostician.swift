package import Evidence
import Timeline

/// Turns observations into a diagnosis: the detectors look, hypotheses are made and weighed.
///
/// Pure: the same observations and symptom give the same diagnosis. What is read in the observations
/// is read once, when it is made, and serves every symptom asked for afterwards.
package struct Diagnostician: Sendable {
  /// All that the detectors found, in the order of time.
  package let findings: [Finding]
  private let evidence: ObservedEvidence

  /// Reads what was observed, and compares it with a quiet period where one was named.
  package init(
    observations: [Observation], baseline: [Observation] = [], catalog: Catalog,
    requests: TracedRequests = TracedRequests(), usual: TracedRequests = TracedRequests()
  ) {
    evidence = ObservedEvidence(
      observations: observations, baseline: baseline, catalog: catalog, requests: requests,
      usual: usual)
    findings = VanishedEntries.halting(
      ProductRefusals.told(
        QuotedFailures.named(Detectors.findings(in: evidence)),
        services: Set(observations.map(\.service)).union(catalog.services.map(\.name))))
  }

  /// Diagnoses a symptom.
  package func diagnosis(of symptom: Symptom) -> Diagnosis {
    // What is no log is weighed by rankers of its own; its changes count for all.
    let inFocus = findings.indices.filter {
      isInFocus(findings[$0], symptom)
        && (findings[$0].signal == nil || findings[$0].role == .change)
    }
    let failing = inFocus.filter { findings[$0].role != .change && findings[$0].role != .recovery }
    let changes = inFocus.filter { findings[$0].role == .change }
    let graph = CallGraph(failing.map { findings[$0] }, in: evidence)
    let finder = SymptomFinder(findings: findings, symptom: symptom, graph: graph)
    let felt = finder.service(among: failing)
    let ranker = HypothesisRanker(
      Failures(
        findings, failing: failing, changes: changes, felt: felt, graph: graph, evidence: evidence),
      symptom, graph)
    var hypotheses = ranker.ranked()
    let decision = Judge(ranker: ranker, evidence: evidence).decision(hypotheses)
    if let first = hypotheses.first {
      let reasons = Reasons(ranker: ranker, first: first)
      for index in hypotheses.indices {
        hypotheses[index].reason = reasons.reason(of: hypotheses[index], isFirst: index == 0)
      }
    }
    let cause = hypotheses.first.map { findings[$0.finding] }
    var diagnosis = Diagnosis(
      findings: findings, hypotheses: hypotheses, decision: decision,
      onset: cause?.period?.lowerBound,
      symptom: felt.flatMap { finder.finding(of: $0, among: failing) },
      end: end(of: cause), changes: near(cause, changes))
    let signals = SignalCase(
      evidence: evidence, findings: findings, symptom: symptom, graph: graph)
    diagnosis.take(SignalRankers.all.compactMap { $0.verdict(on: signals) })
    let first = diagnosis.hypotheses.first
    diagnosis.changes = near(first.map { findings[$0.finding] }, changes)
    if let first {
      diagnosis.take(
        tied: ChangeTies(
          findings[first.finding], path: first.path, findings: findings, evidence: evidence)?
          .strongest(of: findings.indices.filter { findings[$0].role == .change }))
    }
    diagnosis.signals = Finding.Signal.kinds(of: evidence.observations)
    return diagnosis
  }

  /// The services that name another in what they log, as far as the kept samples tell; sorted.
  package func callers(of service: String) -> [String] {
    let graph = CallGraph(findings, in: evidence)
    return graph.services.filter { graph.callees(of: $0).contains(service) }
  }

  /// The services that one names in what it logs; sorted.
  package func callees(of service: String) -> [String] {
    CallGraph(findings, in: evidence).callees(of: service).sorted()
  }

  /// Whether a finding reaches into the time asked about; what has no time always does.
  private func isInFocus(_ finding: Finding, _ symptom: Symptom) -> Bool {
    guard let window = symptom.window, let period = finding.period else { return true }
    return TimeWindow(
      from: window.lowerBound.advanced(by: -RankingModel.changeReach), through: window.upperBound
    ).overlaps(period)
  }

  /// When the trouble ended: the first recovery behind it, else its last entry; nil while it goes on.
  private func end(of cause: Finding?) -> Instant? {
    guard let cause, let period = cause.period, !cause.isOngoing else { return nil }
    let recovery = findings.first {
      $0.role == .recovery && $0.service == cause.service
        && ($0.period.map { $0.lowerBound >= period.upperBound } ?? false)
    }
    return recovery?.period?.lowerBound ?? period.upperBound
  }

  /// The changes before a cause, the nearest first.
  private func near(_ cause: Finding?, _ changes: [Int]) -> [Int] {
    guard let cause else { return changes }
    return changes.filter { cause.mayFollow(findings[$0]) }.reversed()
  }
}
