import Evidence
import Timeline

/// How long something took, from the entry that begins it to the one that says that it is done: "how long did the
/// drain of ip-10-60-12-17 take?".
struct TakenTimeAnswer: SoughtAnswer {
  private let begin: Sample
  private let end: Sample
  private let window: TimeWindow

  /// Nil where it is not asked how long something took, or no two entries tell of it.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> TakenTimeAnswer?
  {
    let words = Stem.words(question.beginning)
    guard words.count <= longest, words.starts(with: ["how", "long", "did"]),
      let verb = words.lastIndex(where: ["take", "took", "last", "run"].contains), verb > 3
    else { return nil }
    if let row = try await row(of: words[3..<verb], desk) { return row }
    guard !desk.hasNoEntries else { return nil }
    let names = TypedWords.of(question.beginning).filter {
      $0.contains(where: \.isNumber) && $0.contains(where: \.isLetter)
    }
    let parts = Set(names.flatMap(Stem.words))
    let deeds = words[3..<verb].filter { !QuestionWords.stop.contains($0) && !parts.contains($0) }
    guard let deed = deeds.first, deeds.count == 1, !names.isEmpty else { return nil }
    var scope = Scope()
    scope.terms = names.map { Scope.Term([$0], isWholeWord: true) }
    if !question.inherited.contains(.window) { scope.window = question.scope.window }
    let found = try await SearchTool.call(
      .init(scope: scope, order: .earliest, limit: SearchTool.most), desk
    ).samples.filter { $0.time != nil && !$0.isTimeBorrowed }
    let stem = Stem.of(deed)
    let told = found.filter { Set(Stem.words($0.message).map(Stem.of)).contains(stem) }
    guard let end = told.last, let last = end.time?.instant else { return nil }
    // What began it need not be called so: a drain begins with a cordon.
    func isBefore(_ sample: Sample) -> Bool {
      sample.reference.path == end.reference.path
        && (sample.time?.instant).map { $0 < last } ?? false
    }
    let begun = told.last { sample in
      isBefore(sample) && Stem.words(sample.message).contains(where: beginning.contains)
    }
    let earlier = told.first(where: isBefore) ?? found.last(where: isBefore)
    guard let begin = begun ?? earlier, let first = begin.time?.instant, first < last else {
      return nil
    }
    return TakenTimeAnswer(begin: begin, end: end, window: first...last)
  }

  /// The row of a table that has the words of a deed, a time at which it began, and one at which it ended; of
  /// several the last.
  private static func row(
    of deed: ArraySlice<String>, _ desk: Desk
  ) async throws -> TakenTimeAnswer? {
    let stems = Set(deed.filter { !QuestionWords.stop.contains($0) }.map(Stem.of))
    guard !stems.isEmpty else { return nil }
    var found: [TakenTimeAnswer] = []
    for text in try await desk.statedTexts() {
      for line in text.lines where line.isRow {
        let words = Stem.words(line.text.replacing("_", with: " "))
        guard stems.isSubset(of: words.map(Stem.of)) else { continue }
        let times = line.pairs.compactMap { ObjectWords.instant($0.value) }
        guard times.count == 2, times[0] < times[1] else { continue }
        let sample = line.sample(in: text)
        found.append(TakenTimeAnswer(begin: sample, end: sample, window: times[0]...times[1]))
      }
    }
    return found.max { $0.window.lowerBound < $1.window.lowerBound }
  }

  private static let longest = 14
  private static let beginning: Set = [
    "start", "started", "starting", "begin", "began", "beginning",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let numbers = [report.cite(begin), report.cite(end)]
    let said =
      numbers[0] == numbers[1]
      ? "\(report.quote(numbers[0])) [\(numbers[0])]"
      : "from \(report.quote(numbers[0])) [\(numbers[0])] to \(report.quote(numbers[1])) "
        + "[\(numbers[1])]"
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(TimeText.length(window.length)), \(report.times.range(window)): \(said).",
          exhibits: numbers)
      ])
    report.addEvidence()
    report.readByName()
    report.file.focus.instant = window.lowerBound
  }
}
