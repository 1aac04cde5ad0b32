/// Room for a text whose escapes are undone, used again for each line.
final class ScratchBytes {
  private var room: UnsafeMutableBufferPointer<UInt8>
  private var used = 0

  init() {
    room = .allocate(capacity: 4096)
  }

  deinit {
    room.deallocate()
  }

  /// Makes place for a text of so many bytes at most; views handed out before become invalid.
  private func begin(_ capacity: Int) {
    used = 0
    guard capacity > room.count else { return }
    room.deallocate()
    room = .allocate(capacity: capacity * 2)
  }

  @inline(__always)
  private func put(_ byte: UInt8) {
    room[used] = byte
    used += 1
  }

  private func result() -> Bytes { Bytes(rebasing: UnsafeBufferPointer(room)[0..<used]) }

  /// Undoes the escapes of a JSON string (RFC 8259, section 7).
  func unescapeJSON(_ text: Bytes) -> Bytes {
    begin(text.count)
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      guard byte == 0x5C, at < text.count else {
        put(byte)
        continue
      }
      let escape = text[at]
      at += 1
      switch escape {
      case 0x6E: put(0x0A)
      case 0x74: put(0x09)
      case 0x72: put(0x0D)
      case 0x62, 0x66: put(0x20)
      case 0x75:
        guard let unit = hex4(text, at) else { continue }
        at += 4
        var scalar = UInt32(unit)
        if unit & 0xFC00 == 0xD800, text.has("\\u", at: at), let low = hex4(text, at + 2) {
          scalar = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF))
          at += 6
        }
        for byte in String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8 { put(byte) }
      default: put(escape)
      }
    }
    return result()
  }

  /// Undoes the doubled quotes of a quoted field (RFC 4180).
  func unescapeQuotes(_ text: Bytes) -> Bytes {
    begin(text.count)
    var at = 0
    while at < text.count {
      put(text[at])
      at += text[at] == 0x22 && at + 1 < text.count && text[at + 1] == 0x22 ? 2 : 1
    }
    return result()
  }

  private func hex4(_ text: Bytes, _ at: Int) -> UInt16? {
    guard at + 4 <= text.count else { return nil }
    var value: UInt16 = 0
    for index in at..<at + 4 {
      let byte = text[index]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
