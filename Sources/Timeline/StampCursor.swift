/// Reads the parts of a stamp from left to right; a step moves on only where it succeeds.
struct StampCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var at: Int

  /// The byte at hand, 0 behind the end.
  @inline(__always)
  var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// The byte so many places on, 0 behind the end.
  @inline(__always)
  func byte(_ ahead: Int) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  /// Whether no letter or digit stands here.
  @inline(__always)
  var isAtBoundary: Bool { !Self.isDigit(byte) && !Self.isLetter(byte) }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// How many digits stand here, 20 at the most: one more than any number of a stamp has.
  @inline(__always)
  var digitRun: Int {
    var next = at
    let end = min(bytes.count, at &+ 20)
    while next < end, Self.isDigit(bytes[next]) { next &+= 1 }
    return next &- at
  }

  /// Passes a byte.
  @inline(__always)
  mutating func pass(_ wanted: UInt8) -> Bool {
    guard byte == wanted, at < bytes.count else { return false }
    at += 1
    return true
  }

  /// Passes blanks and tabs; returns how many.
  @inline(__always)
  @discardableResult
  mutating func passBlanks() -> Int {
    let start = at
    while byte == 0x20 || byte == 0x09 { at += 1 }
    return at - start
  }

  /// Reads a number of so many digits; further digits are left.
  @inline(__always)
  mutating func number(_ least: Int, _ most: Int) -> Int? {
    var value = 0
    var next = at
    let end = min(bytes.count, at &+ most)
    while next < end, Self.isDigit(bytes[next]) {
      value = value &* 10 &+ Int(bytes[next] &- 0x30)
      next &+= 1
    }
    guard next &- at >= least else { return nil }
    at = next
    return value
  }

  /// The three letters at hand in lower case, as one number; 0 where they are none.
  @inline(__always)
  var threeLetters: UInt32 {
    guard at + 3 <= bytes.count else { return 0 }
    let (a, b, c) = (bytes[at], bytes[at + 1], bytes[at + 2])
    guard Self.isLetter(a), Self.isLetter(b), Self.isLetter(c) else { return 0 }
    return UInt32(a | 0x20) << 16 | UInt32(b | 0x20) << 8 | UInt32(c | 0x20)
  }

  /// Reads the name of a month, short or whole, from 1: `Mar`, `March`, `Sept.`; also `Mai`, `Okt`, `Dez`.
  @inline(__always)
  mutating func monthName() -> Int? {
    let month: Int
    switch threeLetters {
    case 0x6A616E: month = 1
    case 0x666562: month = 2
    case 0x6D6172: month = 3
    case 0x617072: month = 4
    case 0x6D6179, 0x6D6169: month = 5
    case 0x6A756E: month = 6
    case 0x6A756C: month = 7
    case 0x617567: month = 8
    case 0x736570: month = 9
    case 0x6F6374, 0x6F6B74: month = 10
    case 0x6E6F76: month = 11
    case 0x646563, 0x64657A: month = 12
    default: return nil
    }
    var next = at + 3
    if next < bytes.count, Self.isLetter(bytes[next]) {
      guard let end = Self.wholeName(Self.months[month - 1], bytes, next) else { return nil }
      next = end
    }
    if next < bytes.count, bytes[next] == UInt8(ascii: ".") { next += 1 }
    at = next
    return month
  }

  /// Passes the name of a day, short or whole, and what stands between it and the date.
  mutating func passWeekday() -> Bool {
    let rest: StaticString
    switch threeLetters {
    case 0x6D6F6E, 0x667269, 0x73756E: rest = "day"
    case 0x747565: rest = "sday"
    case 0x776564: rest = "nesday"
    case 0x746875: rest = "rsday"
    case 0x736174: rest = "urday"
    default: return false
    }
    var next = at + 3
    if next < bytes.count, Self.isLetter(bytes[next]) {
      guard let end = Self.wholeName(rest, bytes, next) else { return false }
      next = end
    }
    if next < bytes.count, bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: ".") {
      next += 1
    }
    let start = next
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    guard next > start else { return false }
    at = next
    return true
  }

  /// What follows the first three letters of the months' names.
  private static let months: [StaticString] = [
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember",
  ]

  /// Where a name ends whose rest is `rest`, whatever its case; nil where it goes on otherwise.
  private static func wholeName(
    _ rest: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int
  ) -> Int? {
    var at = from
    var index = 0
    while at < bytes.count, isLetter(bytes[at]) {
      // `Sept` is the only short form of four letters.
      guard index < rest.utf8CodeUnitCount, bytes[at] | 0x20 == rest.utf8Start[index] else {
        return nil
      }
      index += 1
      at += 1
    }
    return index == rest.utf8CodeUnitCount || index == 1 && rest.utf8CodeUnitCount == 6 ? at : nil
  }
}
