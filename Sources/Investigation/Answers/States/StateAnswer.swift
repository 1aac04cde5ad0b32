import Diagnosis
import Evidence
import Timeline

/// Where things stand: since when, until when, still or no longer, healthy or not.
struct StateAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch question.aspect {
    case .stillHappening where question.form.named != nil:
      standing(desk, into: &report)
    case .health: try await health(question, desk, into: &report)
    case _ where Silence.isAskedFor(question):
      try await lastSign(question, desk, into: &report)
    case .first where question.each?.isEmpty == false, .last where question.each?.isEmpty == false:
      try await edges(question, desk, into: &report)
    case .first, .last: try await edge(question, desk, into: &report)
    default: try await course(question, desk, into: &report)
    }
  }

  /// When it began, when it was seen last, whether it goes on, and how long that was.
  func course(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let spells = try await spells(question, desk, &report)
    guard let main = spells.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("The logs hold nothing that could have begun or ended: no sign of a failure.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let words = SpellWords(spell: main, end: desk.catalog.window?.upperBound, times: report.times)
    var claims: [Report.Claim]
    switch question.aspect {
    case .duration:
      claims = [words.length(&report), words.end(&report, recovered: recovery(main, &report))]
    case .stillHappening, .recovered, .ended:
      claims = [
        words.end(&report, recovered: recovery(main, &report), asked: OverAsked(question))
      ]
      claims.append(words.begin(&report))
    default:
      claims = [words.begin(&report)]
      if let felt = felt(question, after: main, desk, &report) { claims.append(felt) }
      claims.append(words.end(&report, recovered: recovery(main, &report)))
      if let verdict = BeginningVerdict(question, began: main.period?.lowerBound) {
        claims.insert(verdict.claim(report.times), at: 0)
      }
    }
    if [.ended, .recovered].contains(question.aspect), Self.asksForReturn(question),
      let back = try await Silence.around(
        report.file.diagnosis?.onset, report.file.incident?.services ?? [], desk)
    {
      claims.insert(back.returned(&report), at: 0)
    }
    if let done = Completion.sample(question, desk, report.file), let time = done.time {
      let number = report.cite(done)
      claims.insert(
        .init(
          "\(MarkdownText.name(done.service)) was done at \(report.times.full(time.instant)): "
            + "\(report.quote(number)) [\(number)].", exhibits: [number]), at: 0)
    }
    if question.aspect == .recovered, let helped = helped(main, desk, report) {
      claims.insert(helped, at: 0)
    }
    if [.ended, .recovered].contains(question.aspect),
      let good = try await firstGood(after: main, desk, &report)
    {
      claims.insert(good, at: min(1, claims.count))
    }
    report.add(.answer, layout: .sentences, claims)
    let others = spells.dropFirst().map { spell in
      SpellWords(spell: spell, end: nil, times: report.times).row(&report)
    }
    report.add(.timeline, title: "Also", Array(others))
    report.addEvidence()
    report.file.focus.instant = main.period?.lowerBound
  }

  /// What is measured by how long the trouble was felt, not by its cause, which one entry may tell of.
  private static let measured: Set<Aspect?> = [.stillHappening, .ended, .recovered, .duration]

  /// The incident as it was felt, where that lasted longer than what its cause tells of.
  private func felt(_ diagnosis: Diagnosis, ratherThan known: Spell) -> [Spell] {
    let felt = IncidentSpell.all(diagnosis).prefix(Self.mostFelt)
    guard let first = felt.first?.period, let own = known.period,
      first.upperBound > own.upperBound, felt[0].count > 1
    else {
      return [known] + felt.filter { $0.sample.reference != known.sample.reference }
    }
    return Array(felt)
  }

  /// Stretches of an incident that an answer tells of.
  private static let mostFelt = 4

  /// What the question is about as stretches of time, the most fitting first.
  private func spells(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> [Spell] {
    var spells: [Spell] = []
    if question.inherited.contains(.scope), question.scope.hasSubject {
      // A list was spoken of: its entries are what began and ended.
      let subject = try await Subject.of(question, desk, &report)
      if subject.total > 0, let spell = try await Spell.of(subject, desk) { return [spell] }
    }
    // What went wrong with a service is told by its diagnosis, not by its first odd line.
    let asksForService =
      !question.scope.services.isEmpty && question.scope.terms.isEmpty
      && question.scope.fields.isEmpty && question.scope.statuses.isEmpty
    if asksForService, let known = report.file.diagnosis,
      let best = known.hypotheses.first, let cause = known.finding(best.finding),
      question.scope.services.contains(cause.service) || isOfIncident(question, known, report),
      question.words.isEmpty
    {
      // What was named as the cause, or stood out most, is what "it" is.
      let first = known.findings.filter {
        $0.service == cause.service && $0.kind == cause.kind && $0.kind != FaultKind.general
          && $0.role == cause.role && !$0.isFailingAllAlong && $0.strength > RankingModel.hint
      }.min { $0.startsBefore($1) }
      // What else its requests show of it may be seen earlier.
      let supporting = best.supporting.compactMap(known.finding).filter {
        $0.service == cause.service && $0.signal == .traces && cause.signal == .traces
          && !$0.isFailingAllAlong && $0.startsBefore(cause)
      }.min { $0.startsBefore($1) }
      var spell = Spell(cause, lastOf: known)
      if let first, first.kind != nil, first.startsBefore(cause) {
        // The same trouble in other words came before.
        spell = Spell(first, lastOf: known)
        spell.take(cause)
      } else if let supporting {
        spell = Spell(supporting, lastOf: known)
        spell.take(cause)
      }
      return Self.measured.contains(question.aspect) ? felt(known, ratherThan: spell) : [spell]
    }
    if asksForService, let failing = failing(question.scope.services, desk, &report) {
      guard Self.measured.contains(question.aspect), question.inherited.contains(.subject) else {
        return [failing]
      }
      return felt(CaseDiagnosis.current(desk, &report), ratherThan: failing)
    }
    if let calls = try await Subject.failedCalls(question, desk, &report),
      let spell = try await Spell.of(calls, desk)
    {
      return [spell]
    }
    // "when did the disk fill up": what is known of such trouble tells it.
    let kinds = Set(JudgeAnswer.kinds(question).map(\.id))
    let ofKind = CaseDiagnosis.current(desk, &report).findings.filter {
      $0.kind.map(kinds.contains) ?? false && $0.role != .change
    }
    let said = desk.relevance.matches(question.words, limit: 1).first?.words.count ?? 0
    if said < question.words.count, let finding = ofKind.max(by: { $0.strength < $1.strength }),
      question.scope.services.isEmpty || question.scope.services.contains(finding.service)
        || question.inherited.contains(.subject)
    {
      return [Spell(finding)]
    }
    let isAfterCause =
      report.file.diagnosis != nil && !question.inherited.isEmpty
      || question.aspect == .since && Self.tellsOfTrouble(question)
    if !isAfterCause, question.scope.hasSubject || !question.words.isEmpty {
      let subject = try await Subject.of(question, desk, &report)
      if subject.total > 0, let spell = try await Spell.of(subject, desk) { spells.append(spell) }
      if !spells.isEmpty { return spells }
    }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let finding = Subject.incidentFinding(diagnosis) else { return [] }
    spells = [Spell(finding, lastOf: diagnosis)]
    if Self.measured.contains(question.aspect) {
      spells = felt(diagnosis, ratherThan: spells[0])
    }
    let rest = diagnosis.hypotheses.first?.pathFindings ?? []
    let strongest = diagnosis.findings.indices.sorted {
      (diagnosis.findings[$0].strength, $1) > (diagnosis.findings[$1].strength, $0)
    }
    var seen: Set<String> = [finding.template ?? finding.detail]
    if spells.count > 1 { return spells }
    for index in rest + [diagnosis.symptom].compactMap({ $0 }) + strongest
    where diagnosis.findings.indices.contains(index) && spells.count < 5 {
      let other = diagnosis.findings[index]
      guard other.role != .change, seen.insert(other.template ?? other.detail).inserted else {
        continue
      }
      spells.append(Spell(other))
    }
    return spells
  }

  /// When it was felt by whom was asked about, where it began elsewhere.
  private func felt(
    _ question: Question, after cause: Spell, _ desk: Desk, _ report: inout ReportBuilder
  ) -> Report.Claim? {
    guard let diagnosis = report.file.diagnosis, isOfIncident(question, diagnosis, report),
      !question.scope.services.contains(cause.service), let begin = cause.period?.lowerBound,
      let felt = failing(question.scope.services, desk, &report), !felt.isFailingAllAlong,
      let time = felt.period?.lowerBound, time >= begin
    else { return nil }
    let number = report.cite(
      felt.sample, telling: felt.telling, count: felt.count, period: felt.period)
    return .init(
      "\(MarkdownText.name(felt.service)) felt it from \(report.times.full(time)) on: "
        + "\(report.quote(number)) [\(number)].", exhibits: [number])
  }

  /// Whether a bare "since when?" is of an incident whose cause was told, which is another's.
  private func isOfIncident(
    _ question: Question, _ diagnosis: Diagnosis, _ report: ReportBuilder
  ) -> Bool {
    guard case .cause = diagnosis.decision, question.inherited.contains(.subject),
      question.aspect == .since
    else { return false }
    return Set(question.scope.services).isSubset(of: report.file.incident?.services ?? [])
  }

  /// What failed of some services, by the diagnosis of just them: what the way from the cause says of
  /// them, else the strongest finding that is theirs.
  private func failing(
    _ services: [String], _ desk: Desk, _ report: inout ReportBuilder
  ) -> Spell? {
    let diagnosis = desk.diagnosis(of: Symptom(services: services))
    if report.file.diagnosis == nil {
      CaseDiagnosis.keep(diagnosis, of: Symptom(services: services), in: &report.file)
    }
    let own = (diagnosis.hypotheses.first?.pathFindings ?? []).filter {
      diagnosis.findings.indices.contains($0) && services.contains(diagnosis.findings[$0].service)
    }.map { diagnosis.findings[$0] }
    if let felt = own.last, !isBefore(diagnosis, felt) { return Spell(felt) }
    let failing = diagnosis.findings.filter {
      services.contains($0.service) && ($0.role == .state || $0.role == .symptom)
        && !$0.isSporadic
    }
    let since = failing.filter { !isBefore(diagnosis, $0) }
    if let felt = since.max(by: { ($0.strength, $0.count) < ($1.strength, $1.count) }) {
      return Spell(felt)
    }
    if let felt = own.last { return Spell(felt) }
    return failing.max { ($0.strength, $0.count) < ($1.strength, $1.count) }.map { Spell($0) }
  }

  /// Whether something began before the cause of an incident did, so that it is no part of it.
  private func isBefore(_ diagnosis: Diagnosis, _ finding: Finding) -> Bool {
    guard case .cause = diagnosis.decision, let onset = diagnosis.onset,
      let begin = finding.period?.lowerBound
    else { return false }
    // Some logs tell whole seconds only.
    return begin < onset.advanced(by: -1000)
  }

  /// The first entry after a trouble's end of a message that its service wrote before, and not during it.
  private func firstGood(
    after spell: Spell, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Report.Claim? {
    guard let period = spell.period, spell.isOngoing != true else { return nil }
    var scope = Scope()
    scope.services = [spell.service]
    scope.window = period.upperBound.advanced(by: 1)...Instant.latest
    let after = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    scope.window = period
    let during = try await AggregateTool.call(Aggregate(scope: scope, by: .template), desk)
    let told = Set(during.groups.map(\.key))
    let good = after.groups.filter { group in
      !told.contains(group.key) && (group.first.level ?? .info) < .warning
    }.map(\.first).min(by: Sample.isEarlier)
    guard let good, let time = good.time else { return nil }
    let number = report.cite(good)
    return .init(
      "The next entry of \(MarkdownText.name(spell.service)) that did not come during it was at "
        + "\(report.times.full(time.instant)): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }

  /// Whether what the user did just before helped: "we rolled back at 10:40", "did that help?".
  private func helped(_ spell: Spell, _ desk: Desk, _ report: ReportBuilder) -> Report.Claim? {
    guard report.file.focus.act == .statement, let last = report.file.statements.last,
      case .happened(let instant?) = last.meaning, let end = spell.period?.upperBound,
      let whole = desk.catalog.window
    else { return nil }
    let time = report.times.full(instant)
    guard instant < whole.upperBound else {
      return .init("That cannot be told: the evidence ends before \(time).")
    }
    guard end > instant else { return .init("Yes: it has not happened since \(time).") }
    return .init(
      "No: it went on for \(TimeText.length(end.distance(from: instant))) after \(time).")
  }

  /// The entry that says it is over.
  private func recovery(_ spell: Spell, _ report: inout ReportBuilder) -> Finding? {
    guard let end = spell.period?.upperBound else { return nil }
    return report.file.diagnosis?.findings.filter { finding in
      finding.role == .recovery && finding.period.map { $0.lowerBound >= end } ?? false
    }.min { $0.startsBefore($1) }
  }
}
