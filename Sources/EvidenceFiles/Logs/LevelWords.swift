import Evidence

/// Reads how grave something is from a word, a letter or a number.
enum LevelWords {
  /// The table itself: add a word where a new source of logs needs one.
  private static let table: [(words: [StaticString], level: Level)] = [
    (["trace", "trc", "trce", "verbose", "vrb", "finest", "finer", "silly"], .trace),
    (
      [
        "debug", "dbg", "dbug", "deb", "debu", "fine", "debug1", "debug2", "debug3", "debug4",
        "debug5",
      ], .debug
    ),
    (
      [
        "info", "inf", "information", "informational", "config", "log", "system", "normal", "http",
        "success", "command", "step", "audit", "default",
      ], .info
    ),
    (["notice", "note", "ntc", "hint", "noti", "notif", "notification"], .notice),
    (["warn", "warning", "wrn", "wn", "deprecated", "deprecation"], .warning),
    (
      [
        "error", "err", "eror", "erro", "severe", "failure", "fail", "failed", "exception", "er",
        "errors", "errs",
      ],
      .error
    ),
    (
      [
        "fatal", "ftl", "fata", "critical", "crit", "crt", "alert", "emerg", "emer", "emergency",
        "panic", "pani", "dpanic", "fault", "fatl", "disaster", "emrg", "alrt",
      ], .fatal
    ),
  ]

  /// Words that are common in running text too: a level only in brackets or before a colon.
  private static let prose: [StaticString] = [
    "fine", "config", "log", "system", "normal", "http", "success", "command", "step", "audit",
    "default",
    "note", "hint", "noti", "notif", "notification", "wn", "deprecated", "deprecation", "failure",
    "fail", "failed", "exception",
    "er", "errors", "alert", "fault", "fata", "pani", "silly", "verbose", "panic", "emergency",
    "disaster",
  ]

  private struct Row {
    var word: StaticString
    var level: Level
    var isProse: Bool
  }

  /// The rows by the first letter of their word.
  private static let byLetter: [[Row]] = {
    var rows: [[Row]] = Array(repeating: [], count: 26)
    for (words, level) in table {
      for word in words {
        let isProse = prose.contains { equal($0, word) }
        rows[Int(word.utf8Start[0] &- 0x61)].append(
          Row(word: word, level: level, isProse: isProse))
      }
    }
    return rows
  }()

  private static func equal(_ a: StaticString, _ b: StaticString) -> Bool {
    guard a.utf8CodeUnitCount == b.utf8CodeUnitCount else { return false }
    return (0..<a.utf8CodeUnitCount).allSatisfy { a.utf8Start[$0] == b.utf8Start[$0] }
  }

  /// A level, and whether its word also occurs in running text.
  struct Found {
    var level: Level
    var isProse: Bool
  }

  /// The level of a word, whatever its case: `WARN`, `Information`, `fail`; nil for any other.
  @inline(__always)
  static func find(_ word: Bytes) -> Found? {
    guard word.count >= 2, word.count <= 13 else { return nil }
    let letter = lowered(word[0]) &- 0x61
    guard letter < 26 else { return nil }
    return search(word, Int(letter))
  }

  private static func search(_ word: Bytes, _ letter: Int) -> Found? {
    for row in byLetter[letter] where row.word.utf8CodeUnitCount == word.count {
      var index = 1
      while index < word.count, lowered(word[index]) == row.word.utf8Start[index] { index += 1 }
      if index == word.count { return Found(level: row.level, isProse: row.isProse) }
    }
    return nil
  }

  /// The level of a word that is all a field holds: consoles of machines grade by `Caution` and `Major`
  /// too, which in running text grade other things.
  static func find(field word: Bytes) -> Found? {
    if let found = find(word) { return found }
    for (text, level) in grades where text.utf8CodeUnitCount == word.count {
      if (0..<word.count).allSatisfy({ lowered(word[$0]) == text.utf8Start[$0] }) {
        return Found(level: level, isProse: true)
      }
    }
    return nil
  }

