import Evidence

/// Weighs what was found of a cluster's objects.
///
/// Contradictions that explain something which does not work come first, by how surely they do and how
/// deep they lie; what the question asks about before others.
struct ClusterRanker: SignalRanker {
  func verdict(on signals: SignalCase) -> SignalVerdict? {
    let findings = signals.findings
    let own = findings.indices.filter { findings[$0].signal == .cluster }
    guard !own.isEmpty else { return nil }
    let ordered = own.map { (index: $0, score: score(findings[$0], signals)) }.sorted {
      $0.score == $1.score ? $0.index < $1.index : $0.score > $1.score
    }
    var seen: Set<[String]> = []
    var hypotheses: [Hypothesis] = []
    for (index, score) in ordered where hypotheses.count < Diagnosis.mostHypotheses {
      let finding = findings[index]
      guard seen.insert([finding.service, finding.kind ?? ""]).inserted else { continue }
      hypotheses.append(hypothesis(index, score, signals, isFirst: hypotheses.isEmpty))
    }
    guard let first = hypotheses.first else { return nil }
    let (decision, certainty) = decision(findings[first.finding], signals)
    let felt = own.first { findings[$0].strength < Self.felt && findings[$0].strength > 0 }
    return SignalVerdict(
      hypotheses: hypotheses, decision: decision, certainty: certainty, symptom: felt)
  }

  private func score(_ finding: Finding, _ signals: SignalCase) -> Double {
    let symptom = signals.symptom
    var score = finding.strength
    if isConfirmed(finding, signals) { score = Contradiction.Certainty.proven.rawValue }
    if !symptom.services.isEmpty {
      score +=
        isAsked(finding, symptom)
        ? Self.askedBonus : isReached(finding, signals) ? Self.reachedBonus : 0
    }
    let words = finding.kind.flatMap(FaultKind.named)?.words ?? []
    if symptom.words.contains(where: words.contains) { score += Self.wordBonus }
    if symptom.excludedServices.contains(finding.service)
      || finding.kind.map(symptom.excludedKinds.contains) ?? false
    {
      score *= RankingModel.excludedShare
    }
    return score
  }

  private func isAsked(_ finding: Finding, _ symptom: Symptom) -> Bool {
    symptom.services.contains(finding.service)
      || finding.names.contains(where: symptom.services.contains)
  }

  private func isReached(_ finding: Finding, _ signals: SignalCase) -> Bool {
    signals.symptom.services.contains { asked in
      signals.graph.path(from: asked, to: finding.service) != nil
    }
  }

  /// Whether anything ties a finding to what is asked about; all does where nothing is named.
  private func isLinked(_ finding: Finding, _ signals: SignalCase) -> Bool {
    signals.symptom.services.isEmpty || isAsked(finding, signals.symptom)
      || isReached(finding, signals)
  }

  private func decision(
    _ finding: Finding, _ signals: SignalCase
  ) -> (Diagnosis.Decision, Double) {
    let isExcluded =
      signals.symptom.excludedServices.contains(finding.service)
      || finding.kind.map(signals.symptom.excludedKinds.contains) ?? false
    if !isExcluded, isConfirmed(finding, signals) {
      return (.cause(.high), isLinked(finding, signals) ? Self.proven : Self.provenApart)
    }
    if !isExcluded, isSwitchedOff(finding, signals) {
      return (.cause(.medium), Self.likely)
    }
    guard !isExcluded, finding.strength > Contradiction.Certainty.idle.rawValue,
      !isExplainedOtherwise(finding, signals)
    else {
      return (.notProven, Diagnosis.Decision.notProven.certainty)
    }
    // The state of an object is a fact: it goes before what entries of a log suggest.
    if finding.strength > Contradiction.Certainty.likely.rawValue {
      return (.cause(.high), isLinked(finding, signals) ? Self.proven : Self.provenApart)
    }
    return (.cause(.medium), isLinked(finding, signals) ? Self.likely : Self.unlinked)
  }

  /// Whether somebody switched off the very thing that is asked about: nothing else has to fail on it.
  private func isSwitchedOff(_ finding: Finding, _ signals: SignalCase) -> Bool {
    guard let kind = finding.kind,
      signals.symptom.services.isEmpty || isAsked(finding, signals.symptom)
    else { return false }
    let words = FaultKind.named(kind)?.words ?? []
    // An autoscaler that does not scale is the cause where it is scaling that is asked about.
    if Self.scaling.contains(kind) { return signals.symptom.words.contains(where: words.contains) }
    return Self.switches.contains(kind) && signals.symptom.services.contains(finding.service)
  }

