import Evidence

/// A value that a text says was replaced by another.
///
///     CACHE_TTL_SECONDS 600 -> 6          changed pool_size from 20 to 5          retries: 3 → 10
struct ReplacedValue: Hashable {
  let old: String
  let new: String
  /// The words before it in the text, in small letters: what it is the value of.
  let words: Set<String>

  /// The first in a text; nil where it tells of none.
  init?(_ text: String) {
    let tokens = text.split(whereSeparator: \.isWhitespace)
    for place in tokens.indices {
      let pair = Self.arrow(tokens, place) ?? Self.fromTo(tokens, place)
      guard let pair, let old = Self.value(pair.old), let new = Self.value(pair.new), old != new
      else { continue }
      (self.old, self.new) = (old, new)
      words = Set(tokens[..<pair.place].flatMap { Stem.words(Self.parted($0)) })
      return
    }
    return nil
  }

  private static let arrows: Set<Substring> = ["->", "→", "=>", "-->"]

  private static func arrow(
    _ tokens: [Substring], _ place: Int
  ) -> (old: Substring, new: Substring, place: Int)? {
    guard arrows.contains(tokens[place]), place > 1, place + 1 < tokens.count else { return nil }
    return (tokens[place - 1], tokens[place + 1], place - 1)
  }

  private static func fromTo(
    _ tokens: [Substring], _ place: Int
  ) -> (old: Substring, new: Substring, place: Int)? {
    guard tokens[place].lowercased() == "from", place > 0, place + 3 < tokens.count,
      tokens[place + 2].lowercased() == "to"
    else { return nil }
    return (tokens[place + 1], tokens[place + 3], place)
  }

  /// A value without the marks of the sentence around it; nil where it is none, as a word of plain letters in
  /// "from time to time".
  private static func value(_ token: Substring) -> String? {
    let bare = token.trimming { "\"'`,;:()[]".contains($0) }
    let text = bare.hasSuffix(".") ? bare.dropLast() : bare
    let isSwitch = ["true", "false", "on", "off", "enabled", "disabled"].contains(text.lowercased())
    guard text.count <= longest, isSwitch || text.contains(where: \.isNumber) else { return nil }
    return String(text)
  }

  private static let longest = 60

  /// A name as words: `CACHE_TTL_SECONDS`, `maxPoolSize`.
  private static func parted(_ name: Substring) -> String {
    var text = ""
    var before: Character = " "
    for letter in name {
      if before.isLowercase, letter.isUppercase { text.append(" ") }
      text.append(letter.isLetter || letter.isNumber ? letter : " ")
      before = letter
    }
    return text
  }
}
