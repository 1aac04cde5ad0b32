import Timeline

/// Weighs findings of evidence that is no log, or of several kinds at once.
///
/// One more way to weigh is one more value in ``SignalRankers/all``. Each gives its whole verdict; the
/// most certain one leads, the log's among them.
protocol SignalRanker: Sendable {
  /// What it makes of a case; nil where there is nothing of its kind in it.
  func verdict(on signals: SignalCase) -> SignalVerdict?
}

/// All ways to weigh what is no log.
enum SignalRankers {
  /// One more is one more line here.
  static let all: [any SignalRanker] = [
    MetricRanker(),
    RequestRanker(),
    ClusterRanker(),
  ]
}

/// What is to be weighed.
struct SignalCase: Sendable {
  let evidence: ObservedEvidence
  /// All that the detectors found, in the order of time; hypotheses name them by their indexes.
  let findings: [Finding]
  let symptom: Symptom
  /// Who calls whom: told by a topology, by spans, and by names in logs.
  let graph: CallGraph
}

/// Hypotheses of one ranker, and what can be said by them.
struct SignalVerdict: Sendable {
  /// The possible causes, best first.
  var hypotheses: [Hypothesis]
  var decision: Diagnosis.Decision
  /// How certain it is, from 0 to 1, to be compared with the others: see ``Diagnosis/Decision/certainty``.
  var certainty: Double
  /// The first sign of the symptom itself: an index of a finding.
  var symptom: Int?
  /// The services that its first finding leads to, and of which it can see nothing itself: what they
  /// log tells more.
  var leadsTo: Set<String> = []
}

extension Diagnosis.Decision {
  /// How much a decision weighs against that of another kind of evidence, from 0 to 1: a cause more
  /// than doubts, doubts more than that nothing was found.
  var certainty: Double {
    switch self {
    case .cause(.high): 0.9
    case .cause(.medium): 0.7
    case .cause(.low): 0.5
    case .notProven: 0.3
    case .tooLittle: 0.2
    case .nothingWrong: 0.1
    case .couldNotRead: 0
    }
  }
}

extension Diagnosis {
  /// Takes in the verdicts on other kinds of evidence: the most certain leads, what the others suspect
  /// besides comes behind it.
  mutating func take(_ verdicts: [SignalVerdict]) {
    let certain = verdicts.max { $0.certainty < $1.certainty }.flatMap { best in
      best.certainty > decision.certainty && !isLed(by: best) || hypotheses.isEmpty ? best : nil
    }
    guard let best = certain ?? verdicts.first(where: isOfWhatRanOut) else {
      append(verdicts.flatMap(\.hypotheses))
      return
    }
    let others = hypotheses
    hypotheses = best.hypotheses
    decision = best.decision
    append(others + verdicts.flatMap(\.hypotheses))
    let cause = hypotheses.first.map { findings[$0.finding] }
    onset = cause?.period?.lowerBound ?? onset
    symptom = best.symptom ?? symptom
    end = cause.flatMap { $0.isOngoing ? nil : $0.period?.upperBound }
  }

  /// Whether something ran out shortly before what logs name as the cause began, where that is what any trouble looks
  /// like from outside: burst credits are spent, then health probes fail.
  private func isOfWhatRanOut(_ verdict: SignalVerdict) -> Bool {
    guard case .cause = verdict.decision, case .cause = decision,
      let spent = verdict.hypotheses.first.map({ findings[$0.finding] }), spent.kind == "used-up",
      let effect = hypotheses.first.map({ findings[$0.finding] }), effect.signal == nil,
      let kind = effect.kind.flatMap(FaultKind.named),
      kind.role != .state || kind.id == "probe-failed",
      let begin = spent.period?.lowerBound, let onset = effect.period?.lowerBound
    else { return false }
    return begin <= onset && onset.distance(from: begin) <= RankingModel.changeReach
  }

  /// Whether the cause that logs tell is of a service that a verdict leads to and does not see into.
  private func isLed(by verdict: SignalVerdict) -> Bool {
    guard case .cause = decision, let first = hypotheses.first else { return false }
    return verdict.leadsTo.contains(first.service)
  }

  /// Adds suspects that are not among the hypotheses yet, as far as there is room; they never look
  /// stronger than those before them.
  private mutating func append(_ others: [Hypothesis]) {
    for var other in others where hypotheses.count < Self.mostHypotheses {
      guard
        !hypotheses.contains(where: {
          $0.finding == other.finding
            || $0.service == other.service
              && findings[$0.finding].kind == findings[other.finding].kind
        })
      else { continue }
      other.score = min(other.score, hypotheses.last?.score ?? other.score)
      hypotheses.append(other)
    }
  }

  /// The most hypotheses of a diagnosis: nobody reads an eleventh.
  static let mostHypotheses = 10
}
