/// Room for a text that is not in the line as it is read: without colours, escapes or breaks.
///
/// It is used again for each line, so that no line costs an allocation.
final class ScratchBytes {
  private var room: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() {
    // Nearly all lines fit.
    room = .allocate(capacity: 4096)
  }

  deinit {
    room.deallocate()
  }

  /// What it holds; valid until it is changed.
  var bytes: Bytes { Bytes(rebasing: UnsafeBufferPointer(room)[0..<count]) }

  /// Empties it, and makes place for so many bytes.
  func begin(_ capacity: Int) {
    count = 0
    reserve(capacity)
  }

  /// Makes place for so many bytes more.
  func reserve(_ more: Int) {
    guard count + more > room.count else { return }
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: (count + more) * 2)
    _ = larger.update(fromContentsOf: room[0..<count])
    room.deallocate()
    room = larger
  }

  /// Leaves only so many bytes.
  func cut(to length: Int) { count = min(count, length) }

  /// Appends a byte that there is place for.
  @inline(__always)
  func put(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }

  /// Appends some bytes; returns a view of them.
  @discardableResult
  func append(_ bytes: Bytes) -> Bytes {
    reserve(bytes.count)
    let start = count
    _ = room[start...].update(fromContentsOf: bytes)
    count += bytes.count
    return self.bytes.part(start, count)
  }

  /// Undoes the escapes of a JSON string (RFC 8259, section 7); its end of line is left off.
  func unescapeJSON(_ text: Bytes) -> Bytes {
    begin(text.count)
    var at = 0
    while at < text.count {
      let plain = text.index(of: UInt8(ascii: "\\"), from: at) ?? text.count
      append(text.part(at, plain))
      at = plain + 1
      guard at < text.count else { break }
      let escape = text[at]
      at += 1
      switch escape {
      case UInt8(ascii: "n"): put(0x0A)
      case UInt8(ascii: "t"): put(0x09)
      case UInt8(ascii: "r"): put(0x0D)
      case UInt8(ascii: "b"), UInt8(ascii: "f"): put(0x20)
      case UInt8(ascii: "u"):
        guard let unit = hexadecimal(text, at) else { continue }
        at += 4
        var scalar = UInt32(unit)
        if unit & 0xFC00 == 0xD800, text.has("\\u", at: at), let low = hexadecimal(text, at + 2) {
          scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
          at += 6
        }
        put(Unicode.Scalar(scalar) ?? "\u{FFFD}")
      default: put(escape)
      }
    }
    while count > 0, room[count - 1] == 0x0A || room[count - 1] == 0x0D { count -= 1 }
    if bytes.index(of: 0x1B) != nil { return stripTerminal() }
    return bytes
  }

  /// Appends a character in UTF-8: at most as many bytes as its escape has.
  private func put(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
  }

  private func hexadecimal(_ text: Bytes, _ at: Int) -> UInt16? {
    guard at + 4 <= text.count else { return nil }
    var value: UInt16 = 0
    for index in at..<at + 4 {
      let byte = text[index]
      let digit: UInt8
      if isDigit(byte) {
        digit = byte &- 0x30
      } else if (byte | 0x20) &- 0x61 < 6 {
        digit = (byte | 0x20) &- 0x57
      } else {
        return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// Takes a line without what only steers a terminal.
  func stripTerminal(_ line: Bytes) -> Bytes {
    begin(0)
    append(line)
    return stripTerminal()
  }

  /// Leaves out what only steers a terminal: colours, moves, titles.
  ///
  /// Source: ECMA-48, section 5.4: `ESC [`, parameters, one final byte from `@` to `~`; OSC to BEL.
  private func stripTerminal() -> Bytes {
    let end = count
    var at = 0
    count = 0
    while at < end {
      let byte = room[at]
      guard byte == 0x1B else {
        put(byte)
        at += 1
        continue
      }
      at += 1
      guard at < end else { break }
      if room[at] == UInt8(ascii: "[") {
        at += 1
        while at < end, room[at] &- 0x40 >= 0x3F { at += 1 }
      } else if room[at] == UInt8(ascii: "]") || room[at] == UInt8(ascii: "_") {
        // Titles and commands of applications end with BEL or `ESC \`.
        while at < end, room[at] != 0x07, room[at] != 0x1B { at += 1 }
        if at < end, room[at] == 0x1B { at += 1 }
      }
      at += 1
    }
    return bytes
  }
}
