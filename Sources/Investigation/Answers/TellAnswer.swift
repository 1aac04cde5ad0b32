import Diagnosis
import Evidence
import Timeline

/// Tells the case to others: a summary, a status page, a hand-over, a post-mortem, next steps, or what
/// an exhibit means.
struct TellAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let symptom = report.file.symptom ?? Symptom()
    let words = CauseWords(
      diagnosis: diagnosis, symptom: symptom, catalog: desk.catalog, isPartial: desk.isPartial)
    switch question.aspect {
    case .postMortem where Self.length(question) != nil,
      .handOver where Self.length(question) != nil:
      report.add(
        .answer, layout: .sentences,
        sentences(question, words.told(&report), end(diagnosis, desk, report.times)))
    case .statusPage: statusPage(diagnosis, symptom, desk, into: &report)
    case .nextSteps: nextSteps(diagnosis, words.firstChange(), desk, into: &report)
    case .explain: explain(question, diagnosis, into: &report)
    case .postMortem, .handOver:
      report.add(
        .answer, title: "Summary", layout: .sentences,
        words.told(&report) + [end(diagnosis, desk, report.times)])
      report.add(.impact, words.impact(&report))
      report.add(.timeline, TimelineWords(diagnosis: diagnosis).rows(&report, most: 20))
      report.add(.path, title: "Cause and its path", layout: .numbered, words.path(&report))
      report.add(.change, words.change(&report))
      report.add(.ruledOut, words.ruledOut())
      report.add(.youSaid, CaseDiagnosis.statements(report.file))
      report.addEvidence()
      report.add(.notSeen, NotSeen.claims(desk))
      report.add(.nextChecks, title: "Next steps", NextChecks.claims(diagnosis, report))
    default:
      report.add(
        .answer, layout: .sentences,
        sentences(question, words.told(&report), end(diagnosis, desk, report.times)))
    }
  }

  /// The answer in as many sentences as were asked for: the cause first, then its end, then the way.
  private func sentences(
    _ question: Question, _ answer: [Report.Claim], _ end: Report.Claim
  ) -> [Report.Claim] {
    switch Self.length(question) ?? 3 {
    case ...1: return Array(answer.prefix(1))
    case 2: return Array(answer.prefix(1)) + [end]
    default: return Array(answer.prefix(2)) + [end]
    }
  }

  /// How many sentences or lines are asked for: "in 5 lines max", "two or three sentences".
  private static func length(_ question: Question) -> Int? {
    let words = Stem.words(question.beginning)
    return words.indices.compactMap { index -> Int? in
      guard let number = QuestionWords.numbers[words[index]] ?? Int(words[index]), number < 30
      else {
        return nil
      }
      return words[(index + 1)...].prefix(3).contains { word in
        ["sentence", "sentences", "line", "lines", "bullet", "bullets", "points"].contains(word)
      } ? number : nil
    }.last
  }

  /// When it ended, or that it went on.
  private func end(_ diagnosis: Diagnosis, _ desk: Desk, _ times: TimeText) -> Report.Claim {
    if let end = IncidentSpell.end(of: diagnosis) {
      return .init("It ended at \(times.full(end)): no failing entry came after that.")
    }
    if let last = desk.catalog.window?.upperBound, diagnosis.onset != nil {
      return .init("It was still going on when the evidence ends at \(times.full(last)).")
    }
    return .init("When it ended cannot be told.")
  }

  /// Three plain sentences without internals: what users notice, from when to when, what is done.
  private func statusPage(
    _ diagnosis: Diagnosis, _ symptom: Symptom, _ desk: Desk, into report: inout ReportBuilder
  ) {
    let path = diagnosis.hypotheses.first?.path ?? []
    let felt =
      (path.count > 1 ? path.last : nil) ?? symptom.services.first ?? Self.outermost(
        diagnosis, desk)
      ?? path.last ?? Subject.incidentFinding(diagnosis)?.service
    guard let felt, let onset = diagnosis.onset else {
      report.add(
        .answer, layout: .sentences,
        [.init("We see no failures in what was examined. We go on watching.")])
      return
    }
    let times = report.times
    let name = MarkdownText.name(felt)
    let isOver = IncidentSpell.end(of: diagnosis)
    let noticed =
      ([felt] + path.dropFirst().reversed()
      + [Self.outermost(diagnosis, desk)]
      .compactMap { $0 }).lazy.compactMap { Self.noticed(diagnosis, $0, desk) }.first
    var claims = [
      Report.Claim(
        "From \(times.full(onset)) requests to \(name) failed for some users"
          + "\(noticed.map { ": \($0)" } ?? "").")
    ]
    if let end = isOver {
      claims.append(.init("The cause was found; the failures stopped at \(times.full(end))."))
      claims.append(.init("\(name) has been back to normal since then; we go on watching it."))
    } else {
      let last = desk.catalog.window?.upperBound ?? onset
      claims.append(.init("As of \(times.full(last)) the failures have not stopped."))
      claims.append(.init("We know where to look and are working on it."))
    }
    report.add(.answer, layout: .sentences, claims)
  }

  /// Whom no other service talks to among those that fail with the incident, and who says what failed.
  private static func outermost(_ diagnosis: Diagnosis, _ desk: Desk) -> String? {
    let cause = Subject.incidentFinding(diagnosis)?.service
    let onset = diagnosis.onset ?? .earliest
    var services: [String] = []
    for finding in diagnosis.findings.sorted(by: { ($0.count, $1.service) > ($1.count, $0.service) }
    )
    where finding.role != .change && finding.role != .recovery && !finding.isFailingAllAlong
      && finding.service != cause && !services.contains(finding.service)
      && finding.period.map({ $0.upperBound >= onset }) ?? false
    {
      services.append(finding.service)
    }
    let telling = services.filter { noticed(diagnosis, $0, desk) != nil }
    // Of a chain the end is what users meet.
    return telling.first { service in
      desk.diagnostician.callers(of: service).allSatisfy { !telling.contains($0) }
    } ?? telling.first
  }

  /// What users noticed, as whoever they talk to logs it, without its inner workings: of `ticket T-48593
  /// not sold: tarife answered 503` it is `ticket not sold`; nil where nothing plain is left.
  private static func noticed(_ diagnosis: Diagnosis, _ felt: String, _ desk: Desk) -> String? {
    let failing = diagnosis.findings.filter {
      $0.service == felt && $0.role != .change && $0.role != .recovery
    }.max { ($0.count, $0.strength) < ($1.count, $1.strength) }
    guard let failing, let text = failing.template ?? failing.samples.first?.message else {
      return nil
    }
    let names = Set(desk.catalog.services.flatMap { Stem.words($0.name) })
    let head = text.replacing("<*>", with: "").prefix { !":;({=\"".contains($0) }
    let words = head.split(separator: " ").filter { word in
      word.allSatisfy { $0.isLetter || $0 == "'" } && !names.contains(word.lowercased())
    }
    // One word is no sentence, of many not all are plain, and what says nothing of failing is no news.
    guard (2...8).contains(words.count),
      words.contains(where: {
        FailingWords.tell(String($0)) || ["not", "no", "cannot"].contains($0)
      })
    else { return nil }
    return words.joined(separator: " ").lowercased()
  }

  /// Checks that the answer itself names; the others are listed.
  private static let told = 2

  /// What to check and do next, by the kind of the cause.
  private func nextSteps(
    _ diagnosis: Diagnosis, _ change: Finding?, _ desk: Desk, into report: inout ReportBuilder
  ) {
    var claims: [Report.Claim] = []
    if let change {
      // What was done can be undone, which is tried before anything is searched for.
      let number = report.cite(change)
      let time = change.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
      claims.append(
        .init(
          "Check first, and undo if it fits, the change of \(MarkdownText.name(change.service))"
            + "\(time): \(report.quote(number)) [\(number)].", exhibits: [number]))
    }
    let standing = JudgeAnswer.standing(diagnosis, &report)
    let checks = NextChecks.claims(diagnosis, report)
    let next = checks.prefix(Self.told).map(\.text).map { $0.hasSuffix(".") ? $0 : $0 + "." }
    claims.append(
      .init(
        next.isEmpty
          ? "Check next what the evidence does not show."
          : "Check next: \(next.joined(separator: " "))"))
    report.add(.answer, layout: .sentences, claims + [standing])
    report.add(.nextChecks, checks)
    report.addEvidence()
    report.add(.notSeen, NotSeen.claims(desk))
  }

  /// What an exhibit says and which part it plays.
  private func explain(
    _ question: Question, _ diagnosis: Diagnosis, into report: inout ReportBuilder
  ) {
    let numbers =
      question.exhibits.isEmpty ? Array(report.file.focus.exhibits.prefix(1)) : question.exhibits
    var claims: [Report.Claim] = []
    for number in numbers.prefix(5) {
      guard let exhibit = report.exhibit(number) else {
        let last = report.file.exhibits.last?.number ?? 0
        claims.append(
          .init(
            last == 0
              ? "There is no exhibit [\(number)] yet."
              : "There is no exhibit [\(number)]: they go from [1] to [\(last)]."))
        continue
      }
      let finding = diagnosis.findings.first { finding in
        finding.samples.contains { $0.reference == exhibit.sample.reference }
      }
      let kind = finding?.kind.flatMap(FaultKind.named)
      let time = exhibit.sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
      var text = "[\(number)] was written by \(MarkdownText.name(exhibit.sample.service))\(time)"
      if let level = exhibit.sample.level { text += " at level \(level.name)" }
      text += ": \(report.quote(number))."
      if let kind { text += " It tells of \(kind.name), \(Self.part(kind.role))." }
      if exhibit.count > 1 { text += " It stands for \(exhibit.count) entries." }
      claims.append(.init(text, exhibits: [number]))
    }
    if claims.isEmpty { claims = [JudgeAnswer.standing(diagnosis, &report)] }
    report.add(.answer, layout: .paragraphs, claims)
    report.addEvidence()
  }

  private static func part(_ role: FaultKind.Role) -> String {
    switch role {
    case .change: "a change of the system"
    case .state: "a state that can explain failures"
    case .symptom: "which is a symptom of something else"
    case .consequence: "which follows from another failure"
    case .recovery: "a recovery"
    }
  }
}
