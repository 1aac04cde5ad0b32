import Evidence
import Timeline

/// Weighs how well each finding explains the symptom.
///
/// Within a process the first telling error of the run that failed comes first; across services the
/// deepest one with trouble of its own that calls lead to. The time grows with the number of findings
/// (and their sorting), for what holds for all of them was worked out once.
struct HypothesisRanker {
  let failures: Failures
  let reach: Reach
  let symptom: Symptom
  let graph: CallGraph
  private let words: SymptomWords

  /// The most hypotheses of a diagnosis: nobody reads an eleventh.
  private static let most = 10

  init(_ failures: Failures, _ symptom: Symptom, _ graph: CallGraph) {
    self.failures = failures
    self.symptom = symptom
    self.graph = graph
    reach = Reach(failures, graph, places: symptom.places ?? [])
    words = SymptomWords(symptom.words + symptom.services)
  }

  /// All findings of the diagnosis.
  var findings: [Finding] { failures.findings }

  /// The hypotheses, best first, at most ten.
  func ranked() -> [Hypothesis] {
    let ordered = failures.all.map {
      (index: $0, score: score($0), isOut: isExcluded(findings[$0]))
    }
    .sorted { a, b in
      if a.isOut != b.isOut { return b.isOut }
      return a.score == b.score ? a.index < b.index : a.score > b.score
    }
    // The same trouble of a service in other words is no rival of itself.
    var seen: Set<[String]> = []
    var hypotheses: [Hypothesis] = []
    for (index, score, _) in ordered where hypotheses.count < Self.most {
      let finding = findings[index]
      let known = finding.kind.flatMap { $0 == FaultKind.general ? nil : $0 }
      let key = [finding.service, known ?? Self.skeleton(finding.detail)]
      if seen.insert(key).inserted { hypotheses.append(hypothesis(index, score)) }
    }
    return hypotheses
  }

  /// A text without its numbers, by which two messages are compared.
  private static func skeleton(_ text: String) -> String {
    MessageWords.split(text).filter { $0.first?.isNumber == false }.joined(separator: " ")
  }

  private func hypothesis(_ index: Int, _ score: Double) -> Hypothesis {
    let finding = findings[index]
    let path = path(to: finding)
    let change = failures.change(before: finding)
    return Hypothesis(
      service: finding.service, finding: index,
      score: min(1, max(0, score / RankingModel.greatestScore)),
      supporting: (change.map { [$0] } ?? []) + supporters(of: index),
      contradicting: contradictions(of: finding), path: path,
      pathFindings: path.compactMap { felt(in: $0, cause: index) }, reason: "")
  }

  private func score(_ index: Int) -> Double {
    let finding = findings[index]
    var score = ownScore(index)
    if let change = failures.change(before: finding) {
      let weight = findings[change].kind.flatMap(FaultKind.named)?.weight ?? 0
      score += RankingModel.changeBonus * weight * finding.strength
    }
    score += acrossServices(finding)
    return isExcluded(finding) ? score * RankingModel.excludedShare : score
  }

  /// What a finding says by itself and beside those of its own process.
  private func ownScore(_ index: Int) -> Double {
    let finding = findings[index]
    var score = finding.strength
    if isGraverThanWarnings(finding) { score += RankingModel.fatalBonus }
    if finding.role == .state, finding.isNoError, failures.withFatal.contains(finding.service) {
      score *= RankingModel.warningShare
    }
    if finding.role == .state, finding.isMentioned,
      failures.sayWhy.contains(finding.service) || isOutweighed(finding)
    {
      score *= RankingModel.mentionedShare
    }
    if finding.isFailingAllAlong || failures.unchanged.contains(index), failures.isSomethingNew,
      !failures.isLooping(finding)
    {
      score *=
        finding.recurrence == nil ? RankingModel.allAlongShare : RankingModel.recurringShare
    }
    if finding.role == .symptom, finding.isMild, failures.withErrors.contains(finding.service) {
      score *= RankingModel.warningShare
    }
    if isRepeated(finding) { score *= RankingModel.repetitionShare }
    if finding.isToldByCaller, failures.hasOtherState(than: finding) {
      score *= RankingModel.outsideViewShare
    }
    if failures.wasOver(finding) { score *= RankingModel.wasOverShare }
    if failures.machines[finding.service] != nil || failures.followsExit(finding)
      || failures.fillsBehind(finding)
    {
      score *= RankingModel.behindStateShare
    }
    if isOutOfTime(finding) { score *= RankingModel.outOfTimeShare }
    if isWaiting(finding) { score *= RankingModel.waitingShare }
    if finding.role != .state, failures.withState.contains(finding.service) {
      score *= RankingModel.behindStateShare
    }
    if finding.isSporadic { score *= RankingModel.sporadicKept }
    if failures.ofEarlierRuns.contains(index) { score *= RankingModel.earlierRunShare }
    if failures.firstsOfRuns.contains(index), !failures.wasOver(finding) {
      score += RankingModel.firstOfRunBonus
    }
    return score
  }

