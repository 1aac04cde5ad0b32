import Evidence
import Timeline

/// What a value was before and is since, by the texts that say that it was replaced: "from what to what was the
/// TTL set?", "what was the pool size before?".
struct ReplacedValueAnswer: SoughtAnswer {
  private let value: ReplacedValue
  private let sample: Sample
  private let asksOld: Bool

  /// Nil where no replaced value is asked for, or no text tells of it.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> ReplacedValueAnswer? {
    let words = Stem.words(question.beginning)
    guard words.count <= longest, let asksOld = asksOld(words) else { return nil }
    let names = words.filter { !around.contains($0) && !QuestionWords.stop.contains($0) }
    guard !names.isEmpty else { return nil }
    func told(_ text: String) -> ReplacedValue? {
      ReplacedValue(text).flatMap { value in
        let stems = Set(value.words.map(Stem.of))
        let isSecret = [value.old, value.new].contains { one in
          value.words.contains { Quote.isSecret(one, named: $0) }
        }
        return !isSecret && names.allSatisfy { stems.contains(Stem.of($0)) } ? value : nil
      }
    }
    var found: [(value: ReplacedValue, sample: Sample)] = []
    for observation in desk.evidence.observations {
      guard case .change = observation.measure else { continue }
      for sample in observation.samples {
        for text in [sample.message, sample.text] + sample.further.map(\.text) {
          if let value = told(text) {
            found.append((value, sample))
            break
          }
        }
      }
    }
    if found.isEmpty, !desk.hasNoEntries {
      var scope = Scope()
      scope.terms = names.map { Scope.Term([$0]) }
      let entries = try await SearchTool.call(.init(scope: scope, order: .latest, limit: 50), desk)
      found = entries.samples.compactMap { sample in told(sample.text).map { ($0, sample) } }
    }
    if found.isEmpty {
      for text in try await desk.statedTexts() {
        for line in text.lines {
          if let value = told(line.text) { found.append((value, line.sample(in: text))) }
        }
      }
    }
    // The last before the evidence ends is what counts; what several tell is one.
    let last = found.max { a, b in
      (a.sample.time?.instant ?? .earliest) < (b.sample.time?.instant ?? .earliest)
    }
    return last.map { ReplacedValueAnswer(value: $0.value, sample: $0.sample, asksOld: asksOld) }
  }

  private static let longest = 14

  /// Whether the old value alone is asked for; nil where no replaced value is.
  private static func asksOld(_ words: [String]) -> Bool? {
    let known = Set(words)
    let text = words.joined(separator: " ")
    if text.contains("from what to what") || known.isSuperset(of: ["old", "new"])
      || text.contains("from which value")
    {
      return false
    }
    guard ["what", "which", "how"].contains(words.first { !openings.contains($0) } ?? "") else {
      return nil
    }
    if !known.isDisjoint(with: ["change", "changed"]), known.contains("to"), known.contains("what"),
      known.contains("from") || known.contains("it")
    {
      return false
    }
    let isOld =
      !known.isDisjoint(with: ["previously", "old", "former", "originally", "earlier"])
      || ["before", "first"].contains(words.last ?? "") || text.contains("used to be")
    return isOld && !known.isDisjoint(with: ["was", "value", "had", "have", "be", "s"]) ? true : nil
  }

  private static let openings: Set = ["and", "so", "ok", "but", "then", "well"]
  /// Words of such a question that name nothing.
  private static let around: Set = [
    "from", "what", "to", "old", "new", "value", "values", "setting", "set", "change", "changed",
    "before", "previously", "former", "originally", "earlier", "used", "be", "was", "which", "had",
    "have", "raised", "lowered", "configured", "limit", "s",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = report.cite(sample)
    let (old, new) = (
      MarkdownText.code(Quote.clean(value.old)), MarkdownText.code(Quote.clean(value.new))
    )
    let time = sample.time.map { " at \(report.times.full($0.instant))" } ?? ""
    let text =
      asksOld
      ? "\(old) before; since then \(new)\(time): \(report.quote(number)) [\(number)]."
      : "From \(old) to \(new)\(time): \(report.quote(number)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addEvidence()
    report.readByName()
  }
}
