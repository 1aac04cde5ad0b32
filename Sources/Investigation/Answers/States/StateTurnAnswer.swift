import Diagnosis
import Evidence
import Timeline

/// When something turned to a state, how long it stayed there, how often that was, and whether it still is, by the
/// lines that tell of its turns: "when did it turn healthy?", "how long was it yellow in total?", "is it green now?".
struct StateTurnAnswer: SoughtAnswer {
  private enum Wish { case when, first, length, times, now }

  private let wish: Wish
  private let state: AskedState
  /// The turns into the state and out of it, in the order of time; never empty.
  private let turns: [StateTurn]
  /// The end of what was read.
  private let end: Instant?

  /// Nil where no turn of a state is asked for, or none was logged.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> StateTurnAnswer?
  {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries, (3...longest).contains(words.count), let wish = wish(words),
      question.act != .changes, question.scope.minimumLevel == nil,
      let state = AskedState(words, isOfNow: wish == .now)
    else { return nil }
    var scope = Scope()
    scope.terms = [.init(state.kin.sorted(), isWholeWord: true)]
    if !question.inherited.contains(.window) { scope.window = question.scope.window }
    let list = try await SearchTool.call(
      .init(scope: scope, order: .latest, limit: SearchTool.most), desk)
    // Of more turns than are looked at only the last are known.
    guard wish == .now || list.total <= list.samples.count else { return nil }
    let found = list.samples.compactMap { StateTurn($0, states: state.kin) }
    let about = words.filter { !state.words.contains($0) && AskedState.isName($0) }
    let own = about.isEmpty ? spokenOf(file, found) : found.filter { told($0, about) }
    let turns = distinct(own)
    // What is only said to be in a state need not have turned to it.
    let isTurned =
      state.isTurnedTo || turns.contains { $0.from != nil } || Set(turns.map(\.to)).count > 1
    guard isTurned, turns.contains(where: { state.holds($0.to) || state.isLeft(by: $0) }) else {
      return nil
    }
    return StateTurnAnswer(
      wish: wish, state: state, turns: turns, end: desk.catalog.window?.upperBound)
  }

  private static let longest = 12

  private static func wish(_ words: [String]) -> Wish? {
    let known = Set(words)
    guard
      known.isDisjoint(with: ["why", "pods", "pod", "node", "nodes", "which", "who", "any", "all"])
    else { return nil }
    let pairs = zip(words, words.dropFirst())
    if pairs.contains(where: { $0 == "how" && $1 == "long" }) { return .length }
    if pairs.contains(where: { $0 == "how" && $1 == "often" || $0 == "many" && $1 == "times" }) {
      return .times
    }
    if known.contains("when") || pairs.contains(where: { $0 == "what" && $1 == "time" }) {
      return known.contains("first") ? .first : .when
    }
    return TrendWords.isYesNo(words) && !known.isDisjoint(with: ["now", "again", "still", "yet"])
      ? .now : nil
  }

  /// Whether a turn's line has all of some words, as they are.
  private static func told(_ turn: StateTurn, _ about: [String]) -> Bool {
    let sample = turn.sample
    let words = Set(Stem.words("\(sample.text) \(sample.service) \(sample.host ?? "")"))
    return about.allSatisfy(words.contains)
  }

  /// The turns of what was spoken of last, or of the incident; all where no line names either.
  private static func spokenOf(_ file: Case, _ turns: [StateTurn]) -> [StateTurn] {
    for names in [file.focus.services, file.incident?.services ?? []] {
      let own = turns.filter { turn in
        names.contains { name in
          turn.sample.service == name || turn.sample.text.contains(name)
        }
      }
      if !own.isEmpty { return own }
    }
    return turns
  }

