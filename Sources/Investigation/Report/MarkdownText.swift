/// Puts text from logs into Markdown so that it can be nothing but text.
enum MarkdownText {
  /// The text as an inline code span, whatever backticks it holds.
  ///
  /// See CommonMark 0.31, section 6.1: the fence is longer than any run of backticks inside.
  static func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsSpace =
      text.isEmpty || text.first == "`" || text.last == "`"
      || text.first == " " && text.last == " "
    return needsSpace ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }

  /// A name as bold text; one with unusual characters as code.
  ///
  /// Between letters and digits `_` is nothing but itself (CommonMark 0.31, section 6.2), and so is `@`
  /// where no dot behind it makes an address of the name: `zabbix_server`, `rabbit@mq1`.
  static func name(_ name: String) -> String {
    let bytes = Array(name.utf8)
    func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
      default: return false
      }
    }
    let isPlain = bytes.indices.allSatisfy { index in
      switch bytes[index] {
      case 0x20, 0x2D, 0x2E, 0x2F, 0x3A: return true
      case UInt8(ascii: "_"): return isWord(index - 1) && isWord(index + 1)
      case UInt8(ascii: "@"):
        return isWord(index - 1) && isWord(index + 1)
          && !bytes[index...].contains(UInt8(ascii: "."))
      default: return isWord(index)
      }
    }
    // Names of several words are common on Windows; a blank at an end would undo the emphasis.
    let isTrimmed = name.first != " " && name.last != " "
    return isPlain && isTrimmed && !name.isEmpty ? "**\(name)**" : code(oneLine(name))
  }

  /// A sentence that holds names from evidence, some as code between single backticks: nothing else in
  /// it is markup, and what looks like a secret is masked.
  ///
  /// ``its claim `data` asks for [gold](http://x)`` → ``its claim `data` asks for \[gold\](http://x)``
  static func sentence(_ text: String) -> String {
    let text = Quote.clean(text)
    var parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    // A run of backticks, or one that no other closes, is no border of a code span.
    if text.contains("``") || parts.count.isMultiple(of: 2) {
      parts = [parts.joined(separator: "'")]
    }
    return parts.enumerated().map { $0.offset.isMultiple(of: 2) ? inert($0.element) : $0.element }
      .joined(separator: "`")
  }

  /// The text with a backslash before what would be markup (CommonMark 0.31, section 2.4); `_` between
  /// letters and digits is none.
  private static func inert(_ text: String) -> String {
    var result = ""
    var before: Character = " "
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isInside = before.isLetter || before.isNumber || before == "_"
      let isBefore = next.isLetter || next.isNumber || next == "_"
      if active.contains(character) || character == "_" && !(isInside && isBefore) {
        result.append("\\")
      }
      result.append(character)
      before = character
    }
    return result
  }

  private static let active: Set<Character> = ["[", "]", "<", "*", "\\", "|", "~", "&"]

  /// The text with line ends made visible, so that it stays in its place.
  static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { replacements[$0.value] != nil }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let replaced = replacements[scalar.value]
      result.append(replaced ?? scalar)
    }
    return String(result)
  }

  private static let replacements: [UInt32: Unicode.Scalar] = [
    0x00: "␀", 0x0A: "␊", 0x0D: "␍", 0x0B: "␋", 0x0C: "␌",
  ]
}
