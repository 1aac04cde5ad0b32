import Evidence
import Timeline

/// Weighs how well each finding explains the symptom.
///
/// Within a process the first telling error of the run that failed comes first; across services the
/// deepest one with trouble of its own that calls lead to.
struct HypothesisRanker {
  let evidence: ObservedEvidence
  let findings: [Finding]
  let symptom: Symptom
  let graph: CallGraph
  /// The findings that are failures within what was asked, in the order of time.
  let failing: [Int]
  /// The changes within what was asked.
  let changes: [Int]
  /// The service in which the trouble is felt.
  let felt: String?

  private let words: QuestionWords
  private let reached: Set<String>
  /// Services with failures that began within the evidence.
  private let convincing: Set<String>
  private let runs: [String: ProcessRuns]
  private let onsets: [String: Instant]
  private let generalOnset: Instant?

  init(
    _ evidence: ObservedEvidence, _ findings: [Finding], _ symptom: Symptom, _ graph: CallGraph,
    failing: [Int], changes: [Int], felt: String?
  ) {
    self.evidence = evidence
    self.findings = findings
    self.symptom = symptom
    self.graph = graph
    self.failing = failing
    self.changes = changes
    self.felt = felt
    words = QuestionWords(symptom)
    reached = felt.map { graph.reach(from: $0) } ?? []
    let begun = failing.filter { findings[$0].hasBegun }
    convincing = Set(begun.map { findings[$0].service })
    onsets = Dictionary(
      begun.compactMap { index in
        findings[index].period.map { (findings[index].service, $0.lowerBound) }
      }, uniquingKeysWith: min)
    generalOnset = onsets.values.min()
    let byService = Dictionary(grouping: evidence.readings) {
      evidence.observations[$0.observation].service
    }
    runs = Dictionary(
      uniqueKeysWithValues: Set(failing.map { findings[$0].service }).map { service in
        (service, ProcessRuns(byService[service] ?? [], evidence, service: service))
      })
  }

  /// The hypotheses, best first.
  func ranked() -> [Hypothesis] {
    let firsts = firstOfRuns()
    let hypotheses = failing.map { hypothesis($0, isFirstOfRun: firsts.contains($0)) }
      .sorted { a, b in
        let (x, y) = (isExcluded(findings[a.finding]), isExcluded(findings[b.finding]))
        if x != y { return y }
        return a.score == b.score ? a.finding < b.finding : a.score > b.score
      }
    // The same trouble of a service in other words is no rival of itself.
    var seen: Set<[String]> = []
    return hypotheses.filter { hypothesis in
      let finding = findings[hypothesis.finding]
      let known = finding.kind.flatMap { $0 == FaultKind.general ? nil : $0 }
      return seen.insert([finding.service, known ?? Self.skeleton(finding.detail)]).inserted
    }
  }

  /// A text without its numbers, by which two messages are compared.
  private static func skeleton(_ text: String) -> String {
    MessageWords.split(text).filter { $0.first?.isNumber == false }.joined(separator: " ")
  }

  private func hypothesis(_ index: Int, isFirstOfRun: Bool) -> Hypothesis {
    let finding = findings[index]
    var score = ownScore(index, isFirstOfRun: isFirstOfRun)
    let change = change(before: finding)
    if let change {
      score +=
        RankingModel.changeBonus * (FaultKind.named(findings[change].kind ?? "")?.weight ?? 0)
        * finding.strength
    }
    let blamers = convincing.filter {
      $0 != finding.service && (graph.blamed[$0] ?? []).contains(finding.service)
    }.sorted()
    score += acrossServices(finding, blamers)
    if isExcluded(finding) { score *= RankingModel.excludedShare }
    let path = path(to: finding)
    return Hypothesis(
      service: finding.service, finding: index,
      score: min(1, max(0, score / RankingModel.greatestScore)),
      supporting: (change.map { [$0] } ?? []) + supporters(of: index, blamers),
      contradicting: contradictions(of: index),
      path: path, pathFindings: path.compactMap { felt(in: $0, cause: index) },
      reason: "")
  }

  /// What a finding says by itself and beside those of its own process.
  private func ownScore(_ index: Int, isFirstOfRun: Bool) -> Double {
    let finding = findings[index]
    var score = finding.strength
    if isRepeated(finding) { score *= RankingModel.repetitionShare }
    let states = failing.filter {
      findings[$0].service == finding.service && findings[$0].role == .state && $0 != index
        && findings[$0].hasBegun
    }
    if finding.role != .state, !states.isEmpty { score *= RankingModel.behindStateShare }
    if finding.isSporadic { score *= RankingModel.sporadicKept }
    if isOfEarlierRun(index) { score *= RankingModel.earlierRunShare }
    if isFirstOfRun { score += RankingModel.firstOfRunBonus }
    return score
  }

  /// What other services say of it.
  private func acrossServices(_ finding: Finding, _ blamers: [String]) -> Double {
    var score = 0.0
    let service = finding.service
    if convincing.count > 1 {
      let others = min(2, convincing.count - 1)
      score +=
        RankingModel.blamedBonus * min(1, Double(blamers.count) / Double(others))
        * (finding.role == .state ? 1 : RankingModel.blamedShareOfSymptom)
      if let general = generalOnset, let onset = finding.period?.lowerBound {
        let delay = onset.distance(from: general)
        if delay <= RankingModel.slack {
          score += RankingModel.firstBonus
        } else if delay <= 60_000 {
          score += RankingModel.earlyBonus
        }
      }
      if let felt, felt != service, convincing.contains(felt), let start = onsets[felt],
        let onset = finding.period?.lowerBound, onset.distance(from: start) > 60_000
      {
        score -= RankingModel.latePenalty
      }
    }
    let blames = (graph.blamed[service] ?? []).filter { $0 != service && convincing.contains($0) }
    if !blames.isEmpty {
      let blamedExplains = failing.contains {
        blames.contains(findings[$0].service) && findings[$0].role == .state
      }
      let isOwn = finding.role == .state && (finding.names.isEmpty || !blamedExplains)
      score -= isOwn ? RankingModel.blamesPenaltyOfState : RankingModel.blamesPenalty
    }
    if !isReached(finding) {
      score -=
        mayBeReached(finding)
        ? RankingModel.unknownWayPenalty : RankingModel.unreachedPenalty
    }
    return score
  }

