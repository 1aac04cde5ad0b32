/// The abbreviations of time zones that logs write, and their distance from UTC.
///
/// Where two zones share an abbreviation, the one more often seen in logs stands: `CST` is Chicago's,
/// `IST` India's, `BST` London's. Source: IANA time zone database, 2025b.
package enum ZoneTable {
  /// Minutes east of UTC by name.
  static let minutes: [(name: StaticString, minutes: Int)] = [
    ("UTC", 0), ("GMT", 0), ("UCT", 0), ("WET", 0), ("WEST", 60), ("CET", 60), ("CEST", 120),
    ("MEZ", 60), ("MESZ", 120), ("EET", 120), ("EEST", 180), ("MSK", 180), ("BST", 60),
    ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360),
    ("PST", -480), ("PDT", -420), ("AKST", -540), ("AKDT", -480), ("HST", -600), ("AST", -240),
    ("ADT", -180), ("NST", -210), ("NDT", -150), ("BRT", -180), ("ART", -180), ("CLT", -240),
    ("IST", 330), ("PKT", 300), ("NPT", 345), ("ICT", 420), ("WIB", 420), ("SGT", 480),
    ("HKT", 480), ("AWST", 480), ("JST", 540), ("KST", 540), ("ACST", 570), ("ACDT", 630),
    ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780), ("SAST", 120), ("CAT", 120),
    ("WAT", 60), ("EAT", 180), ("TRT", 180), ("GST", 240),
  ]

  /// The seconds east of UTC that an abbreviation in capitals stands for.
  ///
  /// `CEST` is `7200`; what the table lacks is nil.
  package static func offset(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard name.count >= 3, name.count <= 4 else { return nil }
    for (known, minutes) in minutes where known.utf8CodeUnitCount == name.count {
      var index = 0
      while index < name.count, name[index] == known.utf8Start[index] { index += 1 }
      if index == name.count { return minutes * 60 }
    }
    return nil
  }
}

extension StampCursor {
  /// Reads an offset behind a clock, in seconds: `Z`, `+02:00`, ` -0700`, ` CEST`, ` UTC+2`.
  ///
  /// What names the zone once more is passed with it: `+01:00[Europe/Paris]`, `GMT+0100 (CET)`.
  @inline(__always)
  mutating func offset() -> Int? {
    let next = byte
    // The common ends of a stamp cost one comparison each.
    if next == UInt8(ascii: "]") || next == UInt8(ascii: ",") || next == 0x7C { return nil }
    return zone()
  }

  private mutating func zone() -> Int? {
    let start = at
    let isApart = byte == 0x20
    if isApart { at += 1 }
    let sign = byte
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") {
      at += 1
      if isAtBoundary { return repeated(0) }
    } else if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      if let seconds = signed(isApart: isApart) { return repeated(seconds) }
    } else if sign &- 0x41 < 26 {
      var end = at
      while end < bytes.count, end - at < 5, bytes[end] &- 0x41 < 26 { end += 1 }
      let name = UnsafeBufferPointer(rebasing: bytes[at..<end])
      if let seconds = ZoneTable.offset(of: name) {
        at = end
        if seconds == 0, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"),
          let more = signed(isApart: false)
        {
          return repeated(more)
        }
        if isAtBoundary { return repeated(seconds) }
      }
    }
    at = start
    return nil
  }

  /// Reads `+02:00`, `-0700` or `+2`, and the `+120` in minutes that DB2 writes.
  ///
  /// Behind a blank ` -7` may be a number: there minutes must stand, or two digits before a
  /// bracket, as PostgreSQL writes zones without a name (` -03 [63]`).
  private mutating func signed(isApart: Bool) -> Int? {
    let start = at
    let sign = byte == UInt8(ascii: "-") ? -1 : 1
    at += 1
    let run = digitRun
    if run == 3, !isApart, let minutes = number(3, 3), minutes <= 14 * 60, isAtBoundary {
      return sign * minutes * 60
    }
    at = start + 1
    // No zone is further than 14 hours from UTC.
    if let hours = number(1, 2), hours <= 14 {
      let colon = pass(UInt8(ascii: ":"))
      let minutes = number(2, 2)
      let isWhole =
        minutes != nil
        || !colon && (!isApart || run == 2 && byte == 0x20 && byte(1) == UInt8(ascii: "["))
      // A colon may part the stamp from what follows, but not from more digits.
      if isWhole, (minutes ?? 0) < 60, isAtBoundary,
        byte != UInt8(ascii: ":") || minutes != nil && !Self.isDigit(byte(1))
      {
        return sign * (hours * 60 + (minutes ?? 0)) * 60
      }
    }
    at = start
    return nil
  }

  /// Passes `[Europe/Paris]` and ` (CET)` behind an offset.
  private mutating func repeated(_ seconds: Int) -> Int {
    let start = at
    let isBracket = byte == UInt8(ascii: "[")
    if isBracket || byte == 0x20 && byte(1) == UInt8(ascii: "(") {
      let close = isBracket ? UInt8(ascii: "]") : UInt8(ascii: ")")
      at += isBracket ? 1 : 2
      let name = at
      var hasSlash = false
      while Self.isLetter(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_")
        || !isBracket && byte == 0x20
      {
        hasSlash = hasSlash || byte == UInt8(ascii: "/")
        at += 1
      }
      // Only a zone's name: `[main]` behind an offset is a thread.
      let isZone =
        hasSlash || ZoneTable.offset(of: UnsafeBufferPointer(rebasing: bytes[name..<at])) != nil
        || !isBracket && bytes[name..<at].contains(0x20)
      if isZone, pass(close) { return seconds }
      at = start
    }
    return seconds
  }
}
