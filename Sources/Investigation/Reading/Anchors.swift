import Diagnosis
import Evidence
import Timeline

/// What points of time a conversation knows by name: "the onset", "the deploy", "that", `[3]`.
struct Anchors {
  let context: Case
  let incidentTime: Instant?
  /// What stands in for an onset that is not known yet, to learn whether it is asked for.
  var assumed: Instant?

  /// When the trouble began, as far as it is known.
  var onset: Instant? {
    for statement in context.statements.reversed() {
      if case .onset(let instant) = statement.meaning { return instant }
    }
    return context.incident?.onset ?? context.diagnosis?.onset ?? incidentTime ?? assumed
  }

  /// When it ended; nil where it went on, or is not known.
  var end: Instant? { context.incident?.end ?? context.diagnosis?.end ?? assumed }

  /// When it was felt for the last time, which may be after its cause was seen last.
  private var felt: Instant? {
    guard let end else { return nil }
    return max(end, context.incident?.felt ?? end)
  }

  /// The moment that the last question was about, where it named one: no longer than a minute.
  var moment: Instant? {
    context.focus.view.flatMap { $0.length < 60_000 ? $0.lowerBound : nil }
  }

  /// What "then" means: the instant last spoken of, else the onset.
  var then: Instant? { context.focus.instant ?? onset }

  /// The stretch that "that" and "it" mean where a view is moved: the view, else the instant.
  var viewed: TimeWindow? {
    if let view = context.focus.view { return view }
    let exhibit = context.focus.exhibits.first.flatMap(time(of:))
    let isOfCause = context.focus.act == .cause || context.focus.act == .story
    return ((isOfCause ? onset : nil) ?? context.focus.instant ?? exhibit ?? onset).map { $0...$0 }
  }

  /// When the entry of an exhibit was written.
  func time(of number: Int) -> Instant? {
    context.exhibits.first { $0.number == number }?.sample.time?.instant
  }

  /// The change that a word names, nearest to the onset: a deploy, a restart; of the services that the
  /// sentence names or the conversation is about where there is one, and without an onset the last.
  func change(_ word: String, of services: [String] = []) -> Instant? {
    guard Self.changes.contains(word) else { return nil }
    for statement in context.statements.reversed() {
      if case .happened(let instant?) = statement.meaning,
        statement.text.lowercased().contains(WordForms.stem(word) ?? word)
      {
        return instant
      }
    }
    guard let diagnosis = context.diagnosis else { return assumed }
    let findings = diagnosis.changes.compactMap { index in
      diagnosis.findings.indices.contains(index) ? diagnosis.findings[index] : nil
    }
    let stems = WordForms.alternatives(word)
    let named = findings.filter { finding in
      let text = (finding.kind ?? "") + " " + finding.detail.lowercased()
      return stems.contains { text.contains($0) }
    }
    func own(_ names: [String]) -> [Finding] {
      let names = Set(names.map { $0.lowercased() })
      return named.filter { names.contains($0.service.lowercased()) }
    }
    let choices = [own(services), own(context.focus.services), named, findings]
    let choice = choices.first { !$0.isEmpty } ?? []
    guard onset == nil else { return choice.first?.period?.lowerBound }
    return choice.compactMap(\.period?.lowerBound).max()
  }

  /// Words that name changes of the system.
  static let changes = QuestionWords.words(
    """
    deploy deploys deployment deployments release rollout rollback restart restarts upgrade update migration change \
    reboot switch failover cutover config-change
    """)

  /// Whether a word is one for a change, in any form: "restarted", "deploys".
  static func isChange(_ word: String) -> Bool {
    changes.contains(word) || WordForms.alternatives(word).contains(where: changes.contains)
  }

