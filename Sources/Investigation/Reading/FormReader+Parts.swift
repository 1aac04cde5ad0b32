import Evidence

/// Which groups of an answer are wanted, and what of an entry: "more than once", "which had none", "and
/// for which clinic?".
extension FormReader {
  /// Reads how large a group must be: "more than once", "at least twice", "only once", "5 times or more".
  mutating func readSizes(_ sentence: Sentence) {
    for index in sentence.tokens.indices {
      let (word, next) = (sentence.word(index), sentence.word(index + 1))
      let isThan = next == "than"
      if word == "more", isThan, let times = times(sentence, index + 2) { form.least = times + 1 }
      if word == "less" || word == "fewer", isThan, let times = times(sentence, index + 2) {
        form.most = times - 1
      }
      if word == "at", next == "least", let times = times(sentence, index + 2) {
        form.least = times
      }
      if word == "at", next == "most", let times = times(sentence, index + 2) { form.most = times }
      if ["only", "just", "exactly"].contains(word), let times = times(sentence, index + 1) {
        (form.least, form.most) = (times, times)
      }
      if ["repeatedly", "several"].contains(word), word != "several" || next == "times" {
        form.least = 2
      }
    }
  }

  /// "once", "twice", "3 times".
  private func times(_ sentence: Sentence, _ index: Int) -> Int? {
    switch sentence.word(index) {
    case "once": return 1
    case "twice": return 2
    case "thrice": return 3
    default:
      guard let number = sentence.tokens[safe: index]?.number,
        ["time", "times", "failures", "entries", "lines", "requests"].contains(
          sentence.word(index + 1))
          || sentence.tokens[safe: index + 1]?.role == .level
          || sentence.tokens[safe: index + 1]?.role == .status
      else { return nil }
      return number
    }
  }

  /// "which hosts had no errors?", "users without a failure": the groups that have none.
  static func asksForNone(_ sentence: Sentence) -> Bool {
    sentence.tokens.indices.contains { index in
      guard ["no", "zero", "without", "never"].contains(sentence.word(index)), index > 1 else {
        return false
      }
      let next = sentence.tokens.dropFirst(index + 1).first {
        !["a", "an", "any", "single"].contains($0.text)
      }
      return next.map {
        $0.role == .level || $0.role == .status
          || QuestionWords.trouble.contains($0.text)
          || ["hit", "affected", "impacted"].contains($0.text)
      } ?? false
    }
  }

  /// "list the sample numbers of …", "status codes with counts": a list of what a field holds.
  mutating func readList(_ sentence: inout Sentence, _ index: Int) -> Bool {
    var start = index
    if Self.listing.contains(sentence.word(index)) {
      start += 1
      while ["me", "us", "all", "the", "different", "distinct", "every"].contains(
        sentence.word(start)), start < index + 4
      { start += 1 }
      guard let field = names.field(called: sentence.word(start)),
        !Self.unlisted.contains(WordForms.stem(sentence.word(start)) ?? sentence.word(start)),
        sentence.tokens[start].role == nil
      else { return false }
      var next = start + 1
      if Self.identities.contains(sentence.word(next)) { next += 1 }
      guard
        ["of", "that", "which", "for", "with", "in", "from", "where", "whose"].contains(
          sentence.word(next))
      else { return false }
      form.groupBy = .field(field)
      sentence.claim(start..<next, as: .group)
      return true
    }
    guard index == 0, sentence.tokens.contains(where: { Self.counting.contains($0.text) }),
      sentence.word(0).hasSuffix("s") || sentence.word(1).hasSuffix("s"),
      let (found, next) = grouping(sentence, 0), found != .template
    else { return false }
    form.groupBy = found
    sentence.claim(0..<next, as: .group)
    return true
  }

  /// Nouns of what logs are made of, which lists show as they are.
  private static let unlisted = QuestionWords.words(
    """
    request call log line entry message error record event time level status warning exception trace \
    file host service msg text
    """)
  private static let listing = QuestionWords.words("list show name give enumerate")
  private static let identities = QuestionWords.words(
    "numbers number ids id names name values codes")
  private static let counting = QuestionWords.words("count counts each list breakdown tally")

  /// Reads the fields that are asked of what is found: "who registered it, and for which clinic?".
  mutating func readAsked(_ sentence: inout Sentence) {
    var asked: [String] = []
    for index in sentence.tokens.indices {
      let word = sentence.word(index)
      var field: String?
      if ["which", "what", "whose"].contains(word) {
        var at = index + 1
        while ["single", "one", "particular", "exact"].contains(sentence.word(at)), at < index + 3 {
          at += 1
        }
        let noun = sentence.word(at)
        field = names.field(called: noun + " " + sentence.word(at + 1)) ?? names.field(called: noun)
        if field != nil, sentence.tokens[at].role == nil {
          sentence.claim(at..<behindNoun(sentence, at + 1), as: .group)
        }
      } else if word == "who" || word == "whom" {
        field = Self.people.compactMap { names.field(called: $0) }.first
      }
      if let field, !asked.contains(field) { asked.append(field) }
    }
    if !asked.isEmpty { form.asked = asked }
  }

  /// "at that kiosk", "from the same clinic": the value that the last entry has.
  mutating func readSame(_ sentence: inout Sentence) {
    for index in sentence.tokens.indices {
      let isSame = sentence.word(index) == "same" && sentence.word(index - 1) == "the"
      guard isSame || ["that", "this"].contains(sentence.word(index)),
        let noun = sentence.tokens[safe: index + 1], noun.role == nil, index > 0,
        !QuestionWords.all.contains(noun.text), let field = names.field(called: noun.text)
      else { continue }
      sameField = field
      sentence.claim(index..<index + 2, as: .condition)
      return
    }
  }

  /// The index behind "of sale" in "point of sale": a noun of two words is named by its first.
  func behindNoun(_ sentence: Sentence, _ index: Int) -> Int {
    guard sentence.word(index) == "of", let noun = sentence.tokens[safe: index + 1], noun.isOpen,
      !QuestionWords.stop.contains(noun.text), !names.isName(noun.text),
      noun.text.allSatisfy(\.isLetter), !noun.text.hasSuffix("s")
    else { return index }
    return index + 2
  }

  /// Fields that hold who did something, the most telling first.
  private static let people = [
    "user", "username", "user_id", "staff", "operator", "employee", "actor", "agent", "author",
    "owner", "member", "customer", "guest", "account", "login", "principal", "client",
  ]
}
