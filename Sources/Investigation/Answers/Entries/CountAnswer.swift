import Diagnosis
import Evidence
import Timeline

/// Counts entries: in all, in groups, over time.
struct CountAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if question.aspect == .which, let fields = EntryFields(question),
      try await fields.write(question, desk, into: &report)
    {
      return
    }
    if question.form.asksForNone == true, var grouping = GroupingChoice.of(question, desk.catalog),
      Self.isListed(grouping)
    {
      grouping = try await GroupingChoice.held(grouping, by: question.scope, desk)
      try await GroupsWithout(question: question).write(by: grouping, desk, into: &report)
      return
    }
    if let sum = SumAnswer(question), try await sum.write(question, desk, into: &report) { return }
    let subject = try await Subject.of(question, desk, &report)
    if question.form.named == nil, var grouping = GroupingChoice.of(question, desk.catalog) {
      grouping = try await GroupingChoice.held(grouping, by: subject.scope, desk)
      if case .time(let width) = grouping {
        try await GroupedCount(question: question, subject: subject)
          .write(per: width, desk, into: &report)
        return
      }
      var groups = try await AggregateTool.call(
        Aggregate(scope: subject.scope, by: grouping), desk)
      if case .field = grouping {
        // What has no such thing is no such thing.
        groups.groups.removeAll { Self.blank.contains($0.key.lowercased()) }
      }
      if case .field(let field) = grouping,
        groups.groups.isEmpty || subject.isNearest || Self.isOfAnother(question)
          || FailingWords.tellsOfNot(question),
        let (other, found) = try await FieldGroups(question: question, field: field).subject(desk)
      {
        GroupedCount(question: question, subject: other).write(found, by: grouping, into: &report)
        return
      }
      if !groups.groups.isEmpty {
        GroupedCount(question: question, subject: subject)
          .write(groups, by: grouping, into: &report)
        return
      }
    }
    if question.aspect == .share {
      try await ShareAnswer(question: question, subject: subject).write(desk, into: &report)
      return
    }
    if question.aspect == .which,
      subject.total > 0 || question.form.named != nil || question.form.groupBy == .host
    {
      try await WhichAnswer(question: question, subject: subject).write(desk, into: &report)
      return
    }
    try await total(question, subject, desk, into: &report)
  }

  /// What stands in a field that has no value.
  private static let blank: Set = ["null", "none", "nil", "-", "undefined", "(null)", "n/a", ""]

  /// Whether an extreme of all the trouble is asked for, whose window was that of the question before:
  /// "which guest was hit first?".
  private static func isOfAnother(_ question: Question) -> Bool {
    question.form.order != nil && question.inherited.contains(.window)
      && Stem.words(question.beginning).contains {
        ["hit", "affected", "impacted"].contains($0) || FailingWords.tell($0)
      }
  }

  /// Whether groups are things that may have none of something.
  private static func isListed(_ grouping: Aggregate.Grouping) -> Bool {
    if case .time = grouping { return false }
    return grouping != .template && grouping != .level
  }

  private func total(
    _ question: Question, _ subject: Subject, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let byService = try await AggregateTool.call(
      Aggregate(scope: subject.scope, by: .service), desk)
    report.file.focus.scope = subject.scope
    guard byService.total > 0, let first = byService.groups.first else {
      report.admitsLittle()
      var claims = [
        Report.Claim(
          "\(question.aspect == .exists ? "No" : "None"): 0 \(subject.scope.noun == "entry" ? "entries" : subject.scope.noun + "s")"
            + "\(subject.label)\(subject.window(report.times)).")
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
    text += Self.parts(byService)
    text += "\(subject.window(report.times)), \(Self.span(earliest, latest, report.times)): "
    text += "\(report.quote(number, around: question.words)) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    // What else the incident counts: "how many times did it happen" may mean either end of it.
    if !question.scope.hasSubject || subject.finding != nil, question.words.isEmpty,
      let diagnosis = report.file.diagnosis
    {
      claims += others(diagnosis, than: subject.finding, &report)
    }
    report.add(.answer, layout: .sentences, claims)
    if byService.groups.count > 1 {
      report.add(
        .counts, title: "By service",
        byService.groups.prefix(GroupedCount.usual).map {
          .init("\(MarkdownText.name($0.key)): \($0.count)")
        })
    }
    if let message = subject.message, Self.asksForDifferent(question) {
      let values = try await BlankValues.of(message, desk)
      let names = Set(question.words.map(Stem.of))
      report.add(.counts, title: "Values", values.rows(naming: names, &report))
    }
    if !subject.rivals.isEmpty {
      report.add(.counts, title: "Other messages", try await subject.rivalRows(desk, &report))
    } else if !question.words.isEmpty || subject.isNearest {
      messages(subject, desk, into: &report)
    }
    report.addEvidence()
    report.file.focus.instant = earliest.time?.instant
  }

  private static func asksForDifferent(_ question: Question) -> Bool {
    Stem.words(question.beginning).contains { ["different", "distinct", "unique"].contains($0) }
  }

  /// Which services they are of, where there are several: ` (479 of **booking**, 429 of **edge**)`.
  static func parts(_ found: Aggregation) -> String {
    guard found.groups.count > 1 else { return "" }
    let parts = found.groups.map { "\($0.count) of \(MarkdownText.name($0.key))" }
    return " (\(Counting.list(parts, most: 4)))"
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

  static func span(_ first: Sample, _ last: Sample, _ times: TimeText) -> String {
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
