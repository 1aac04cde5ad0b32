/// Splits the text of a message into plain lower-case words.
enum MessageWords {
  /// The words of a text: runs of letters or digits, split where `camelCase` begins a new word.
  ///
  /// `NoRouteToHostException: 10 of max_children` → `no route to host exception 10 of max children`.
  /// `ERROR` stays one word, `x509` gives two. Linear in the text, of which 2,500 bytes count.
  static func split(_ text: some StringProtocol) -> [String] {
    var words: [String] = []
    var current: [UInt8] = []
    var before: Kind = .other
    let bytes = Array(text.utf8.prefix(longestText))
    func flush() {
      guard !current.isEmpty else { return }
      words.append(String(decoding: current.prefix(longestWord), as: UTF8.self))
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

  /// Bytes of a text that count: what a reader keeps of a line, and a few lines more.
  private static let longestText = 2500
  /// Bytes of a word that count: no phrase has a longer one.
  private static let longestWord = 48

  private enum Kind {
    case lower, upper, digit, other

    init(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: self = .lower
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .upper
      case UInt8(ascii: "0")...UInt8(ascii: "9"): self = .digit
      default: self = .other
      }
    }
  }
}