  /// Without those that several log, or one logs again: a thing turns to a state from another.
  private static func distinct(_ turns: [StateTurn]) -> [StateTurn] {
    var last: [String: String] = [:]
    return turns.sorted { $0.instant < $1.instant }.filter { turn in
      defer { last[turn.thing] = turn.to }
      return last[turn.thing] != turn.to
    }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims: [Report.Claim]
    switch wish {
    case .when, .times: claims = moments(entered.suffix(Self.most), &report)
    case .first: claims = moments(entered.prefix(1), &report)
    case .length: claims = lengths(&report)
    case .now: claims = [standing(&report)]
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.readByName()
  }

  /// Turns that are told at most.
  private static let most = 8

  private var word: String { ObjectWords.value(state.title) }

  /// The turns into the state; those out of it where only they were logged.
  private var entered: [StateTurn] {
    let entered = turns.filter { state.holds($0.to) }
    return entered.isEmpty ? turns.filter(state.isLeft) : entered
  }

  private func moments(
    _ shown: ArraySlice<StateTurn>, _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    let isEntered = shown.first.map { state.holds($0.to) } ?? false
    let verb = isEntered ? "turned \(word)" : "was \(word) until then"
    let list = ObjectWords.list(
      shown.map { turn in
        ObjectWords.cited(report.times.full(turn.instant), [turn.sample], &report)
      })
    let count = entered.count
    let times = count == 1 ? "" : " \(Counting.times(count))"
    let which = wish == .first && count > 1 ? ", first at " : count == 1 ? " at " : ": "
    var claims = [Report.Claim("It \(verb)\(times)\(which)\(list.text).", exhibits: list.exhibits)]
    if let last = shown.last {
      let number = report.cite(last.sample)
      let who = shown.count == 1 ? "It" : "The last"
      claims.append(
        .init("\(who) says \(report.quote(number)) [\(number)].", exhibits: [number]))
    }
    return claims
  }

  /// The stretches in which a thing was in the state, from a turn into it to the next out of it.
  private func lengths(_ report: inout ReportBuilder) -> [Report.Claim] {
    var stretches: [(begin: StateTurn, end: StateTurn?, window: TimeWindow)] = []
    for turn in turns where state.holds(turn.to) {
      let next = turns.first {
        $0.thing == turn.thing && $0.instant > turn.instant && !state.holds($0.to)
      }
      let until = max(turn.instant, next?.instant ?? end ?? turn.instant)
      stretches.append((turn, next, turn.instant...until))
    }
    guard !stretches.isEmpty else { return moments(entered.suffix(Self.most), &report) }
    let isOfSeveral = Set(stretches.map(\.begin.thing)).count > 1
    let list = ObjectWords.list(
      stretches.map { stretch in
        let isOpen = stretch.end == nil ? ", as far as the evidence goes" : ""
        let thing =
          isOfSeveral && !stretch.begin.thing.isEmpty
          ? "\(ObjectWords.value(stretch.begin.thing)): " : ""
        return ObjectWords.cited(
          "\(thing)\(TimeText.length(stretch.window.length)), "
            + report.times.range(stretch.window) + isOpen,
          [stretch.begin.sample, stretch.end?.sample], &report)
      })
    let whole = TimeText.length(Self.covered(stretches.map(\.window)))
    let times = stretches.count == 1 ? "" : " in all, \(Counting.times(stretches.count))"
    let lead = isOfSeveral ? "One or another was" : "It was"
    return [
      .init("\(lead) \(word) for \(whole)\(times): \(list.text).", exhibits: list.exhibits)
    ]
  }

  /// The time that stretches cover, those that lie over each other once, in milliseconds.
  private static func covered(_ windows: [TimeWindow]) -> Int64 {
    var sum: Int64 = 0
    var reached: Instant?
    for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let begin = reached.map { max($0, window.lowerBound) } ?? window.lowerBound
      if window.upperBound > begin { sum += window.upperBound.distance(from: begin) }
      reached = max(reached ?? window.upperBound, window.upperBound)
    }
    return sum
  }

  /// Whether it is in the state where the evidence ends; of several things how many are.
  private func standing(_ report: inout ReportBuilder) -> Report.Claim {
    var last: [String: StateTurn] = [:]
    for turn in turns { last[turn.thing] = turn }
    let things = last.values.sorted { ($0.instant, $0.thing) < ($1.instant, $1.thing) }
    let inside = things.filter { state.holds($0.to) }
    if things.count > 1, !inside.isEmpty, inside.count < things.count {
      let list = ObjectWords.list(
        things.map { turn in
          ObjectWords.cited(
            "\(ObjectWords.value(turn.thing)) turned \(ObjectWords.value(turn.to)) at "
              + report.times.full(turn.instant), [turn.sample], &report)
        })
      return .init(
        "\(inside.count) of \(things.count) \(inside.count == 1 ? "is" : "are") \(word): \(list.text).",
        exhibits: list.exhibits)
    }
    let turn = things[things.count - 1]
    let number = report.cite(turn.sample)
    let tail = end.map {
      ", and nothing that was read until \(report.times.full($0)) says otherwise"
    }
    return .init(
      "\(state.holds(turn.to) ? "Yes" : "No"): it turned \(ObjectWords.value(turn.to)) at "
        + "\(report.times.full(turn.instant))\(tail ?? ""): \(report.quote(number)) [\(number)].",
      exhibits: [number])
  }
}
