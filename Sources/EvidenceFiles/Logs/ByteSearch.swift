import CPlatform

/// Searches that look at eight bytes at once: most of a long line is only passed over.
///
/// Source: Sean Eron Anderson, "Bit Twiddling Hacks", "Determine if a word has a byte equal to n":
/// the lowest flag is exact, those above it need not be.
extension UnsafeBufferPointer<UInt8> {
  /// Where a byte stands first at or after an index.
  @inline(__always)
  func index(of byte: UInt8, from start: Int = 0) -> Int? {
    guard let base = baseAddress, start >= 0, start < count else { return nil }
    guard let found = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where some bytes stand first at or after an index.
  func range(of part: Bytes, from start: Int = 0) -> Range<Int>? {
    guard let first = part.first else { return start..<start }
    var at = start
    while let found = index(of: first, from: at), found + part.count <= count {
      if self.part(found, found + part.count).equals(part) { return found..<found + part.count }
      at = found + 1
    }
    return nil
  }

  /// Where one of two bytes stands first at or after an index.
  @inline(__always)
  func index(of byte: UInt8, or other: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start >= 0 else { return nil }
    let raw = UnsafeRawPointer(base)
    let (first, second) = (Self.spread(byte), Self.spread(other))
    var at = start
    while at &+ 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let flags = Self.zeros(word ^ first) | Self.zeros(word ^ second)
      if flags != 0 { return at &+ flags.trailingZeroBitCount / 8 }
      at &+= 8
    }
    while at < count {
      if base[at] == byte || base[at] == other { return at }
      at &+= 1
    }
    return nil
  }

  @inline(__always)
  private static func spread(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Flags the bytes that are 0, the lowest of them for sure.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}
