import Evidence

/// Whether there is any of what is asked for where no entry of a log has the words: "any oom kills in dmesg?".
///
/// What was recorded of objects and changes, and what small texts state, may have them all the same.
struct AnyAnswer: SoughtAnswer {
  private let asked: [String]
  /// Entries that were looked through.
  private let all: Int
  private let scope: Scope
  /// What has the words outside of logs.
  private let found: [Sample]

  /// Nil where it is not asked whether there are any, or an entry has the words.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> AnyAnswer? {
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
    // What was spoken of before is not asked about.
    let typed = question.beginning.lowercased()
    scope.services.removeAll { !typed.contains($0.lowercased()) }
    scope.window = question.scope.window
    let all = try await desk.count(scope)
    guard all > 0 else { return nil }
    for kind in kinds {
      var named = scope
      named.terms = kind.map { Scope.Term(Stem.related(Stem.of($0))) }
      guard try await desk.count(named) == 0 else { return nil }
    }
    let stems = kinds.map { $0.map(Stem.of) }
    return AnyAnswer(
      asked: asked, all: all, scope: scope, found: try await recorded(stems, desk))
  }

  /// What objects, changes and small texts say with all words of a kind.
  private static func recorded(_ kinds: [[String]], _ desk: Desk) async throws -> [Sample] {
    func tells(_ text: String) -> Bool {
      let text = text.lowercased()
      return kinds.contains { $0.allSatisfy(text.contains) }
    }
    var seen: Set<Reference> = []
    var found: [Sample] = []
    for observation in desk.evidence.observations {
      switch observation.measure {
      case .state, .change: break
      default: continue
      }
      found += observation.samples.filter {
        tells($0.text) && seen.insert($0.reference).inserted
      }
    }
    for text in try await desk.statedTexts() {
      for line in text.lines where tells(line.text) {
        let sample = line.sample(in: text)
        if seen.insert(sample.reference).inserted { found.append(sample) }
      }
    }
    return found
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
    let words = MarkdownText.code(asked.joined(separator: " "))
    let none = "of \(Counting.of(all, "entry"))\(place ?? "")\(time) none has \(words)"
    if found.isEmpty {
      report.add(.answer, layout: .sentences, [.init("No, none: \(none).")])
      report.add(.notSeen, NotSeen.files(desk.catalog))
    } else {
      let list = ObjectWords.list(
        found.prefix(ObjectWords.mostRows).map { sample in
          let number = report.cite(sample, telling: asked[0])
          return .init("\(report.quote(number)) [\(number)]", exhibits: [number])
        })
      report.add(
        .answer, layout: .sentences,
        [.init("Yes: \(list.text). Of the logs, \(none).", exhibits: list.exhibits)])
      report.addEvidence()
    }
    report.readByName()
  }
}
