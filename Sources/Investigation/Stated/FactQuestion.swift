/// A question for something that is written down, by its words alone: which nouns name it, and what its value
/// looks like.
///
///     what commit is live        → commit, a revision
///     next run when?             → next, run, a time
///     capacity old vs new?       → capacity, a change
struct FactQuestion: Hashable {
  /// The words that name what is asked for or whose it is, in lower case.
  let nouns: [Noun]
  let shape: Shape?

  /// A word of a question.
  struct Noun: Hashable {
    var word: String
    /// Whether it only says what kind of thing is spoken of, so that an answer need not have it.
    var isGeneral: Bool
  }

  /// What a value has to look like.
  enum Shape: Hashable {
    case time, duration, number, revision, version, change, address
  }

  /// Words of a question that may ask for a fact: longer ones tell a story.
  private static let longest = 16
  private static let mostNouns = 6

  /// Nil where the words ask for a reason, a judgement or an action, or name nothing.
  init?(_ words: [String]) {
    guard (1...Self.longest).contains(words.count), words.allSatisfy({ !Self.judging.contains($0) })
    else { return nil }
    nouns = words.enumerated().compactMap { place, word in
      guard !Self.saysNothing(word, words, place) else { return nil }
      return Noun(word: word, isGeneral: Self.general.contains(word))
    }
    guard (1...Self.mostNouns).contains(nouns.count), nouns.contains(where: { !$0.isGeneral }) else {
      return nil
    }
    shape = Self.shape(words)
  }

  /// Of "heap used out of max" what is used, and of how much; nil where no whole is asked for.
  func outOf(_ words: [String]) -> (part: FactQuestion, whole: FactQuestion)? {
    guard let place = words.indices.dropFirst().first(where: { words[$0] == "of" && words[$0 - 1] == "out" }),
      let part = FactQuestion(Array(words[..<(place - 1)])),
      let whole = FactQuestion(
        words[..<(place - 1)].filter { !Self.used.contains($0) } + words[(place + 1)...])
    else { return nil }
    return (part, whole)
  }

  private static let used: Set = ["used", "use", "using", "usage", "in"]

  private static func saysNothing(_ word: String, _ words: [String], _ place: Int) -> Bool {
    if telling.contains(word) { return false }
    // "per pod", "each pod": how the answer is to be cut.
    if place > 0, ["per", "each", "every"].contains(words[place - 1]) { return true }
    return word.count < 2 || QuestionWords.stop.contains(word) || fillers.contains(word)
      || word.allSatisfy(\.isNumber)
  }

  private static func shape(_ words: [String]) -> Shape? {
    let known = Set(words)
    if !known.isDisjoint(with: ["old", "was", "before", "previous"]), !known.isDisjoint(with: ["new", "now"]) {
      return .change
    }
    if !known.isDisjoint(with: ["commit", "sha", "hash"]) { return .revision }
    if !known.isDisjoint(with: ["which", "what", "who"]), !known.contains("time") {
      if !known.isDisjoint(with: ["version", "tag", "release"]) { return .version }
      if !known.isDisjoint(with: ["ip", "address"]) { return .address }
      return nil
    }
    if !known.isDisjoint(with: ["when", "time", "date", "since"]) { return .time }
    if words.starts(with: ["how", "long"]) || known.contains("duration") { return .duration }
    if zip(words, words.dropFirst()).contains(where: { $0 == "how" && ["many", "much", "often"].contains($1) }) {
      return .number
    }
    return !known.isDisjoint(with: ["version", "tag"]) ? .version : nil
  }

  /// Words that are empty in other questions, and here name a value.
  private static let telling: Set = [
    "next", "last", "run", "runs", "started", "ended", "done", "end", "start", "old", "new", "due",
    "size", "owner", "usage", "behind",
  ]

  /// Words of talk, and those that say how an answer is wanted.
  private static let fillers: Set = QuestionWords.words(
    """
    show list give tell print find get fetch display whats hows wheres whens thats pls plz thx current \
    currently live value values running active right config configured set setting settings say says told time \
    date many much often exactly number ok sure actual actually real old new vs versus bit quick which's whose \
    total overall far present today tonight see it's its that's there's isnt wasnt still same rest full fully
    other others whole equal identical
    """)

  /// Words for kinds of things, which an answer need not repeat.
  private static let general: Set = QuestionWords.words(
    """
    pod pods service services container containers app apps application deployment unit job jobs timer database db \
    table cluster namespace queue topic server servers host node nodes machine box instance thing stack system \
    component workload process field record entry run runs name new old count counts
    """)

  private static let judging: Set = QuestionWords.words(
    """
    why because cause caused causes reason wrong should could would maybe blame explain summary summarize fix \
    solve mitigate compare like similar broken fault faulty guilty suspect recommend advice next-steps happened happen
    """)
}

extension FactQuestion.Shape {
  /// Whether a value looks so.
  func fits(_ value: String) -> Bool {
    let digits = value.contains(where: \.isNumber)
    switch self {
    case .time:
      // A date, a time of day or an age.
      return digits
        && (value.contains(":") || value.count(where: { $0 == "-" }) > 1 || value.hasSuffix("ago")
          || value.hasSuffix("left"))
    case .duration:
      return digits
        && value.contains { "smhd".contains($0) } && value.first.map { $0.isNumber } ?? false
    case .number: return digits
    case .revision:
      return value.split { !$0.isLetter && !$0.isNumber }.contains { part in
        part.count > 6 && part.allSatisfy(\.isHexDigit) && part.contains(where: \.isNumber)
      }
    case .version: return digits && value.contains { ".:-".contains($0) } || digits && value.first == "v"
    case .change: return value.contains("->") || value.contains("→") || digits
    case .address: return digits && value.contains { ".:".contains($0) }
    }
  }
}
