/// Stamps that are written as one or two bare numbers.
extension StampReader {
  /// Reads `20260102T030405.123Z`, `20260102 03:04:05`, `20260102-22:15:29:606`, `20260102030405`.
  func compact(_ cursor: inout StampCursor, _ run: Int) -> Stamp? {
    guard let date = cursor.number(8, 8), date > 19_000_000, date < 22_000_000 else { return nil }
    let day = DateRead(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    if run > 8 {
      guard var clock = sixDigits(&cursor) else { return nil }
      if run == 17, let thousandths = cursor.number(3, 3) {
        clock.milliseconds += Int64(thousandths)
      }
      clock.offset = cursor.offset()
      return stamp(day, clock, end: cursor.at)
    }
    guard cursor.passGap() else { return nil }
    if cursor.digitRun == 6 || cursor.digitRun == 9 {
      let run = cursor.digitRun
      guard var clock = sixDigits(&cursor) else { return nil }
      if run == 9, let thousandths = cursor.number(3, 3) {
        clock.milliseconds += Int64(thousandths)
      }
      clock.offset = cursor.offset()
      return stamp(day, clock, end: cursor.at)
    }
    return clocked(day, gap: false, &cursor)
  }

  /// Reads `081109 203615` and the `260102  5:04:05` of old databases.
  func shortCompact(_ cursor: inout StampCursor) -> Stamp? {
    guard let date = cursor.number(6, 6), cursor.passBlanks() > 0 else { return nil }
    let day = DateRead(
      year: Self.century(date / 10_000), month: date / 100 % 100, day: date % 100)
    if cursor.digitRun == 6 {
      guard let clock = sixDigits(&cursor), cursor.isAtBoundary else { return nil }
      return stamp(day, clock, end: cursor.at, certainty: .number)
    }
    return clocked(day, gap: false, &cursor)
  }

  private func sixDigits(_ cursor: inout StampCursor) -> ClockRead? {
    guard let hour = cursor.number(2, 2), hour < 24, let minute = cursor.number(2, 2), minute < 60,
      let second = cursor.number(2, 2), second <= 60
    else { return nil }
    let seconds = Int64((hour * 60 + minute) * 60 + second)
    return ClockRead(milliseconds: seconds * 1000 + cursor.fraction())
  }

  /// Reads seconds, milliseconds, microseconds or nanoseconds since 1970, told by their length.
  func epoch(_ cursor: inout StampCursor, _ run: Int) -> Stamp? {
    var value: Int64 = 0
    for _ in 0..<run {
      // 19 digits can be more than 64 bits count.
      value = value.multipliedClamped(by: 10).addingClamped(Int64(cursor.byte &- 0x30))
      cursor.at += 1
    }
    var milliseconds: Int64
    switch run {
    case 10: milliseconds = value * 1000 + cursor.fraction()
    case 13:
      milliseconds = value
      _ = cursor.fraction()
    case 16: milliseconds = value / 1000
    default: milliseconds = value / 1_000_000
    }
    // 2000 to 2100: any other number of this length is an identifier.
    guard milliseconds > 946_684_800_000, milliseconds < 4_102_444_800_000, cursor.isAtBoundary
    else { return nil }
    return Stamp(
      Timestamp(Instant(milliseconds: milliseconds), offset: 0), end: cursor.at,
      certainty: .number)
  }

  /// Reads the 24 hexadecimal digits that `multilog` and `svlogd` write behind an `@`.
  ///
  /// Source: D. J. Bernstein, "TAI64, TAI64N, and TAI64NA": seconds from 2^62 on, then nanoseconds.
  func tai(_ cursor: inout StampCursor) -> Stamp? {
    cursor.at += 1
    guard let seconds = hexadecimal(&cursor, 16), let nanoseconds = hexadecimal(&cursor, 8),
      cursor.isAtBoundary, seconds >> 62 == 1, nanoseconds < 1_000_000_000
    else { return nil }
    // The tools add ten seconds to UTC and know no leap second.
    let since = Int64(seconds & 0x3FFF_FFFF_FFFF_FFFF) - 10
    let milliseconds = since.multipliedClamped(by: 1000).addingClamped(
      Int64(nanoseconds / 1_000_000))
    guard milliseconds > 0, milliseconds < 4_102_444_800_000 else { return nil }
    return Stamp(Timestamp(Instant(milliseconds: milliseconds), offset: 0), end: cursor.at)
  }

  private func hexadecimal(_ cursor: inout StampCursor, _ digits: Int) -> UInt64? {
    var value: UInt64 = 0
    for _ in 0..<digits {
      let byte = cursor.byte
      if StampCursor.isDigit(byte) {
        value = value << 4 | UInt64(byte &- 0x30)
      } else if (byte | 0x20) &- 0x61 < 6 {
        value = value << 4 | UInt64((byte | 0x20) &- 0x57)
      } else {
        return nil
      }
      cursor.at += 1
    }
    return value
  }
}
