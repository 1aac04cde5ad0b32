/// Pasted text made fit for the line: what could act on the terminal is dropped, tabs are expanded.
enum PasteText {
  /// The lines from which a paste is folded to a placeholder: more would not fit a small window.
  static let foldedLines = 10
  /// The characters from which a paste of few lines is folded.
  static let foldedCharacters = 2_000

  /// Cleans a paste: line ends become newlines, tabs four blanks, other controls go.
  static func clean(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    var clean = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\r", "\n": clean.append("\n")
      case "\t": clean.append(contentsOf: "    ".unicodeScalars)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): break
      default: clean.append(scalar)
      }
      previous = scalar
    }
    while clean.last == "\n" { clean.removeLast() }
    return String(clean)
  }

  /// Whether a paste is too large for the line.
  static func isLarge(_ text: String) -> Bool {
    isLong(text) || text.unicodeScalars.count { $0 == "\n" } + 1 > foldedLines
  }

  /// Whether a text has more characters than anybody reads in a line.
  static func isLong(_ text: String) -> Bool {
    // A scalar has at most four bytes: what is far too long is not counted.
    text.utf8.count > foldedCharacters * 4 || text.unicodeScalars.count > foldedCharacters
  }

  /// What stands for a folded paste in the line.
  static func placeholder(for text: String, number: Int) -> String {
    "[pasted \(count(of: text)) #\(number)]"
  }

  /// What stands for a folded line of the history: how it begins, and how long it is.
  static func placeholder(forRecalled text: String) -> String {
    let beginning = text.prefix { $0 != "\n" }.prefix(shownOfRecalled)
    return "[\(beginning)… \(count(of: text))]"
  }

  /// The letters of a folded line that are shown: enough to know it by.
  private static let shownOfRecalled = 30

  private static func count(of text: String) -> String {
    let lines = text.utf8.count { $0 == 0x0A } + 1
    return "\(lines) \(lines == 1 ? "line" : "lines")"
  }
}
