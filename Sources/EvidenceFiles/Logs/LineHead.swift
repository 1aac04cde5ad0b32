import Evidence

/// The head of a line without a time by which a runner of several tasks says whose line it is.
///
/// `Step #4 - "push": ERROR: denied` is of `push`, `web:build: compiled` of `web:build`, `[api] ready`
/// of `api`. It is learned from many lines: one alone could begin so by chance.
enum LineHead: Sendable {
  /// A name before a colon.
  case colon
  /// A name in brackets.
  case bracket
  /// The number of a step, and the seconds since it began: `#12 0.345 npm ERR! …` of BuildKit.
  case number

  /// The longest head in bytes: names of tasks are short.
  private static let longest = 60

  /// Cuts the head off a line; nil where it has none.
  func cut(_ text: Bytes) -> (name: Bytes, end: Int)? {
    var name: Bytes
    var end: Int
    switch self {
    case .colon:
      guard let colon = Self.colon(in: text) else { return nil }
      name = text.part(0, colon)
      end = colon + 2
    case .bracket:
      guard text.first == UInt8(ascii: "["), let close = text.first(UInt8(ascii: "]")),
        close > 1, close < Self.longest, close + 1 < text.count, text[close + 1] == 0x20
      else { return nil }
      name = text.part(1, close).trimmed()
      end = close + 2
    case .number:
      guard let behind = Self.number(in: text) else { return nil }
      name = text.part(0, 0)
      end = behind
    }
    if case .number = self { return (name, end) }
    // What stands in quotes is the name itself.
    if name.count > 2, name.last == UInt8(ascii: "\""),
      let open = name.first(UInt8(ascii: "\"")), open < name.count - 2
    {
      name = name.part(open + 1, name.count - 1)
    }
    let blanks = name.reduce(0) { $0 + ($1 == 0x20 ? 1 : 0) }
    guard blanks <= 3, name.contains(where: isLetter), LevelWords.find(name) == nil,
      LineShape.failure(text) == nil
    else { return nil }
    return (name, end)
  }

  /// Where the colon stands, with a blank behind it, quotes passed.
  private static func colon(in text: Bytes) -> Int? {
    guard let first = text.first, isLetter(first) || first == UInt8(ascii: "@") else { return nil }
    var at = 0
    var isQuoted = false
    while at + 1 < min(text.count, longest) {
      let byte = text[at]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ":"), !isQuoted, text[at + 1] == 0x20 { return at }
      guard byte != UInt8(ascii: "="), byte != UInt8(ascii: "{"), byte != UInt8(ascii: "(") else {
        return nil
      }
      at += 1
    }
    return nil
  }

  /// Where the text begins behind `#12` and a number of seconds.
  private static func number(in text: Bytes) -> Int? {
    guard text.first == UInt8(ascii: "#") else { return nil }
    var at = 1
    while at < text.count, isDigit(text[at]) { at += 1 }
    guard at > 1, at < text.count, text[at] == 0x20 else { return nil }
    let end = PrefixWords.end(text, at + 1)
    let isSeconds =
      end > at + 1 && end < text.count && text.part(at + 1, end).contains(UInt8(ascii: "."))
      && text.part(at + 1, end).allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    return isSeconds ? end + 1 : at + 1
  }

  /// The head that at least eight of ten lines have, with few names that return; nil where there is none.
  static func learned(from lines: [Bytes]) -> LineHead? {
    guard lines.count >= 8 else { return nil }
    return [LineHead.colon, .bracket, .number].first { kind in
      let names = lines.compactMap { kind.cut($0).map { EvidenceFiles.hash($0.name) } }
      return names.count * 10 >= lines.count * 8 && Set(names).count * 4 <= names.count
    }
  }
}