  /// Whether calls lead to a finding from where the trouble is felt, or it names that service, or is
  /// of the same machine.
  func isReached(_ finding: Finding) -> Bool {
    guard let felt, felt != finding.service else { return true }
    if reached.contains(finding.service) { return true }
    // The one asked about need not write a log of its own to be named in others.
    let names = NameMentions([felt])
    if finding.samples.contains(where: { !names.named(in: $0.text).isEmpty }) { return true }
    let places = Self.places(of: finding)
    return failing.contains {
      findings[$0].service == felt && !Self.places(of: findings[$0]).isDisjoint(with: places)
    }
  }

  /// Whether calls might lead to a finding that no line tells of: the service in which the trouble is
  /// felt names nobody at all, and the finding came shortly before.
  private func mayBeReached(_ finding: Finding) -> Bool {
    guard let felt, reached.count == 1 else { return false }
    guard let start = onsets[felt], let onset = finding.period?.lowerBound else { return true }
    let lead = start.distance(from: onset)
    return lead >= -RankingModel.slack && lead <= RankingModel.together
  }

  /// Where a finding was seen: machines, and the folders of its files, which hold what belongs together.
  private static func places(of finding: Finding) -> Set<String> {
    var places: Set<String> = []
    for sample in finding.samples {
      if let host = sample.host { places.insert("host " + host) }
      if case .line(let path, _) = sample.reference.locator, let slash = path.lastIndex(of: "/") {
        places.insert("folder " + path[..<slash])
      }
    }
    return places
  }

  /// Whether a finding only repeats the question.
  func isRepeated(_ finding: Finding) -> Bool {
    words.isRepeated(by: finding.detail, phrase: EntryReader.shared.phrase(in: finding.detail))
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

  /// The nearest change before a finding began that concerns its service.
  private func change(before finding: Finding) -> Int? {
    guard let start = finding.firstSample else { return nil }
    return changes.last { index in
      let change = findings[index]
      guard concerns(change, finding.service), let sample = change.firstSample,
        Sample.isEarlier(sample, start)
      else { return false }
      guard let time = sample.time?.instant, let onset = start.time?.instant else { return true }
      return onset.distance(from: time) <= RankingModel.changeReach
    }
  }

  private func concerns(_ change: Finding, _ service: String) -> Bool {
    change.service == service
      || change.samples.contains { evidence.mentions.named(in: $0.message).contains(service) }
  }

  /// The first telling finding of each service in the last of its runs that failed.
  private func firstOfRuns() -> Set<Int> {
    var firsts: [String: Int] = [:]
    for index in failing where findings[index].role == .state && findings[index].hasBegun {
      let finding = findings[index]
      guard firsts[finding.service] == nil, !isOfEarlierRun(index) else { continue }
      firsts[finding.service] = index
    }
    return Set(firsts.values)
  }

  /// Whether a finding was last seen in an earlier run than the last one with failures.
  private func isOfEarlierRun(_ index: Int) -> Bool {
    let finding = findings[index]
    guard let runs = runs[finding.service], !runs.starts.isEmpty else { return false }
    func last(_ other: Int) -> Int { findings[other].samples.map(runs.run).max() ?? 0 }
    let own = failing.filter { findings[$0].service == finding.service }
    return last(index) < own.map(last).max() ?? 0
  }

  private func supporters(of index: Int, _ blamers: [String]) -> [Int] {
    let finding = findings[index]
    let same = failing.filter {
      $0 != index && findings[$0].service == finding.service
        && findings[$0].kind == finding.kind && finding.kind != nil
    }
    let blame = blamers.compactMap { caller in
      failing.first {
        findings[$0].service == caller && findings[$0].names.contains(finding.service)
      }
    }
    return Array((same + blame).prefix(8))
  }

  /// What speaks against it: recoveries of it that came before the trouble was over.
  private func contradictions(of index: Int) -> [Int] {
    let finding = findings[index]
    guard let felt, felt != finding.service, let end = finding.period?.upperBound,
      !finding.isOngoing
    else { return [] }
    // The symptom goes on long after the finding ended.
    return failing.filter {
      findings[$0].service == felt && findings[$0].hasBegun
        && (findings[$0].period.map { $0.lowerBound > end.advanced(by: RankingModel.together) }
          ?? false)
    }.prefix(3).map { $0 }
  }

  private func path(to finding: Finding) -> [String] {
    guard let felt, felt != finding.service else { return [finding.service] }
    if let way = graph.path(from: felt, to: finding.service) { return way.reversed() }
    return [finding.service, felt]
  }

  private func felt(in service: String, cause: Int) -> Int? {
    if findings[cause].service == service { return cause }
    let own = failing.filter { findings[$0].service == service }
    return own.first { findings[$0].hasBegun } ?? own.first
  }
}

extension Finding {
  /// Whether it began within the evidence, as far as can be told, and is more than chance.
  var hasBegun: Bool {
    !isFailingAllAlong && !isSporadic
  }
}