  /// The stretch that some words name, and the index behind them; nil where they name none.
  ///
  /// "the onset", "it started", "that", "[3]", "the deploy", "the first error", "the incident".
  func stretch(in sentence: Sentence, at index: Int) -> (TimeWindow, next: Int)? {
    guard sentence.tokens.indices.contains(index) else { return nil }
    if case .reference(let numbers) = sentence.tokens[index].kind {
      return numbers.first.flatMap(time(of:)).map { ($0...$0, index + 1) }
    }
    var next = index
    while ["the", "this", "our", "its", "very", "whole", "entire"].contains(sentence.word(next)),
      next < index + 3
    {
      next += 1
    }
    let word = sentence.word(next)
    let after = sentence.word(next + 1)
    if [
      "it", "this", "things", "everything", "that", "problem", "trouble", "outage", "incident",
      "issue", "errors",
    ].contains(word) {
      if Self.beginnings.contains(after) { return point(onset, next + 2) }
      if after == "first", Self.beginnings.contains(sentence.word(next + 2)) {
        return point(onset, next + 3)
      }
      if Self.endings.contains(after) { return point(end, next + 2) }
    }
    if ["onset", "start", "beginning", "outbreak"].contains(word) {
      return point(onset, behindPossessor(sentence, next + 1))
    }
    if word == "end" || word == "recovery" {
      return point(end, behindPossessor(sentence, next + 1))
    }
    if ["incident", "outage", "failure", "crash", "problem"].contains(word), next > index, let onset
    {
      return (onset...max(onset, felt ?? onset), next + 1)
    }
    if word == "first",
      [
        "error", "failure", "one", "sign", "occurrence", "crash", "exception", "panic", "timeout",
      ].contains(after)
    {
      return point(onset, next + 2)
    }
    // "deploy", "config change", "carrier deploy": the noun may have one before it.
    for ahead in next...(next + 2) {
      let name = sentence.word(ahead)
      if Self.changes.contains(name) {
        let services = sentence.tokens.filter { $0.role == .service }.map(\.text)
        return point(change(name, of: services), ahead + 1)
      }
      let isNamed =
        sentence.tokens.indices.contains(ahead)
        && (sentence.tokens[ahead].role == .service || ["config", "last", "new"].contains(name))
      guard isNamed else { break }
    }
    // What took its time is an incident, where no other stretch was spoken of: "during that time".
    if ["during", "throughout"].contains(sentence.word(index - 1)),
      ["that", "this"].contains(sentence.word(index)),
      ["time", "period"].contains(sentence.word(index + 1)), let onset
    {
      let view = context.focus.view.flatMap { $0.length < 60_000 ? nil : $0 }
      return (view ?? onset...max(onset, felt ?? onset), index + 2)
    }
    if next == index, ["that", "this", "it", "them", "those", "these"].contains(word) {
      let line = ["line", "error", "one", "moment", "time", "point", "entry", "event"]
      return viewed.map { ($0, line.contains(after) ? next + 2 : next + 1) }
    }
    if word == "then" { return point(then, next + 1) }
    return nil
  }

  /// The incident by what it did: "it lasted", "it was failing", "payment was down".
  func lasting(in sentence: Sentence, at index: Int) -> (TimeWindow, next: Int)? {
    guard let onset else { return nil }
    var next = index
    while ["the", "this", "our"].contains(sentence.word(next)), next < index + 2,
      sentence.word(next) == "the" || Self.sufferers.contains(sentence.word(next + 1))
    {
      next += 1
    }
    let isSubject =
      Self.sufferers.contains(sentence.word(next)) || sentence.tokens[safe: next]?.role == .service
    guard isSubject else { return nil }
    next += 1
    let window = onset...max(onset, end ?? .latest)
    if Self.lasts.contains(sentence.word(next)) { return (window, next + 1) }
    guard ["was", "were", "is", "are"].contains(sentence.word(next)) else { return nil }
    next += 1
    if sentence.word(next) == "still" { next += 1 }
    if sentence.has(["going", "on"], at: next) { return (window, next + 2) }
    return Self.suffering.contains(sentence.word(next)) ? (window, next + 1) : nil
  }

  private static let sufferers = QuestionWords.words(
    "it that this things everything they system trouble problem incident outage failure failures errors"
  )
  private static let lasts = QuestionWords.words("lasted lasts happened persisted continued")
  private static let suffering = QuestionWords.words(
    "failing broken down happening bad ongoing unavailable out dead slow burning degraded wrong")

  private func point(_ instant: Instant?, _ next: Int) -> (TimeWindow, next: Int)? {
    instant.map { ($0...$0, next) }
  }

  /// Skips "of the incident", "of it".
  private func behindPossessor(_ sentence: Sentence, _ index: Int) -> Int {
    guard sentence.word(index) == "of" else { return index }
    var next = index + 1
    while ["the", "this", "that", "our"].contains(sentence.word(next)) { next += 1 }
    let owners = QuestionWords.words(
      "incident outage problem trouble it this that errors issue failure failures error fault")
    return owners.contains(sentence.word(next)) ? next + 1 : index
  }

  private static let beginnings = QuestionWords.words(
    "started began begin begun start broke happened appeared failed occurred starts begins kicked")
  private static let endings = QuestionWords.words(
    "ended stopped recovered finished cleared ends stops healed resolved")
}
