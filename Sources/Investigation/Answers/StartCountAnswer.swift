import Diagnosis
import Evidence
import Timeline

/// How often something was started: "how many times was the consumer started?".
struct StartCountAnswer: ActAnswer {
  /// Nil where no starts are counted.
  init?(_ question: Question) {
    let words = Stem.words(question.beginning)
    let pairs = zip(words, words.dropFirst())
    guard
      pairs.contains(where: { $0 == "how" && $1 == "often" || $0 == "many" && $1 == "times" }),
      words.contains(where: Self.starting.contains),
      !words.contains(where: ["pod", "pods", "container", "containers", "fail", "failed"].contains)
    else { return nil }
  }

  private static let starting: Set = [
    "start", "started", "restart", "restarted", "boot", "booted", "reboot", "rebooted",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let starts = try await Starts(question, desk, &report).all
    guard let first = starts.first, let last = starts.last, starts.count > 1 else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    let number = report.cite(first.sample)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(starts.count, "start")) of \(MarkdownText.name(first.sample.service)), "
            + "\(CountAnswer.span(first.sample, last.sample, report.times)): "
            + "\(report.quote(number)) [\(number)].", exhibits: [number])
      ])
    report.addEvidence()
  }
}
