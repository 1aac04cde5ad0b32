import Evidence

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
  /// Whether the identifiers stand for things of which each is asked for: "on kafka-1 and kafka-3".
  let isOfEach: Bool
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
    let tokens = TypedWords.of(text)
    var identifiers = tokens.filter(Self.isIdentifier)
    isOfEach = zip(tokens, tokens.dropFirst(2)).enumerated().contains { place, pair in
      Self.isIdentifier(pair.0) && Self.isIdentifier(pair.1)
        && ["and", "or", "vs", "versus", "&"].contains(tokens[place + 1].lowercased())
    }
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
    // "where are all those files?": in the folder that holds most.
    let isOfPlace = words.first == "where" && words.contains("all")
    isOfRoom =
      (isOfPlace || words.contains(where: Self.eating.contains))
      && nouns.contains { Self.room.contains($0.word) }
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

  /// Of "heap used out of max" and "connections now and whats the max" what is used, and of how much; nil where no
  /// whole is asked for.
  static func outOf(_ text: String) -> (part: FactQuestion, whole: FactQuestion)? {
    let words = Stem.words(text)
    let joint = words.indices.dropFirst().first { place in
      words[place] == "of" && words[place - 1] == "out"
        || words[place] == "and" && isWhole(words[(place + 1)...])
    }
    guard let joint else { return nil }
    let before = words[..<(words[joint] == "of" ? joint - 1 : joint)]
    guard let part = FactQuestion(before.joined(separator: " ")),
      let whole = FactQuestion(
        (before.filter { !used.contains($0) } + words[(joint + 1)...]).joined(separator: " "))
    else { return nil }
    return (part, whole)
  }

  /// Whether words only name a bound: "whats the max".
  private static func isWhole(_ words: ArraySlice<String>) -> Bool {
    words.contains(where: wholes.contains)
      && words.allSatisfy {
        wholes.contains($0) || QuestionWords.stop.contains($0) || fillers.contains($0)
      }
  }

  private static let wholes: Set = [
    "max", "maximum", "limit", "limits", "quota", "hard", "capacity",
  ]
  private static let used: Set = ["used", "use", "using", "usage", "in"]

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

  /// Whether it asks for a fact by a name that speaks for itself, so that no other reading of it is as likely: of
  /// errors and restarts there are entries and events.
  var isTelling: Bool {
    pick == .sum
      || !nouns.contains {
        Self.counted.contains($0.word) || QuestionWords.trouble.contains($0.word)
      }
        && nouns.contains { !$0.isGeneral && $0.word != "next" || nouns.count > 1 }
  }

  /// Whether it names nothing but a quality, so that what was spoken of is meant: "how big was it?".
  var isOfSpoken: Bool {
    identifiers.isEmpty && nouns.allSatisfy { Self.qualities.contains($0.word) || $0.isGeneral }
  }

}
