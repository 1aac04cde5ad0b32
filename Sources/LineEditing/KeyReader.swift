/// Takes the bytes of a terminal apart: characters, escape sequences, pastes.
///
/// Each byte is looked at once, however it comes. Nothing that is cut off keeps the keyboard: what a
/// terminal left unfinished is dropped, or taken as it is, once nothing has come for a while.
struct KeyReader {
  /// What the bytes stand for.
  enum Key: Equatable {
    case character(Unicode.Scalar)
    /// A control sequence, whole (ECMA-48, 5.4), as libedit's key map knows it.
    case sequence([Unicode.Scalar])
    case paste([UInt8])
  }

  private static let escape: UInt8 = 0x1B
  private static let pasteStart = Array("\u{1b}[200~".utf8)
  private static let pasteEnd = Array("\u{1b}[201~".utf8)
  /// The longest control sequence and the longest reply of a terminal that are waited for, in bytes.
  private static let longestSequence = 64
  private static let longestReply = 1 << 16
  /// How long a lone ESC may be the beginning of a sequence, and how long the rest of a paste or a
  /// reply may take to come, in milliseconds: slow links stall for hundreds.
  private static let keyPatience: Int32 = 40
  private static let restPatience: Int32 = 1_000
  /// A paste that was given up on goes on with as many bytes at once: no hand types them.
  private static let burst = 16
  /// So many bytes of text at once, or fewer with so many line ends, are a paste that a terminal doesn't
  /// mark; what is typed ahead while a link stalls is shorter.
  private static let unmarkedPaste = 1_024
  private static let unmarkedPasteOfLines = (bytes: 256, lines: 3)

  private var buffer: [UInt8] = []
  private var start = 0
  /// Where the search for the end of a paste goes on; nil outside of a paste.
  private var scanned: Int?
  /// Whether a paste was given up on whose end may come yet.
  private var wasCut = false

  /// How long to wait for more, in milliseconds; -1 for ever, where nothing was begun.
  var patience: Int32 {
    if scanned != nil { return Self.restPatience }
    guard start < buffer.count else { return -1 }
    return mayBeKey ? Self.keyPatience : Self.restPatience
  }

  /// Whether what waits is a key by itself if nothing follows: ESC, or Alt and one that begins a reply.
  private var mayBeKey: Bool {
    waiting.first == Self.escape
      && (waiting.count == 1 || waiting.count == 2 && Self.replies.contains(buffer[start + 1]))
  }

  /// What follows ESC where a terminal replies: OSC, DCS, APC.
  private static let replies = Array("]P_".utf8)

  /// The bytes of a paste whose end has not come; 0 outside of one.
  var pasting: Int { scanned == nil ? 0 : waiting.count }

  private var waiting: ArraySlice<UInt8> { buffer[start...] }

  /// Takes bytes in.
  mutating func feed(_ bytes: some Collection<UInt8>) {
    guard scanned == nil, start == buffer.count else { return buffer.append(contentsOf: bytes) }
    if wasCut, bytes.count >= Self.burst {
      scanned = start
    } else if Self.isUnmarkedPaste(bytes) {
      return buffer += Self.pasteStart + bytes + Self.pasteEnd
    }
    buffer.append(contentsOf: bytes)
  }

  private static func isUnmarkedPaste(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count >= unmarkedPasteOfLines.bytes else { return false }
    var lines = 0
    for byte in bytes {
      if byte == 0x0D || byte == 0x0A {
        lines += 1
      } else if byte < 0x20, byte != 0x09 {
        // A key that does something is none that was pasted.
        return false
      }
    }
    return bytes.count >= unmarkedPaste || lines >= unmarkedPasteOfLines.lines
  }

  /// The next key; nil where more bytes are needed.
  ///
  /// With `complete`, no more bytes will come soon: a lone ESC is a key, a cut sequence is dropped, and
  /// a paste without an end is what came of it.
  mutating func next(complete: Bool = false) -> Key? {
    while true {
      if scanned != nil { return nextOfPaste(complete: complete) }
      guard let first = waiting.first else {
        drop(0)
        return nil
      }
      if first == Self.escape {
        switch nextEscape(complete: complete) {
        case .key(let key): return key
        case .dropped: continue
        case .incomplete: return nil
        }
      }
      let length = Self.length(ofLead: first)
      guard waiting.count >= length || complete else { return nil }
      let bytes = waiting.prefix(length)
      let text = String(validating: bytes, as: UTF8.self)
      guard let scalar = text?.unicodeScalars.first, bytes.count == length else {
        drop(1)
        continue
      }
      drop(length)
      // C1 controls act on some terminals, and their codes are used for the editor's own wake-ups.
      if (0x80...0x9F).contains(scalar.value) { continue }
      return .character(scalar)
    }
  }

