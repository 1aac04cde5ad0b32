import Timeline

/// Quotes log lines: cleaned, masked, and cut to a readable length.
package enum Quote {
  /// The longest quote, in characters.
  static let limit = 320

  /// What is quoted of an entry: a part of its line, cleaned and masked.
  static func text(of excerpt: LogExcerpt) -> String {
    let whole = clean(excerpt.text)
    let part = clean(excerpt.quote)
    let chosen = whole.firstRange(of: part) == nil ? whole : part
    return short(chosen, limit: limit)
  }

  /// The entry, or the line of its stack trace that tells what its first line does not.
  static func telling(_ excerpt: LogExcerpt) -> LogExcerpt {
    guard let cause = excerpt.cause, weight(cause.text) >= 0.6, weight(excerpt.quote) < 0.6 else {
      return excerpt
    }
    return LogExcerpt(file: excerpt.file, line: cause.line, time: excerpt.time, text: cause.text)
  }

  private static func weight(_ text: String) -> Double {
    let words = SignalWords.split(String(MessageText.core(of: text)))
    return SignalReader.shared.read(words)?.signal.weight ?? 0
  }

  /// The text in one line, with secrets masked: how a cited line is compared with its quote.
  package static func clean(_ text: String) -> String {
    SecretMask.masked(MarkdownText.oneLine(text)).trimmed
  }

  /// An unbroken part of a text: its message, around the words that tell what happened.
  static func short(_ text: String, limit: Int) -> String {
    guard limit < Self.limit || text.count > limit else { return text }
    var part = limit < Self.limit ? MessageText.core(of: text) : text[...]
    if part.count > limit, let telling = tellingPlace(part), telling > limit * 2 / 3 {
      let from =
        part.index(part.startIndex, offsetBy: telling - limit / 3, limitedBy: part.endIndex)
        ?? part.endIndex
      part = part[from...].drop(while: { !$0.isWhitespace }).drop(while: \.isWhitespace)
    }
    if part.count > limit {
      part = part.prefix(limit)
      if let space = part.lastIndex(of: " "), part[space...].count < 30 { part = part[..<space] }
    }
    return String(part).trimmed
  }

  /// How many characters stand before the words that tell what happened.
  private static func tellingPlace(_ text: Substring) -> Int? {
    let words = SignalWords.split(String(text))
    guard let finding = SignalReader.shared.read(words), finding.signal != .failure,
      let place = text.lowercased().firstRange(of: finding.firstWord)
    else { return nil }
    return text.lowercased()[..<place.lowerBound].count
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    String(self[...].trimming(\.isWhitespace))
  }
}
