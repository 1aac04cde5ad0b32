import Evidence

/// A word of a question, or what stands in its place: a number, a quoted phrase, `[7]`, `status=503`.
struct Token: Hashable {
  /// In lower case, without the punctuation around it: `payment` of `"Payment's?"`.
  var text: String
  /// As it was typed.
  var typed: String
  var kind = Kind.word
  /// What a reader took it for; nil where none has claimed it yet.
  var role: Role?
  /// The punctuation right behind it, the first mark only: `,` `.` `;` `:` `?` `!`.
  var mark: Character?

  init(_ typed: String, kind: Kind = .word) {
    self.typed = typed
    text = typed.lowercased()
    self.kind = kind
  }

  /// The form it was written in.
  enum Kind: Hashable {
    case word
    /// Something between quotation marks or back ticks.
    case quoted
    /// Numbers of exhibits: `[7]`, `[1, 3]`.
    case reference([Int])
    /// `user=u17`, `duration_ms >= 500`.
    case condition(Scope.FieldCondition)
    /// `-` or `–` between two times.
    case dash
  }

  /// What a token turned out to mean.
  enum Role: String, Hashable {
    case service, host, place, logger, field, level, status, endpoint, identifier, condition, quoted
    case reference, time, number, group, statistic, order, excluded
    /// A value to look for: a person's name, a place.
    case value
    /// A word that stands for the subject of the conversation: "it", "that".
    case anaphor
    /// A word to search for, or of the symptom.
    case content
  }

  /// Whether it is a word that no reader has claimed.
  var isOpen: Bool { role == nil && kind == .word }

  /// The number it is, in digits or in words up to a hundred; nil where it is none.
  var number: Int? {
    guard kind == .word else { return nil }
    if let number = QuestionWords.numbers[text] { return number }
    guard let first = text.utf8.first, (48...57).contains(first), text.utf8.count <= 12 else {
      return nil
    }
    // A thousand is written `1,000` or `1k`.
    if text.hasSuffix("k"), let thousands = Int(text.dropLast()), thousands < 1_000_000 {
      return thousands * 1000
    }
    return Int(text.contains(",") ? text.filter { $0 != "," } : text)
  }
}

/// The tokens of a question, with what each turned out to mean.
struct Sentence: Hashable {
  var tokens: [Token]

  /// Whether the words at an index are these.
  func has(_ words: [String], at index: Int) -> Bool {
    guard index >= 0, index + words.count <= tokens.count else { return false }
    for (step, word) in words.enumerated() where tokens[index + step].text != word {
      return false
    }
    return true
  }

  /// The text of a token in lower case; empty beyond the ends.
  func word(_ index: Int) -> String {
    tokens.indices.contains(index) ? tokens[index].text : ""
  }

  /// Gives some tokens a meaning.
  mutating func claim(_ range: Range<Int>, as role: Token.Role) {
    for index in range.clamped(to: tokens.startIndex..<tokens.endIndex) {
      tokens[index].role = role
    }
  }

  /// The index at which some words stand side by side, from an index on.
  func firstIndex(of words: [String], from start: Int = 0) -> Int? {
    guard let head = words.first else { return nil }
    for index in tokens.indices.dropFirst(start)
    where tokens[index].text == head && has(words, at: index) {
      return index
    }
    return nil
  }

  /// Whether a phrase, its words parted by spaces, occurs.
  func contains(_ phrase: String) -> Bool {
    firstIndex(of: phrase.split(separator: " ").map(String.init)) != nil
  }
}
