import Evidence
import Timeline

/// What the fields of entries hold that a question asks for: "which sample, and for which clinic?".
struct EntryFields {
  let fields: [String]

  /// The fields that a question asks for; nil where it asks for none.
  init?(_ question: Question) { self.init(question.form.asked ?? []) }

  init?(_ fields: [String]) {
    guard !fields.isEmpty else { return nil }
    self.fields = fields
  }

  /// What an entry holds in each of the fields: `sample S-204471, clinic KRK-02`; empty where nothing.
  func text(of sample: Sample, _ desk: Desk) async throws -> String {
    var parts: [String] = []
    for field in fields {
      if let value = try await value(of: field, in: sample, desk) {
        parts.append(Self.part(field, value))
      }
    }
    return Counting.list(parts)
  }

  /// The value of a field in an entry; nil where it has none, or no time to be found by.
  func value(of field: String, in sample: Sample, _ desk: Desk) async throws -> String? {
    guard let instant = sample.time?.instant else { return nil }
    var scope = Scope()
    scope.services = [sample.service]
    scope.window = instant...instant
    let found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
    return found.groups.first {
      $0.first.reference == sample.reference || $0.last.reference == sample.reference
    }?.key
  }

  private static func part(_ field: String, _ value: String) -> String {
    "\(MarkdownText.oneLine(field)) \(MarkdownText.code(Quote.clean(value)))"
  }

  /// Answers from the entries of one request or thing that was spoken of; false where they don't have
  /// the fields, or several values of one.
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    guard let scope = Self.thing(question, report) else {
      return try await writeOfOne(question, desk, into: &report)
    }
    var parts: [String] = []
    var numbers: [Int] = []
    for field in fields {
      let found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
      guard let first = found.groups.first, found.groups.count <= Self.mostValues else { continue }
      let number = report.cite(first.first)
      if !numbers.contains(number) { numbers.append(number) }
      let values = found.groups.map { MarkdownText.code(Quote.clean($0.key)) }
      parts.append("\(MarkdownText.oneLine(field)) \(Counting.list(values)) [\(number)]")
    }
    guard !parts.isEmpty else { return false }
    let total = try await Subject.count(scope, desk)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "By \(Counting.of(total, "entry"))\(Subject.label(scope)): \(Counting.list(parts)).",
          exhibits: numbers)
      ])
    report.addEvidence()
    report.file.focus.scope = scope
    return true
  }

  /// Answers from the one entry that the last answer was about: "from which kiosk did it come?".
  private func writeOfOne(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    let focus = report.file.focus
    let isOne =
      focus.act == .number || focus.form?.limit == 1 || focus.aspect == .first
      || focus.aspect == .last
    guard isOne, Self.pointsBack(question),
      let exhibit = focus.exhibits.first.flatMap(report.exhibit)
    else { return false }
    let told = try await text(of: exhibit.sample, desk)
    guard !told.isEmpty else { return false }
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "It is of \(told): \(report.quote(exhibit.number)) [\(exhibit.number)].",
          exhibits: [exhibit.number])
      ])
    report.addEvidence()
    return true
  }

  private static func pointsBack(_ question: Question) -> Bool {
    Stem.words(question.beginning).contains(where: ["it", "that", "this", "its"].contains)
  }

  /// One thing has few values of a field.
  private static let mostValues = 3

  /// The entries of the one thing that is meant: named by its identifier, or last spoken of so.
  private static func thing(_ question: Question, _ report: ReportBuilder) -> Scope? {
    if question.scope.terms.contains(where: \.isValue) {
      // "which samples of it failed" asks for some of them.
      guard !Stem.words(question.beginning).contains(where: FailingWords.tell) else { return nil }
      var scope = question.scope
      scope.terms.removeAll { !$0.isValue }
      return scope
    }
    guard pointsBack(question), let last = report.file.focus.scope,
      last.terms.contains(where: \.isValue)
    else { return nil }
    return last
  }
}
