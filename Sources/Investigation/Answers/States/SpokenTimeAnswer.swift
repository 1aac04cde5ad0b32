import Evidence
import Timeline

/// When exactly it was that was spoken of last: "exact time?".
struct SpokenTimeAnswer: ActAnswer {
  private let exhibit: Exhibit
  private let instant: Instant

  /// Nil where something else is asked for as well, or nothing was cited that has a time.
  init?(_ question: Question, _ file: Case) {
    let words = Stem.words(question.beginning)
    guard words.count <= Self.longest, Set(words).isDisjoint(with: Self.edges),
      words.contains(where: Self.exact.contains),
      words.contains(where: Self.times.contains),
      words.allSatisfy({ QuestionWords.stop.contains($0) || Self.times.contains($0) })
    else { return nil }
    let cited = file.focus.exhibits.prefix(Self.latest).compactMap { number in
      file.exhibits.first { $0.number == number }
    }
    guard let exhibit = cited.first(where: { $0.sample.time != nil }),
      let time = exhibit.sample.time
    else { return nil }
    self.exhibit = exhibit
    instant = time.instant
  }

  private static let longest = 6
  /// Lines of the last answer that may be meant.
  private static let latest = 3
  /// What asks for the beginning or the end of something, which need not be what was spoken of.
  private static let edges: Set = [
    "start", "started", "begin", "began", "end", "ended", "stop", "stopped", "first", "last",
    "over",
  ]
  private static let exact: Set = ["exact", "exactly", "precise", "precisely"]
  private static let times: Set = ["time", "when", "timestamp", "date", "moment"]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = exhibit.number
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(report.times.full(instant)): \(report.quote(number)) of "
            + "\(MarkdownText.name(exhibit.sample.service)) [\(number)].", exhibits: [number])
      ])
    report.addEvidence()
  }
}
