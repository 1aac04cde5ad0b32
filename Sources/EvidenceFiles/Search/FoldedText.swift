/// A text made ready to be looked for in bytes, whatever its case, letters beyond ASCII included.
///
/// `ÅRH-1` is found in `clinic=årh-1`, `łódź` in `ŁÓDŹ`.
struct FoldedText: Sendable {
  /// The text in lower case; all there is to compare where it is plain ASCII.
  private let plain: [UInt8]
  /// How each character is written, in the one case and the other; empty where all are ASCII.
  private let spellings: [[[UInt8]]]

  init(_ text: String) {
    plain = text.utf8.map(lowered)
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else {
      spellings = []
      return
    }
    spellings = text.map { character in
      let both = [character.lowercased(), character.uppercased()].map { Array($0.utf8) }
      return both[0] == both[1] ? [both[0]] : both
    }
  }

  /// Whether nothing is looked for.
  var isEmpty: Bool { plain.isEmpty }

  /// Where it occurs first from an index on, and where it ends there; nil where it doesn't.
  func range(in bytes: Bytes, from start: Int) -> Range<Int>? {
    guard !spellings.isEmpty else {
      return bytes.find(lowercased: plain, from: start).map { $0..<$0 + plain.count }
    }
    var at = start
    while at < bytes.count {
      if let end = end(in: bytes, at: at) { return at..<end }
      at += 1
    }
    return nil
  }

  /// Whether some bytes are the text and nothing else.
  func isAll(of bytes: Bytes) -> Bool {
    guard !spellings.isEmpty else { return bytes.lazy.map(lowered).elementsEqual(plain) }
    return end(in: bytes, at: 0) == bytes.count
  }

  /// Where it ends that begins at an index; nil where it doesn't stand there.
  private func end(in bytes: Bytes, at start: Int) -> Int? {
    var at = start
    for spelling in spellings {
      guard let written = spelling.first(where: { Self.stands($0, in: bytes, at: at) }) else {
        return nil
      }
      at += written.count
    }
    return at
  }

  private static func stands(_ letter: [UInt8], in bytes: Bytes, at start: Int) -> Bool {
    guard start + letter.count <= bytes.count else { return false }
    for (step, byte) in letter.enumerated() where bytes[start + step] != byte { return false }
    return true
  }
}
