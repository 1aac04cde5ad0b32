import Diagnosis
import Evidence
import Timeline

/// Where things stand: since when, until when, still or no longer, healthy or not.
struct StateAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    switch question.aspect {
    case .health: try await health(question, desk, into: &report)
    case .first, .last: try await edge(question, desk, into: &report)
    default: try await course(question, desk, into: &report)
    }
  }

  /// When it began, when it was seen last, whether it goes on, and how long that was.
  private func course(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let spells = try await spells(question, desk, &report)
    guard let main = spells.first else {
      report.add(
        .answer, layout: .sentences,
        [.init("The logs hold nothing that could have begun or ended: no sign of a failure.")])
      report.add(.notSeen, NotSeen.claims(desk.catalog))
      return
    }
    let words = SpellWords(spell: main, end: desk.catalog.window?.upperBound, times: report.times)
    var claims: [Report.Claim]
    switch question.aspect {
    case .stillHappening, .recovered, .ended:
      claims = [words.end(&report, recovered: recovery(main, &report))]
      claims.append(words.begin(&report))
    default:
      claims = [words.begin(&report)]
      claims.append(words.end(&report, recovered: recovery(main, &report)))
    }
    report.add(.answer, layout: .sentences, claims)
    let others = spells.dropFirst().map { spell in
      SpellWords(spell: spell, end: nil, times: report.times).row(&report)
    }
    report.add(.timeline, title: "Also", Array(others))
    report.addEvidence()
    report.file.focus.instant = main.period?.lowerBound
  }

  /// What the question is about as stretches of time, the most fitting first.
  private func spells(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> [Spell] {
    var spells: [Spell] = []
    // What went wrong with a service is told by its diagnosis, not by its first odd line.
    let asksForService =
      !question.scope.services.isEmpty && question.scope.terms.isEmpty
      && question.scope.fields.isEmpty && question.scope.statuses.isEmpty
    if asksForService, let failing = failing(question.scope.services, desk, &report) {
      return [failing]
    }
    let isAfterCause = report.file.diagnosis != nil && !question.inherited.isEmpty
    if !isAfterCause, question.scope.hasSubject || !question.words.isEmpty {
      let subject = try await Subject.of(question, desk, &report)
      if subject.total > 0, let spell = try await Spell.of(subject, desk) { spells.append(spell) }
      if !spells.isEmpty { return spells }
    }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let finding = Subject.incidentFinding(diagnosis) else { return [] }
    spells = [Spell(finding, lastOf: diagnosis)]
    let rest = diagnosis.hypotheses.first?.pathFindings ?? []
    let strongest = diagnosis.findings.indices.sorted {
      (diagnosis.findings[$0].strength, $1) > (diagnosis.findings[$1].strength, $0)
    }
    var seen: Set<String> = [finding.template ?? finding.detail]
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
    if let felt = own.last { return Spell(felt) }
    let failing = diagnosis.findings.filter {
      services.contains($0.service) && ($0.role == .state || $0.role == .symptom)
        && !$0.isSporadic
    }
    return failing.max { ($0.strength, $0.count) < ($1.strength, $1.count) }.map { Spell($0) }
  }

  /// The entry that says it is over.
  private func recovery(_ spell: Spell, _ report: inout ReportBuilder) -> Finding? {
    guard let end = spell.period?.upperBound else { return nil }
    return report.file.diagnosis?.findings.filter { finding in
      finding.role == .recovery && finding.period.map { $0.lowerBound >= end } ?? false
    }.min { $0.startsBefore($1) }
  }

  /// "When was the first…", "when was the last…".
  private func edge(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let subject = try await Subject.of(question, desk, &report)
    let isLast = question.aspect == .last
    let list = try await SearchTool.call(
      .init(scope: subject.scope, order: isLast ? .latest : .earliest, limit: 1), desk)
    guard let sample = list.samples.first else {
      try await course(question, desk, into: &report)
      return
    }
    let number = report.cite(sample)
    let time = sample.time.map { " was at \(report.times.full($0.instant))" } ?? " stands"
    var text = "The \(isLast ? "last" : "first") of \(Counting.of(list.total, subject.scope.noun))"
    text += "\(subject.label)\(time): \(report.quote(number, around: question.words)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addEvidence()
    report.file.focus.scope = subject.scope
    report.file.focus.instant = sample.time?.instant
  }

  /// "Is X ok?": what stands against it, or that nothing does.
  private func health(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var scope = question.scope
    scope.terms = []
    scope.minimumLevel = .warning
    let diagnosis = desk.diagnosis(of: Symptom())
    let services = scope.services
    let findings = diagnosis.findings.filter { finding in
      (services.isEmpty || services.contains(finding.service))
        && (finding.role == .state || finding.role == .symptom)
    }.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    let all = try await AggregateTool.call(Aggregate(scope: scope, by: .level), desk)
    let name =
      services.isEmpty ? "Everything" : Counting.list(services.map(MarkdownText.name))
    let errors = all.groups.filter { $0.key == "ERROR" || $0.key == "FATAL" }.map(\.count)
      .reduce(0, +)
    let entries = try await Subject.count(question.scope.withoutTerms, desk)
    var claims: [Report.Claim] = []
    if let worst = findings.first {
      let number = report.cite(worst)
      let period =
        worst.period.map {
          " from \(report.times.full($0.lowerBound)) to \(report.times.short($0.upperBound))"
        } ?? ""
      claims.append(
        .init(
          "\(name) has trouble: \(report.quote(number)), \(Counting.times(worst.count))\(period) [\(number)].",
          exhibits: [number]))
      if worst.isFailingAllAlong { claims.append(.init("It runs through all of the evidence.")) }
    } else if errors > 0,
      let group = all.groups.first(where: { $0.key == "ERROR" || $0.key == "FATAL" })
    {
      let number = report.cite(group.first, count: group.count)
      claims.append(
        .init(
          "\(name) logs \(Counting.of(errors, "error")), none of which stands out: \(report.quote(number)) [\(number)].",
          exhibits: [number]))
    } else {
      claims.append(
        .init("\(name) looks fine: no sign of a failure in \(Counting.of(entries, "entry"))."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(
      .counts, title: "By level",
      all.groups.map { .init("\($0.key): \($0.count)") })
    if findings.count > 1 {
      report.add(
        .text, title: "Findings",
        findings.dropFirst().prefix(5).map { finding in
          let number = report.cite(finding)
          return .init(
            "\(MarkdownText.name(finding.service)): \(report.quote(number)), \(Counting.times(finding.count))",
            exhibits: [number])
        })
    }
    report.addEvidence()
    report.add(.notSeen, NotSeen.claims(desk.catalog))
  }
}

/// A stretch of time in which something was logged.
struct Spell: Sendable {
  var service: String
  var sample: Sample
  var telling: String?
  var count: Int
  var period: TimeWindow?
  var isOngoing: Bool?
  var isFailingAllAlong = false
  var last: Sample?

  init(_ finding: Finding, lastOf diagnosis: Diagnosis? = nil) {
    service = finding.service
    sample = finding.samples[0]
    telling = finding.detail
    count = finding.count
    period = finding.period
    isOngoing = finding.isOngoing
    isFailingAllAlong = finding.isFailingAllAlong
    last = finding.samples.max(by: Sample.isEarlier)
    // The incident ends with its last symptom, not with the last word of its cause.
    if let end = diagnosis?.end, let begin = period?.lowerBound, end > begin {
      period = begin...max(end, period?.upperBound ?? end)
    }
  }

  private init(_ group: Aggregation.Group) {
    service = group.first.service
    sample = group.first
    count = group.count
    last = group.last
    if let from = group.first.time?.instant, let to = group.last.time?.instant {
      period = from...to
    }
  }

  /// The stretch of a subject's entries.
  static func of(_ subject: Subject, _ desk: Desk) async throws -> Spell? {
    let found = try await AggregateTool.call(Aggregate(scope: subject.scope, by: .service), desk)
    guard let first = found.groups.first else { return nil }
    var spell = Spell(first)
    for group in found.groups.dropFirst() {
      spell.count += group.count
      if Sample.isEarlier(group.first, spell.sample) { spell.sample = group.first }
      if let last = spell.last, Sample.isEarlier(last, group.last) { spell.last = group.last }
      if let from = group.first.time?.instant, let to = group.last.time?.instant {
        spell.period = spell.period.map { $0.union(from...to) } ?? from...to
      }
    }
    return spell
  }

  /// Takes in another finding of the same services.
  mutating func take(_ finding: Finding) {
    guard finding.samples.first != sample else { return }
    count += finding.count
    if let other = finding.period { period = period.map { $0.union(other) } ?? other }
    isOngoing = isOngoing == true || finding.isOngoing
    if let latest = finding.samples.max(by: Sample.isEarlier), let known = last,
      Sample.isEarlier(known, latest)
    {
      last = latest
    }
  }
}

extension Finding {
  /// Whether it began before another; what has no time by its line.
  func startsBefore(_ other: Finding) -> Bool {
    let (a, b) = (period?.lowerBound ?? .earliest, other.period?.lowerBound ?? .earliest)
    return a == b ? samples[0].reference < other.samples[0].reference : a < b
  }
}

extension Scope {
  /// The scope by services and hosts, without words.
  var withoutTerms: Scope {
    var copy = self
    copy.terms = []
    copy.minimumLevel = nil
    return copy
  }
}

/// Words a stretch of time.
struct SpellWords {
  let spell: Spell
  /// The end of the evidence; nil where nothing is to be said of it.
  let end: Instant?
  let times: TimeText

  /// When it began, in which service, and with which words.
  func begin(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(
      spell.sample, telling: spell.telling, count: spell.count, period: spell.period)
    let name = MarkdownText.name(spell.service)
    guard let period = spell.period else {
      return .init(
        "The logs carry no times; it stands first in \(name): \(report.quote(number)) [\(number)].",
        exhibits: [number])
    }
    let verb =
      spell.isFailingAllAlong
      ? "It has been so since before the evidence begins; the first entry is that of"
      : "It began at"
    return .init(
      "\(verb) \(times.full(period.lowerBound)) in \(name): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }

  /// Whether it goes on, and when it was seen last.
  func end(_ report: inout ReportBuilder, recovered: Finding?) -> Report.Claim {
    guard let period = spell.period else {
      return .init("Whether it goes on cannot be told: the logs carry no times.")
    }
    let length = TimeText.length(period.length)
    let count = Counting.times(spell.count)
    var numbers: [Int] = []
    var text: String
    let isOngoing = spell.isOngoing ?? end.map { isNear(period, $0) } ?? false
    if isOngoing, let end {
      text =
        "It was still happening when the evidence ends at \(times.full(end)): the last time was"
      text += " at \(times.full(period.upperBound)), \(length) after the first, \(count) in all"
    } else {
      text = "It is no longer happening: the last time was at \(times.full(period.upperBound)),"
      text += " \(length) after the first, \(count) in all"
      if let end { text += "; the evidence goes on until \(times.full(end)) without it" }
    }
    if let last = spell.last, spell.count > 1 {
      let number = report.cite(last)
      numbers.append(number)
      text += " [\(number)]"
    }
    text += "."
    if let recovered {
      let number = report.cite(recovered)
      numbers.append(number)
      let time = recovered.period.map { " at \(times.short($0.lowerBound))" } ?? ""
      text += " It recovered\(time): \(report.quote(number)) [\(number)]."
    }
    return .init(text, exhibits: numbers)
  }

  /// A row of a list.
  func row(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(
      spell.sample, telling: spell.telling, count: spell.count, period: spell.period)
    let time =
      spell.period.map {
        $0.length > 0
          ? "\(times.short($0.lowerBound)) to \(times.short($0.upperBound)) "
          : "\(times.short($0.lowerBound)) "
      } ?? ""
    return .init(
      "\(time)\(MarkdownText.name(spell.service)): \(report.quote(number)), \(Counting.times(spell.count))",
      exhibits: [number])
  }

  /// Whether the end of the evidence came before another time was due: twice the usual gap.
  private func isNear(_ period: TimeWindow, _ end: Instant) -> Bool {
    let gap = period.length / Int64(max(1, spell.count - 1))
    return end.distance(from: period.upperBound) <= max(2 * gap, 1000)
  }
}
