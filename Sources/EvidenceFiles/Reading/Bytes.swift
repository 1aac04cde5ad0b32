import CPlatform

/// A view of bytes that somebody else owns; valid only until its reader moves on.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// The view of a part, counted from 0.
  @inline(__always)
  func part(_ from: Int, _ to: Int) -> Bytes {
    Bytes(rebasing: self[from..<to])
  }

  /// Whether it is a view of a part of another.
  @inline(__always)
  func isInside(_ other: Bytes) -> Bool {
    guard let mine = baseAddress, let theirs = other.baseAddress else { return isEmpty }
    return mine >= theirs && mine + count <= theirs + other.count
  }

  /// The view without white space at both ends.
  @inline(__always)
  func trimmed() -> Bytes {
    var from = 0
    var to = count
    while from < to, self[from] <= 0x20 { from += 1 }
    while to > from, self[to - 1] <= 0x20 { to -= 1 }
    return part(from, to)
  }

  /// Where a byte stands first at or after an index.
  @inline(__always)
  func first(_ byte: UInt8, from: Int = 0) -> Int? {
    var at = from
    while at < count {
      if self[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// Where a line ends that begins at an index or before: quicker where lines are long.
  func lineEnd(from: Int) -> Int? {
    guard let base = baseAddress, from < count,
      let found = memchr(base + from, 0x0A, count - from)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where an ASCII text stands first, whatever its case; the needle is in lower case.
  func find(lowercased needle: [UInt8], from: Int = 0) -> Int? {
    guard let head = needle.first else { return from }
    let last = count - needle.count
    var at = from
    while at <= last {
      if lowered(self[at]) == head {
        var next = 1
        while next < needle.count, lowered(self[at + next]) == needle[next] { next += 1 }
        if next == needle.count { return at }
      }
      at += 1
    }
    return nil
  }

  /// Whether the bytes at an index are those of a text.
  @inline(__always)
  func has(_ text: StaticString, at: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard at >= 0, at + length <= count else { return false }
    let other = text.utf8Start
    var next = 0
    while next < length {
      if self[at + next] != other[next] { return false }
      next += 1
    }
    return true
  }

  /// The bytes as text, at most so many; those of a line that is no UTF-8 are Latin-1.
  ///
  /// A character that was cut at the end, where one may be, is left out.
  func text(limit: Int = .max, mayBeCut: Bool = false) -> String {
    var end = Swift.min(count, limit)
    if end < count || mayBeCut {
      // At most three bytes of a character can be left of a cut.
      var start = end
      while start > 0, end - start < 4, self[start - 1] & 0xC0 == 0x80 { start -= 1 }
      if start > 0, self[start - 1] >= 0xC0 {
        let lead = self[start - 1]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        if end - start + 1 < length { end = start - 1 }
      }
    }
    let bytes = part(0, end)
    return bytes.utf8() ?? bytes.latin1(limit: limit)
  }

  /// The bytes as text; nil where they are no UTF-8.
  ///
  /// What is decoded with repairs is what it was where nothing was to be repaired. `String(validating:as:)`
  /// says the same, but looks up generic metadata at each call (Swift 6.3, by a profile).
  func utf8() -> String? {
    var text = String(decoding: self, as: UTF8.self)
    let isSame = text.withUTF8 { $0.equals(self) }
    return isSame ? text : nil
  }

  /// Whether two views hold the same bytes.
  @inline(__always)
  func equals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    guard let mine = baseAddress, let theirs = other.baseAddress else { return true }
    return memcmp(mine, theirs, count) == 0
  }

  /// The bytes as text in ISO 8859-1, which maps each byte to the scalar of its number.
  func latin1(limit: Int = .max) -> String {
    var text = String.UnicodeScalarView()
    var length = 0
    for byte in self {
      length += byte < 0x80 ? 1 : 2
      if length > limit { break }
      text.append(Unicode.Scalar(byte))
    }
    return String(text)
  }
}

/// An ASCII letter in lower case, any other byte as it is.
@inline(__always)
func lowered(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}

/// Whether a byte is an ASCII digit.
@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Whether a byte is an ASCII letter.
@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

/// One step of the FNV-1a hash.
@inline(__always)
func hashStep(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
  (hash ^ UInt64(byte)) &* 0x100_0000_01b3
}

/// Where the FNV-1a hash begins.
let hashStart: UInt64 = 0xcbf2_9ce4_8422_2325

/// A hash of some bytes, eight of them a step: for texts of which each is hashed whole.
///
/// Each step multiplies to 128 bits and folds them, as wyhash does (Wang Yi, 2019), so that all bits of
/// a step reach all of the result.
@inline(__always)
func hash(_ bytes: Bytes) -> UInt64 {
  var value = hashStart ^ UInt64(truncatingIfNeeded: bytes.count)
  guard let base = bytes.baseAddress else { return value }
  let raw = UnsafeRawPointer(base)
  var at = 0
  while at &+ 8 <= bytes.count {
    value = hashFold(
      value ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
    at &+= 8
  }
  var rest: UInt64 = 0
  while at < bytes.count {
    rest = rest << 8 | UInt64(base[at])
    at &+= 1
  }
  return hashFold(value ^ rest)
}

@inline(__always)
private func hashFold(_ value: UInt64) -> UInt64 {
  // The factor of wyhash: odd, with as many ones as zeros.
  let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return high ^ low ^ 0xE703_7ED1_A0B4_28DB
}
