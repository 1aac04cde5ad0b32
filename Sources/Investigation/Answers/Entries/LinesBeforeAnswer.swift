import Diagnosis
import Evidence

/// What was logged right before something: the lines above it in the same file.
///
/// "what did it print right before that?", "what was the last thing it logged before?".
struct LinesBeforeAnswer: ActAnswer {
  /// Verbs of which what is written in a log is the object.
  static let saying: Set = [
    "print", "printed", "log", "logged", "say", "said", "write", "wrote", "output", "report",
    "reported", "emit", "emitted",
  ]
  /// Lines shown.
  private static let most = 8
  /// Lines above an entry that are looked at: blank ones are none.
  private static let reach = 20

  /// What the lines stand above.
  private enum Origin {
    case entry(Sample)
    /// The first, or last, entry of some scope: "the first DENIED".
    case edge(Scope, isLast: Bool)
    /// The start of a process: "before it was started again".
    case start
  }

  private let origin: Origin

  /// Nil where a question does not ask for it, or nothing was spoken of that has a place in a file.
  init?(_ question: Question, _ file: Case) {
    let words = Stem.words(question.beginning)
    guard words.contains(where: Self.saying.contains), question.scope.fields.isEmpty,
      words.contains("what") || words.contains("which"),
      let before = words.firstIndex(where: ["before", "beforehand"].contains)
    else { return nil }
    if Starts.areAsked(words[before...]) {
      origin = .start
      return
    }
    let isEdge = words[before...].contains { ["first", "last"].contains($0) }
    var scope = question.event?.scope ?? question.scope
    scope.window = nil
    // What is said of the entry stands behind "before"; "printed" is no word of it.
    scope.terms.removeAll { term in
      term.alternatives.allSatisfy { Set(Stem.words($0)).isDisjoint(with: words[before...]) }
    }
    if !scope.terms.isEmpty, isEdge || question.event != nil {
      if scope.services.isEmpty { scope.services = question.scope.services }
      origin = .edge(scope, isLast: question.event?.isLast ?? words[before...].contains("last"))
      return
    }
    guard question.scope.terms.isEmpty else { return nil }
    let cause = file.diagnosis?.leading
    let named = question.scope.services
    let own = file.spokenEntries.first { named.isEmpty || named.contains($0.service) }
    guard let sample = own ?? cause?.samples.first, case .line = sample.reference.locator else {
      return nil
    }
    origin = .entry(sample)
  }

  /// The entry itself; nil where none is such a one.
  private func entry(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Sample? {
    switch origin {
    case .entry(let sample): return sample
    case .edge(let scope, let isLast):
      return try await SearchTool.call(
        .init(scope: scope, order: isLast ? .latest : .earliest, limit: 1), desk
      ).samples.first
    case .start: return try await Starts(question, desk, &report).meant?.sample
    }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    guard let origin = try await entry(question, desk, &report),
      case .line(let path, let number) = origin.reference.locator
    else {
      report.add(
        .answer, layout: .sentences, [.init("No entry is such a one, so none stands before it.")])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let opened = try await OpenTool.call(
      .init(reference: origin.reference, before: Self.reach, after: 0), desk)
    let above = (opened.lines ?? []).filter {
      $0.number < number && !$0.text.allSatisfy(\.isWhitespace)
    }
    let lines = above.suffix(Self.most)
    let place = report.cite(origin)
    guard let last = lines.last else {
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "Nothing: no line stands right above \(report.quote(place)) [\(place)].",
            exhibits: [place])
        ])
      report.addEvidence()
      return
    }
    let samples = lines.map { line in
      Sample(
        reference: Reference(
          source: origin.reference.source, locator: .line(path: path, number: line.number)),
        service: origin.service, host: origin.host, text: line.text)
    }
    let nearest = report.cite(samples[samples.count - 1])
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "The line before \(report.quote(place)) [\(place)] is "
            + "\(MarkdownText.code(Quote.cut(Quote.clean(last.text), to: Quote.longest))) [\(nearest)].",
          exhibits: [place, nearest])
      ])
    report.addLines(samples)
  }
}
