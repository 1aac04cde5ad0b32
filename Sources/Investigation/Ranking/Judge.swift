/// Decides whether the first suspect is the cause, and how sure that is.
struct Judge {
  let index: LogIndex
  let question: Question
  let detections: Detections

  /// The least score at which a suspect is named as the cause.
  private static let convincing = 0.5
  /// The least lead over the next suspect that settles the matter.
  private static let clear = 0.25

  /// Completes a verdict with whether it is proven, the doubt and the confidence.
  func judge(_ verdict: inout Verdict) {
    let failures = verdict.anomalies.filter(\.isFailure)
    guard let first = verdict.suspects.first, !failures.isEmpty else {
      verdict.doubt = "nothing in the logs stands out as a failure"
      verdict.confidence = Confidence(
        level: .medium, reason: "errors, where there are any, come no more often than before")
      return
    }
    let asked = Set(question.services)
    if !asked.isEmpty, !first.isReached, !asked.contains(index.services[first.service]) {
      verdict.doubt =
        "nothing that stands out can be tied to \(question.services.joined(separator: ", "))"
      verdict.confidence = Confidence(level: .low, reason: "no line ties the failures found to it")
      return
    }
    if let doubt = doubt(first, failures) {
      verdict.doubt = doubt
      verdict.confidence = Confidence(level: .low, reason: doubt)
      return
    }
    verdict.isProven = true
    verdict.confidence = confidence(first, verdict)
  }

  private func doubt(_ first: Suspect, _ failures: [Anomaly]) -> String? {
    let signal = first.main.signal ?? .failure
    if failures.allSatisfy({ $0.shape == .needle }) {
      let telling = first.main.severity >= 3 && signal.weight >= 0.75
      return telling ? nil : "only single lines stand out, and none of them says why"
    }
    if first.score < Self.convincing {
      return "failures stand out, but no line tells of a state that explains them"
    }
    if !first.main.isFailure, first.change == nil {
      return "what stands out is no failure"
    }
    return nil
  }

  private func confidence(_ first: Suspect, _ verdict: Verdict) -> Confidence {
    var points = 0
    var reasons: [String] = []
    let name = index.services[first.service]
    if first.main.shape == .needle {
      reasons.append("it rests on \(first.main.count == 1 ? "a single line" : "a few lines")")
      points -= 1
    } else {
      let before = first.main.before == 0 ? "never before" : "\(first.main.before) outside it"
      reasons.append("\(first.main.count) lines from the onset on, \(before)")
      points += 1
    }
    if (first.main.signal ?? .failure).isInternal {
      reasons.append("they tell of a state of \(name) itself")
      points += 1
    }
    if first.change != nil {
      reasons.append("a change came before")
      points += 1
    }
    if !first.blamedBy.isEmpty {
      let names = first.blamedBy.map { index.services[$0] }.joined(separator: ", ")
      reasons.append("failures of \(names) name it")
      points += 1
    }
    if verdict.suspects.count > 1, first.score - verdict.suspects[1].score < Self.clear {
      reasons.append("but \(index.services[verdict.suspects[1].service]) comes close")
      points -= 1
    }
    let level: Confidence.Level = points >= 3 ? .high : points >= 1 ? .medium : .low
    return Confidence(level: level, reason: reasons.joined(separator: "; "))
  }
}
