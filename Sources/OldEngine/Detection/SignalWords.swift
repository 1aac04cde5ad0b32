/// Splits log text into plain lower-case words.
enum SignalWords {
  /// Bytes of a word that count: comparing texts of many accents takes quadratic time.
  private static let longest = 64

  /// The words of a text: runs of letters or digits, split where `camelCase` begins a new word.
  ///
  /// `NoRouteToHostException` gives no, route, to, host, exception; `ERROR` stays one word.
  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    var before: Kind = .other
    let bytes = Array(text.utf8.prefix(2500))
    func flush() {
      if !current.isEmpty {
        words.append(String(decoding: current.prefix(longest), as: UTF8.self))
      }
      current.removeAll(keepingCapacity: true)
    }
    for (index, byte) in bytes.enumerated() {
      let kind = Kind(byte)
      switch kind {
      case .other:
        flush()
      case .upper:
        let nextIsLower = index + 1 < bytes.count && Kind(bytes[index + 1]) == .lower
        if before != .upper || nextIsLower && current.count > 1 { flush() }
        current.append(byte | 0x20)
      case .lower:
        if before == .digit { flush() }
        current.append(byte)
      case .digit:
        if before != .digit { flush() }
        current.append(byte)
      }
      before = kind
    }
    flush()
    return words
  }

  private enum Kind {
    case lower, upper, digit, other

    init(_ byte: UInt8) {
      switch byte {
      case 0x61...0x7A, 0x80...: self = .lower
      case 0x41...0x5A: self = .upper
      case 0x30...0x39: self = .digit
      default: self = .other
      }
    }
  }
}
