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

  private let origin: Sample

  /// Nil where a question does not ask for it, or nothing was spoken of that has a place in a file.
  init?(_ question: Question, _ file: Case) {
    let words = Stem.words(question.beginning)
    guard words.contains(where: Self.saying.contains), question.scope.terms.isEmpty,
      question.scope.fields.isEmpty, words.contains("what") || words.contains("which"),
      words.contains(where: ["before", "beforehand"].contains)
    else { return nil }
    let cause = file.diagnosis?.hypotheses.first.flatMap { file.diagnosis?.finding($0.finding) }
    let spoken = file.focus.exhibits.lazy.compactMap { number in
      file.exhibits.first { $0.number == number }?.sample
    }
    let named = question.scope.services
    let own = spoken.first { named.isEmpty || named.contains($0.service) }
    guard let sample = own ?? cause?.samples.first, case .line = sample.reference.locator else {
      return nil
    }
    origin = sample
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    guard case .line(let path, let number) = origin.reference.locator else { return }
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
