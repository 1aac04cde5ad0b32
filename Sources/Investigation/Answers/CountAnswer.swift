import Diagnosis
import Evidence
import Timeline

/// Counts entries: in all, in groups, over time.
struct CountAnswer: ActAnswer {
  /// Groups shown where the question doesn't say how many.
  private static let usual = 10

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let subject = try await Subject.of(question, desk, &report)
    if let grouping = GroupingChoice.of(question, desk.catalog) {
      if case .time(let width) = grouping {
        try await perTime(question, subject, width, desk, into: &report)
        return
      }
      let groups = try await AggregateTool.call(
        Aggregate(scope: subject.scope, by: grouping), desk)
      if !groups.groups.isEmpty {
        write(question, subject, grouping, groups, into: &report)
        return
      }
    }
    if question.aspect == .share {
      try await share(question, desk, into: &report)
      return
    }
    if question.aspect == .which {
      try await values(question, subject, desk, into: &report)
      return
    }
    try await total(question, subject, desk, into: &report)
  }

  private func total(
    _ question: Question, _ subject: Subject, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let byService = try await AggregateTool.call(
      Aggregate(scope: subject.scope, by: .service), desk)
    report.file.focus.scope = subject.scope
    guard byService.total > 0, let first = byService.groups.first else {
      var claims = [
        Report.Claim(
          "None: 0 \(subject.scope.noun == "entry" ? "entries" : subject.scope.noun + "s")"
            + "\(subject.label)\(window(subject, report.times)).")
      ]
      if let window = subject.scope.window, let whole = desk.catalog.window {
        claims.append(WindowWords.claim(window, whole, report.times))
      }
      report.add(.answer, layout: .sentences, claims)
      return
    }
    let earliest = byService.groups.map(\.first).min(by: Sample.isEarlier) ?? first.first
    let latest = byService.groups.map(\.last).max(by: Sample.isEarlier) ?? first.last
    let number = report.cite(earliest)
    var text = subject.isNearest ? "By the words that occur: " : ""
    text += "\(Counting.of(byService.total, subject.scope.noun))\(subject.label)"
    text += "\(window(subject, report.times)), \(span(earliest, latest, report.times)): "
    text += "\(report.quote(number, around: question.words)) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    // What else the incident counts: "how many times did it happen" may mean either end of it.
    if !question.scope.hasSubject, question.words.isEmpty, let diagnosis = report.file.diagnosis {
      claims += others(diagnosis, than: subject.finding, &report)
    }
    report.add(.answer, layout: .sentences, claims)
    if byService.groups.count > 1 {
      report.add(
        .counts, title: "By service",
        byService.groups.prefix(Self.usual).map {
          .init("\(MarkdownText.name($0.key)): \($0.count)")
        })
    }
    if !question.words.isEmpty || subject.isNearest { messages(subject, desk, into: &report) }
    report.addEvidence()
    report.file.focus.instant = earliest.time?.instant
  }

  /// "Error rate", "what percentage failed": a part of all entries of the same services and time.
  private func share(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var part = question.scope
    if part.minimumLevel == nil, part.terms.isEmpty, part.statuses.isEmpty {
      part.minimumLevel = .error
    }
    var whole = Scope()
    (whole.services, whole.hosts, whole.window) = (part.services, part.hosts, part.window)
    let (some, all) = (
      try await SearchTool.call(.init(scope: part, order: .earliest, limit: 1), desk),
      try await Subject.count(whole, desk)
    )
    let percent = all == 0 ? 0 : Double(some.total) * 100 / Double(all)
    var text = "\(Self.decimal(percent)) %: \(some.total) of \(Counting.of(all, "entry"))"
    text += Subject.label(part)
    if let window = part.window { text += ", \(report.times.range(window))" }
    var numbers: [Int] = []
    if let sample = some.samples.first {
      let number = report.cite(sample, count: 1)
      text += ", the first \(report.quote(number)) [\(number)]"
      numbers = [number]
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: numbers)])
    report.addEvidence()
    report.file.focus.scope = part
  }

  /// The counts of the other findings of the incident.
  private func others(
    _ diagnosis: Diagnosis, than finding: Finding?, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    var seen: Set<String> = [finding?.template ?? ""]
    var rows: [Report.Claim] = []
    let order = diagnosis.findings.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    for other in order where other.role != .change && rows.count < 4 {
      guard seen.insert(other.template ?? other.detail).inserted else { continue }
      let number = report.cite(other)
      rows.append(
        .init(
          "\(report.quote(number)) of \(MarkdownText.name(other.service)) stands "
            + "\(Counting.times(other.count)) [\(number)].", exhibits: [number]))
    }
    return rows
  }

  /// The other messages that match the words of a question, with their counts.
  private func messages(_ subject: Subject, _ desk: Desk, into report: inout ReportBuilder) {
    let words = subject.scope.terms.compactMap(\.alternatives.first)
    let matches = desk.relevance.matches(
      words, services: subject.scope.services, limit: 4)
    let rows = matches.filter { $0.observation.count != subject.total }.map { match in
      let number = report.cite(match.observation.samples[0], count: match.observation.count)
      return Report.Claim(
        "\(report.quote(number)): \(Counting.times(match.observation.count))", exhibits: [number])
    }
    report.add(.counts, title: "Messages like it", rows)
  }

  private func write(
    _ question: Question, _ subject: Subject, _ grouping: Aggregate.Grouping,
    _ found: Aggregation, into report: inout ReportBuilder
  ) {
    let limit = question.form.limit ?? Self.usual
    let groups = question.form.ascending ? Array(found.groups.reversed()) : found.groups
    let shown = groups.prefix(min(limit, SearchTool.most))
    guard let top = shown.first else { return }
    let noun = GroupingChoice.noun(grouping)
    let number = cite(top, grouping, &report)
    let key =
      grouping == .template ? report.quote(number) : MarkdownText.name(Quote.clean(top.key))
    var text = "\(key) has the \(question.form.ascending ? "fewest" : "most"): \(top.count) of "
    text += "\(Counting.of(found.total, subject.scope.noun))\(subject.label)"
    text +=
      "\(window(subject, report.times)), in \(Counting.of(found.groups.count, noun)) [\(number)]."
    if found.groups.count == 1 {
      text = "\(key): \(Counting.of(found.total, subject.scope.noun))\(subject.label)"
      text += "\(window(subject, report.times)) [\(number)]."
    }
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.add(
      .counts, title: "By \(noun)", layout: .numbered,
      shown.map { group in
        let number = cite(group, grouping, &report)
        let key =
          grouping == .template ? report.quote(number) : MarkdownText.name(Quote.clean(group.key))
        return .init("\(key): \(group.count)", exhibits: [number])
      })
    report.addEvidence()
    report.file.focus.scope = subject.scope
    report.file.focus.position = shown.count
  }

  private func perTime(
    _ question: Question, _ subject: Subject, _ width: Int64, _ desk: Desk,
    into report: inout ReportBuilder
  ) async throws {
    let found = try await SeriesTool.call(.init(scope: subject.scope, width: width), desk)
    guard let first = found.groups.first, let last = found.groups.last,
      let peak = found.groups.max(by: { $0.count < $1.count })
    else {
      report.add(.answer, layout: .sentences, [.init("None\(subject.label).")])
      return
    }
    let unit = TimeUnits.name(width)
    let length = max(
      width,
      (last.last.time?.instant ?? .earliest).distance(from: first.first.time?.instant ?? .latest))
    let rate = Double(found.total) / (Double(max(1, length)) / Double(width))
    let number = report.cite(peak.first)
    let at = peak.time.map { " at \(report.times.full($0))" } ?? ""
    var text = "\(Counting.of(found.total, subject.scope.noun))\(subject.label)"
    text +=
      "\(window(subject, report.times)): \(Self.decimal(rate)) per \(unit) on average between "
    text += "the first and the last, at most \(peak.count) in one \(unit)\(at) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.add(
      .counts, title: "Per \(unit)",
      found.groups.prefix(question.form.limit ?? 120).map { group in
        .init("\(group.time.map { report.times.short($0) } ?? group.key): \(group.count)")
      })
    report.addEvidence()
    report.file.focus.scope = subject.scope
  }

  /// "Which X": no field says, so the entries are shown that say it best, each different one once.
  private func values(
    _ question: Question, _ subject: Subject, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var samples: [Sample] = []
    let words = question.words + question.scope.terms.compactMap(\.alternatives.first)
    let matches = words.isEmpty ? [] : desk.relevance.matches(words, limit: 3)
    for match in matches {
      samples += try await Self.entries(of: match.observation, question.scope.window, desk)
    }
    if samples.isEmpty || subject.finding != nil || question.scope.hasSubject && subject.total > 0 {
      samples += try await SearchTool.call(
        .init(scope: subject.scope, order: .earliest, limit: 50), desk
      ).samples
    }
    // What the incident says of it, where the words say nothing.
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let strongest = diagnosis.findings.sorted { ($0.strength, $1.count) > ($1.strength, $0.count) }
    for finding in strongest.prefix(4) where finding.role != .change { samples += finding.samples }
    var seen: Set<String> = []
    let different = samples.filter { seen.insert($0.message).inserted }
    guard let first = different.first else {
      try await total(question, subject, desk, into: &report)
      return
    }
    let number = report.cite(first)
    let text =
      matches.isEmpty
      ? "No field says which; the entries that tell of it begin with "
      : "By the entries that name it: "
    report.add(
      .answer, layout: .sentences,
      [.init("\(text)\(report.quote(number, around: words)) [\(number)].", exhibits: [number])])
    report.addLines(Array(different.prefix(question.form.limit ?? 20)))
    report.file.focus.scope = subject.scope
  }

  /// The entries of an observation.
  private static func entries(
    of observation: Observation, _ window: TimeWindow?, _ desk: Desk
  ) async throws -> [Sample] {
    guard case .entries(let template, _) = observation.measure else { return observation.samples }
    var scope = Scope()
    scope.services = [observation.service]
    scope.terms = Subject.terms(ofTemplate: template)
    scope.window = window
    return try await SearchTool.call(.init(scope: scope, order: .earliest, limit: 20), desk).samples
  }

  /// Cites the first entry of a group; it stands for all of them only where they say the same.
  private func cite(
    _ group: Aggregation.Group, _ grouping: Aggregate.Grouping, _ report: inout ReportBuilder
  ) -> Int {
    guard grouping == .template else { return report.cite(group.first) }
    return report.cite(group.first, count: group.count, period: period(group.first, group.last))
  }

  private func period(_ first: Sample, _ last: Sample) -> TimeWindow? {
    guard let from = first.time?.instant, let to = last.time?.instant else { return nil }
    return from...to
  }

  private func window(_ subject: Subject, _ times: TimeText) -> String {
    subject.scope.window.map { ", \(times.range($0))" } ?? ""
  }

  private func span(_ first: Sample, _ last: Sample, _ times: TimeText) -> String {
    guard let from = first.time?.instant, let to = last.time?.instant else {
      return "the first in line \(first.reference)"
    }
    return from == to
      ? "at \(times.full(from))" : "the first at \(times.full(from)), the last at \(times.full(to))"
  }

  /// A number with one decimal where it is small.
  static func decimal(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "\(number)" }
    if number == number.rounded() || abs(number) >= 1000 { return "\(Int(number.rounded()))" }
    let scale = abs(number) < 10 ? 100.0 : 10.0
    let scaled = Int((number * scale).rounded())
    let (whole, rest) = (scaled / Int(scale), abs(scaled % Int(scale)))
    let digits = scale == 100 && rest < 10 ? "0\(rest)" : "\(rest)"
    let sign = scaled < 0 && whole == 0 ? "-" : ""
    return "\(sign)\(whole).\(digits)"
  }
}
