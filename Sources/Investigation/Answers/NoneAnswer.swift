import Evidence

/// That there is nothing of what is asked for: "any oom kills in dmesg?", where no entry has the words.
struct NoneAnswer: SoughtAnswer {
  private let asked: [String]
  /// Entries that were looked through.
  private let all: Int
  private let scope: Scope

  /// Nil where it is not asked whether there are any, or an entry has the words.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> NoneAnswer? {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries, !words.contains("else"), !words.contains("other"),
      question.scope.statuses.isEmpty, question.scope.minimumLevel == nil,
      question.scope.fields.isEmpty,
      let any = words.prefix(4).firstIndex(of: "any"),
      words[..<any].allSatisfy({ QuestionWords.stop.contains($0) })
    else { return nil }
    let asked = Array(words[(any + 1)...].prefix { !ending.contains($0) })
    // "oomkills or crashloops": none of either.
    let kinds = asked.split { $0 == "or" || $0 == "and" }
    guard (1...mostWords).contains(asked.count),
      kinds.joined().allSatisfy({
        !QuestionWords.stop.contains($0) && !QuestionWords.trouble.contains($0)
          && !general.contains($0)
      })
    else { return nil }
    var scope = Scope()
    (scope.services, scope.paths, scope.hosts) = (
      question.scope.services, question.scope.paths, question.scope.hosts
    )
    if question.inherited.contains(.subject) { scope.services = [] }
    scope.window = question.scope.window
    let all = try await desk.count(scope)
    guard all > 0 else { return nil }
    for kind in kinds {
      var named = scope
      named.terms = kind.map { Scope.Term(Stem.related(Stem.of($0))) }
      guard try await desk.count(named) == 0 else { return nil }
    }
    return NoneAnswer(asked: asked, all: all, scope: scope)
  }

  private static let mostWords = 3
  private static let ending: Set = [
    "in", "on", "at", "of", "from", "by", "after", "before", "since", "during", "between", "for",
    "with", "to", "yet", "now", "then", "there",
  ]
  /// Words that every entry may be meant by.
  private static let general: Set = [
    "entry", "entries", "line", "lines", "log", "logs", "message", "messages", "event", "events",
    "change", "changes", "deploy", "deploys", "sign", "signs", "hint", "hints", "idea", "evidence",
    "news", "alert", "alerts", "issue", "issues", "problem", "problems", "trouble", "downtime",
    "outage", "workaround", "workarounds", "recommendation", "recommendations", "suspect",
    "suspects", "suspicion", "guess", "guesses", "suggestion", "suggestions", "thought", "thoughts",
    "progress", "pattern", "patterns", "spike", "spikes", "bottleneck", "bottlenecks",
    "correlation", "loss", "data", "impact", "users", "customers", "clue", "clues", "advice",
    "reason", "reasons", "cause", "causes", "fix", "fixes", "lessons", "metrics", "traces",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let place = (scope.services + scope.paths + scope.hosts).first.map {
      " of \(MarkdownText.name($0))"
    }
    let time = scope.window.map { ", \(report.times.range($0))" } ?? ""
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "No, none: of \(Counting.of(all, "entry"))\(place ?? "")\(time) none has "
            + "\(MarkdownText.code(asked.joined(separator: " "))).")
      ])
    report.add(.notSeen, NotSeen.files(desk.catalog))
    report.readByName()
  }
}
