import Diagnosis
import Evidence

/// Answers with what is written down under the name that a question asks for: "what commit is live", "next run
/// when?".
///
/// It looks through the texts themselves, whatever reader took them, as far as they are small: what commands
/// print, settings, documents. Where an answer would say that nothing tells of it, this one is asked first.
struct StatedAnswer: ActAnswer {
  private let found: [StatedChoice.Found]
  /// What is to be said of all of them; nil where only they are asked for.
  private let verdict: StatedVerdict?
  /// The sum of a column where that is asked for.
  private let sum: StatedRanking.Sum?

  /// Values that are told at most.
  private static let most = 12
  /// Values of different things that a sentence lists; more of them name nothing in particular.
  private static let mostFound = 40
  /// Entries of a text that is no log.
  private static let mostEntries = 50

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
    let known = Set(desk.catalog.services.map { $0.name.lowercased() })
    let verdict = StatedVerdict(Stem.words(question.beginning))
    let parts = FactQuestion.outOf(question.beginning).map { [$0.part, $0.whole] } ?? [asked]
    let texts = try await desk.statedTexts()
    if let ranking = StatedRanking(asked, in: texts, own: own) {
      return StatedAnswer(ranking.found, sum: ranking.sum)
    }
    let found = parts.compactMap {
      StatedChoice($0, in: texts, own: verdict == nil ? own : [], services: known)?.found
    }
    guard found.count == parts.count, found.allSatisfy({ $0.count <= mostFound }) else {
      return nil
    }
    var seen: Set<StatedLine> = []
    let all = found.joined().filter { seen.insert($0.line).inserted }
    let others = all.filter { one in
      !one.line.pairs.contains { pair in services.contains { pair.value.contains($0) } }
    }
    let isOfOthers = verdict?.isOfOthers == true && !others.isEmpty
    return StatedAnswer(isOfOthers ? others : all, verdict: verdict)
  }

  /// Nil where one of the values is a secret, or is told by a name that says so.
  private init?(
    _ found: [StatedChoice.Found], verdict: StatedVerdict? = nil,
    sum: StatedRanking.Sum? = nil
  ) {
    let isSecret = found.contains { one in
      one.line.pairs.contains { Quote.isSecret($0.value, named: $0.label) }
    }
    guard !isSecret, !found.isEmpty else { return nil }
    self.found = found
    self.verdict = verdict
    self.sum = sum
  }

  /// Whether all that it tells is named as the question names it, in a text that is no log.
  func isExact(_ desk: Desk) -> Bool {
    let logs = Set(desk.catalog.files.filter { $0.entries > Self.mostEntries }.map(\.path))
    return found.allSatisfy { one in
      one.isExact && !logs.contains(one.path)
        && (one.line.isRow || one.pairs.allSatisfy { $0 == one.line.statement })
    }
  }

  /// Whether it says yes or no of all of them.
  var isJudging: Bool { verdict?.sentence(found.flatMap(\.pairs)) != nil }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = groups.map { group in claim(group, desk, &report) }
    let list = ObjectWords.list(claims)
    var text = list.text
    if let sum {
      let label = MarkdownText.code(Quote.cut(Quote.clean(sum.label), to: Self.longestLabel))
      text = "\(label) of \(Counting.of(sum.rows, "row")) is \(sum.value) in all: \(text)"
    } else {
      text = (verdict?.sentence(found.flatMap(\.pairs)) ?? "") + text
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: list.exhibits)])
    if claims.count > ObjectWords.most { report.add(.counts, title: "All of them", claims) }
    report.addEvidence()
    report.readByName()
  }

  private static let longestLabel = 60

  /// The values, those told once that several lines say the same of nothing in particular.
  private var groups: [[StatedChoice.Found]] {
    var groups: [[StatedChoice.Found]] = []
    for one in found {
      let place = groups.firstIndex { !one.line.isRow && $0[0].pairs == one.pairs }
      if let place { groups[place].append(one) } else { groups.append([one]) }
    }
    return Array(groups.prefix(Self.most))
  }

  /// The values of a line with their names: "**web**: `REPLICAS` is `3/3` [4]".
  private func claim(
    _ group: [StatedChoice.Found], _ desk: Desk, _ report: inout ReportBuilder
  ) -> Report.Claim {
    let one = group[0]
    let values = one.pairs.map { pair in
      let label = Quote.cut(Quote.clean(pair.label), to: Self.longestLabel)
      return "\(MarkdownText.code(label)) is \(ObjectWords.value(pair.value))"
    }
    // Whose it is matters where several say it.
    let isOfSeveral = Set(found.map(\.line.part)).count > 1
    let parts = [isOfSeveral ? one.line.part : "", one.line.isRow ? one.line.owner : ""].filter {
      !$0.isEmpty
    }
    let owner = parts.joined(separator: " ")
    let isNamed = owner.isEmpty || one.pairs.contains { $0.value == owner }
    let lead =
      isNamed
      ? "" : "\(MarkdownText.name(Quote.cut(Quote.clean(owner), to: Self.longestLabel))): "
    let tail = group.count > 1 ? " (\(Counting.times(group.count)))" : ""
    let number = report.cite(sample(one, desk), telling: one.pairs[0].value)
    return .init(lead + Counting.list(values) + tail + " [\(number)]", exhibits: [number])
  }

  /// The line as what is cited: an entry or object that was read there, else the text itself.
  private func sample(_ one: StatedChoice.Found, _ desk: Desk) -> Sample {
    let reference = Reference(
      source: one.source, locator: .line(path: one.path, number: one.line.number))
    let known = desk.evidence.observations.lazy.flatMap(\.samples).first {
      $0.reference == reference && $0.logger == nil
    }
    let name = one.path.split(separator: "/").last.map(String.init) ?? one.path
    return known
      ?? Sample(
        reference: reference, service: name,
        text: String(one.line.text[...].trimming(\.isWhitespace)))
  }
}
