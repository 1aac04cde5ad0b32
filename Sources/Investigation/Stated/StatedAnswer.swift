import Diagnosis
import Evidence
import Timeline

/// Answers with what is written down under the name that a question asks for: "what commit is live", "next run
/// when?".
///
/// It looks through the texts themselves, whatever reader took them, as far as they are small: what commands
/// print, settings, documents. Where an answer would say that nothing tells of it, this one is asked first.
struct StatedAnswer: ActAnswer {
  private let found: [StatedChoice.Found]
  private let source: String
  /// What is to be said of all of them; nil where only they are asked for.
  private let verdict: StatedVerdict?

  /// Lines of a file that is looked through, and of all of them.
  private static let mostLines = 4_000
  private static let mostInAll = 20_000
  /// Values that are told at most.
  private static let most = 12
  /// Values of different things that a sentence lists; more of them name nothing in particular.
  private static let mostFound = 40

  /// Nil where the question asks for no fact, or no text states it.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> StatedAnswer? {
    let words = Stem.words(question.beginning)
    // What was at a time of its own is no standing value.
    let isDated = question.scope.window != nil && !question.inherited.contains(.window)
    guard !isDated, let asked = FactQuestion(words) else { return nil }
    let services = Set(
      question.scope.services + (file.incident?.services ?? [])
        + [file.diagnosis?.leading?.service].compactMap(\.self))
    let own = Set(services.flatMap(Stem.words).map(Stem.of))
    for source in sources(desk) {
      let files = try await texts(of: source, desk)
      let parts = asked.outOf(words).map { [$0.part, $0.whole] } ?? [asked]
      let found = parts.compactMap { StatedChoice($0, in: files, own: own)?.found }
      guard found.count == parts.count, found.allSatisfy({ $0.count <= mostFound }) else { continue }
      let others = StatedVerdict(words).map { $0.isOfOthers } ?? false
      let left = others ? found.joined().filter { !services.contains($0.line.pairs[0].value) } : []
      return StatedAnswer(
        found: left.isEmpty ? Array(found.joined()) : left, source: source, verdict: StatedVerdict(words))
    }
    return nil
  }

  /// The names of the sources that something was observed in, sorted.
  private static func sources(_ desk: Desk) -> [String] {
    Set(desk.evidence.observations.compactMap { $0.samples.first?.reference.source }).sorted()
  }

  /// The texts of a source that are small and no rows of measured values.
  private static func texts(
    of source: String, _ desk: Desk
  ) async throws -> [StatedChoice.File] {
    var left = mostInAll
    var files: [StatedChoice.File] = []
    let measured = measured(desk)
    for file in desk.catalog.files
    where file.lines <= min(mostLines, left) && !measured.contains(file.path) {
      let first = Reference(source: source, locator: .line(path: file.path, number: 1))
      guard
        let lines = try await desk.evidence.surroundings(
          of: first, before: 0, after: mostLines)
      else { continue }
      left -= lines.count
      files.append(.init(path: file.path, lines: StatedText(lines).lines))
    }
    return files
  }

  /// The files that hold metrics or spans: their columns are no statements.
  private static func measured(_ desk: Desk) -> Set<String> {
    var paths: Set<String> = []
    for observation in desk.evidence.observations {
      switch observation.measure {
      case .entries, .state: continue
      default:
        for sample in observation.samples.prefix(1) {
          if case .line(let path, _) = sample.reference.locator { paths.insert(path) }
        }
      }
    }
    return paths
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = groups.map { group -> Report.Claim in
      let one = group[0]
      let parts = one.pairs.map { pair in
        "\(MarkdownText.code(Quote.clean(pair.label))) is \(ObjectWords.value(pair.value))"
      }
      let owner = one.line.isRow ? one.line.pairs[0].value : ""
      let isNamed = owner.isEmpty || one.pairs.contains { $0.value == owner }
      let lead = isNamed ? "" : "\(MarkdownText.name(Quote.cut(Quote.clean(owner), to: 60))): "
      let tail = group.count > 1 ? " (\(Counting.times(group.count)))" : ""
      return ObjectWords.cited(
        lead + Counting.list(parts) + tail, [sample(one, desk)], &report)
    }
    let list = ObjectWords.list(claims)
    let judged = verdict.map { $0.sentence(found.flatMap(\.pairs)) } ?? ""
    report.add(
      .answer, layout: .sentences, [.init(judged + list.text + ".", exhibits: list.exhibits)])
    if claims.count > ObjectWords.most { report.add(.counts, title: "All of them", claims) }
    report.addEvidence()
  }

  /// The values, those told once that several lines say the same of nothing in particular.
  private var groups: [[StatedChoice.Found]] {
    var groups: [[StatedChoice.Found]] = []
    for one in found {
      let place = groups.firstIndex { !one.line.isRow && $0[0].pairs == one.pairs }
      if let place { groups[place].append(one) } else { groups.append([one]) }
    }
    return Array(groups.prefix(Self.most))
  }

  /// The line as what is cited: an entry or object that was read there, else the text itself.
  private func sample(_ one: StatedChoice.Found, _ desk: Desk) -> Sample {
    let reference = Reference(
      source: source, locator: .line(path: one.file, number: one.line.number))
    let known = desk.evidence.observations.lazy.flatMap(\.samples).first {
      $0.reference == reference
    }
    let name = one.file.split(separator: "/").last.map(String.init) ?? one.file
    return known
      ?? Sample(
        reference: reference, service: name, text: String(one.line.text[...].trimming(\.isWhitespace)))
  }
}
