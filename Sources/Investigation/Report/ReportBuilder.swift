import Diagnosis
import Evidence
import Timeline

/// Puts a report together: sections of claims, and the exhibits that they cite.
struct ReportBuilder {
  private(set) var report = Report()
  /// Whether the answer only says that nothing tells of what was asked, or what comes nearest to it.
  private(set) var findsLittle = false
  /// Whether the answer was found by the names in the question.
  private(set) var isReadByName = false
  /// Words of the question that were not looked for, as nothing had them beside the others.
  private(set) var leftOut: [String] = []
  /// The case, to which exhibits are added as they are cited.
  var file: Case
  let times: TimeText
  /// How much the answer may do and list.
  let work: Work
  /// Where files were fetched from.
  private let origins: [Inquiry.Origin]

  init(file: Case, times: TimeText, work: Work, origins: [Inquiry.Origin] = []) {
    self.origins = origins
    self.file = file
    self.times = times
    self.work = work
  }

  /// Adds a section, unless it has nothing to say.
  mutating func add(
    _ kind: Report.Kind, title: String? = nil, layout: Report.Layout = .list,
    _ claims: [Report.Claim], figure: [String] = []
  ) {
    guard !claims.isEmpty else { return }
    var section = Report.Section(kind, title: title, layout: layout, claims: claims)
    section.figure = figure
    report.sections.append(section)
  }

  /// Notes that the answer was found by the names in the question, so that how else it was read says nothing.
  mutating func readByName() { isReadByName = true }

  /// Notes that the answer found nothing, or only what comes nearest.
  mutating func admitsLittle() { findsLittle = true }

  /// Says how the question was read, below the answer.
  mutating func say(reading: String?) {
    report.reading = isReadByName ? nil : reading
  }

  /// Notes words of the question that were not looked for, to be said below the answer.
  mutating func leaveOut(_ words: [String]) {
    for word in words where !leftOut.contains(word) { leftOut.append(word) }
  }

  /// Adds the answer to another question of the same message, which was written upon this one's case.
  mutating func append(_ next: ReportBuilder) {
    report.append(next.report)
    file = next.file
  }

  /// Adds a paragraph to the answer.
  mutating func addToAnswer(_ text: String) {
    guard let first = report.sections.firstIndex(where: { $0.kind == .answer }) else { return }
    report.sections[first].claims.append(.init("\n\n" + text))
  }

  /// The exhibit of a number, nil where there is none.
  func exhibit(_ number: Int) -> Exhibit? {
    file.exhibits.first { $0.number == number }
  }

  /// The exhibit that a finding was cited by; nil where it was not.
  func exhibit(of finding: Finding) -> Exhibit? {
    guard let sample = finding.samples.first else { return nil }
    return file.exhibits.first { $0.sample.reference == sample.reference }
  }

  /// Where the file of a reference was fetched from; nil where it was not, or two are called so.
  func origin(of reference: Reference) -> Inquiry.Origin? {
    guard case .line(let path, _) = reference.locator else { return nil }
    let whole = origins.filter { path == $0.file || path.hasSuffix("/" + $0.file) }
    let found = whole.isEmpty ? origins.filter { $0.file.hasSuffix("/" + path) } : whole
    return Set(found.map(\.source)).count == 1 ? found.last : nil
  }

  /// The quote of an exhibit as a code span for a sentence.
  func quote(_ number: Int, around words: [String] = []) -> String {
    guard let exhibit = exhibit(number) else { return "" }
    let text =
      words.isEmpty
      ? Quote.cut(exhibit.quote, to: Quote.longestInSentence)
      : Quote.cut(exhibit.quote, around: words, to: Quote.longestInSentence)
    return MarkdownText.code(text)
  }

  /// Lists the exhibits that the sections so far cite, each with its quote, place, count and times.
  mutating func addEvidence(title: String? = nil, kind: Report.Kind = .evidence) {
    add(kind, title: title ?? "Evidence", report.exhibits.compactMap(row))
  }

  /// Lists samples as exhibits, in their order.
  mutating func addLines(_ samples: [Sample]) {
    let numbers = samples.map { cite($0) }
    add(.lines, title: "Evidence", numbers.compactMap(row))
  }

  private func row(_ number: Int) -> Report.Claim? {
    guard let exhibit = exhibit(number) else { return nil }
    return Report.Claim(ExhibitText.row(exhibit, times), exhibits: [number])
  }
}
