import Evidence

/// The words by which questions name levels.
enum LevelWords {
  /// The level a word names: `errors`, `warnings`, `FATAL`.
  static func level(_ word: String) -> Level? { levels[word] }

  private static let levels: [String: Level] = [
    "error": .error, "errors": .error, "severe": .error, "errored": .error,
    "warning": .warning, "warnings": .warning, "warn": .warning, "warns": .warning,
    "fatal": .fatal, "fatals": .fatal, "critical": .fatal, "criticals": .fatal, "crit": .fatal,
    "emergency": .fatal, "panic": .fatal, "panics": .fatal, "notice": .notice, "notices": .notice,
    "info": .info, "infos": .info, "debug": .debug, "trace": .trace,
  ]

  /// Nouns that have a level.
  static let carriers: Set<String> = [
    "line", "lines", "log", "logs", "entry", "entries", "message", "messages", "level", "levels",
    "record", "records", "event", "events",
  ]

  /// Whether the words from an index on open a level upwards: "and up", "or worse", "and above".
  static func upwards(_ sentence: Sentence, from index: Int) -> Bool {
    var start = index
    if carriers.contains(sentence.word(start)) { start += 1 }
    guard ["and", "or", "&"].contains(sentence.word(start)) else {
      return ["+", "upwards"].contains(sentence.word(start))
    }
    return ["up", "above", "worse", "higher", "upwards", "more"].contains(sentence.word(start + 1))
  }
}

/// The ways in which questions write HTTP statuses.
enum StatusWords {
  /// The statuses that a word names: `504s`, `5xx`, `503`, `HTTP503`; nil where it names none.
  static func range(_ word: String, _ comparison: Scope.FieldCondition.Comparison)
    -> ClosedRange<Int>?
  {
    var text = word[...]
    if text.hasPrefix("http") { text = text.dropFirst(4) }
    if text.count == 4, text.hasSuffix("s") { text = text.dropLast() }
    if text.hasSuffix("'s") { text = text.dropLast(2) }
    guard text.utf8.count == 3, let first = text.first?.wholeNumberValue, (1...5).contains(first)
    else { return nil }
    if text.dropFirst().allSatisfy({ $0 == "x" }) {
      return comparison == .equal ? first * 100...first * 100 + 99 : nil
    }
    guard let code = Int(text) else { return nil }
    switch comparison {
    case .equal: return code...code
    case .atLeast: return code...599
    case .greater: return min(code + 1, 599)...599
    case .atMost: return 100...code
    case .less: return 100...max(100, code - 1)
    case .notEqual: return nil
    }
  }

  /// Whether a word is nothing but three digits: a status only where nothing else fits.
  static func isBare(_ word: String) -> Bool {
    word.utf8.count == 3 && word.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// Whether three digits count nothing even behind "first": nobody wants the first 503 of something.
  static func isUnlikelyCount(_ word: String, _ after: String) -> Bool {
    guard let number = Int(word), (400...599).contains(number) else { return false }
    return !number.isMultiple(of: 100) && !counted.contains(after)
  }

  /// What stands before a status: "status 503", "returned 503".
  static let nouns = QuestionWords.words(
    "status http code codes return returns returned returning answer answers statuses response")
  /// What follows a number that counts.
  static let counted = QuestionWords.words(
    """
    lines line entries messages logs records results events hits seconds minutes hours ms \
    milliseconds requests errors mb gb kb bytes percent times users
    """)
  /// What precedes a number that counts.
  static let counting = QuestionWords.words(
    "last first top only next past previous > < >= <= limit")
}

/// Tells where a question leaves something out: "without retry", "except payment", "not the cache".
enum Exclusions {
  /// Whether what stands at an index is left out.
  static func precede(_ index: Int, in sentence: Sentence) -> Bool {
    var at = index - 1
    // Up to three words may stand between: "except for those of payment", "and", another name.
    for _ in 0..<4 {
      guard at >= 0 else { return false }
      let word = sentence.word(at)
      if openers.contains(word) { return true }
      if word == "but", ["everything", "all", "anything", "errors"].contains(sentence.word(at - 1))
      {
        return true
      }
      if word == "not",
        ![
          "is", "was", "are", "were", "been", "why", "do", "does", "did", "if", "could", "can",
          "or",
        ].contains(
          sentence.word(at - 1))
      {
        // "why not payment" and "it is not payment" judge; "errors, not payment" leaves out.
        return at > 0
      }
      if word == "than", ["other", "rather"].contains(sentence.word(at - 1)) { return true }
      // Of several names or statuses in a row all are left out.
      let isListed = sentence.tokens[at].role == .excluded || sentence.tokens[at].role == .status
      guard links.contains(word) || isListed, sentence.tokens[at].mark == nil || isListed else {
        return false
      }
      at -= 1
    }
    return false
  }

  /// What "ignore the health checks" says to leave out, its words as one: nil where it says nothing.
  static func ignored(in sentence: Sentence) -> Scope.Term? {
    let verbs: Set<String> = [
      "ignore", "disregard", "skip", "hide", "exclude", "drop", "without", "except", "excluding",
      "but",
    ]
    guard let verb = sentence.tokens.firstIndex(where: { verbs.contains($0.text) }),
      sentence.word(verb) != "but" || sentence.word(verb - 1) == "everything"
    else { return nil }
    let phrase = sentence.tokens[(verb + 1)...].prefix(4).filter {
      $0.kind == .word && !["the", "all", "those", "these", "any", "that"].contains($0.text)
    }.map(\.text)
    guard let last = phrase.last, phrase.count <= 3 else { return nil }
    let stem = WordForms.stem(last) ?? last
    let bare = phrase.dropLast() + [stem]
    let forms = [
      phrase.joined(separator: " "), bare.joined(separator: " "), bare.joined(),
      bare.joined(separator: "-"),
    ]
    var alternatives: [String] = []
    for form in forms where !alternatives.contains(form) { alternatives.append(form) }
    return Scope.Term(alternatives)
  }

  private static let openers = QuestionWords.words(
    "without except excluding exclude excludes ignoring ignore minus skip omit besides hide")
  private static let links = QuestionWords.words("the for from of and any all those or by in")
}
