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
