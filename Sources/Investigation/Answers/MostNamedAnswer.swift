import Diagnosis
import Evidence

/// Who or which of several of a kind entries name most: "which app server took the most requests?", "which
/// osd logged most slow requests?", "who uploaded the most files?".
///
/// Things of a kind are told apart by a number behind its name, and people by the keys before theirs:
///
///     bk_moodle/app3 0/0/0/50/53 200     → app3
///     osd.12 slow request 32 s old       → osd.12
///     VERIFY ERROR: CN=h.okafor          → h.okafor
struct MostNamedAnswer: ActAnswer {
  private let finder: NamedValues
  /// What is asked for: `app server`, `who`.
  private let noun: String
  /// What the question says beside it.
  private let others: [String]

  /// Entries that are counted; of more the answer says so.
  private static let most = 20_000
  /// Rows of those that are named less often.
  private static let rows = 10
  /// The fewest words by which a noun is told: more are a clause.
  private static let mostNouns = 3

  /// Nil where a question does not ask who comes most often, or messages name no two of the kind.
  init?(_ question: Question, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries,
      let ask = words.prefix(3).firstIndex(where: { ["which", "what", "who"].contains($0) }),
      words[ask...].contains(where: Self.superlatives.contains)
    else { return nil }
    let rest = words[(ask + 1)...]
    let nouns =
      words[ask] == "who"
      ? ["who"]
      : Array(
        rest.prefix {
          !QuestionWords.stop.contains($0) && !Self.verbs.contains($0)
            && !Self.superlatives.contains($0)
        })
    guard (1...Self.mostNouns).contains(nouns.count) else { return nil }
    noun = nouns.joined(separator: " ")
    finder = NamedValues(noun: noun)
    let known = Set(nouns.map(Stem.of))
    others = rest.filter { word in
      !QuestionWords.stop.contains(word) && !Self.verbs.contains(word)
        && !Self.superlatives.contains(word) && !known.contains(Stem.of(word))
    }
    var named: Set<String> = []
    for observation in desk.evidence.observations {
      guard case .entries = observation.measure else { continue }
      for sample in observation.samples { named.formUnion(finder.counted(in: sample.message)) }
      if named.count > 1 { return }
    }
    return nil
  }

  private static let superlatives: Set = ["most", "least", "fewest", "often", "oftenest"]
  private static let verbs: Set = [
    "had", "has", "have", "took", "take", "takes", "got", "get", "gets", "logged", "logs", "log",
    "made", "makes", "sent", "sends", "send", "tried", "tries", "try", "saw", "sees", "shows",
    "showed", "served", "serves", "handled", "handles", "received", "receives", "wrote", "writes",
    "many", "times", "lines", "entries", "such", "how", "failed", "fails", "failing",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var scope = question.scope
    // The noun's own words are no words that the entries must have.
    scope.terms.removeAll { !$0.isValue }
    if !question.inherited.isDisjoint(with: [.scope, .subject]) {
      scope = Scope()
      scope.window = question.inherited.contains(.window) ? nil : question.scope.window
    }
    var told: [String] = []
    for word in others {
      var narrower = scope
      narrower.terms.append(Scope.Term(Stem.related(Stem.of(word))))
      if try await desk.count(narrower) > 0 {
        scope = narrower
        told.append(word)
      }
    }
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: Self.most)
    var values: [String: (count: Int, first: Sample)] = [:]
    for sample in list.samples {
      for name in finder.counted(in: sample.message) {
        values[name, default: (0, sample)].count += 1
      }
    }
    let asksForLeast = Stem.words(question.beginning).contains { ["least", "fewest"].contains($0) }
    let ranked = values.sorted { a, b in
      a.value.count == b.value.count
        ? a.key < b.key : (a.value.count > b.value.count) != asksForLeast
    }
    guard ranked.count > 1 else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    write(
      ranked.map { ($0.key, $0.value.count, $0.value.first) }, told, list, asksForLeast, &report)
    report.file.focus.scope = scope
  }

  private func write(
    _ ranked: [(name: String, count: Int, first: Sample)], _ told: [String], _ list: SampleList,
    _ asksForLeast: Bool, _ report: inout ReportBuilder
  ) {
    let top = ranked[0]
    let number = report.cite(top.first, telling: top.name)
    let words = told.isEmpty ? "" : " with \(Counting.list(told.map(MarkdownText.code)))"
    var text = "\(MarkdownText.code(Quote.clean(top.name))) is named "
    text += "\(asksForLeast ? "least" : "most") often: by \(top.count) of "
    text += "\(Counting.of(list.samples.count, "entry"))\(words); "
    text +=
      "\(ranked.count) of the kind are named: \(report.quote(number, around: [top.name])) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    if list.total > list.samples.count {
      claims.append(
        .init("Only the first \(list.samples.count) of \(list.total) entries were counted."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(
      .counts, title: "By \(noun)", layout: .numbered,
      ranked.prefix(Self.rows).map { value in
        let number = report.cite(value.first, telling: value.name)
        return .init(
          "\(MarkdownText.code(Quote.clean(value.name))): \(value.count)", exhibits: [number])
      })
    report.addEvidence()
  }
}
