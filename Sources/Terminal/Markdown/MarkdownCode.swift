/// Text as code in Markdown, whatever backticks it holds.
package enum MarkdownCode {
  /// A text of one line as code in a sentence (CommonMark 0.31, 6.1).
  ///
  ///     a`b   →   ``a`b``
  package static func span(_ text: String) -> String {
    let fence = fence(around: text, atLeast: 1)
    let needsBlank =
      text.isEmpty || text.hasPrefix("`") || text.hasSuffix("`")
      || text.hasPrefix(" ") && text.hasSuffix(" ")
    return needsBlank ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }

  /// Lines as a block of code (CommonMark 0.31, 4.5).
  package static func block(_ lines: [String]) -> String {
    let body = lines.joined(separator: "\n")
    let fence = fence(around: body, atLeast: 3)
    return "\(fence)\n\(body)\(lines.isEmpty ? "" : "\n")\(fence)"
  }

  /// Backticks, more of them than any run in a text has.
  private static func fence(around text: String, atLeast least: Int) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(least, longest + 1))
  }
}
