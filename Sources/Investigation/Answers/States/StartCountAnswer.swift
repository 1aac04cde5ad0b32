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

  /// All entries of the message of one start, the latest first.
  private static func whole(_ sample: Sample, _ desk: Desk) async throws -> SampleList? {
    let known = desk.evidence.observations.first { observation in
      observation.service == sample.service
        && observation.samples.contains { $0.reference == sample.reference }
    }
    guard case .entries(let template, _)? = known?.measure else { return nil }
    var scope = Scope()
    scope.services = [sample.service]
    scope.terms = Subject.terms(ofTemplate: template, as: sample.text)
    return try await desk.evidence.samples(scope, order: .latest, limit: 1)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let starts = try await Starts(question, desk, &report).all
    guard let first = starts.first, var last = starts.last?.sample, starts.count > 1 else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    var total = starts.count
    // Of a message that came often a few entries are kept.
    if let whole = try await Self.whole(first.sample, desk), whole.total > total,
      let latest = whole.samples.first
    {
      (total, last) = (whole.total, latest)
    }
    let number = report.cite(first.sample)
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "\(Counting.of(total, "start")) of \(MarkdownText.name(first.sample.service)), "
            + "\(CountAnswer.span(first.sample, last, report.times)): "
            + "\(report.quote(number)) [\(number)].", exhibits: [number])
      ])
    report.addEvidence()
  }
}
