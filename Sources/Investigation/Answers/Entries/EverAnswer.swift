import Evidence

/// Whether something was ever so, by the entries that name it: "was app3 ever down?", "did db-2 ever fail over?".
struct EverAnswer: SoughtAnswer {
  /// What is asked about, and how it may have been.
  private let subject: [String]
  private let state: [String]
  /// Entries that name the subject, and those of them that tell of the state.
  private let all: Int
  private let found: SampleList

  /// Nil where it is not asked whether something ever was, or no entry names it.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> EverAnswer? {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries, let first = words.first, asking.contains(first),
      let ever = words.firstIndex(of: "ever")
    else { return nil }
    let subject = named(in: question.beginning)
    // "down" and "over" are words of every question, and here what is asked for.
    let state = words[(ever + 1)...].prefix { !ending.contains($0) }.filter { !plain.contains($0) }
    guard (1...mostWords).contains(subject.count), (1...mostWords).contains(state.count) else {
      return nil
    }
    var scope = Scope()
    scope.window = question.inherited.contains(.window) ? nil : question.scope.window
    scope.terms = subject.map { Scope.Term([$0], isWholeWord: true) }
    let all = try await desk.count(scope)
    guard all > 0 else { return nil }
    scope.terms += state.map { Scope.Term(Stem.related(Stem.of($0))) }
    let found = try await desk.evidence.samples(scope, order: .earliest, limit: mostShown)
    return EverAnswer(subject: subject, state: Array(state), all: all, found: found)
  }

  private static let asking: Set = ["was", "were", "did", "has", "have", "had", "is", "are"]
  private static let ending: Set = [
    "in", "on", "at", "during", "before", "after", "since", "today",
  ]
  private static let plain: Set = [
    "a", "an", "the", "any", "been", "be", "get", "got", "really", "so",
  ]
  private static let mostWords = 3
  private static let mostShown = 20

  /// The names among some words as they were typed: names hold digits and marks that words do not.
  private static func named(in text: String) -> [String] {
    let typed = text.split { $0.isWhitespace }.map {
      String($0.trimming { ",?!.".contains($0) }).lowercased()
    }
    let between = typed.prefix { $0 != "ever" }.dropFirst()
    return between.filter { !QuestionWords.stop.contains($0) }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let name = Counting.list(subject.map(MarkdownText.code))
    let words = MarkdownText.code(state.joined(separator: " "))
    guard let first = found.samples.first, let last = found.samples.last else {
      report.add(
        .answer, layout: .sentences,
        [.init("No: of \(Counting.of(all, "entry")) with \(name) none has \(words).")])
      report.add(.notSeen, NotSeen.files(desk.catalog))
      report.readByName()
      return
    }
    let number = report.cite(first)
    var text = "By the words that occur, yes: \(Counting.of(found.total, "entry")) of \(all) with "
    text += "\(name) \(found.total == 1 ? "has" : "have") \(words), "
    text += "\(CountAnswer.span(first, last, report.times)): \(report.quote(number)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addLines(found.samples)
    report.readByName()
  }
}
