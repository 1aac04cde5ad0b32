/// A name that somebody chose for a setting, a flag, a job, a table: `related_items_v2`,
/// `BackfillAddressesJob`, `maxmemory-policy`.
struct ChosenName: Hashable {
  /// Its letters and digits in lower case, by which names are compared: `relateditemsv2`.
  let key: String
  /// Whether it is put together from several words, as names are and words of sentences are not.
  let isChosen: Bool

  /// The fewest bytes of a name that says something: a shorter one is a word of every sentence.
  private static let least = 8

  /// The names in a text, those that are words of sentences too among them.
  static func names(in text: String) -> Set<ChosenName> {
    var names: Set<ChosenName> = []
    for token in text.utf8.split(whereSeparator: { !isPart($0) }) {
      guard token.count >= least, token.count <= 60 else { continue }
      // Versions, times and identifiers that are drawn are no names.
      let letters = token.count { ($0 | 0x20) &- 0x61 < 26 }
      guard letters >= least - 2, letters * 3 >= token.count * 2 else { continue }
      let word = String(decoding: Array(token), as: UTF8.self)
      names.insert(ChosenName(key: key(word), isChosen: isCompound(word)))
    }
    return names
  }

  /// A name as it is compared.
  static func key(_ name: String) -> String {
    String(
      decoding: name.utf8.filter { isLetterOrDigit($0) }.map { upper($0) ? $0 | 0x20 : $0 },
      as: UTF8.self)
  }

  /// Whether one is the other, or begins with it: `maxmemory` is part of `maxmemory-policy`.
  func isAkin(to other: ChosenName) -> Bool {
    key == other.key
      || other.key.count >= Self.least && key.hasPrefix(other.key)
      || isChosen && key.count >= Self.least && other.key.hasPrefix(key)
  }

  private static func isCompound(_ word: String) -> Bool {
    var before: UInt8 = 0
    for byte in word.utf8 {
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") { return true }
      if upper(byte), before &- 0x61 < 26 { return true }
      before = byte
    }
    return false
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
  }

  private static func upper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}