  private enum Escape {
    case key(Key)
    case dropped
    case incomplete
  }

  private mutating func nextEscape(complete: Bool) -> Escape {
    let waiting = waiting
    guard waiting.count > 1 else {
      guard complete else { return .incomplete }
      drop(1)
      return .key(.character("\u{1b}"))
    }
    if mayBeKey, !complete { return .incomplete }
    if let reply = reply(in: waiting) {
      // What a terminal answers is nothing that anybody typed.
      guard reply.isWhole || complete || waiting.count > Self.longestReply else {
        return .incomplete
      }
      drop(reply.length)
      return .dropped
    }
    let second = waiting[waiting.startIndex + 1]
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else {
      // ESC and a character: Alt and that key.
      drop(1)
      return .key(.character("\u{1b}"))
    }
    return nextControlSequence(complete: complete)
  }

  private mutating func nextControlSequence(complete: Bool) -> Escape {
    let waiting = waiting
    // A sequence ends at its first byte from 0x40, and is broken by one below 0x20 (ECMA-48, 5.4).
    guard
      let end = waiting.dropFirst(2).firstIndex(where: { !(0x20...0x3F).contains($0) })
    else {
      guard complete || waiting.count > Self.longestSequence else { return .incomplete }
      drop(waiting.count)
      return .dropped
    }
    guard (0x40...0x7E).contains(waiting[end]) else {
      drop(end - waiting.startIndex)
      return .dropped
    }
    let sequence = waiting[...end]
    if sequence.elementsEqual(Self.pasteStart) {
      drop(sequence.count)
      scanned = start
      wasCut = false
      return .dropped
    }
    if sequence.elementsEqual(Self.pasteEnd) { wasCut = false }
    drop(sequence.count)
    return .key(.sequence(sequence.map { Unicode.Scalar($0) }))
  }

  /// The terminal's reply (OSC, DCS, APC: ECMA-48, 5.6) that the bytes begin with, as far as it has
  /// come; nil where they are none: Alt and a key begin alike.
  private func reply(in bytes: ArraySlice<UInt8>) -> (length: Int, isWhole: Bool)? {
    guard bytes.count > 2 else { return nil }
    let third = bytes[bytes.startIndex + 2]
    let begins =
      switch bytes[bytes.startIndex + 1] {
      case UInt8(ascii: "]"): (0x30...0x39).contains(third)
      case UInt8(ascii: "P"): (0x20...0x3F).contains(third)
      case UInt8(ascii: "_"): third == UInt8(ascii: "G")
      default: false
      }
    guard begins else { return nil }
    let end = bytes.dropFirst(2).firstIndex { $0 == 0x07 || $0 == Self.escape }
    guard let end else { return (bytes.count, false) }
    let length = end - bytes.startIndex
    if bytes[end] == 0x07 { return (length + 1, true) }
    guard end + 1 < bytes.endIndex else { return (bytes.count, false) }
    // Any other sequence breaks the reply off.
    return (bytes[end + 1] == UInt8(ascii: "\\") ? length + 2 : length, true)
  }

  private mutating func nextOfPaste(complete: Bool) -> Key? {
    let mark = Self.pasteEnd
    var place = max(start, scanned ?? start)
    while place + mark.count <= buffer.count {
      guard let candidate = buffer[place...].firstIndex(of: Self.escape) else {
        place = buffer.count
        break
      }
      place = candidate
      guard place + mark.count <= buffer.count else { break }
      if buffer[place..<place + mark.count].elementsEqual(mark) {
        let text = Array(buffer[start..<place])
        drop(place + mark.count - start)
        scanned = nil
        wasCut = false
        return .paste(text)
      }
      place += 1
    }
    scanned = min(place, max(start, buffer.count - mark.count + 1))
    guard complete else { return nil }
    let text = Array(waiting)
    drop(text.count)
    scanned = nil
    wasCut = true
    return text.isEmpty ? nil : .paste(text)
  }

  /// Forgets bytes that were taken apart.
  private mutating func drop(_ count: Int) {
    start += count
    guard start == buffer.count || start > Self.longestReply else { return }
    buffer.removeFirst(start)
    start = 0
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
