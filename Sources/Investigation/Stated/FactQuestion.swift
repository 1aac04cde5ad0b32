/// A question for something that is written down, by its words alone: which nouns name it, of what, and what its
/// value looks like.
///
///     what commit is live              → commit, a revision
///     next run when?                   → next, run, a time
///     when did helm rev 23 go out      → rev, helm, of `23`, a time
///     how full is /var/lib/postgresql  → full, of `/var/lib/postgresql`
struct FactQuestion: Hashable {
  /// The words that name what is asked for or whose it is, in lower case.
  let nouns: [Noun]
  /// What has to stand in the line as it is written: paths, numbers, names with marks in them.
  let identifiers: [String]
  let shape: Shape?
  let pick: Pick
  /// Whether the worst is asked for, or who has all: then a column that the question does not name will do.
  let isOfWorst: Bool
  /// Whether it is asked what takes the room of a disk.
  let isOfRoom: Bool

  /// A word of a question.
  struct Noun: Hashable {
    var word: String
    /// Whether it only says what kind of thing is spoken of, so that an answer need not have it.
    var isGeneral: Bool
    /// Whether one like it stands beside it behind "or", which will do as well.
    var isAlternative = false
  }

  /// Which of the values that have the name is asked for.
  enum Pick: Hashable {
    case each, greatest, least, sum
  }

  /// Words of a question that may ask for a fact: longer ones tell a story.
  private static let longest = 16
  private static let mostNouns = 6

  /// Nil where the words of a text ask for a reason, a judgement or an action, or name nothing.
  init?(_ text: String) {
    let tokens = text.split(whereSeparator: \.isWhitespace).map(Self.token)
    var identifiers = tokens.filter(Self.isIdentifier)
    let parts = Set(identifiers.flatMap(Stem.words))
    let words = Stem.words(text)
    guard (1...Self.longest).contains(words.count), words.allSatisfy({ !Self.judging.contains($0) })
    else { return nil }
    var nouns: [Noun] = []
    for (place, word) in words.enumerated()
    where !parts.contains(word) || Self.telling.contains(word) {
      guard !Self.saysNothing(word, words, place) else { continue }
      nouns.append(
        Noun(
          word: word, isGeneral: Self.general.contains(word),
          isAlternative: place > 1 && words[place - 1] == "or"
            || words.indices.contains(place + 1) && words[place + 1] == "or"))
    }
    // "since when is it running?": it was started then.
    if words.contains("since"), words.contains(where: ["running", "up", "live"].contains) {
      nouns.append(Noun(word: "started", isGeneral: false))
    }
    if zip(words, words.dropFirst()).contains(where: { $0 == "how" && $1 == "much" }),
      words.contains(where: ["use", "uses", "using"].contains)
    {
      nouns.append(Noun(word: "used", isGeneral: false))
    }
    isOfWorst = words.contains(where: ["worst", "holds", "holding", "hogs", "hogging"].contains)
    isOfRoom =
      words.contains(where: Self.eating.contains) && nouns.contains { Self.room.contains($0.word) }
    // How far something went is history, no state.
    guard
      isOfRoom || words.first != "how" || !words.contains("did")
        || !words.contains(where: ["get", "go"].contains)
    else { return nil }
    if isOfRoom {
      nouns = [Noun(word: "size", isGeneral: false)]
      identifiers = []
      pick = .greatest
    } else if Self.ranks(words) {
      pick = .greatest
    } else if words.contains(where: Self.fewest.contains) {
      pick = .least
    } else {
      let isOfAll = zip(words, words.dropFirst()).contains {
        ["over", "across"].contains($0) && $1 == "all"
      }
      pick =
        isOfAll || words.contains(where: ["total", "sum", "altogether"].contains) ? .sum : .each
    }
    guard nouns.count <= Self.mostNouns,
      nouns.contains(where: { !$0.isGeneral }) || !identifiers.isEmpty && !nouns.isEmpty
        || pick == .greatest && !nouns.isEmpty
    else { return nil }
    self.nouns = nouns
    self.identifiers = identifiers
    shape = Self.shape(words)
  }

  /// Whether the greatest of something is asked for; "most recent" and "most likely" name no quantity.
  private static func ranks(_ words: [String]) -> Bool {
    words.indices.contains { place in
      most.contains(words[place])
        && !(words[place] == "most"
          && (words.indices.contains(place + 1) ? qualified.contains(words[place + 1]) : true))
    }
  }

