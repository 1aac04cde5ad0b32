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
  /// The sum of a column where that is asked for.
  private let sum: (label: String, value: Double, rows: Int)?

  private init(
    found: [StatedChoice.Found], source: String, verdict: StatedVerdict? = nil,
    sum: (label: String, value: Double, rows: Int)? = nil
  ) {
    self.found = found
    self.source = source
    self.verdict = verdict
    self.sum = sum
  }

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
    // What was at a time of its own is no standing value.
    let isDated = question.scope.window != nil && !question.inherited.contains(.window)
    guard !isDated, let asked = FactQuestion(question.beginning) else { return nil }
    let services = Set(
      question.scope.services + (file.incident?.services ?? [])
        + [file.diagnosis?.leading?.service].compactMap(\.self))
    let told = (file.turns.first?.question ?? "").split(separator: " ").map { $0.lowercased() }
    let own = Set(
      (services + told.filter { !QuestionWords.all.contains($0) }).flatMap(Stem.words).map(Stem.of))
    for source in sources(desk) {
      let files = try await texts(of: source, desk)
      if let ranking = StatedRanking(asked, in: files, own: own) {
        return StatedAnswer(found: ranking.found, source: source, sum: ranking.sum)
      }
      let known = Set(desk.catalog.services.map { $0.name.lowercased() })
      let verdict = StatedVerdict(Stem.words(question.beginning))
      let near = verdict == nil ? own : []
      let parts = FactQuestion.outOf(question.beginning).map { [$0.part, $0.whole] } ?? [asked]
      let found = parts.compactMap {
        StatedChoice($0, in: files, own: near, services: known)?.found
      }
      guard found.count == parts.count, found.allSatisfy({ $0.count <= mostFound }) else { continue }
      let others = verdict?.isOfOthers == true
      let left =
        others
        ? found.joined().filter { one in
          !one.line.pairs.contains { pair in services.contains { pair.value.contains($0) } }
        } : []
      return StatedAnswer(
        found: left.isEmpty ? Array(found.joined()) : left, source: source, verdict: verdict)
    }
    return nil
  }

  /// Whether all that it tells is named as the question names it, in a text that is no log.
  func isExact(_ desk: Desk) -> Bool {
    let logs = Set(desk.catalog.files.filter { $0.entries > Self.mostEntries }.map(\.path))
    return found.allSatisfy { $0.isExact && !logs.contains($0.file) }
  }

  /// Entries of a text that is no log.
  private static let mostEntries = 50

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
    for file in desk.catalog.files where file.lines <= min(mostLines, left) {
      let first = Reference(source: source, locator: .line(path: file.path, number: 1))
      guard
        let lines = try await desk.evidence.surroundings(
          of: first, before: 0, after: mostLines)
      else { continue }
      left -= lines.count
      let text = StatedText(lines)
      // What a command printed beside measurements of another is stated all the same.
      guard !measured.contains(file.path) || text.showsCommands else { continue }
      files.append(.init(path: file.path, lines: text.lines))
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
    if let sum {
      let value = sum.value == sum.value.rounded() ? String(Int64(exactly: sum.value) ?? 0) : "\(sum.value)"
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "\(MarkdownText.code(Quote.clean(sum.label))) of \(Counting.of(sum.rows, "row")) is "
              + "\(value) in all, as last printed: \(list.text).", exhibits: list.exhibits)
        ])
      report.addEvidence()
      return
    }
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
