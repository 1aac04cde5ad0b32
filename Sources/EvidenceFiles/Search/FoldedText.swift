/// A text made ready to be looked for in bytes, whatever its case, letters beyond ASCII included.
///
/// `ÅRH-1` is found in `clinic=årh-1`, `łódź` in `ŁÓDŹ`.
struct FoldedText: Sendable {
  /// The text in lower case; all there is to compare where it is plain ASCII.
  private let plain: [UInt8]
  /// Where in `plain` the byte stands that is rarest in logs: the one that is looked for first.
  private let anchor: Int
  /// How each character is written, in the one case and the other; empty where all are ASCII.
  private let spellings: [[[UInt8]]]

  init(_ text: String) {
    let plain = text.utf8.map(lowered)
    self.plain = plain
    anchor = plain.indices.min { Self.frequency(plain[$0]) < Self.frequency(plain[$1]) } ?? 0
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
    guard !spellings.isEmpty else { return plainRange(in: bytes, from: start) }
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

  /// Where plain ASCII occurs: from one of its rarest byte to the next, the rest compared there.
  private func plainRange(in bytes: Bytes, from start: Int) -> Range<Int>? {
    guard !plain.isEmpty else { return start..<start }
    let byte = plain[anchor]
    let other = isLetter(byte) ? byte ^ 0x20 : byte
    let last = bytes.count - plain.count
    var from = start + anchor
    while let found = bytes.index(of: byte, or: other, from: from), found - anchor <= last {
      let at = found - anchor
      var next = 0
      while next < plain.count, lowered(bytes[at + next]) == plain[next] { next += 1 }
      if next == plain.count { return at..<at + next }
      from = found + 1
    }
    return nil
  }

  /// How common a byte in lower case is in logs, roughly: digits and what stands between words, then
  /// the letters as English has them.
  private static func frequency(_ byte: UInt8) -> Int {
    if let rank = common.firstIndex(of: byte) { return common.count - rank }
    return 0
  }

  private static let common = Array(" 0123456789.:-/=etaoinsrhldcumfpgwyb".utf8)

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
