/// Recognises and reads time stamps, in every layout that logs are known to have.
///
/// The first bytes decide the layout, so that there is nothing to try and nothing to remember:
/// a run of four digits and a `-` begins `2026-03-10T15:41:05.123+01:00`, a letter `Mar 10 15:41:05`
/// or `Tue, 10 Mar 2026 15:41:05 GMT`, ten digits seconds since 1970.
package struct StampReader: Sendable {
  package var context: StampContext

  package init(_ context: StampContext = StampContext()) {
    self.context = context
  }

  /// The time that a text states by itself; nil where it states none.
  package func instant(of text: String) -> Instant? {
    var text = text
    return text.withUTF8 { read(value: $0)?.timestamp.instant }
  }

  /// Reads the stamp that begins at an index; nil where none does.
  ///
  /// `2026-03-10 15:41:05,123 INFO` at 0 gives 1773157265123, no offset, `.full`, and the end 23.
  package func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0) -> Stamp? {
    guard start >= 0, start < bytes.count else { return nil }
    var cursor = StampCursor(bytes: bytes, at: start)
    let first = cursor.byte
    if StampCursor.isDigit(first) { return digits(&cursor) }
    if StampCursor.isLetter(first) {
      // Days and months only: any other word costs one look into a table.
      guard cursor.threeLetters != 0 else { return nil }
      let hasWeekday = cursor.passWeekday()
      if hasWeekday, StampCursor.isDigit(cursor.byte) { return digits(&cursor) }
      guard let date = monthLed(&cursor) else { return nil }
      return clocked(date, &cursor)
    }
    return first == UInt8(ascii: "@") ? tai(&cursor) : nil
  }

  /// Reads the stamp that a whole value is: `"2026-03-10T15:41:05Z"`, `1773157265.123`, `-1.5e3` not.
  package func read(value bytes: UnsafeBufferPointer<UInt8>) -> Stamp? {
    var from = 0
    var to = bytes.count
    while from < to, bytes[from] <= 0x20 || bytes[from] == UInt8(ascii: "[") { from += 1 }
    while to > from, bytes[to - 1] <= 0x20 || bytes[to - 1] == UInt8(ascii: "]") { to -= 1 }
    return read(UnsafeBufferPointer(rebasing: bytes[..<to]), at: from)
  }

  /// Reads the month, day and clock behind the letter of a klog line: `0102 15:04:05.123456`.
  package func readKlog(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Stamp? {
    var cursor = StampCursor(bytes: bytes, at: start)
    // Newer versions of glog write the year.
    if cursor.digitRun == 8 { return digits(&cursor) }
    guard cursor.digitRun == 4, let date = cursor.number(4, 4), cursor.pass(0x20) else {
      return nil
    }
    return clocked(DateRead(year: nil, month: date / 100, day: date % 100), gap: false, &cursor)
  }

  /// Reads the seconds since the machine began: of `[   12.345678]` the number at its index.
  ///
  /// They stand on the assumed day: good for order and distance.
  package func readUptime(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Stamp? {
    var cursor = StampCursor(bytes: bytes, at: start)
    cursor.passBlanks()
    guard let seconds = cursor.number(1, 9), cursor.byte == UInt8(ascii: "."),
      StampCursor.isDigit(cursor.byte(1))
    else { return nil }
    let milliseconds = Int64(seconds) * 1000 + cursor.fraction()
    let day = Int64(CivilDate(year: Timestamp.assumedYear, month: 1, day: 1).daysSince1970)
    let instant = Instant(milliseconds: day * CivilTime.dayLength + milliseconds)
    return Stamp(
      Timestamp(instant, date: .none), end: cursor.at, certainty: .clock)
  }

  /// Chooses by the length of the first number and the byte behind it.
  private func digits(_ cursor: inout StampCursor) -> Stamp? {
    let run = cursor.digitRun
    let next = cursor.byte(run)
    switch run {
    case 4:
      guard let date = yearLed(&cursor) else { return nil }
      return clocked(date, &cursor)
    case 1, 2:
      if next == UInt8(ascii: ":") { return clockLed(&cursor) }
      guard let date = dayLed(&cursor) else { return nil }
      return clocked(date, &cursor)
    case 6: return shortCompact(&cursor)
    case 8, 14, 17: return compact(&cursor, run)
    case 10, 13, 16, 19: return epoch(&cursor, run)
    default: return nil
    }
  }

  /// Reads the clock behind a date, the zone, and a year that stands behind both.
  @inline(__always)
  func clocked(_ date: DateRead, gap: Bool = true, _ cursor: inout StampCursor) -> Stamp? {
    if gap {
      guard cursor.passGap() else { return nil }
    }
    guard var clock = cursor.clock(needsSeconds: date.year == nil) else { return nil }
    var date = date
    clock.offset = cursor.offset()
    if date.year == nil, cursor.byte == 0x20 {
      let end = cursor.at
      cursor.at += 1
      if let year = cursor.number(4, 4), year > 1969, year < 2200, cursor.isAtBoundary,
        cursor.byte != UInt8(ascii: ":"), cursor.byte != UInt8(ascii: "-")
      {
        date.year = year
      } else {
        cursor.at = end
      }
    }
    return stamp(date, clock, end: cursor.at)
  }

  /// Reads a clock, and a date that stands behind it.
  private func clockLed(_ cursor: inout StampCursor) -> Stamp? {
    guard var clock = cursor.clock(needsSeconds: true) else { return nil }
    clock.offset = cursor.offset()
    let end = cursor.at
    if cursor.byte == UInt8(ascii: ",") { cursor.at += 1 }
    if cursor.passBlanks() > 0 {
      let run = cursor.digitRun
      let date =
        run == 4 ? yearLed(&cursor) : run == 1 || run == 2 ? dayLed(&cursor) : monthLed(&cursor)
      if let date, date.year != nil, cursor.isAtBoundary {
        if clock.offset == nil { clock.offset = cursor.offset() }
        return stamp(date, clock, end: cursor.at)
      }
    }
    if let day = context.day {
      let date = DateRead(year: day.year, month: day.month, day: day.day)
      return stamp(date, clock, end: end, certainty: .clock)
    }
    let milliseconds =
      Int64(
        CivilDate(year: Timestamp.assumedYear, month: 1, day: 1).daysSince1970)
      * CivilTime.dayLength + clock.milliseconds - Int64(clock.offset ?? 0) * 1000
    return Stamp(
      Timestamp(Instant(milliseconds: milliseconds), offset: clock.offset, date: .none),
      end: end, certainty: .clock)
  }

  /// Puts a date and a clock together; nil where the calendar lacks the day.
  @inline(__always)
  func stamp(
    _ read: DateRead, _ clock: ClockRead, end: Int, certainty: Stamp.Certainty = .stated
  ) -> Stamp? {
    var read = read
    if read.isOrderOpen, context.order == nil, !clock.hasHalf, read.prefersDay { read.swap() }
    let year = read.year ?? context.year
    let date = CivilDate(
      year: year ?? Timestamp.assumedYear, month: read.month, day: read.day)
    guard date.exists else { return nil }
    let milliseconds =
      Int64(date.daysSince1970) * CivilTime.dayLength + clock.milliseconds
      - Int64(clock.offset ?? 0) * 1000
    return Stamp(
      Timestamp(
        Instant(milliseconds: milliseconds), offset: clock.offset,
        date: year == nil ? .noYear : .full),
      end: end, certainty: certainty,
      isOrderOpen: read.isOrderOpen && context.order == nil)
  }
}
