/// The host and program that syslog puts behind the time (RFC 3164, section 4.1.2).
struct ProgramField {
  var name: Range<Int>
  /// The index behind the colon.
  var end: Int

  /// Finds `host program[pid]:`; where lenient, a program without its number will do.
  static func scan(_ text: Bytes, lenient: Bool) -> ProgramField? {
    var at = 0
    while at < text.count, text[at] > 0x20 {
      if text[at] == 0x3A || text[at] == 0x5B { return nil }
      at += 1
    }
    guard at > 0, at + 1 < text.count, text[at] == 0x20 else { return nil }
    at += 1
    let start = at
    var nameEnd: Int?
    while at < text.count, at - start < 64 {
      let byte = text[at]
      if byte == 0x5B || byte == 0x28, nameEnd == nil { nameEnd = at }
      if byte == 0x3A {
        let hasNumber = at > start && text[at - 1] == 0x5D
        guard hasNumber || (lenient && (at + 1 == text.count || text[at + 1] == 0x20)) else {
          return nil
        }
        let end = nameEnd ?? at
        guard end > start else { return nil }
        return ProgramField(name: start..<end, end: at + 1)
      }
      if byte <= 0x20 { return nil }
      at += 1
    }
    return nil
  }
}

/// The line of a web server's access log (common and combined log format).
enum AccessLine {
  /// The status behind the quoted request.
  static func status(_ text: Bytes) -> Int? {
    guard text.first == 0x22, let close = text.first(0x22, from: 1), close + 5 <= text.count,
      text[close + 1] == 0x20
    else { return nil }
    var value = 0
    for byte in text[close + 2..<close + 5] {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }
}
