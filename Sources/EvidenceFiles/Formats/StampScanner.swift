/// Reads the parts of a time from left to right; each step moves on only where it succeeds.
struct StampScanner {
  let bytes: Bytes
  var at: Int

  /// Reads a number of so many digits.
  @inline(__always)
  mutating func number(_ least: Int, _ most: Int) -> Int? {
    var value = 0
    var next = at
    while next < bytes.count, next - at < most, isDigit(bytes[next]) {
      value = value &* 10 &+ Int(bytes[next] &- 0x30)
      next += 1
    }
    guard next - at >= least else { return nil }
    at = next
    return value
  }

  /// Passes a byte.
  @inline(__always)
  mutating func pass(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// The byte at hand, 0 at the end.
  @inline(__always)
  var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// Whether no letter or digit follows.
  @inline(__always)
  var isAtBoundary: Bool { !isDigit(byte) && !isLetter(byte) }

  /// Reads `HH:MM:SS`, with a fraction after `.`, `,` or `:`, into milliseconds.
  @inline(__always)
  mutating func clock(separator: UInt8 = 0x3A) -> Int64? {
    guard let hour = number(1, 2), hour < 24, pass(separator), let minute = number(1, 2),
      minute < 60, pass(separator), let second = number(1, 2), second <= 60
    else { return nil }
    return Int64((hour * 60 + minute) * 60 + second) * 1000 + fraction()
  }

  /// Reads a fraction of a second, in milliseconds; 0 where there is none.
  @inline(__always)
  mutating func fraction() -> Int64 {
    let mark = byte
    guard mark == 0x2E || mark == 0x2C || mark == 0x3A, at + 1 < bytes.count,
      isDigit(bytes[at + 1])
    else { return 0 }
    at += 1
    var value: Int64 = 0
    var scale: Int64 = 100
    while isDigit(byte) {
      value += Int64(byte &- 0x30) * scale
      scale /= 10
      at += 1
    }
    return value
  }

  /// Reads an offset such as `Z`, `+02:00`, ` -0700` or ` UTC`, in milliseconds.
  @inline(__always)
  mutating func offset() -> Int64? {
    let start = at
    if byte == 0x20 { at += 1 }
    switch byte {
    case 0x5A, 0x7A:
      at += 1
      if isAtBoundary { return 0 }
    case 0x2B, 0x2D:
      let sign: Int64 = byte == 0x2D ? -1 : 1
      at += 1
      if let hour = number(2, 2), hour <= 14 {
        let colon = pass(0x3A)
        let minute = number(2, 2)
        // A lone `-07` behind a space is a number of the message.
        if isAtBoundary, minute != nil || (!colon && bytes[start] != 0x20) {
          return sign * Int64(hour * 60 + (minute ?? 0)) * 60_000
        }
      }
    case 0x55 where bytes.has("UTC", at: at), 0x47 where bytes.has("GMT", at: at):
      at += 3
      if isAtBoundary { return 0 }
    default: break
    }
    at = start
    return nil
  }

  /// Reads the English name of a month, from 1.
  @inline(__always)
  mutating func monthName() -> Int? {
    guard at + 3 <= bytes.count else { return nil }
    let key =
      UInt32(bytes[at] | 0x20) << 16 | UInt32(bytes[at + 1] | 0x20) << 8
      | UInt32(bytes[at + 2] | 0x20)
    let month: Int
    switch key {
    case 0x6A616E: month = 1
    case 0x666562: month = 2
    case 0x6D6172: month = 3
    case 0x617072: month = 4
    case 0x6D6179: month = 5
    case 0x6A756E: month = 6
    case 0x6A756C: month = 7
    case 0x617567: month = 8
    case 0x736570: month = 9
    case 0x6F6374: month = 10
    case 0x6E6F76: month = 11
    case 0x646563: month = 12
    default: return nil
    }
    at += 3
    return month
  }

  /// Passes the English name of a day and the white space behind it, where one stands.
  mutating func passWeekday() {
    guard at + 4 <= bytes.count, bytes[at + 3] == 0x20 || bytes[at + 3] == 0x2C else { return }
    let key =
      UInt32(bytes[at] | 0x20) << 16 | UInt32(bytes[at + 1] | 0x20) << 8
      | UInt32(bytes[at + 2] | 0x20)
    switch key {
    case 0x6D6F6E, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756E: at += 4
    default: return
    }
    while byte == 0x20 { at += 1 }
  }
}
