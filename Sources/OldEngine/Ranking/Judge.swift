/// Decides whether the first suspect is the cause, and how sure that is.
struct Judge {
  let index: LogIndex
  let question: Question
  let graph: CallGraph

  /// The least score at which a suspect is named as the cause.
  private static let convincing = 0.5
  /// The least lead over the next suspect that settles the matter.
  private static let clear = 0.25

  /// Completes a verdict with whether it is proven, the doubt and the confidence.
  func judge(_ verdict: inout Verdict) {
    guard let first = verdict.suspects.first, verdict.anomalies.contains(where: \.isFailure) else {
      verdict.doubt = "nothing in the logs stands out as a failure"
      verdict.confidence = Confidence(
        level: .medium, reason: "errors, where there are any, come no more often than before")
      return
    }
    if let doubt = doubtAboutScope(first, verdict) ?? doubt(first, verdict.anomalies) {
      verdict.doubt = doubt
      verdict.confidence = Confidence(level: .low, reason: "no cause is named")
      return
    }
    verdict.isProven = true
    verdict.confidence = confidence(first, verdict)
  }

  /// Why what was found may have nothing to do with the services asked about; nil where it has.
  private func doubtAboutScope(_ first: Suspect, _ verdict: Verdict) -> String? {
    let asked = question.services.compactMap { index.services.firstIndex(of: $0) }
    guard !asked.isEmpty, !asked.contains(first.service) else { return nil }
    let names = question.services.map(MarkdownText.name).joined(separator: ", ")
    let failing = verdict.anomalies.filter(\.isConvincing)
    let isFelt = failing.contains { asked.contains($0.service) || blames($0.service, asked) }
    guard isFelt else { return "\(names) shows no failures that stand out" }
    return first.isReached ? nil : "nothing that stands out can be tied to \(names)"
  }

  private func blames(_ service: Int, _ asked: [Int]) -> Bool {
    asked.contains { graph.blamed[service]?[$0] != nil }
  }

  private func doubt(_ first: Suspect, _ anomalies: [Anomaly]) -> String? {
    let signal = first.main.signal ?? .failure
    if !anomalies.contains(where: \.isConvincing) {
      // A single line is enough only where it is grave and says why by itself.
      let isTelling = first.main.severity >= 3 && signal.weight >= 0.9
      return isTelling ? nil : "only single lines stand out, and none of them says why"
    }
    if !first.main.isFailure, first.change == nil { return "what stands out is no failure" }
    if first.score < Self.convincing {
      return "failures stand out, but no line tells of a state that explains them"
    }
    return nil
  }

  private func confidence(_ first: Suspect, _ verdict: Verdict) -> Confidence {
    var points = 0
    var reasons: [String] = []
    let name = index.services[first.service]
    if first.main.shape == .needle, let second = first.second {
      let lines = first.main.count == 1 ? "only a single line says" : "only a few lines say"
      reasons.append("\(lines) why, amid \(second.count) others of the same trouble")
      points += 1
    } else if first.main.shape == .needle {
      reasons.append("it rests on \(first.main.count == 1 ? "a single line" : "a few lines")")
      points -= 1
    } else {
      let before = first.main.before == 0 ? "none" : "\(first.main.before)"
      reasons.append("\(first.main.count) such lines from the onset on, \(before) before")
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
