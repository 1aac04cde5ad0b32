/// Guesses what stamps without a year or a date leave open.
enum DateGuess {
  /// The context of a file's stamps, from its content, its name, else its age.
  static func context(file: EvidenceFile, lines: [Bytes], notes: inout [String]) -> StampContext {
    var context = StampContext()
    context.midnight = dateInName(file.name)
    if let year = yearInText(lines) {
      context.year = year
    } else if let midnight = context.midnight {
      context.year = yearOf(day: Int(midnight / 86_400_000))
    } else {
      context.year = yearOf(day: Int(file.modified / 86_400_000))
      // No line was written after the file was.
      context.latest = file.modified + 86_400_000
    }
    if context.midnight == nil {
      context.midnight = file.modified / 86_400_000 * 86_400_000
    }
    return context
  }

  /// Notes what was guessed.
  static func say(_ kind: StampKind, _ context: StampContext, notes: inout [String]) {
    if kind == .timeOnly {
      notes.append("the times carry no date; that of the file is assumed")
    } else if kind.lacksYear {
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
        return Int64(daysSince1970(year: year, month: month, day: day)) * 86_400_000
      }
      return nil
    }
  }

  /// The year behind a time of day somewhere in the lines: `… 14:44:35 2005`.
  private static func yearInText(_ lines: [Bytes]) -> Int? {
    for line in lines {
      for at in line.indices.dropLast(14) where line[at] == 0x20 {
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
