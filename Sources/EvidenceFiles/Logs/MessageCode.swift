import Evidence

/// The codes that messages of one tradition begin with: a product, a number, and how grave it is.
///
/// `AMQ6708E: disk full`, `ADM1823E  The log is full`, `CWWKZ0002E: …`, `ANR2017I …`: databases, queues,
/// servers and mainframes of IBM and of those who learned from them.
enum MessageCode {
  /// The level of the code that a message begins with; nil where it begins with none.
  ///
  /// Source: IBM, "z/OS MVS System Messages", "Message formats": I informs, W warns, E is an error, S a
  /// severe one, T terminates.
  static func level(of message: Bytes) -> Level? {
    guard message.count > 8, message[0] &- 0x41 < 26, message[1] &- 0x41 < 26 else { return nil }
    var at = 2
    while at < message.count, message[at] &- 0x41 < 26 { at += 1 }
    let letters = at
    while at < message.count, isDigit(message[at]) { at += 1 }
    guard (3...8).contains(letters), (3...6).contains(at - letters), at + 1 < message.count,
      message[at + 1] == UInt8(ascii: ":") || message[at + 1] <= 0x20
    else { return nil }
    switch message[at] {
    case UInt8(ascii: "I"): return .info
    case UInt8(ascii: "W"): return .warning
    case UInt8(ascii: "E"): return .error
    case UInt8(ascii: "S"), UInt8(ascii: "T"): return .fatal
    default: return nil
    }
  }

  /// Whether a text is nothing but named values, `Process(3140.38) User(mqm)`: what happened is told
  /// in a further line.
  static func isNamedValues(_ text: Bytes) -> Bool {
    guard text.last == UInt8(ascii: ")") else { return false }
    var values = 0
    var at = 0
    while at < text.count {
      let start = at
      while at < text.count, isLetter(text[at]) { at += 1 }
      guard at > start, at < text.count, text[at] == UInt8(ascii: "("),
        let close = text.first(UInt8(ascii: ")"), from: at)
      else { return false }
      values += 1
      at = close + 1
      while at < text.count, text[at] == 0x20 { at += 1 }
    }
    return values >= 2
  }
}