  /// Whether a state is told by who waits for its end and will try again: "not found, retrying in 30 s".
  private func isWaiting(_ finding: Finding) -> Bool {
    finding.role == .state && (failures.ofService[finding.service]?.count ?? 0) > 1
      && MessageWords.split(finding.samples[0].message).contains {
        $0.hasPrefix("retry") || $0 == "requeue" || $0 == "requeuing"
      }
  }

  /// Whether its service warns of another state about as often as it mentions this one.
  private func isOutweighed(_ finding: Finding) -> Bool {
    guard let count = failures.warnings[finding.service] else { return false }
    return Double(count) * 2 >= Double(finding.count)
  }

  /// Whether a finding began long before the time that the question names: it did no harm then.
  private func isOutOfTime(_ finding: Finding) -> Bool {
    guard let asked = symptom.window?.lowerBound, asked != .earliest,
      let start = finding.period?.lowerBound
    else { return false }
    return asked.distance(from: start) > RankingModel.together
  }

  /// Whether a program's own FATAL says in words of its own why it could not go on.
  func isGraverThanWarnings(_ finding: Finding) -> Bool {
    finding.isFatal && finding.role != .consequence && saysSomething(finding)
  }

  /// Whether a finding has words of its own, beside those of the question and of every failure.
  func saysSomething(_ finding: Finding) -> Bool {
    words.saysSomething(finding.detail)
  }

  /// Whether a finding only repeats the question.
  func isRepeated(_ finding: Finding) -> Bool {
    guard !words.isEmpty else { return false }
    return words.isRepeated(
      by: finding.detail, phrase: EntryReader.shared.phrase(in: finding.detail))
  }

  /// Whether the question has a word of those that ask for a kind.
  func asks(for kind: String) -> Bool {
    words.overlap(FaultKind.named(kind)?.words ?? []) > 0
  }

  /// Whether the user ruled a finding out.
  func isExcluded(_ finding: Finding) -> Bool {
    symptom.excludedServices.contains(finding.service)
      || finding.kind.map(symptom.excludedKinds.contains) ?? false
  }

  /// Findings of the same kind and service, and those of other services that name it.
  private func supporters(of index: Int) -> [Int] {
    let finding = findings[index]
    let same = (failures.ofService[finding.service] ?? []).filter {
      $0 != index && finding.kind != nil && findings[$0].kind == finding.kind
    }
    let blame = (failures.blamers[finding.service] ?? []).compactMap { caller in
      failures.ofService[caller]?.first { findings[$0].names.contains(finding.service) }
    }
    return Array(
      same.prefix(RankingModel.mostSupporters) + blame.prefix(RankingModel.mostSupporters))
  }

  /// Failures that began in the felt service long after the finding had ended: something else, then.
  private func contradictions(of finding: Finding) -> [Int] {
    guard let felt = failures.felt, felt != finding.service, let end = finding.period?.upperBound,
      !finding.isOngoing
    else { return [] }
    let late = (failures.ofService[felt] ?? []).filter {
      findings[$0].hasBegun
        && findings[$0].period.map { $0.lowerBound > end.advanced(by: RankingModel.together) }
          ?? false
    }
    return Array(late.prefix(RankingModel.mostSupporters))
  }

  private func path(to finding: Finding) -> [String] {
    guard let felt = failures.felt, felt != finding.service else { return [finding.service] }
    if let way = graph.path(from: felt, to: finding.service) { return way.reversed() }
    return reach.holds(finding) && !comesLate(finding)
      ? [finding.service, felt] : [finding.service]
  }

  /// Whether a finding began after the trouble was felt: then it did not lead to it.
  private func comesLate(_ finding: Finding) -> Bool {
    guard let onset = finding.period?.lowerBound, let felt = failures.felt,
      let start = failures.onsets[felt]
    else { return false }
    return start < onset
  }

  private func felt(in service: String, cause: Int) -> Int? {
    if findings[cause].service == service { return cause }
    let own = failures.ofService[service] ?? []
    return own.first { findings[$0].hasBegun } ?? own.first
  }
}
