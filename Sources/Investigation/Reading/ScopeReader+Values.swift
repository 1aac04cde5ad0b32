import Evidence

/// The values in a question: names of people and places, and what a field is said to hold.
///
/// Of "errors of Núria Puig at clinic ÅRH-1" the two words of the name are one phrase to look for, and
/// the clinic is a condition on the field that is called so.
extension ScopeReader {
  /// A field and its value side by side: `clinic ÅRH-1`, `guest g1760`, `gate 7`; the index behind it.
  mutating func fieldValue(_ sentence: inout Sentence, at index: Int) -> Int? {
    fieldValue(&sentence, at: index, words: 2) ?? fieldValue(&sentence, at: index, words: 1)
  }

  private mutating func fieldValue(
    _ sentence: inout Sentence, at index: Int, words: Int
  ) -> Int? {
    let range = index..<index + words
    guard let value = sentence.tokens[safe: range.upperBound], value.role == nil,
      value.kind == .word,
      range.allSatisfy({ sentence.tokens[$0].isOpen && sentence.tokens[$0].mark == nil })
    else { return nil }
    let name = range.map { sentence.word($0) }.joined(separator: " ")
    guard LevelWords.level(name) == nil, !QuestionWords.stop.contains(name),
      let field = names.field(called: name),
      !Self.texts.contains(field),
      !StatusWords.nouns.contains(name) || !StatusWords.isBare(value.text),
      Self.isValue(value, behindField: true), !names.isName(value.text),
      // An identifier is sought everywhere: others log it in fields of other names.
      Self.shape(value.typed) == nil,
      TimeWords.length(in: sentence, at: range.upperBound) == nil
    else { return nil }
    let isExcluded = Exclusions.precede(index, in: sentence)
    scope.fields.append(
      .init(name: field, comparison: isExcluded ? .notEqual : .equal, value: value.typed))
    sentence.claim(index..<range.upperBound + 1, as: .condition)
    return range.upperBound + 1
  }

  /// Fields of running text, which no single word is the value of.
  private static let texts: Set = ["msg", "message", "text", "log", "err", "error", "event"]

  /// Leaves out statuses: what states them has another; where nothing states any, they are words.
  func leaveOutStatuses(_ scope: inout Scope, areStated: Bool) {
    guard !excludedStatuses.isEmpty else { return }
    guard areStated else {
      scope.excludedTerms += excludedStatuses.map {
        Scope.Term(["\($0.lowerBound)"], isWholeWord: true)
      }
      return
    }
    if scope.statuses.isEmpty { scope.statuses = [100...599] }
    for left in excludedStatuses {
      scope.statuses = scope.statuses.flatMap { range -> [ClosedRange<Int>] in
        guard range.overlaps(left) else { return [range] }
        var parts: [ClosedRange<Int>] = []
        if range.lowerBound < left.lowerBound {
          parts.append(range.lowerBound...left.lowerBound - 1)
        }
        if left.upperBound < range.upperBound {
          parts.append(left.upperBound + 1...range.upperBound)
        }
        return parts
      }
    }
  }

  /// A name of several capitalised words, or one with letters that no command has: the index behind it.
  mutating func properName(_ sentence: inout Sentence, at index: Int) -> Int? {
    var end = index
    while end < index + Self.longestProperName, let token = sentence.tokens[safe: end],
      Self.isNamePart(token), !names.isName(token.text)
    {
      end += 1
      // The mark behind an abbreviation parts nothing: "St. Antönien".
      let isShortened = token.mark == "." && token.text.utf8.count <= 3
      if token.mark != nil, !isShortened { break }
    }
    guard end - index > 1 || end > index && Self.isForeign(sentence.tokens[index]) else {
      return nil
    }
    let words = sentence.tokens[index..<end]
    let parts = words.enumerated().map { step, token in
      token.typed + (token.mark == "." && step + 1 < words.count ? "." : "")
    }
    let term = Scope.Term([parts.joined(separator: " ")], isWholeWord: true)
    if Exclusions.precede(index, in: sentence) {
      scope.excludedTerms.append(term)
    } else if !scope.terms.contains(term) {
      scope.terms.append(term)
    }
    sentence.claim(index..<end, as: .value)
    return end
  }

  /// Names of more words are titles.
  private static let longestProperName = 4

  /// Whether a word can be part of a name: a capital before small letters, and no word of questions.
  private static func isNamePart(_ token: Token) -> Bool {
    guard token.isOpen, !QuestionWords.all.contains(token.text), token.number == nil else {
      return false
    }
    if isForeign(token) { return true }
    guard let first = token.typed.first, first.isUppercase, token.typed.count > 1 else {
      return false
    }
    return token.typed.dropFirst().allSatisfy {
      $0.isLowercase || $0 == "-" || $0 == "'" || $0.isUppercase && token.typed.contains("-")
    } && TimeWords.weekdays[token.text] == nil && TimeWords.months[token.text] == nil
  }

  /// Whether a word has letters that English has not: `Grüsch`, `łódź`, `ÅRH-1`.
  private static func isForeign(_ token: Token) -> Bool {
    token.kind == .word && token.typed.contains { $0.isLetter && !$0.isASCII }
  }

  /// Whether a word looks like the value of something: it has a digit, capitals within, letters beyond
  /// ASCII; behind the name of a field a number or a capital will do.
  static func isValue(_ token: Token, behindField: Bool) -> Bool {
    let typed = token.typed
    guard !QuestionWords.all.contains(token.text), !typed.contains(":"), typed.first != "/",
      typed.first != "-"
    else { return false }
    if isForeign(token) { return true }
    let hasDigit = typed.contains(where: \.isNumber)
    let hasLetter = typed.contains(where: \.isLetter)
    guard behindField else { return hasDigit && hasLetter }
    // `p95` and `5xx` measure and count.
    if StatusWords.range(token.text, .equal) != nil, hasLetter { return false }
    if token.text.first == "p", token.text.dropFirst().allSatisfy(\.isNumber) { return false }
    return hasDigit
      || typed.first?.isUppercase == true && TimeWords.weekdays[token.text] == nil
        && TimeWords.months[token.text] == nil
  }
}

extension Scope.Term {
  /// Whether it is a value that was named, not a word of messages: an identifier, a name.
  var isValue: Bool {
    isWholeWord
      && (alternatives.first.map { $0.utf8.count > 3 || $0.contains(where: \.isNumber) } ?? false)
  }
}
