import Foundation

/// What of HTML a person reads, by the crudest means: tags out, references decoded.
enum HTMLReading {
  /// The text without any white space, for that is laid out by whoever shows it.
  static func letters(_ html: String) -> String {
    let plain = html.replacing(/<[^>]*>/, with: "")
    let decoded = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "),
      ("&amp;", "&"),
    ].reduce(plain) { $0.replacing($1.0, with: $1.1) }
    return decoded.filter { !$0.isWhitespace }
  }

  /// The element of an identifier with all that is in it; nil where there is none.
  static func section(_ id: String, of html: String) -> String? {
    guard let start = html.range(of: "<section id=\"\(id)\">"),
      let end = html.range(of: "</section>", range: start.upperBound..<html.endIndex)
    else { return nil }
    return String(html[start.upperBound..<end.lowerBound])
  }
}