  private static let qualified: Set = [
    "recent", "recently", "likely", "important", "common", "frequent", "often", "severe", "urgent",
    "of", "affected",
  ]

  /// Of "heap used out of max" what is used, and of how much; nil where no whole is asked for.
  static func outOf(_ text: String) -> (part: FactQuestion, whole: FactQuestion)? {
    let words = Stem.words(text)
    guard
      let place = words.indices.dropFirst().first(where: {
        words[$0] == "of" && words[$0 - 1] == "out"
      }), let part = FactQuestion(words[..<(place - 1)].joined(separator: " ")),
      let whole = FactQuestion(
        (words[..<(place - 1)].filter { !used.contains($0) } + words[(place + 1)...])
          .joined(separator: " "))
    else { return nil }
    return (part, whole)
  }

  private static let used: Set = ["used", "use", "using", "usage", "in"]

  /// A word as it was typed, without the marks of the sentence.
  private static func token(_ word: Substring) -> String {
    String(word.trimming { "?!,;:\"'`()".contains($0) }).trimmedFullStop
  }

  /// Whether a token is a name or number that is written just so: `/var`, `23`, `web-1`, `v2.1`; times are none.
  private static func isIdentifier(_ token: String) -> Bool {
    guard !token.isEmpty, !token.contains(":"), !token.contains("'") else { return false }
    if token.hasPrefix("/") || token.allSatisfy(\.isNumber) { return true }
    return token.contains(where: \.isNumber)
      && token.contains { "-_./".contains($0) } && token.contains(where: \.isLetter)
  }

  private static func saysNothing(_ word: String, _ words: [String], _ place: Int) -> Bool {
    // "how full": a quality that is asked for; "at full replicas" asks for another.
    if qualities.contains(word), word != "size" {
      return place == 0 || words[place - 1] != "how" && !["old", "new"].contains(word)
    }
    if telling.contains(word) { return false }
    // "per pod", "each pod": how the answer is to be cut.
    if place > 0, ["per", "each", "every"].contains(words[place - 1]) { return true }
    return word.count < 2 || QuestionWords.stop.contains(word) || fillers.contains(word)
      || most.contains(word) || fewest.contains(word) || eating.contains(word)
      || word.allSatisfy(\.isNumber)
  }

  private static func shape(_ words: [String]) -> Shape? {
    let known = Set(words)
    if !known.isDisjoint(with: ["old", "was", "before", "previous"]),
      !known.isDisjoint(with: ["new", "now", "after"])
    {
      return .change
    }
    if !known.isDisjoint(with: ["commit", "sha", "hash"]) { return .revision }
    let first = words.first { !["and", "so", "but", "ok"].contains($0) } ?? ""
    if first == "who" || first == "whose" { return .name }
    if !known.isDisjoint(with: ["which", "what", "whats"]), !known.contains("time") {
      if !known.isDisjoint(with: ["version", "tag", "release"]) { return .version }
      if !known.isDisjoint(with: ["ip", "address"]) { return .address }
      return nil
    }
    if !known.isDisjoint(with: ["when", "time", "date", "since"]) { return .time }
    if words.starts(with: ["how", "long"]) || known.contains("duration") { return .duration }
    let isAmount = zip(words, words.dropFirst()).contains {
      $0 == "how" && ["many", "much", "often", "full", "big", "large", "deep", "high"].contains($1)
    }
    if isAmount || known.contains("any") { return .number }
    return !known.isDisjoint(with: ["version", "tag"]) ? .version : nil
  }

  /// Words that are empty in other questions, and here name a value.
  private static let telling: Set = [
    "next", "last", "run", "runs", "started", "ended", "done", "end", "start", "old", "new", "due",
    "size", "owner", "usage", "behind", "full", "big", "large", "deep",
  ]

  /// Words of talk, and those that say how an answer is wanted.
  private static let fillers: Set = QuestionWords.words(
    """
    show list give tell print find get fetch display whats hows wheres whens thats pls plz thx current \
    currently live value values running active right config configured set setting settings say says told time \
    date many much often exactly number ok sure actual actually real vs versus bit quick which's whose \
    total sum overall far present queued waiting today tonight see its isnt wasnt still same rest fully \
    other others whole equal identical go went gone come came roll rolled describe output
    """)

