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

  /// Whether a value is a secret, or has a name that says so: taken out of its line it would not be masked.
  static func isSecret(_ value: String, named name: String) -> Bool {
    let text = "\(name)=\(value)"
    return clean(text) != String(MarkdownText.oneLine(text)[...].trimming(\.isWhitespace))
  }

  /// A text in one line with secrets masked: how a cited line is compared with its quote.
  package static func clean(_ text: String) -> String {
    String(SecretMask.masked(MarkdownText.oneLine(text))[...].trimming(\.isWhitespace))
  }

  /// The message of a sample as an exhibit quotes it: a long one around the part that tells.
  static func text(of sample: Sample, telling: String? = nil) -> String {
    let message = clean(sample.message)
    let text = message.isEmpty ? clean(sample.text) : message
    // Its beginning is enough: the head of a message says of what.
    let words = telling.map { [String(clean($0).prefix(longest / 4))] } ?? []
    return cut(text, around: words, to: longest)
  }

  /// The part of an entry that says why, as its line has it, where its message does not hold it: the value
  /// of a field beside the message.
  ///
  /// Of `msg="batch dropped" error="stream \"a\" exceeded its limit"` → `exceeded its limit`, for a quote
  /// is what stands there, and the longest part without quotes in it says most.
  static func beside(_ sample: Sample, telling: String) -> String? {
    let wanted = clean(telling)
    guard !clean(sample.message).contains(wanted) else { return nil }
    let text = clean(sample.text)
    // Ends of lines that were written out are blanks in what was read: the first line says what it is.
    let line = wanted.split(separator: "  ").first { $0.count >= fewestTelling } ?? wanted[...]
    let parts = line.split { "\"\\".contains($0) }.map { String($0.trimming(\.isWhitespace)) }
    let longest = parts.max { $0.count < $1.count } ?? ""
    return longest.count >= fewestTelling && text.contains(longest)
      ? cut(longest, to: longestInSentence) : nil
  }

  /// What a field beside a message says of why it failed, where the message does not: of
  /// `msg="put failed" err="disk full on /srv"` it is `disk full on /srv`.
  static func reason(of sample: Sample) -> String? {
    guard sample.level ?? .error >= .warning else { return nil }
    let text = sample.text
    let lowered = text.lowercased()
    guard lowered.utf8.count == text.utf8.count else { return nil }
    for name in reasons {
      for mark in ["\(name)=\"", "\"\(name)\":\"", "\"\(name)\": \""] {
        guard lowered.holds(mark), let found = lowered.firstRange(of: mark) else { continue }
        let before = found.lowerBound == text.startIndex ? nil : text[..<found.lowerBound].last
        if let before, before.isLetter || before == "_" { continue }
        let value = clean(String(text[found.upperBound...].prefix { $0 != "\"" }))
        guard value.count >= fewestTelling, value.contains(" "), !value.hasSuffix("\\"),
          !clean(sample.message).contains(value)
        else { continue }
        return cut(value, to: longestInSentence)
      }
    }
    return nil
  }

  /// What stands behind a short message in its line, where named values say what the message only
  /// announces: of `msg="settings reloaded" changed="rows: 500 -> 5"` it is `changed="rows: 500 -> 5"`.
  static func values(behind sample: Sample) -> String? {
    let message = clean(sample.message)
    let text = clean(sample.text)
    guard message.split(separator: " ").count <= mostAnnouncing, message.count < text.count,
      let found = text.firstRange(of: message)
    else { return nil }
    if sample.text.contains("\n") {
      // A record of many lines: what was asked for stands behind who asked, from where and with what.
      let folded = sample.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard let asked = folded.firstRange(of: "\"requestParameters\"") else { return nil }
      return cut(clean(String(folded[asked.lowerBound...])), to: longestInSentence)
    }
    let rest = text[found.upperBound...].trimming { $0.isWhitespace || "\",;}]".contains($0) }
    let whole = rest.count { $0 == "\"" } % 2 == 0 ? String(rest) : rest + "\""
    guard whole.contains("=") || whole.contains("\":"), whole.count(where: \.isLetter) > 7 else {
      return nil
    }
    return cut(whole, to: longestInSentence)
  }

  /// A message of more words says what it announces.
  private static let mostAnnouncing = 3

  /// Fields in which programs say why.
  private static let reasons = ["err", "error", "reason", "cause", "exception", "error_message"]

  /// The fewest characters of a part that says anything.
  private static let fewestTelling = 12

  /// A text cut to a length, at a word's end where one is near; never begins in the middle of a word.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    var part = text.prefix(limit)
    // A word longer than this is cut: it is an identifier or a blob.
    if let space = part.lastIndex(of: " "), part[space...].count < 30 { part = part[..<space] }
    return String(part.trimming(\.isWhitespace))
  }

  /// What a long message says behind the last of its colons, or its "but"; nil where that is no clause
  /// of a few words.
  static func lastLink(of text: String) -> String? {
    guard text.count > longestInSentence else { return nil }
    var best: String.Index?
    for mark in [": ", ", but "] {
      var from = text.startIndex
      while let found = text[from...].firstRange(of: mark) {
        from = found.upperBound
        let rest = text[from...].split(separator: " ")
        guard rest.count >= fewestOfLink else { break }
        best = max(best ?? from, from)
      }
    }
    guard let best else { return nil }
    return cut(String(text[best...]), to: longestInSentence)
  }

  /// Fewer words are a code or a name.
  private static let fewestOfLink = 3

  /// The part of a message around some words, so that a long one shows what was asked for.
  ///
  /// `INFO a b c … HikariPool timed out` around `hikaripool` with limit 20 → `HikariPool timed out`.
  static func cut(_ text: String, around words: [String], to limit: Int) -> String {
    guard text.count > limit else { return text }
    let lowered = text.lowercased()
    // The beginning of a long part is enough to find it, also where its end was cut off.
    let places = words.compactMap { word in
      lowered.firstRange(of: word.lowercased().prefix(limit / 4)).map {
        ($0.lowerBound, word.count)
      }
    }
    guard let (place, length) = places.min(by: { $0.0 < $1.0 }), lowered.count == text.count
    else { return cut(text, to: limit) }
    let position = lowered.distance(from: lowered.startIndex, to: place)
    guard position + min(length, limit * 2 / 3) > limit else { return cut(text, to: limit) }
    // A third before it, and more where little stands behind.
    let begin = max(0, min(position - limit / 3, text.count - limit))
    let from = text.index(text.startIndex, offsetBy: begin)
    let rest = text[from...].drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    return cut(String(rest.isEmpty ? text[from...] : rest), to: limit)
  }
}
