import Evidence
import Timeline

/// What the fields of entries hold that a question asks for: "which sample, and for which clinic?".
struct EntryFields {
  let fields: [String]

  /// The fields that a question asks for; nil where it asks for none.
  init?(_ question: Question) {
    guard let asked = question.form.asked, !asked.isEmpty else { return nil }
    fields = asked
  }

  /// What an entry holds in each of the fields: `sample S-204471, clinic KRK-02`; empty where nothing.
  func text(of sample: Sample, _ desk: Desk) async throws -> String {
    guard let instant = sample.time?.instant else { return "" }
    var scope = Scope()
    scope.services = [sample.service]
    scope.window = instant...instant
    var parts: [String] = []
    for field in fields {
      let found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
      let group = found.groups.first {
        $0.first.reference == sample.reference || $0.last.reference == sample.reference
      }
      if let group { parts.append(Self.part(field, group.key)) }
    }
    return Counting.list(parts)
  }

  private static func part(_ field: String, _ value: String) -> String {
    "\(MarkdownText.oneLine(field)) \(MarkdownText.code(Quote.clean(value)))"
  }

  /// Answers from the entries of one request or thing that was spoken of; false where they don't have
  /// the fields, or several values of one.
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    guard let scope = Self.thing(question, report) else { return false }
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

  /// One thing has few values of a field.
  private static let mostValues = 3

  /// The entries of the one thing that is meant: named by its identifier, or last spoken of so.
  private static func thing(_ question: Question, _ report: ReportBuilder) -> Scope? {
    if question.scope.terms.contains(where: \.isValue) {
      var scope = question.scope
      scope.terms.removeAll { !$0.isValue }
      return scope
    }
    let words = Stem.words(question.beginning)
    guard words.contains(where: ["it", "that", "this", "its"].contains),
      let last = report.file.focus.scope, last.terms.contains(where: \.isValue)
    else { return nil }
    return last
  }
}
