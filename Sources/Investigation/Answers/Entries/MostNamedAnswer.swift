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
  /// The field that holds who it was, where people are asked for and the evidence has one.
  private let field: String?

  /// Entries that are counted; of more the answer says so.
  private static let most = 20_000
  /// Rows of those that are named less often.
  private static let rows = 10
  /// The fewest words by which a noun is told: more are a clause.
  private static let mostNouns = 3

  /// Nil where a question does not ask who comes most often, or no message that is kept names one of the kind.
  init?(_ question: Question, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries,
      let ask = words.prefix(3).firstIndex(where: {
        ["which", "what", "whats", "who"].contains($0)
      }),
      words[ask...].contains(where: Self.superlatives.contains)
    else { return nil }
    let rest = words[(ask + 1)...]
    // "what is the most common reason for a decline?" names a field that holds it.
    let common = rest.indices.dropFirst().first {
      Self.common.contains(words[$0 - 1]) && words[$0 - 2] == "most"
    }
    if let common, desk.catalog.fields[words[common]] != nil {
      noun = words[common]
      finder = NamedValues(noun: noun)
      field = noun
      others = words[(common + 1)...].filter {
        !QuestionWords.stop.contains($0) && !Self.verbs.contains($0)
      }
      return
    }
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
    let held = Self.people.first { desk.catalog.fields[$0] != nil }
    field = words[ask] == "who" ? held : nil
    guard field == nil else { return }
    let isNamed = desk.evidence.observations.contains { observation in
      guard case .entries = observation.measure else { return false }
      return observation.samples.contains { !names(in: $0).isEmpty }
    }
    guard isNamed else { return nil }
  }

  /// What an entry and whoever wrote it are called, each once.
  private func names(in sample: Sample) -> Set<String> {
    // Who wrote it may stand before the message: `2026-04-21T13:23:18Z osd.21 18000 : 16 slow requests`.
    Set(finder.counted(in: sample.text) + finder.counted(in: sample.service))
  }

  /// Fields that hold who it was, the likeliest first.
  private static let people = [
    "user", "username", "user_name", "usr", "account", "login", "principal",
  ]
  private static let common: Set = ["common", "frequent", "usual"]
  private static let superlatives: Set = ["most", "least", "fewest", "often", "oftenest"]
  private static let verbs: Set = [
    "had", "has", "have", "took", "take", "takes", "got", "get", "gets", "logged", "logs", "log",
    "made", "makes", "sent", "sends", "send", "tried", "tries", "try", "saw", "sees", "shows",
    "showed", "served", "serves", "handled", "handles", "received", "receives", "wrote", "writes",
    "uploaded", "uploads", "downloaded", "many", "times", "lines", "entries", "such", "how",
    "failed", "fails", "failing",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var scope = Scope()
    scope.window = question.inherited.contains(.window) ? nil : question.scope.window
    // Services that were only read out of the noun, or spoken of before, are not asked about.
    let typed = question.beginning.lowercased()
    scope.services = question.scope.services.filter { typed.contains($0.lowercased()) }
    var told: [String] = []
    for word in others {
      var narrower = scope
      narrower.terms.append(Scope.Term(Stem.related(Stem.of(word))))
      if try await desk.count(narrower) > 0 {
        scope = narrower
        told.append(word)
      }
    }
    let asksForLeast = Stem.words(question.beginning).contains { ["least", "fewest"].contains($0) }
    let (values, looked, total) = try await counted(in: scope, desk)
    let ranked = values.sorted { a, b in
      a.count == b.count ? a.name < b.name : (a.count > b.count) != asksForLeast
    }
    guard ranked.count > 1 else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    write(ranked, told, (looked, total), asksForLeast, &report)
    report.file.focus.scope = scope
  }

  /// How often each of the kind is named by the entries of a scope: by a field that holds it, else by what they
  /// say; with how many entries were looked through, and how many there are.
  private func counted(
    in scope: Scope, _ desk: Desk
  ) async throws -> (values: [Named], looked: Int, total: Int) {
    if let field {
      let found = try await AggregateTool.call(Aggregate(scope: scope, by: .field(field)), desk)
      let values = found.groups.map { Named(name: $0.key, count: $0.count, first: $0.first) }
      if values.count > 1 { return (values, found.total, found.total) }
    }
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: Self.most)
    var values: [String: Named] = [:]
    for sample in list.samples {
      for name in names(in: sample) {
        values[name, default: Named(name: name, count: 0, first: sample)].count += 1
      }
    }
    return (Array(values.values), list.samples.count, list.total)
  }

  /// One of the kind, how many entries name it, and the first of them.
  private struct Named {
    var name: String
    var count: Int
    var first: Sample
  }

  private func write(
    _ ranked: [Named], _ told: [String], _ entries: (looked: Int, total: Int),
    _ asksForLeast: Bool, _ report: inout ReportBuilder
  ) {
    let top = ranked[0]
    let number = report.cite(top.first, telling: top.name)
    let words = told.isEmpty ? "" : " with \(Counting.list(told.map(MarkdownText.code)))"
    var text = "\(MarkdownText.code(Quote.clean(top.name))) is named "
    text += "\(asksForLeast ? "least" : "most") often: by \(top.count) of "
    text += "\(Counting.of(entries.looked, "entry"))\(words); "
    text +=
      "\(ranked.count) of the kind are named: \(report.quote(number, around: [top.name])) [\(number)]."
    var claims = [Report.Claim(text, exhibits: [number])]
    if entries.total > entries.looked {
      claims.append(
        .init("Only the first \(entries.looked) of \(entries.total) entries were counted."))
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
