/// Text within a line of Markdown, so that it can be nothing but text (CommonMark 0.31, 2.4 and 6.1).
enum MarkdownInline {
  /// Writes a text with a backslash before what would be markup, on GitHub's pages and pandoc's too.
  ///
  /// Citations such as `[3]` stay as they are: nothing defines them. A word that begins with `@` is code,
  /// for a page would call the person.
  static func escaped(_ text: String, isLineStart: Bool = true) -> String {
    var result = ""
    let characters = Array(text)
    var index = 0
    while index < characters.count {
      let character = characters[index]
      let before: Character = index > 0 ? characters[index - 1] : " "
      if character == "[", let end = citation(in: characters, at: index) {
        result += String(characters[index...end])
        index = end + 1
        continue
      }
      if character == "@", !isWord(before) {
        let name = characters[(index + 1)...].prefix { isWord($0) || $0 == "-" || $0 == "/" }
        if !name.isEmpty {
          result += "`@\(String(name))`"
          index += name.count + 1
          continue
        }
      }
      let next: Character = index + 1 < characters.count ? characters[index + 1] : " "
      if isActive(character, before: before, next: next, in: characters, at: index) {
        result.append("\\")
      }
      result.append(character)
      index += 1
    }
    return isLineStart ? escapingStart(result) : result
  }

  private static let always: Set<Character> = ["\\", "`", "*", "[", "]", "<", "|", "~", "&", "$"]

  /// Letters of the longest name of a picture that GitHub knows, rounded up.
  private static let longestPictureName = 64

  private static func isActive(
    _ character: Character, before: Character, next: Character, in text: [Character], at index: Int
  ) -> Bool {
    switch character {
    case "_": !(isWord(before) && isWord(next))
    // `:100:` is a picture on some pages; times of day are not.
    // Behind `https` two strokes make a link of a bare address.
    case ":":
      text[(index + 1)...].prefix(2).elementsEqual("//")
        || text[(index + 1)...].prefix(longestPictureName).firstIndex(of: ":").map { end in
          let name = text[(index + 1)..<end]
          return name.count > 2 && name.allSatisfy { isWord($0) || $0 == "+" || $0 == "-" }
        } ?? false
    case "!": next == "["
    default: always.contains(character)
    }
  }

  /// The end of a citation that begins at a place; nil where there is none, or a link could be read.
  private static func citation(in text: [Character], at index: Int) -> Int? {
    let digits = text[(index + 1)...].prefix(9).prefix { $0.isASCII && $0.isNumber }
    let end = index + 1 + digits.count
    guard !digits.isEmpty, end < text.count, text[end] == "]" else { return nil }
    return end + 1 < text.count && "([:".contains(text[end + 1]) ? nil : end
  }

  /// A text without blanks at its ends.
  static func trimmed(_ text: String) -> String {
    var text = text[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// A line that would begin a heading, a list, a quote, a rule or a heading above it, made a text.
  private static func escapingStart(_ line: String) -> String {
    guard let first = line.first else { return line }
    if "#+-=:>".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let mark = line.dropFirst(digits.count).first, mark == "." || mark == ")"
    else { return line }
    return digits + "\\" + line.dropFirst(digits.count)
  }
}
