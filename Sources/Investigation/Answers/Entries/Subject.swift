import Diagnosis
import Evidence
import Redaction
import Timeline

/// The entries that a question is about, found so that there always are some.
///
/// What the question names is looked for as it stands; where nothing has all of it, the messages that
/// match its words best stand in; where it names nothing, the last list or the incident does.
struct Subject: Sendable {
  /// The entries themselves; look them up for exact counts.
  var scope: Scope
  /// How many there are, exactly.
  var total: Int
  /// What they are in words, to stand behind "entries": `with "extend" of **orders**`; may be empty.
  var label: String
  /// Whether other entries stand in for those that were asked for, which do not exist.
  var isNearest = false
  /// The words that were left out to find anything.
  var dropped: [String] = []
  /// The finding they are, where they are one.
  var finding: Finding?
  /// The message whose entries they are, where they were found by what is meant.
  var message: MeantMessages.Message?
  /// The messages that were meant if these were not.
  var rivals: [MeantMessages.Message] = []

  /// Finds what a question is about.
  static func of(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject {
    var scope = question.scope
    if question.words.isEmpty, scope.terms.isEmpty, !question.isOfRequests,
      let number = question.exhibits.first,
      let exhibit = report.exhibit(number)
    {
      return try await of(exhibit, question, desk, &report)
    }
    if question.isOfRequests { return try await requests(question, desk) }
    var message: MeantMessages.Message?
    if question.act != .lines, let calls = try await failedCalls(question, desk, &report) {
      return calls
    }
    if question.isOfPlainWords, question.act != .lines, QuestionWeights.speaksOfFailing(question),
      let meant = try await meant(question, desk, &report)
    {
      let total = scope.terms.isEmpty ? 0 : try await count(scope, desk)
      // Where hardly more have all of the words, these are what is meant, however they are told.
      guard total >= meant.total, total * 10 <= meant.total * 11 else { return meant }
      message = meant.message
    }
    if scope.hasSubject {
      let total = try await count(scope, desk)
      if total > 0 {
        return Subject(scope: scope, total: total, label: label(scope), message: message)
      }
      if try await isExactlyNone(question, desk) {
        return Subject(scope: question.scope, total: 0, label: label(question.scope))
      }
      if let found = try await byValues(question, desk, &report) { return found }
      for other in narrower(scope, question, desk.catalog) {
        let total = try await count(other, desk)
        if total > 0 { return Subject(scope: other, total: total, label: label(other)) }
      }
      // Nothing in that window is an answer; nothing with those words asks for nearer words.
      if scope.terms.isEmpty || scope.window != nil {
        scope.window = nil
        let outside = question.scope.window == nil ? 0 : try await count(scope, desk)
        if outside > 0 || scope.terms.isEmpty {
          return Subject(scope: question.scope, total: 0, label: label(question.scope))
        }
      }
    }
    if scope.hasSubject, let found = try await withoutUnknown(question, desk, &report) {
      return found
    }
    if !question.words.isEmpty || !question.scope.terms.isEmpty,
      let found = try await meant(question, desk, &report)
    {
      return found
    }
    if let spoken = try await spokenOf(question, desk, &report) { return spoken }
    if scope.hasSubject {
      return Subject(scope: question.scope, total: 0, label: label(question.scope))
    }
    if let focus = report.file.focus.scope, question.inherited.contains(.scope) {
      var inherited = focus
      if let window = question.scope.window { inherited.window = window }
      return Subject(
        scope: inherited, total: try await count(inherited, desk), label: label(inherited))
    }
    // Of lines of some time, all are meant; of lines as such, too.
    let isOfEverything =
      question.inherited.isEmpty
      && (question.asksForEntries || question.act == .lines && question.scope.window != nil)
    if !isOfEverything, let finding = incidentFinding(CaseDiagnosis.current(desk, &report)) {
      return try await of(finding, window: question.scope.window, desk, &report)
    }
    return Subject(scope: question.scope, total: try await count(question.scope, desk), label: "")
  }

  /// The service of a scope that logs most requests with their statuses; nil where none does.
  static func front(_ scope: Scope, _ desk: Desk) async throws -> String? {
    var every = scope
    every.statuses = [100...599]
    every.window = nil
    return try await AggregateTool.call(Aggregate(scope: every, by: .service), desk).groups.first?
      .key
  }

  /// Requests that failed: those of the service that logs most of them, for each service on the way
  /// logs the same ones; of one that tells no statuses its errors.
  private static func requests(_ question: Question, _ desk: Desk) async throws -> Subject {
    var scope = question.scope
    if let front = try await front(scope, desk) {
      if scope.services.isEmpty { scope.services = [front] }
    } else {
      (scope.statuses, scope.minimumLevel) = ([], .error)
    }
    return Subject(scope: scope, total: try await count(scope, desk), label: label(scope))
  }

  /// The entries of a finding.
  static func of(
    _ finding: Finding, window: TimeWindow?, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject {
    var scope = Scope()
    scope.services = [finding.writer]
    scope.terms = IncidentFindings.scope(of: finding).terms
    scope.window = window
    let total = try await count(scope, desk)
    return Subject(
      scope: scope, total: total, label: label(of: finding.writer, like: report.cite(finding)),
      finding: finding)
  }

  /// ` of **orders** like [3]`: entries with the message of an exhibit.
  static func label(of service: String, like number: Int) -> String {
    " of \(MarkdownText.name(service)) like [\(number)]"
  }

  /// The finding that the incident is about: its cause, else the strongest.
  static func incidentFinding(_ diagnosis: Diagnosis) -> Finding? {
    let index = diagnosis.hypotheses.first?.finding ?? diagnosis.symptom
    if let index, diagnosis.findings.indices.contains(index) { return diagnosis.findings[index] }
    return diagnosis.findings.max { $0.strength < $1.strength }
  }

  /// The constant parts of a template as terms: nearly only its own entries have them all.
  ///
  /// `took <*> ms for <*>` → `took`, `ms for`. A part that an entry of it holds with other blanks, of
  /// which a template keeps one each, is cut there.
  static func terms(ofTemplate template: String, as text: String? = nil) -> [Scope.Term] {
    // What was masked when the case was kept is a blank, too.
    let blanks = template.replacing(SecretMask.mark, with: "<*>")
    let parts = blanks.split(separator: "<*>", omittingEmptySubsequences: true).flatMap { part in
      held(String(part.trimming { $0.isWhitespace }), in: text)
    }.filter { $0.utf8.count >= 3 }
    // A few long parts tell as much as all of them.
    return parts.sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }.prefix(4).map {
      Scope.Term([$0])
    }
  }

  /// A part of a template in the longest pieces that a text holds as they are.
  private static func held(_ part: String, in text: String?) -> [String] {
    guard let text, !text.contains(part) else { return [part] }
    var pieces: [String] = []
    var piece = ""
    for word in part.split(separator: " ") {
      let longer = piece.isEmpty ? String(word) : piece + " " + word
      if text.contains(longer) {
        piece = longer
      } else {
        pieces.append(piece)
        piece = text.contains(word) ? String(word) : ""
      }
    }
    return (pieces + [piece]).filter { !$0.isEmpty }
  }

  /// Its window in words, to stand behind the label: `, 10:00:00 to 10:20:00 UTC`; may be empty.
  func window(_ times: TimeText) -> String { scope.window.map { ", \(times.range($0))" } ?? "" }

  /// How many entries a scope has.
  static func count(_ scope: Scope, _ desk: Desk) async throws -> Int {
    try await desk.count(scope)
  }

  /// Characters of a term that a sentence shows: those of a template are as long as messages.
  private static let longestTerm = 50

  /// A scope in words: ` at level error and above of **orders** with "extend"`.
  ///
  /// The level is left out where the noun before it says it: "errors".
  static func label(_ scope: Scope, saysLevel: Bool = false) -> String {
    var text = ""
    let isSaid = !saysLevel && scope.noun != "entry" && scope.minimumLevel != .fatal
    if let level = scope.minimumLevel, !isSaid { text += " at level \(level.name.lowercased())" }
    if let level = scope.minimumLevel, level < .fatal, scope.maximumLevel == nil, !isSaid {
      text += " and above"
    }
    let names = scope.services + scope.loggers + scope.paths
    if !names.isEmpty { text += " of \(Counting.list(names.map(MarkdownText.name)))" }
    if !scope.hosts.isEmpty { text += " on \(Counting.list(scope.hosts.map(MarkdownText.name)))" }
    if let left = scope.leftOutStatuses {
      text += " with a status other than \(Counting.list(left.map { "\($0)" }))"
    } else if !scope.statuses.isEmpty, scope.noun != "request" {
      text +=
        " with status "
        + scope.statuses.map {
          $0.lowerBound == $0.upperBound
            ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
        }.joined(separator: " or ")
    }
    let terms = scope.terms.compactMap(\.alternatives.first).map {
      MarkdownText.code(Quote.cut(Quote.clean($0), to: longestTerm))
    }
    if !terms.isEmpty { text += " with \(Counting.list(terms, most: 3))" }
    let fields = scope.fields.map {
      MarkdownText.code(Quote.clean("\($0.name)\($0.comparison.rawValue)\($0.value)"))
    }
    if !fields.isEmpty { text += " with \(Counting.list(fields))" }
    let excluded = scope.excludedTerms.compactMap(\.alternatives.first).map {
      MarkdownText.code(Quote.clean($0))
    }
    if !excluded.isEmpty { text += " without \(Counting.list(excluded))" }
    return text
  }
}

extension Scope {
  /// Whether it names anything but a window.
  var hasSubject: Bool {
    var copy = self
    copy.window = nil
    return !copy.isEverything
  }

  /// The noun for its entries: errors, warnings, or entries of any kind.
  var noun: String {
    switch minimumLevel {
    case nil where statuses == [100...599]: "request"
    case .error?, .fatal?: "error"
    case .warning?: "warning"
    default: "entry"
    }
  }
}

extension Scope {
  /// The few statuses that are not in a scope that has nearly all of them: "other than 200 and 304".
  fileprivate var leftOutStatuses: [Int]? {
    guard statuses.count > 1, statuses.first?.lowerBound == 100, statuses.last?.upperBound == 599
    else { return nil }
    let left = zip(statuses, statuses.dropFirst()).flatMap { lower, upper in
      Array((lower.upperBound + 1)..<max(lower.upperBound + 1, upper.lowerBound))
    }
    return left.count <= Self.fewStatuses ? left : nil
  }

  /// More are a range of their own.
  private static let fewStatuses = 6
}

extension Question {
  /// Whether it is about entries as such, not about what went wrong: "how many lines per service".
  var asksForEntries: Bool {
    let nouns: Set = [
      "entry", "entries", "line", "lines", "log", "logs", "message", "messages", "records",
      "events",
    ]
    return Stem.words(text).contains(where: nouns.contains)
  }
}
