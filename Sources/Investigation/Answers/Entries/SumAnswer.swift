import Diagnosis
import Evidence
import Timeline

/// How many of something there were, where entries tell of many at a time: "how many rows were lost?".
///
///     batch failed, 512 rows lost           → 512
///     STORE 207|REG 1|RECEIPTS 309          → 309
///     dropped=250 points                    → 250
///
/// An identifier is none: `order 88607 failed` tells of one.
struct SumAnswer {
  /// Entries that are added up; of more the answer says so.
  private static let most = 20_000
  /// Messages that are looked at, the nearest first.
  private static let messages = 6

  /// What is counted, in the plural, as it was asked: `rows`.
  private let noun: String
  /// Whether the most at a time is asked for: "at the peak".
  private let asksForMost: Bool
  /// Whether the last value is asked for: "at the end", "now".
  private let asksForEnd: Bool
  /// The other words of the question.
  private let others: [String]

  /// Nil where a question does not ask how many of something there were.
  init?(_ question: Question) {
    let words = Stem.words(question.beginning)
    guard let how = words.firstIndex(of: "how"), words.dropFirst(how + 1).first == "many",
      let noun = words.dropFirst(how + 2).prefix(3).first(where: {
        $0.hasSuffix("s") && $0.count > 2 && !Self.passed.contains($0)
      }), !QuestionWords.stop.contains(noun),
      !words.contains(where: ["different", "distinct", "unique"].contains)
    else { return nil }
    guard !["times", "errors", "warnings", "lines", "entries"].contains(noun) else { return nil }
    self.noun = noun
    asksForMost = words.contains(
      where: ["peak", "worst", "most", "max", "maximum", "highest"].contains)
    asksForEnd = words.contains(where: ["end", "last", "now", "finally", "currently"].contains)
    others = words.dropFirst(how + 3).filter { !QuestionWords.stop.contains($0) && $0 != noun }
  }

  private static let passed: Set = ["of", "the", "such", "more", "other", "those", "these"]

  /// Adds up what the entries say; false where none tells of many.
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    guard let message = message(question, desk) else { return false }
    var scope = Scope()
    scope.services = [message.service]
    if case .entries(let template, _) = message.measure {
      scope.terms = Subject.terms(ofTemplate: template, as: message.samples.first?.text)
    }
    scope.terms += question.scope.terms.filter(\.isValue)
    scope.hosts = question.scope.hosts
    scope.window = question.scope.window
    let list = try await desk.evidence.samples(scope, order: .earliest, limit: Self.most)
    let told = list.samples.compactMap { sample in
      Self.number(of: noun, in: sample).map { (sample, $0) }
    }
    guard let first = told.first, let last = told.last,
      let top = told.max(by: { $0.1 < $1.1 }), told.count > 1 || top.1 > 1
    else { return false }
    if let course = GaugeCourse(told) {
      report.add(
        .answer, layout: .sentences, [course.claim(noun, message.service, asksForEnd, &report)])
      report.addEvidence()
      report.file.focus.scope = scope
      return true
    }
    let sum = told.reduce(0) { $0 + $1.1 }
    let number = report.cite(first.0)
    let largest = report.cite(top.0)
    let span = CountAnswer.span(first.0, last.0, report.times)
    var text =
      "\(sum) \(MarkdownText.oneLine(noun)): the sum over \(Counting.of(told.count, "entry")) of "
    text += "\(MarkdownText.name(message.service))"
    text += "\(scope.window.map { ", \(report.times.range($0))" } ?? ""), \(span): "
    text +=
      "\(report.quote(number, around: [noun])) [\(number)]; at most \(top.1) at a time [\(largest)]."
    var claims = [Report.Claim(text, exhibits: [number, largest])]
    if asksForMost {
      let time = top.0.time.map { " at \(report.times.full($0.instant))" } ?? ""
      claims.insert(
        .init(
          "At most \(top.1) \(MarkdownText.oneLine(noun)) at a time\(time): "
            + "\(report.quote(largest, around: [noun])) [\(largest)].", exhibits: [largest]), at: 0)
    }
    if list.total > list.samples.count {
      claims.append(
        .init("Only the first \(list.samples.count) of \(list.total) entries were added up."))
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.file.focus.scope = scope
    return true
  }

  /// The message that tells of many at a time and has most of the question's words.
  private func message(_ question: Question, _ desk: Desk) -> Observation? {
    let found = desk.relevance.matches(
      [noun] + others,
      services: question.inherited.isDisjoint(with: [.subject, .scope])
        ? question.scope.services : [],
      limit: Self.messages * 4)
    return found.filter { match in
      match.words.contains(noun)
        && match.observation.samples.contains { Self.number(of: noun, in: $0) != nil }
    }.prefix(Self.messages).max { a, b in
      (a.words.count, a.score) < (b.words.count, b.score)
    }?.observation
  }

  /// The number that an entry tells of a noun; also in a field called by what was done to so many:
  /// `msg="queue full, readings dropped" dropped=35`.
  private static func number(of noun: String, in sample: Sample) -> Int? {
    if let number = number(of: noun, in: sample.message) { return number }
    let words = Stem.words(sample.message)
    guard let place = words.firstIndex(of: noun), let verb = words[safe: place + 1],
      verb.hasSuffix("ed") || ["lost", "sent", "written"].contains(verb),
      let found = sample.text.lowercased().firstRange(of: " \(verb)=")
    else { return nil }
    return Int(sample.text[found.upperBound...].prefix { $0.isNumber })
  }

  /// The number that stands right before a noun in the plural, or behind it where it names a value:
  /// `512 rows`, `rows=512`, `rows: 512`, `ROWS 512`.
  static func number(of noun: String, in message: String) -> Int? {
    let parts = message.split { $0.isWhitespace || "|,;()[]".contains($0) }
    let singular = String(noun.dropLast())
    for (place, part) in parts.enumerated() {
      let word = part.lowercased()
      for sign in ["=", ":"] {
        guard let at = word.firstIndex(of: Character(sign)) else { continue }
        // Behind a value a colon ends the field: `request_id=77ab01: 503 Slow Down`.
        guard sign == "=" || !word[..<at].contains("=") else { continue }
        let name = word[..<at].split { !$0.isLetter }.map(String.init)
        let value = word[word.index(after: at)...].prefix { $0.isNumber }
        guard name.contains(noun) || name.contains(singular) && name.count > 1,
          name.last.map({ !Self.identifying.contains($0) }) ?? true,
          Self.isWhole(word[word.index(after: at)...].dropFirst(value.count))
        else { continue }
        if let number = Int(value) { return number }
        if value.isEmpty, let next = parts.dropFirst(place + 1).first, let number = Int(next) {
          return number
        }
      }
      guard Self.letters(of: word) == noun else { continue }
      // A name in capitals is a column's.
      if part.allSatisfy({ !$0.isLowercase }), let next = parts.dropFirst(place + 1).first,
        let number = Int(next)
      {
        return number
      }
      if place > 0, let number = Int(parts[place - 1]) { return number }
    }
    return nil
  }

  /// Endings of names whose values count nothing: `request_id=5da437`.
  private static let identifying: Set = [
    "id", "ids", "no", "number", "key", "uuid", "hash", "name",
  ]

  /// Whether a number ends where nothing of it goes on.
  private static func isWhole(_ rest: Substring) -> Bool {
    rest.first.map { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." } ?? true
  }

  /// A word without the marks around it.
  private static func letters(of word: String) -> Substring {
    let rest = word.drop { !$0.isLetter }
    return rest.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
  }
}
