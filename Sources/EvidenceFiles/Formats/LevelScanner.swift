import Evidence

/// Reads how grave a line says it is.
enum LevelScanner {
  /// The words for each level; the first letters tell them apart quickly.
  private static let words: [(word: UInt64, level: Level)] = {
    let words: [(String, Level)] = [
      ("trace", .trace), ("verbose", .trace), ("finest", .trace), ("finer", .trace),
      ("debug", .debug), ("fine", .debug), ("dbg", .debug), ("info", .info),
      ("informat", .info), ("inf", .info), ("config", .info), ("notice", .notice),
      ("warn", .warning), ("warning", .warning), ("wrn", .warning), ("error", .error),
      ("err", .error), ("severe", .error), ("eror", .error), ("failure", .error),
      ("fatal", .fatal), ("critical", .fatal), ("crit", .fatal), ("alert", .fatal),
      ("emerg", .fatal), ("panic", .fatal), ("ftl", .fatal), ("dpanic", .fatal),
    ]
    return words.map { (pack($0.0), $0.1) }
  }()

  private static func pack(_ word: String) -> UInt64 {
    word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The level of a word, whatever its case.
  static func level(word: Bytes) -> Level? {
    guard word.count >= 3, word.count <= 11 else { return nil }
    var packed: UInt64 = 0
    for byte in word.prefix(8) { packed = packed << 8 | UInt64(lowered(byte)) }
    for (word, level) in words where word == packed { return level }
    return nil
  }

  /// The level of the value of a field: a word, a letter, or a number (syslog, pino, OpenTelemetry).
  static func level(value: Bytes) -> Level? {
    let value = value.trimmed()
    if let level = level(word: value) { return level }
    if value.count == 1, let level = level(letter: value[0]) { return level }
    guard value.count <= 2, value.allSatisfy(isDigit) else { return nil }
    let number = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    // Pino and bunyan count 10, 20 … 60; syslog counts down from 7.
    if value.count == 2, number % 10 == 0 {
      return [.trace, .debug, .info, .warning, .error, .fatal][min(max(number / 10 - 1, 0), 5)]
    }
    guard value.count == 1, number < 8 else { return nil }
    return [.fatal, .fatal, .fatal, .error, .warning, .notice, .info, .debug][number]
  }

  /// The level of a letter that stands alone.
  static func level(letter: UInt8) -> Level? {
    switch letter {
    case 0x54, 0x56: .trace
    case 0x44: .debug
    case 0x49: .info
    case 0x4E: .notice
    case 0x57: .warning
    case 0x45: .error
    case 0x46, 0x43: .fatal
    default: nil
    }
  }

  /// A level and where the message goes on behind it.
  struct Found {
    var level: Level
    /// The index behind the level and its punctuation, where only numbers stood before it.
    var end: Int?
  }

  /// Finds the level among the first words behind the time.
  static func find(_ text: Bytes) -> Found? {
    var at = 0
    var words = 0
    var onlyNumbers = true
    while at < text.count, at < 160, words < 9 {
      while at < text.count, isSpace(text[at]) { at += 1 }
      let start = at
      while at < text.count, !isSpace(text[at]) { at += 1 }
      guard at > start else { return nil }
      words += 1
      if let level = token(text.part(start, at), first: onlyNumbers) {
        return Found(level: level, end: onlyNumbers ? at : nil)
      }
      for byte in text[start..<at] where isLetter(byte) {
        onlyNumbers = false
        break
      }
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x7C
  }

  /// The level a word between spaces names: `ERROR`, `[error]`, `error:`, `W`.
  private static func token(_ token: Bytes, first: Bool) -> Level? {
    var from = 0
    var to = token.count
    let opened = token[0] == 0x5B || token[0] == 0x3C || token[0] == 0x28
    while from < to, !isLetter(token[from]) { from += 1 }
    var end = from
    while end < to, isLetter(token[end]) { end += 1 }
    to = end
    guard to > from else { return nil }
    let closed = to < token.count && (token[to] == 0x5D || token[to] == 0x3E || token[to] == 0x29)
    let coloned = to < token.count && (token[to] == 0x3A || token[to] == 0x2C)
    guard to == token.count || closed || coloned else { return nil }
    guard from == 0 || opened else { return nil }
    let word = token.part(from, to)
    if word.count == 1 { return first && !coloned ? level(letter: word[0]) : nil }
    guard let level = level(word: word) else { return nil }
    if opened && closed { return level }
    // In running text only capitals mean a level; right behind the time any case does.
    let upper = word.allSatisfy { $0 & 0x20 == 0 }
    return upper || first ? level : nil
  }
}