  /// Whether it asks for a fact by a name that speaks for itself, so that no other reading of it is as likely: of
  /// errors and restarts there are entries and events.
  var isTelling: Bool {
    pick == .sum
      || !nouns.contains {
        Self.counted.contains($0.word) || QuestionWords.trouble.contains($0.word)
      }
        && nouns.contains { !$0.isGeneral && $0.word != "next" || nouns.count > 1 }
  }

  /// What is counted in entries, and what is asked of the case.
  private static let counted: Set = QuestionWords.words(
    """
    request requests timeout timeouts retry retries warning warnings oom restart restarts message messages event \
    events line lines trigger triggered broke breaks recovery health healthy status impact
    """)

  /// Whether it names nothing but a quality, so that what was spoken of is meant: "how big was it?".
  var isOfSpoken: Bool {
    identifiers.isEmpty && nouns.allSatisfy { Self.qualities.contains($0.word) || $0.isGeneral }
  }

  private static let qualities: Set = ["size", "big", "large", "full", "deep", "old", "new"]

  /// Words for kinds of things, which an answer need not repeat.
  private static let general: Set = QuestionWords.words(
    """
    pod pods service services container containers app apps application deployment unit job jobs timer database db \
    table cluster namespace queue topic server servers host node nodes machine box instance thing stack system \
    component workload process field record entry run runs name new old count counts started ended done end start \
    last allocs allocations tasks task group groups index key keys cache redis postgres mysql kafka rabbit \
    nomad docker swarm helm argo argocd kubernetes
    """
  ).subtracting(["consumer"])

  /// Words for the greatest, and for the least.
  private static let most: Set = [
    "worst", "highest", "biggest", "largest", "most", "top", "busiest", "fullest", "maximum",
    "peak",
    "greatest", "holds", "holding", "hogs", "hogging",
  ]
  private static let fewest: Set = ["lowest", "least", "smallest", "fewest", "minimum", "emptiest"]
  /// What is done to room that gets short.
  private static let eating: Set = [
    "eating", "eats", "filling", "fills", "hogging", "using", "uses", "takes", "taking", "ate",
    "filled", "consumes", "consuming",
  ]
  private static let room: Set = [
    "disk", "space", "storage", "volume", "filesystem", "partition", "root",
  ]

  private static let judging: Set = QuestionWords.words(
    """
    why because cause caused causes reason wrong should could would maybe blame explain summary summarize fix \
    solve mitigate compare like similar broken fault faulty guilty suspect recommend advice happened happen
    """)
}

extension FactQuestion.Shape {
  /// Whether a value looks so.
  func fits(_ value: String) -> Bool {
    let digits = value.contains(where: \.isNumber)
    switch self {
    case .time: return Self.isTime(value)
    case .duration:
      return digits && value.contains { "smhd".contains($0) }
        && value.first.map { $0.isNumber } ?? false
    case .number: return value.first.map { $0.isNumber || $0 == "-" } ?? false
    case .revision:
      return value.split { !$0.isLetter && !$0.isNumber }.contains { part in
        part.count > 6 && part.allSatisfy(\.isHexDigit) && part.contains(where: \.isNumber)
      }
    case .version:
      return digits && value.split(separator: ".").count { Int($0) != nil } != 4
        && (value.contains { ".:-".contains($0) } || value.first == "v")
    case .change: return value.contains("->") || value.contains("→")
    case .address: return digits && value.contains { ".:".contains($0) }
    case .name: return value.contains(where: \.isLetter) && !value.contains(" ")
    }
  }

  /// Whether a text holds a date or a time of day, or is an age: `10:05`, `2026-03-10`, `3h ago`.
  private static func isTime(_ text: String) -> Bool {
    if text.hasSuffix(" ago") || text.hasSuffix(" left") { return true }
    return text.split { $0 == " " || $0 == "T" || $0 == "," }.contains { word in
      let clock = word.prefix { $0.isNumber || $0 == ":" }.split(separator: ":")
      let isClock =
        (2...3).contains(clock.count) && clock.allSatisfy { $0.count == 2 }
        && Int(clock[0]).map { $0 < 24 } ?? false
      let date = word.split(separator: "-")
      let isDate =
        date.count == 3 && date[0].count == 4 && date.allSatisfy { $0.allSatisfy(\.isNumber) }
      return isClock || isDate
    }
  }
}

extension FactQuestion {
  /// What a value has to look like.
  enum Shape: Hashable {
    case time, duration, number, revision, version, change, address, name
  }
}

extension String {
  /// Without the full stop of a sentence.
  fileprivate var trimmedFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
