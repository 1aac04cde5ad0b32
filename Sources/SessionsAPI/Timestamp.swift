import Timeline

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Times as the contract writes them: RFC 3339, in UTC with `Z`, to the millisecond.
package enum Timestamp {
  /// Writes a date as `2026-01-31T10:05:00.000Z`.
  ///
  /// A year that RFC 3339 can't write becomes the nearest it can.
  package static func string(from date: Date) -> String {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    // What no integer holds is clamped before it is one.
    let counted = milliseconds.isNaN ? 0 : min(max(milliseconds, -9e18), 9e18)
    return Instant(milliseconds: Int64(counted)).rfc3339
  }

  /// Reads an RFC 3339 time with an offset; nil where the text is anything else.
  ///
  /// A time without an offset is no point in time, so it is refused rather than guessed. `t` and
  /// `z` may be lower-case, any number of digits may stand after the point, and a leap second is
  /// the first of the next minute.
  package static func date(from text: String) -> Date? {
    var scanner = TimestampScanner(text)
    guard text.utf8.count <= 64, let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), scanner.skip("-"),
      let day = scanner.number(digits: 2), scanner.skip("T", or: "t"),
      let hour = scanner.number(digits: 2), hour <= 23, scanner.skip(":"),
      let minute = scanner.number(digits: 2), minute <= 59, scanner.skip(":"),
      let second = scanner.number(digits: 2), second <= 60,
      let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd
    else { return nil }
    let civil = CivilDate(year: year, month: month, day: day)
    guard civil.exists else { return nil }
    let seconds = civil.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Date(timeIntervalSince1970: Double(seconds) + fraction)
  }
}

/// Reads the parts of an RFC 3339 time, one behind the other.
private struct TimestampScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = text[...].utf8
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Skips a character where it is the next.
  mutating func skip(_ first: Unicode.Scalar, or second: Unicode.Scalar? = nil) -> Bool {
    guard let next = rest.first,
      next == UInt8(ascii: first) || second.map({ next == UInt8(ascii: $0) }) == true
    else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Reads a number of exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    guard rest.count >= digits else { return nil }
    for byte in rest.prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    rest = rest.dropFirst(digits)
    return value
  }

  /// Reads what stands behind a point, 0 where there is no point.
  mutating func fraction() -> Double? {
    guard skip(".") else { return 0 }
    var value = 0.0
    var place = 0.1
    guard nextDigit != nil else { return nil }
    while let digit = nextDigit {
      value += Double(digit) * place
      place /= 10
      rest = rest.dropFirst()
    }
    return value
  }

  /// Reads `Z` or an offset, in seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z", or: "z") { return 0 }
    let sign: Int
    if skip("+") {
      sign = 1
    } else if skip("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(digits: 2), hours <= 23, skip(":"),
      let minutes = number(digits: 2), minutes <= 59
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private var nextDigit: Int? {
    guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
      return nil
    }
    return Int(byte - UInt8(ascii: "0"))
  }
}
