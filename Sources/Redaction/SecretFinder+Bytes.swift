extension SecretFinder {
  /// A beginning of issued keys, as bytes.
  struct Prefix {
    var text: [UInt8]
    var least: Int
    /// Whether names begin so too.
    var isNamelike: Bool
  }

  static let keys = SecretShapes.keys.map { Array($0.utf8) }
  static let chosenKeys = Set(SecretShapes.chosenKeys.map { Array($0.utf8) })
  static let schemes = SecretShapes.schemes.map { Array($0.utf8) }
  static let authorization = Array("authorization".utf8)
  static let blockBegin = Array(SecretShapes.keyBlock.begin.utf8)
  static let blockKind = Array(SecretShapes.keyBlock.kind.utf8)
  static let blockEnd = Array(SecretShapes.keyBlock.end.utf8)

  /// The beginnings of issued keys by their first bytes.
  static let prefixes: [[Prefix]] = {
    var table = [[Prefix]](repeating: [], count: 256)
    for (text, least) in SecretShapes.prefixes {
      let prefix = Prefix(
        text: Array(text.utf8), least: least, isNamelike: SecretShapes.namelike.contains(text))
      table[Int(prefix.text[0])].append(prefix)
    }
    return table
  }()

  /// The longest name of a key or of a kind of private key that is looked at: the longest known has
  /// 21 letters, and may have some in front.
  static let longestKey = 40
  /// The shortest value behind a scheme in a sentence: what is shorter is a word of it.
  static let shortestShown = 8
  /// The longest plain word: random letters of this length are no word of any language.
  static let longestWord = 20
  /// The digits of the shortest PIN (ISO 9564-1); a status or a count may have fewer.
  static let shortestNumber = 4
  /// The digits of the longest card number.
  static let mostDigits = 16

  /// Whether a word stands at a place, whatever its case, and a blank behind it.
  func hasWord(_ word: [UInt8], at index: Int) -> Bool {
    guard index + word.count < bytes.count, bytes[index + word.count] == 0x20 else { return false }
    return zip(bytes[index...], word).allSatisfy { Self.lowered($0) == $1 }
  }

  /// Where a value ends that begins at a place.
  func endOfValue(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] > 0x20, !Self.ends.contains(bytes[end]) { end += 1 }
    return end
  }

  private static let ends = Array("\"',;&}])>`\\".utf8)

  /// Whether a value may be a word or a number of a sentence: `expired`, `Not-found.`, `401`.
  func isPlain(_ range: Range<Int>) -> Bool {
    let value = bytes[range]
    guard value.count < Self.longestWord else { return false }
    if value.count < Self.shortestNumber, value.allSatisfy(Self.isDigit) { return true }
    let isWord = value.dropFirst().allSatisfy {
      (0x61...0x7A).contains($0) || "-_.:!?".utf8.contains($0)
    }
    return isWord && value.first.map { (0x61...0x7A).contains(Self.lowered($0)) } ?? true
  }

  /// Whether a value stands for none: `null`, `****`, `xxxxx`.
  func isNone(_ range: Range<Int>) -> Bool {
    let value = bytes[range]
    if let first = value.first, "*xX.".utf8.contains(first), value.allSatisfy({ $0 == first }) {
      return value.count > 1 || first == UInt8(ascii: "*")
    }
    return SecretShapes.noValues.contains(String(decoding: value, as: UTF8.self).lowercased())
  }

  /// Whether a range is what stands in place of a secret already.
  func isMasked(_ range: Range<Int>) -> Bool {
    let mark = Array(SecretMask.mark.utf8)
    // The mark's bracket ends a value.
    return bytes[range.lowerBound...].starts(with: mark.prefix(range.count))
      && range.count >= mark.count - 1
  }

  /// The first place of some bytes from a place on, before another where one is given.
  func place(of wanted: [UInt8], from start: Int, before limit: Int = .max) -> Int? {
    let last = min(limit - 1, bytes.count - wanted.count)
    guard start <= last else { return nil }
    return (start...last).first { index in
      bytes[index] == wanted[0] && bytes[index..<index + wanted.count].elementsEqual(wanted)
    }
  }

  static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether a byte may stand between a key and its value.
  static func isPadding(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: "\\")
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(lowered(byte)) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  static func isWordByte(_ byte: UInt8) -> Bool { isNameByte(byte) || isDigit(byte) }

  /// Whether a byte may stand in an issued key, whose parts dots may separate (RFC 7519).
  static func isTokenByte(_ byte: UInt8) -> Bool { isWordByte(byte) || byte == UInt8(ascii: ".") }

  /// Whether a byte next to a number makes it a part of something longer.
  static func joins(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == UInt8(ascii: ".") || byte >= 0x80
  }
}
