/// Character references of HTML, as Markdown uses them.
enum MarkdownEntity {
  /// The names that occur in prose; an unknown one stays as it is written.
  private static let names: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}",
    "copy": "©", "reg": "®", "hellip": "…", "mdash": "—", "ndash": "–", "rarr": "→",
    "larr": "←", "times": "×", "middot": "·", "bull": "•", "deg": "°", "micro": "µ",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
  ]

  /// Decodes a reference such as `&amp;`, `&#27;` or `&#x1b;`.
  static func decode(_ text: String) -> String {
    let body = text.dropFirst().dropLast()
    guard body.first == "#" else { return names[body] ?? text }
    let digits = body.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    return number.flatMap(Unicode.Scalar.init).map { String($0) } ?? "\u{fffd}"
  }
}
