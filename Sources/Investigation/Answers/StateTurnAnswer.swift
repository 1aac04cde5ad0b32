import Diagnosis
import Evidence
import Timeline

/// When something turned to a state, how long it stayed there, how often that was, and whether it still is, by the
/// lines that tell of its turns: "when did it turn healthy?", "how long was it yellow in total?", "is it green now?".
struct StateTurnAnswer: SoughtAnswer {
  private enum Wish { case when, length, times, now }

  private let wish: Wish
  /// The state that is asked for, in small letters.
  private let state: String
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
      let state = words.last(where: {
        isKnown($0) || !around.contains($0) && !QuestionWords.stop.contains($0)
      }),
      wish != .now && isTurned(to: state, words) || isKnown(state)
    else { return nil }
    let states = kin(of: state)
    var scope = Scope()
    scope.terms = [.init(states.sorted(), isWholeWord: true)]
    if !question.inherited.contains(.window) { scope.window = question.scope.window }
    let list = try await SearchTool.call(
      .init(scope: scope, order: .latest, limit: SearchTool.most), desk)
    let turns = list.samples.compactMap { StateTurn($0, states: states) }
    let about = subjects(words, state)
    let own = about.isEmpty ? spokenOf(file, turns) : turns.filter { told($0, about) }
    guard own.contains(where: { $0.to == state || $0.from == state }) else { return nil }
    return StateTurnAnswer(
      wish: wish, state: state, turns: distinct(own), end: desk.catalog.window?.upperBound)
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
      return .when
    }
    return TrendWords.isYesNo(words) && !known.isDisjoint(with: ["now", "again", "still", "yet"])
      ? .now : nil
  }

  /// Words around a state that are none.
  private static let around: Set = ["total", "sum", "altogether", "finally", "really", "currently"]

  /// Whether a state stands behind a word for turning to it: "go inactive", "was it yellow".
  private static func isTurned(to state: String, _ words: [String]) -> Bool {
    guard let place = words.lastIndex(of: state) else { return false }
    let before = words[..<place].suffix(4)
    return !turning.isDisjoint(with: before)
  }

  private static let turning: Set = [
    "turn", "turned", "go", "went", "gone", "become", "became", "get", "got", "be", "was", "were",
    "is", "been", "come", "came", "enter", "entered", "stay", "stayed",
  ]

  private static func isKnown(_ state: String) -> Bool { groups.contains { $0.contains(state) } }

  /// A state and those that a thing of its kind turns to from there.
  private static func kin(of state: String) -> Set<String> {
    groups.filter { $0.contains(state) }.reduce([state]) { $0.union($1) }
  }

  private static let groups: [Set<String>] = [
    ["healthy", "unhealthy", "degraded"], ["up", "down"], ["ready", "notready", "unready"],
    ["active", "inactive", "activating", "failed"], ["open", "closed", "half-open", "half_open"],
    ["online", "offline"], ["available", "unavailable"], ["reachable", "unreachable"],
    ["green", "yellow", "red"], ["connected", "disconnected"], ["enabled", "disabled"],
    ["alive", "dead"], ["primary", "replica", "standby", "secondary"],
    ["leader", "follower", "candidate"], ["master", "slave", "backup"],
    ["passing", "critical", "warning"], ["running", "stopped", "exited"], ["suspended", "resumed"],
  ]

  /// The words of a question that name whose state is meant.
  private static func subjects(_ words: [String], _ state: String) -> [String] {
    words.filter {
      $0 != state && !around.contains($0) && !turning.contains($0)
        && !QuestionWords.stop.contains($0)
        && !FactQuestion.fillers.contains($0)
    }
  }

  /// Whether a turn's line has all of some words.
  private static func told(_ turn: StateTurn, _ about: [String]) -> Bool {
    let sample = turn.sample
    let stems = Set(
      Stem.words("\(sample.text) \(sample.service) \(sample.host ?? "")").map(Stem.of))
    return about.allSatisfy { stems.contains(Stem.of($0)) }
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
    case .when: claims = moments(isFirst: question.aspect == .first, &report)
    case .times: claims = moments(isFirst: false, &report)
    case .length: claims = lengths(&report)
    case .now: claims = [standing(&report)]
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
    report.readByName()
  }

  /// Turns that are told at most.
  private static let most = 8

  private var word: String { MarkdownText.code(state) }

  /// The turns into the state; those out of it where only they were logged.
  private var entered: [StateTurn] {
    let entered = turns.filter { $0.to == state }
    return entered.isEmpty ? turns.filter { $0.from == state } : entered
  }

  private func moments(isFirst: Bool, _ report: inout ReportBuilder) -> [Report.Claim] {
    let shown = isFirst ? Array(entered.prefix(1)) : entered.suffix(Self.most)
    let verb = shown.first?.to == state ? "turned \(word)" : "was \(word) until then"
    let list = ObjectWords.list(
      shown.map { turn in
        ObjectWords.cited(report.times.full(turn.instant), [turn.sample], &report)
      })
    let count = entered.count
    let lead =
      count == 1 ? "It \(verb) at " : "It \(verb) \(Counting.times(count)): "
    let last = shown.last.map { turn in
      let number = report.cite(turn.sample)
      return Report.Claim(
        "\(count == 1 ? "It" : "The last") says \(report.quote(number)) [\(number)].",
        exhibits: [number])
    }
    return [.init("\(lead)\(list.text).", exhibits: list.exhibits)] + [last].compactMap(\.self)
  }

  /// The stretches in which a thing was in the state, from a turn into it to the next out of it.
  private func lengths(_ report: inout ReportBuilder) -> [Report.Claim] {
    var stretches: [(begin: StateTurn, end: StateTurn?)] = []
    for turn in turns where turn.to == state {
      let next = turns.first {
        $0.thing == turn.thing && $0.instant > turn.instant && $0.to != state
      }
      stretches.append((turn, next))
    }
    guard !stretches.isEmpty else { return moments(isFirst: false, &report) }
    let whole = stretches.compactMap { stretch in
      (stretch.end?.instant ?? end).map { $0.distance(from: stretch.begin.instant) }
    }.reduce(0, +)
    let list = ObjectWords.list(
      stretches.map { stretch in
        let until = stretch.end?.instant ?? end ?? stretch.begin.instant
        let window = stretch.begin.instant...max(until, stretch.begin.instant)
        let isOpen = stretch.end == nil ? ", as far as the evidence goes" : ""
        return ObjectWords.cited(
          "\(TimeText.length(window.length)), \(report.times.range(window))\(isOpen)",
          [stretch.begin.sample, stretch.end?.sample], &report)
      })
    let times = stretches.count == 1 ? "" : " in all, \(Counting.times(stretches.count))"
    return [
      .init(
        "It was \(word) for \(TimeText.length(whole))\(times): \(list.text).",
        exhibits: list.exhibits)
    ]
  }

  /// Whether it is in the state where the evidence ends.
  private func standing(_ report: inout ReportBuilder) -> Report.Claim {
    let last = turns[turns.count - 1]
    let number = report.cite(last.sample)
    let isIt = last.to == state
    let verb = isIt ? "Yes: it turned" : "No: it turned"
    let tail = end.map {
      ", and nothing that was read until \(report.times.full($0)) says otherwise"
    }
    return .init(
      "\(verb) \(MarkdownText.code(last.to)) at \(report.times.full(last.instant))\(tail ?? ""): "
        + "\(report.quote(number)) [\(number)].", exhibits: [number])
  }
}
