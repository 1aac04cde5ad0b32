/// Finds out of a whole file how its dates between slashes or dashes are to be read.
///
/// `31/03/2026` anywhere decides for the day first; so does `03/04/2026` beside `04/04/2026`, for
/// days follow each other more closely than months.
package struct DateOrderSniff: Sendable {
  private var greatest = (0, 0, 0)
  private var first: (Int, Int, Int)?
  private var varies = (false, false, false)
  private var hasLongYears = false

  package init() {}

  /// Takes the first such date of a line into account.
  package mutating func note(_ line: UnsafeBufferPointer<UInt8>) {
    // A stamp stands at the front: behind this dates are data.
    let end = min(line.count, 160)
    var at = 0
    while at < end {
      guard StampCursor.isDigit(line[at]) else {
        at += 1
        continue
      }
      var cursor = StampCursor(bytes: line, at: at)
      let run = cursor.digitRun
      let isFresh = at == 0 || !StampCursor.isLetter(line[at - 1]) && line[at - 1] != 0x2F
      if isFresh, run <= 2, let date = Self.triple(&cursor) {
        take(date.0, date.1, date.2, isLong: date.3)
        return
      }
      at += run
    }
  }

  /// The order that the dates noted so far tell; nil where they leave it open.
  package var order: DateOrder? {
    guard first != nil else { return nil }
    if !hasLongYears, greatest.0 > 31 || varies.2 && !varies.0 { return .yearFirst }
    if greatest.0 > 12 { return hasLongYears || greatest.1 > 12 || varies.0 ? .dayFirst : nil }
    if greatest.1 > 12 { return .monthFirst }
    if varies.0 != varies.1 { return varies.0 ? .dayFirst : .monthFirst }
    return nil
  }

  private mutating func take(_ a: Int, _ b: Int, _ c: Int, isLong: Bool) {
    hasLongYears = hasLongYears || isLong
    greatest = (max(greatest.0, a), max(greatest.1, b), max(greatest.2, c))
    guard let first else {
      first = (a, b, c)
      return
    }
    varies = (varies.0 || first.0 != a, varies.1 || first.1 != b, varies.2 || first.2 != c)
  }

  private static func triple(_ cursor: inout StampCursor) -> (Int, Int, Int, Bool)? {
    guard let a = cursor.number(1, 2), cursor.byte == 0x2F || cursor.byte == 0x2D else {
      return nil
    }
    let separator = cursor.byte
    cursor.at += 1
    guard let b = cursor.number(1, 2), cursor.pass(separator) else { return nil }
    let run = cursor.digitRun
    guard run == 2 || run == 4, let c = cursor.number(2, 4) else { return nil }
    guard a > 0, b > 0, a <= 99, b <= 31, cursor.isAtBoundary, cursor.byte != separator else {
      return nil
    }
    return (a, b, c, run == 4)
  }
}
