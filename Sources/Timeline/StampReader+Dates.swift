/// A date as it was read.
struct DateRead {
  /// Nil where it has none.
  var year: Int?
  var month: Int
  var day: Int
  /// Whether day and month could be the other way round.
  var isOrderOpen = false
  /// Whether the separator is one that those use who write the day first.
  var prefersDay = false

  /// Reads the first number as the day.
  mutating func swap() { (month, day) = (day, month) }
}

/// Dates, by what they begin with.
extension StampReader {
  /// Reads `2026-03-10`, `2026/3/10`, `2026.03.10`, `2026:03:10`, `2026-Mar-10` or `2026 Mar 10`.
  @inline(__always)
  func yearLed(_ cursor: inout StampCursor) -> DateRead? {
    guard let year = cursor.number(4, 4), year > 1900, year < 2200 else { return nil }
    let separator = cursor.byte
    guard
      separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/")
        || separator == UInt8(ascii: ".") || separator == UInt8(ascii: ":") || separator == 0x20
    else { return nil }
    cursor.at += 1
    if let month = cursor.number(1, 2) {
      guard separator != 0x20, cursor.pass(separator), let day = cursor.number(1, 2) else {
        return nil
      }
      return DateRead(year: year, month: month, day: day)
    }
    guard let month = cursor.monthName() else { return nil }
    if separator == 0x20 { cursor.passBlanks() } else if !cursor.pass(separator) { return nil }
    guard let day = cursor.number(1, 2) else { return nil }
    return DateRead(year: year, month: month, day: day)
  }

  /// Reads a date that begins with one or two digits.
  ///
  /// `10/Oct/2000`, `25-Jun-2026`, `10 Mar 2026`, `31/03/2026`, `3/17/26`, `17/06/09`, `31.03.2026`,
  /// `03-17`, `17.03.`
  func dayLed(_ cursor: inout StampCursor) -> DateRead? {
    let width = cursor.digitRun
    guard let first = cursor.number(1, 2) else { return nil }
    let separator = cursor.byte
    // `02Jan2026`
    if StampCursor.isLetter(separator), let month = cursor.monthName(),
      let year = cursor.number(4, 4), year > 1900, year < 2200
    {
      return DateRead(year: year, month: month, day: first)
    }
    guard
      separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-")
        || separator == UInt8(ascii: ".") || separator == 0x20
    else { return nil }
    cursor.at += 1
    if separator == 0x20 { cursor.passBlanks() }
    guard let second = cursor.number(1, 2) else { return named(first, separator, &cursor) }
    // A blank between numbers is no date: `10 12:00`.
    guard separator != 0x20 else { return nil }
    guard cursor.byte == separator else {
      return DateRead(year: nil, month: first, day: second)
    }
    cursor.at += 1
    let digits = cursor.digitRun
    if digits == 4, let year = cursor.number(4, 4), year > 1900, year < 2200 {
      return ordered(first, second, year: year, separator)
    }
    if digits == 2, let last = cursor.number(2, 2) {
      return twoDigits(first, second, last, width: width, separator)
    }
    // `17.03. 16:13:38`
    guard separator == UInt8(ascii: "."), digits == 0 else { return nil }
    return DateRead(year: nil, month: second, day: first)
  }

  /// Reads month and year behind a day: `/Oct/2000`, ` Mar 2026`, `-MAR-26`; of ` Mar` the year lacks.
  private func named(_ day: Int, _ separator: UInt8, _ cursor: inout StampCursor) -> DateRead? {
    guard let month = cursor.monthName() else { return nil }
    let end = cursor.at
    if separator == 0x20 {
      if cursor.byte == UInt8(ascii: ",") { cursor.at += 1 }
      cursor.passBlanks()
    } else if !cursor.pass(separator) {
      return nil
    }
    let run = cursor.digitRun
    if run == 4, let year = cursor.number(4, 4), year > 1900, year < 2200 {
      return DateRead(year: year, month: month, day: day)
    }
    if run == 2, separator != 0x20, let year = cursor.number(2, 2) {
      return DateRead(year: Self.century(year), month: month, day: day)
    }
    cursor.at = end
    return separator == 0x20 ? DateRead(year: nil, month: month, day: day) : nil
  }

  /// Orders `31/03/2026` by what is possible, else by the file, else by custom: see ``DateRead``.
  private func ordered(_ first: Int, _ second: Int, year: Int, _ separator: UInt8) -> DateRead {
    if separator == UInt8(ascii: ".") { return DateRead(year: year, month: second, day: first) }
    var date = DateRead(year: year, month: first, day: second)
    // With dashes the day stands first nearly everywhere but in the United States.
    date.prefersDay = separator == UInt8(ascii: "-")
    if first > 12 || context.order == .dayFirst && second <= 12 {
      date.swap()
    } else if second <= 12 {
      date.isOrderOpen = first != second
    }
    return date
  }

  /// Reads `17/06/09` as Hadoop and Spark write it, `3/17/26` and `31/03/26` where that is impossible.
  private func twoDigits(
    _ first: Int, _ second: Int, _ last: Int, width: Int, _ separator: UInt8
  ) -> DateRead {
    if separator == UInt8(ascii: ".") {
      return DateRead(year: Self.century(last), month: second, day: first)
    }
    let canBeYear = width == 2 && second <= 12 && last <= 31 && last > 0
    switch context.order {
    case .dayFirst?, .monthFirst?:
      return ordered(first, second, year: Self.century(last), separator)
    case .yearFirst? where canBeYear:
      return DateRead(year: Self.century(first), month: second, day: last)
    default:
      // A year from 13 on cannot be a month; one before was written when few of today's logs were.
      if canBeYear, first > 12 || last <= 12 {
        return DateRead(year: Self.century(first), month: second, day: last)
      }
      return ordered(first, second, year: Self.century(last), separator)
    }
  }

  /// Reads `Mar 10, 2026`, `Mar 10 2026`, `March 10`, `mar/10/2026`.
  func monthLed(_ cursor: inout StampCursor) -> DateRead? {
    guard let month = cursor.monthName() else { return nil }
    let separator = cursor.byte
    if separator == UInt8(ascii: "/") || separator == UInt8(ascii: "-") {
      cursor.at += 1
    } else if cursor.passBlanks() == 0 {
      return nil
    }
    guard let day = cursor.number(1, 2), !StampCursor.isDigit(cursor.byte) else { return nil }
    let end = cursor.at
    if cursor.byte == UInt8(ascii: ",") { cursor.at += 1 }
    if cursor.byte == 0x20 || cursor.byte == separator {
      cursor.at += 1
      if cursor.digitRun == 4, let year = cursor.number(4, 4), year > 1900, year < 2200 {
        return DateRead(year: year, month: month, day: day)
      }
    }
    cursor.at = end
    return DateRead(year: nil, month: month, day: day)
  }

  /// The year that two digits stand for: 1970 to 2069, as POSIX has it within a year.
  static func century(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }
}
