/// Takes the bytes of a terminal apart: characters, escape sequences, pastes.
struct KeyReader {
  /// What the bytes stand for.
  enum Key: Equatable {
    case character(Unicode.Scalar)
    /// An escape sequence, whole, as libedit's key map knows it.
    case sequence([Unicode.Scalar])
    case paste([UInt8])
  }

  private static let escape: UInt8 = 0x1B
  private static let pasteStart = Array("\u{1b}[200~".utf8)
  private static let pasteEnd = Array("\u{1b}[201~".utf8)

  private var buffer: [UInt8] = []

  /// Whether bytes wait that are the beginning of something.
  var isEmpty: Bool { buffer.isEmpty }

  /// Whether the waiting bytes are a lone ESC, which may be the beginning of a sequence.
  var holdsLoneEscape: Bool { buffer == [Self.escape] }

  /// Takes bytes in.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// Takes the bytes that wait, for when the terminal is handed to someone else.
  mutating func clear() {
    buffer = []
  }

  /// The next key; nil where more bytes are needed.
  ///
  /// With `complete`, no more bytes will come soon: a lone ESC is a key, and a cut sequence is
  /// dropped.
  mutating func next(complete: Bool = false) -> Key? {
    while let first = buffer.first {
      if first == Self.escape { return nextEscape(complete: complete) }
      let length = Self.length(ofLead: first)
      guard buffer.count >= length || complete else { return nil }
      let bytes = buffer.prefix(length)
      let text = String(validating: bytes, as: UTF8.self)
      guard let scalar = text?.unicodeScalars.first, bytes.count == length else {
        buffer.removeFirst()
        continue
      }
      buffer.removeFirst(length)
      // C1 controls act on some terminals, and their codes are used for the editor's own wake-ups.
      if (0x80...0x9F).contains(scalar.value) { continue }
      return .character(scalar)
    }
    return nil
  }

  private mutating func nextEscape(complete: Bool) -> Key? {
    if buffer.starts(with: Self.pasteStart) { return nextPaste() }
    guard buffer.count > 1 else {
      guard complete else { return nil }
      buffer.removeFirst()
      return .character("\u{1b}")
    }
    guard buffer[1] == UInt8(ascii: "[") || buffer[1] == UInt8(ascii: "O") else {
      // ESC and a character: Alt and that key.
      buffer.removeFirst()
      return .character("\u{1b}")
    }
    // A sequence ends at its first byte from 0x40 (ECMA-48, 5.4); after ESC O at the next byte.
    guard let end = buffer.indices.dropFirst(2).first(where: { (0x40...0x7E).contains(buffer[$0]) })
    else {
      if complete || buffer.count > 32 { buffer = [] }
      return nil
    }
    let scalars = buffer[...end].map { Unicode.Scalar($0) }
    buffer.removeFirst(end + 1)
    return .sequence(scalars)
  }

  private mutating func nextPaste() -> Key? {
    guard let end = buffer.firstRange(of: Self.pasteEnd) else { return nil }
    let text = Array(buffer[Self.pasteStart.count..<end.lowerBound])
    buffer.removeSubrange(..<end.upperBound)
    return .paste(text)
  }

  private static func length(ofLead byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
