/// A time of day as it was read.
struct ClockRead {
  /// Since midnight.
  var milliseconds: Int64
  /// Seconds east of UTC, where a zone stood behind it.
  var offset: Int?
  /// Whether `AM` or `PM` stood behind it.
  var hasHalf = false
}

extension StampCursor {
  /// Reads a time of day with its fraction and its half: `15:04:05,123`, `3:04:05 PM`, `15.04.05`.
  ///
  /// Seconds may be left out where a date stood before, or a half of the day behind.
  @inline(__always)
  mutating func clock(needsSeconds: Bool) -> ClockRead? {
    let start = at
    guard let hour = number(1, 2), hour < 24 else { return nil }
    let separator = byte
    // DB2 and Oracle write dots.
    guard separator == UInt8(ascii: ":") || separator == UInt8(ascii: ".") else {
      at = start
      return nil
    }
    at += 1
    guard let minute = number(2, 2), minute < 60 else {
      at = start
      return nil
    }
    var milliseconds = Int64(hour * 60 + minute) * 60_000
    var hasSeconds = false
    if byte == separator, Self.isDigit(byte(1)), Self.isDigit(byte(2)) {
      at += 1
      // 60 is a leap second.
      guard let second = number(2, 2), second <= 60 else {
        at = start
        return nil
      }
      milliseconds += Int64(second) * 1000
      if Self.isDigit(byte) {
        at = start
        return nil
      }
      milliseconds += fraction()
      hasSeconds = true
    }
    if hour <= 12, let isAfternoon = half() {
      let shift = isAfternoon ? (hour == 12 ? 0 : 12) : (hour == 12 ? -12 : 0)
      return ClockRead(milliseconds: milliseconds + Int64(shift) * 3_600_000, hasHalf: true)
    }
    guard hasSeconds || !needsSeconds && separator == UInt8(ascii: ":") && isAtClockEnd else {
      at = start
      return nil
    }
    return ClockRead(milliseconds: milliseconds)
  }

  /// Whether a clock without seconds can end here.
  private var isAtClockEnd: Bool {
    !Self.isDigit(byte) && byte != UInt8(ascii: ":") && byte != UInt8(ascii: ".")
      && (!Self.isLetter(byte) || byte == UInt8(ascii: "Z"))
  }

  /// Reads a fraction of a second, in milliseconds; 0 where there is none.
  ///
  /// Behind `:` it has three digits (`22:15:29:606`): more or fewer would be something else.
  @inline(__always)
  mutating func fraction() -> Int64 {
    let mark = byte
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") || mark == UInt8(ascii: ":"),
      Self.isDigit(byte(1))
    else { return 0 }
    if mark == UInt8(ascii: ":"), !Self.isDigit(byte(2)) || !Self.isDigit(byte(3)) { return 0 }
    var next = at + 1
    var value: Int64 = 0
    var scale: Int64 = 100
    while next < bytes.count, Self.isDigit(bytes[next]) {
      value &+= Int64(bytes[next] &- 0x30) &* scale
      scale /= 10
      next &+= 1
    }
    at = next
    return value
  }

  /// Reads `AM`, `pm` or `p.m.` behind an optional blank, which newer Java writes as U+202F.
  private mutating func half() -> Bool? {
    var next = at
    if next < bytes.count, bytes[next] == 0x20 {
      next += 1
    } else if next + 2 < bytes.count, bytes[next] == 0xE2, bytes[next + 1] == 0x80,
      bytes[next + 2] == 0xAF
    {
      next += 3
    } else if next + 1 < bytes.count, bytes[next] == 0xC2, bytes[next + 1] == 0xA0 {
      next += 2
    }
    guard next + 1 < bytes.count else { return nil }
    let letter = bytes[next] | 0x20
    guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
    next += 1
    let isDotted = bytes[next] == UInt8(ascii: ".")
    if isDotted { next += 1 }
    guard next < bytes.count, bytes[next] | 0x20 == UInt8(ascii: "m") else { return nil }
    next += 1
    if isDotted, next < bytes.count, bytes[next] == UInt8(ascii: ".") { next += 1 }
    if next < bytes.count, Self.isLetter(bytes[next]) || Self.isDigit(bytes[next]) { return nil }
    at = next
    return letter == UInt8(ascii: "p")
  }

  /// Passes what stands between a date and its clock: `T`, blanks, `::`, `, `, ` @ `, ` at `, `_`, `][`.
  @inline(__always)
  mutating func passGap() -> Bool {
    let first = byte
    if first == UInt8(ascii: "T") || first == UInt8(ascii: "t") {
      at += 1
      return true
    }
    // `[2026-01-02][03:04:05]`
    if first == UInt8(ascii: "]"), byte(1) == UInt8(ascii: "[") {
      at += 2
      return true
    }
    let start = at
    if first == UInt8(ascii: ",") { at += 1 }
    if passBlanks() > 0 {
      if byte == UInt8(ascii: "@"), byte(1) == 0x20 { at += 2 }
      if byte == UInt8(ascii: "a"), byte(1) == UInt8(ascii: "t"), byte(2) == 0x20 { at += 3 }
      if byte == UInt8(ascii: "-"), byte(1) == 0x20 { at += 2 }
      return true
    }
    if at > start { return true }
    guard
      first == UInt8(ascii: "-") || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
        || first == UInt8(ascii: "/") || first == UInt8(ascii: "|") || first == UInt8(ascii: ".")
    else { return false }
    at += 1
    // Erlang: `6-May-2019::03:56:36`.
    if first == UInt8(ascii: ":"), byte == first { at += 1 }
    return true
  }
}