  private static let scaling: Set<String> = [
    "autoscaler-without-metrics", "autoscaler-target-missing", "api-unavailable",
  ]

  /// States that somebody sets on purpose.
  private static let switches: Set<String> = [
    "cronjob-suspended", "rollout-paused", "unit-off", "zero-replicas", "daemon-not-tolerating",
  ]

  /// Whether a log tells of connections refused at the very port that a service leads to and nobody
  /// listens on: nothing else that was printed of the cluster would show that anything fails.
  private func isConfirmed(_ finding: Finding, _ signals: SignalCase) -> Bool {
    guard finding.kind == "service-target-port",
      let mark = finding.detail.firstRange(of: " to ")
    else { return false }
    let port = finding.detail[mark.upperBound...].prefix(while: \.isNumber)
    guard !port.isEmpty else { return false }
    return signals.findings.contains { other in
      other.signal == nil
        && other.samples.contains { Self.isRefused($0.text, at: ":" + port) }
    }
  }

  private static func isRefused(_ text: String, at port: String) -> Bool {
    guard text.contains("efused") else { return false }
    var rest = text[...]
    while let found = rest.firstRange(of: port) {
      rest = rest[found.upperBound...]
      if rest.first?.isNumber != true { return true }
    }
    return false
  }

  /// Whether an alert on slowness was taken for the network, for want of anything else, and metrics or
  /// requests tell what else it is.
  private func isExplainedOtherwise(_ finding: Finding, _ signals: SignalCase) -> Bool {
    guard ["network-delay", "node-network-delay"].contains(finding.kind) else { return false }
    return signals.findings.contains {
      $0.service == finding.service && $0.role == .state
        && ($0.signal == .traces || $0.kind.map(Self.slowing.contains) ?? false)
    }
  }

  /// What makes a service slow by itself, where its metrics tell; a little more CPU goes with anything.
  private static let slowing: Set<String> = [
    "cpu-throttling", "saturation", "pool-exhausted", "used-up", "heap-pressure",
  ]

  private func hypothesis(
    _ index: Int, _ score: Double, _ signals: SignalCase, isFirst: Bool
  ) -> Hypothesis {
    let finding = signals.findings[index]
    let others = signals.findings.indices.filter { other in
      other != index && signals.findings[other].signal == .cluster
        && !Self.isIdle(signals.findings[other])
        && (signals.findings[other].service == finding.service
          || finding.names.contains(signals.findings[other].service))
    }
    return Hypothesis(
      service: finding.service, finding: index, score: min(1, max(0, score / Self.greatest)),
      supporting: Array(others.prefix(RankingModel.mostSupporters)), path: [finding.service],
      pathFindings: [index], reason: reason(finding))
  }

  /// Whether nothing that fails hangs on a finding: it goes with no other then.
  private static func isIdle(_ finding: Finding) -> Bool {
    finding.strength > felt && finding.strength <= Contradiction.Certainty.idle.rawValue
  }

  private func reason(_ finding: Finding) -> String {
    switch finding.strength {
    case (Contradiction.Certainty.likely.rawValue + Self.margin)...:
      "the cluster's own objects show both sides of it, and what fails hangs on it"
    case (Contradiction.Certainty.idle.rawValue + Self.margin)...:
      "the cluster's own objects show it, and something else might explain what fails too"
    case (Contradiction.Certainty.felt.rawValue + Self.margin)...:
      "it contradicts itself, but nothing that fails hangs on it"
    default: "it does not work, and nothing says why"
    }
  }

  /// What being asked about adds, and what standing on the way of calls from there: less than the
  /// difference between what explains and what only does not work.
  private static let askedBonus = 0.3
  private static let reachedBonus = 0.1
  /// What a word of the question adds that asks for the kind.
  private static let wordBonus = 0.05
  private static let greatest = 1.35
  /// More than all steps between rules, less than the steps between certainties.
  private static let margin = 0.03
  private static let felt = 0.31
  /// How much verdicts weigh against those of logs, whose surest has 0.9.
  private static let proven = 1.0
  /// Less than what other signals tell surely of the service that is asked about.
  private static let provenApart = 0.85
  private static let likely = 0.92
  /// Less than what logs tell of the service that is asked about.
  private static let unlinked = 0.6
}