  private static let grades: [(text: StaticString, level: Level)] = [
    ("caution", .warning), ("minor", .warning), ("major", .error), ("serious", .error),
  ]

  /// The level of a letter that stands alone: `E`, `W`, `I`.
  static func level(letter: UInt8) -> Level? {
    switch letter {
    case UInt8(ascii: "T"), UInt8(ascii: "V"): .trace
    case UInt8(ascii: "D"): .debug
    case UInt8(ascii: "I"): .info
    case UInt8(ascii: "N"): .notice
    case UInt8(ascii: "W"): .warning
    case UInt8(ascii: "E"): .error
    case UInt8(ascii: "F"), UInt8(ascii: "C"): .fatal
    default: nil
    }
  }

  /// The level of a severity of syslog (RFC 5424, section 6.2.1): 0 is an emergency, 7 debugging.
  static func level(severity: Int) -> Level? {
    switch severity {
    case 0, 1, 2: .fatal
    case 3: .error
    case 4: .warning
    case 5: .notice
    case 6: .info
    case 7: .debug
    default: nil
    }
  }

  /// How the numbers of a level field are to be read.
  enum Scale: Equatable {
    /// `priority` and `PRIORITY` of syslog and journald; also of plain single digits.
    case syslog
    /// `severityNumber` of OpenTelemetry: 1 to 24 in steps of four.
    case openTelemetry
    /// `severityLevel` of Application Insights: 0 verbose, 1 information, 2 warning, 3 error, 4
    /// critical.
    case applicationInsights
    /// `level` of Windows events: 1 critical, 2 error, 3 warning, 4 information, 5 verbose.
    case windows
    /// Numbers that rise with the gravity, of which one is what most entries have: information.
    ///
    /// Nextcloud counts from 0, debugging, to 4; .NET from 0, tracing, to 5; CMTrace from 1 to 3.
    case rising(usual: Int)
  }

  /// The level of the value of a field: a word, a letter or a number.
  ///
  /// `error`, `E`, `ERROR4`, `production.ERROR` by words; `50` (pino, bunyan), `40000` (logback), `17`
  /// (OpenTelemetry) and `3` (syslog) by numbers.
  static func level(value: Bytes, scale: Scale = .syslog) -> Level? {
    var value = value.trimmed()
    guard let first = value.first else { return nil }
    if isDigit(first) { return level(number: value, scale: scale) }
    if value.count == 1 { return level(letter: first & 0xDF) }
    if let found = find(value) { return found.level }
    // OpenTelemetry counts within a level, and enumerations come with their type's name.
    while let last = value.last, isDigit(last) { value = value.part(0, value.count - 1) }
    var start = value.count
    while start > 0, isLetter(value[start - 1]) { start -= 1 }
    if start < value.count, let found = find(value.part(start, value.count)) { return found.level }
    var end = 0
    while end < value.count, isLetter(value[end]) { end += 1 }
    return find(field: value.part(0, end))?.level
  }

  private static func level(number value: Bytes, scale: Scale) -> Level? {
    guard value.count <= 5 else { return nil }
    var number = 0
    for byte in value {
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int(byte &- 0x30)
    }
    if scale == .openTelemetry, number > 0, number <= 24 {
      return [.trace, .debug, .info, .warning, .error, .fatal][(number - 1) / 4]
    }
    if scale == .applicationInsights, number <= 4 {
      return [.debug, .info, .warning, .error, .fatal][number]
    }
    if scale == .windows, number <= 5 {
      return [.info, .fatal, .error, .warning, .info, .debug][number]
    }
    if case .rising(let usual) = scale, number < 8 {
      let steps: [Level] = [.trace, .debug, .info, .warning, .error, .fatal]
      return steps[min(max(number - usual + 2, 0), steps.count - 1)]
    }
    if number < 8 { return level(severity: number) }
    // Pino and bunyan count 10, 20 … 60; python 10 … 50, with 50 the gravest; logback in thousands.
    let tens = number >= 1000 ? number / 1000 : number
    guard tens >= 10, tens <= 60 else { return nil }
    return [.trace, .debug, .info, .warning, .error, .fatal][tens / 10 - 1]
  }
}
