/// The identifiers that programs draw for things: `7d1c8f0e-52b4-4c0a-9a63-0f0f4b9d2e11`,
/// `sg-0b6f31c2a9d4e8f10`, `vol-049df61146c4d7901`.
///
/// Two texts that have one in common speak of the same thing, whatever their words.
enum Identifiers {
  /// The fewest letters and digits: shorter ones are drawn twice, or are versions and counts.
  private static let least = 12
  /// The fewest digits, and letters: a word has no such digits, a number no letters.
  private static let fewestDigits = 3
  private static let fewestLetters = 2

  /// All in a text, in lower case.
  static func all(in text: String) -> Set<String> {
    var found: Set<String> = []
    for token in text.utf8.split(whereSeparator: { !isPart($0) }) where token.count >= least {
      let digits = token.count { $0 &- 0x30 < 10 }
      let letters = token.count { ($0 | 0x20) &- 0x61 < 26 }
      guard digits >= fewestDigits, letters >= fewestLetters, digits + letters >= least,
        !isTime(token)
      else { continue }
      found.insert(String(decoding: Array(token), as: UTF8.self).lowercased())
    }
    return found
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
  }

  /// Whether it is a part of a written time: `2026-01-22T09`.
  private static func isTime(_ token: Substring.UTF8View.SubSequence) -> Bool {
    let bytes = Array(token.prefix(8))
    return bytes.count == 8 && bytes[..<4].allSatisfy { $0 &- 0x30 < 10 }
      && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
  }
}
