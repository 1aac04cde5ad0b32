import Timeline

/// Guesses what stamps without a year or a date leave open.
enum DateGuess {
  /// The context of a file's stamps, from its content, its name, else its age.
  static func context(file: EvidenceFile, lines: [Bytes], notes: inout [String]) -> StampContext {
    var context = StampContext()
    context.midnight = dateInName(file.name)
    if let year = yearInText(lines) {
      context.year = year
    } else if let midnight = context.midnight {
      context.year = CivilTime(Instant(milliseconds: midnight)).date.year
    } else {
      context.year = Timestamp.assumedYear
    }
    if context.midnight == nil { context.midnight = 0 }
    return context
  }

  /// Notes what was guessed.
  static func say(_ kind: StampKind, _ context: StampContext, notes: inout [String]) {
    if kind == .timeOnly {
      notes.append("the times carry no date; that of the file is assumed")
    } else if kind.lacksYear || (kind == .monthName && context.latest != .max) {
      notes.append("the times carry no year; \(context.year) is assumed")
    }
  }

  /// Midnight of a date such as `2026-01-31` or `20260131` in a file's name.
  private static func dateInName(_ name: String) -> Int64? {
    let bytes = Array(name.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      for start in bytes.indices where isDigit(bytes[start]) {
        if start > 0, isDigit(bytes[start - 1]) { continue }
        var scanner = StampScanner(bytes: bytes, at: start)
        guard let year = scanner.number(4, 4), year > 1990, year < 2100 else { continue }
        let separated = scanner.pass(0x2D) || scanner.pass(0x5F) || scanner.pass(0x2E)
        guard let month = scanner.number(2, 2), month >= 1, month <= 12 else { continue }
        if separated { scanner.at += 1 }
        guard let day = scanner.number(2, 2), day >= 1, day <= 31, !isDigit(scanner.byte) else {
          continue
        }
        return Int64(CivilDate(year: year, month: month, day: day).daysSince1970)
          * CivilTime.dayLength
      }
      return nil
    }
  }

  /// The year behind a time of day somewhere in the lines: `… 14:44:35 2005`.
  private static func yearInText(_ lines: [Bytes]) -> Int? {
    for line in lines {
      for at in line.indices.dropLast(13) where line[at] == 0x20 {
        var scanner = StampScanner(bytes: line, at: at + 1)
        guard scanner.number(2, 2) != nil, scanner.byte == 0x3A else { continue }
        scanner.at = at + 1
        guard scanner.clock() != nil, scanner.pass(0x20), let year = scanner.number(4, 4),
          year > 1990, year < 2100, scanner.isAtBoundary
        else { continue }
        return year
      }
    }
    return nil
  }
}
