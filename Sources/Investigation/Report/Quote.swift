import Evidence
import Redaction

/// Quotes evidence: in one line, with secrets masked, cut to the part that tells.
///
/// `login ok, password=hunter2` → `login ok, password=[masked]`.
package enum Quote {
  /// The longest quote of an exhibit, in characters: about two lines of a wide terminal.
  static let longest = 320
  /// The longest quote inside a sentence.
  static let longestInSentence = 160

  /// A text in one line with secrets masked: how a cited line is compared with its quote.
  package static func clean(_ text: String) -> String {
    String(SecretMask.masked(MarkdownText.oneLine(text))[...].trimming(\.isWhitespace))
  }

  /// The message of a sample as an exhibit quotes it.
  static func text(of sample: Sample) -> String {
    let message = clean(sample.message)
    return cut(message.isEmpty ? clean(sample.text) : message, to: longest)
  }

  /// A text cut to a length, at a word's end where one is near; never begins in the middle of a word.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    var part = text.prefix(limit)
    // A word longer than this is cut: it is an identifier or a blob.
    if let space = part.lastIndex(of: " "), part[space...].count < 30 { part = part[..<space] }
    return String(part.trimming(\.isWhitespace))
  }

  /// The part of a message around some words, so that a long one shows what was asked for.
  ///
  /// `INFO a b c … HikariPool timed out` around `hikaripool` with limit 20 → `HikariPool timed out`.
  static func cut(_ text: String, around words: [String], to limit: Int) -> String {
    guard text.count > limit else { return text }
    let lowered = text.lowercased()
    let places = words.compactMap { lowered.firstRange(of: $0.lowercased())?.lowerBound }
    guard let first = places.min(), lowered.count == text.count else { return cut(text, to: limit) }
    let position = lowered.distance(from: lowered.startIndex, to: first)
    guard position > limit * 2 / 3 else { return cut(text, to: limit) }
    let from = text.index(text.startIndex, offsetBy: position - limit / 3)
    let rest = text[from...].drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    return cut(String(rest.isEmpty ? text[from...] : rest), to: limit)
  }
}

extension Substring {
  /// The part without such characters at its ends.
  func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
    var part = drop(while: isTrimmed)
    while let last = part.last, isTrimmed(last) { part.removeLast() }
    return part
  }
}
