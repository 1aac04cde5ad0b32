import Diagnosis

/// The state that a question asks for: "go inactive", "was it yellow", "still not ready".
struct AskedState: Hashable {
  /// The word for it, in small letters.
  private let state: String
  /// Whether it is asked for what is not so.
  private let isNegated: Bool
  /// Whether the question says itself that something turned to it: "turn healthy", "become leader".
  let isTurnedTo: Bool
  /// The state and those that a thing of its kind turns to from there.
  let kin: Set<String>

  /// How sentences call it.
  var title: String { isNegated ? "not \(state)" : state }

  /// The words of the question that tell it.
  var words: Set<String> { [state] }

  /// Nil where a question names none.
  init?(_ words: [String], isOfNow: Bool) {
    guard
      let place = words.lastIndex(where: {
        Self.isKnown($0) || !Self.around.contains($0) && !QuestionWords.stop.contains($0)
      })
    else { return nil }
    let before = words[..<place]
    let last = before.last ?? ""
    state = words[place]
    isNegated = ["not", "longer", "isnt", "wasnt", "t"].contains(last)
    isTurnedTo = Self.turning.contains(isNegated ? before.dropLast().last ?? "" : last)
    let isStanding = !Self.standing.isDisjoint(with: before.suffix(4))
    // "the backup", "last login": a noun.
    guard !["the", "a", "an", "last", "first", "next", "our", "this"].contains(last),
      Self.isKnown(state)
        ? isTurnedTo || isStanding
        : isTurnedTo && !isOfNow && !QuestionWords.trouble.contains(state)
    else { return nil }
    kin = Self.groups.filter { $0.contains(words[place]) }.reduce([words[place]]) { $0.union($1) }
  }

  /// Whether a state that something turned to is the one that is asked for.
  func holds(_ other: String) -> Bool {
    guard isNegated else { return other == state }
    return other == "not \(state)" || other != state && kin.contains(other)
  }

  /// Whether a turn leads out of it.
  func isLeft(by turn: StateTurn) -> Bool { turn.from.map(holds) ?? false }

  /// Whether a word may name whose state is meant.
  static func isName(_ word: String) -> Bool {
    !around.contains(word) && !turning.contains(word) && !standing.contains(word)
      && !QuestionWords.stop.contains(word) && !FactQuestion.fillers.contains(word)
  }

  /// Words around a state that are none.
  private static let around: Set = ["total", "sum", "altogether", "finally", "really", "currently"]
  private static let turning: Set = [
    "turn", "turned", "go", "went", "gone", "become", "became", "come", "came", "enter", "entered",
  ]
  private static let standing: Set = [
    "get", "got", "be", "was", "were", "is", "been", "stay", "stayed", "it", "did",
  ]

  private static func isKnown(_ state: String) -> Bool { groups.contains { $0.contains(state) } }

  private static let groups: [Set<String>] = [
    ["healthy", "unhealthy", "degraded"], ["up", "down"], ["ready", "notready", "unready"],
    ["active", "inactive", "activating"], ["open", "closed", "half-open", "half_open"],
    ["online", "offline"], ["available", "unavailable"], ["reachable", "unreachable"],
    ["green", "yellow", "red"], ["connected", "disconnected"], ["enabled", "disabled"],
    ["alive", "dead"], ["primary", "replica", "standby", "secondary"],
    ["leader", "follower", "candidate"], ["master", "slave"], ["passing", "critical", "warning"],
    ["running", "stopped", "exited"], ["suspended", "resumed"], ["sealed", "unsealed"],
    ["locked", "unlocked"], ["mounted", "unmounted"], ["attached", "detached"],
  ]
}
