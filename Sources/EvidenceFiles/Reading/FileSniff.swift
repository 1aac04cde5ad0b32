/// What the first bytes of a file say it is.
enum FileSniff: Equatable {
  case text
  case gzip
  /// Compressed with zstd, xz or bzip2.
  case compressed
  /// Several files in one: zip or tar, itself compressed or not.
  case archive
  case utf16(bigEndian: Bool)
  case empty
  /// No log; the reason in words.
  case foreign(String)

  /// The first bytes of kinds of file that hold no text.
  private static let magic: [(bytes: [UInt8], name: String)] = [
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive, which cannot be read; unpack it"),
    (Array("Rar!".utf8), "a RAR archive, which cannot be read; unpack it"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program, not a log"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture, not a log"),
    ([0xFF, 0xD8, 0xFF], "a picture, not a log"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF document, not a log"),
    (Array("SQLite format 3".utf8), "a database, not a log"),
  ]

  /// Looks at the first bytes of a file, or of what a gzip file holds.
  init(_ head: Bytes) {
    guard head.count > 0 else {
      self = .empty
      return
    }
    if head.count > 2, head[0] == 0x1F, head[1] == 0x8B {
      self = .gzip
      return
    }
    if head.count > 1, head[0] == 0xFF, head[1] == 0xFE {
      self = .utf16(bigEndian: false)
      return
    }
    if head.count > 1, head[0] == 0xFE, head[1] == 0xFF {
      self = .utf16(bigEndian: true)
      return
    }
    // RFC 8878 (zstd), the .xz file format, bzip2.
    let streams: [[UInt8]] = [
      [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x42, 0x5A, 0x68],
    ]
    if streams.contains(where: head.starts(with:)) {
      self = .compressed
      return
    }
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || Self.isTar(head) {
      self = .archive
      return
    }
    for (bytes, name) in Self.magic where head.starts(with: bytes) {
      self = .foreign(name)
      return
    }
    self = Self.byContent(head)
  }

  /// Whether a block of tar stands there: its sum is written in it (POSIX, ustar interchange format).
  private static func isTar(_ head: Bytes) -> Bool {
    guard head.count >= 512, head[0] > 0x20 else { return false }
    if head.has("ustar", at: 257) { return true }
    var sum = 0
    for at in 0..<512 { sum += (148..<156).contains(at) ? 0x20 : Int(head[at]) }
    var stated = 0
    var digits = 0
    for byte in head[148..<156] {
      if byte >= 0x30, byte < 0x38 {
        stated = stated * 8 + Int(byte - 0x30)
        digits += 1
      } else if digits > 0 {
        break
      } else if byte != 0x20 {
        return false
      }
    }
    return digits > 3 && stated == sum
  }

  /// Bytes that are looked through at once.
  private static let blockLength = 1024

  /// Whether there is a control character that does not stand in every text; compiled to a few vectors.
  private static func holdsControls(_ block: Bytes) -> Bool {
    var found: UInt8 = 0
    for byte in block {
      found |= (byte < 0x20 ? 1 : 0) & (byte &- 0x07 > 0x06 ? 1 : 0)
    }
    return found != 0
  }

  private static func byContent(_ head: Bytes) -> FileSniff {
    var zeros = [0, 0]
    var controls = 0
    // Which control characters there are, a bit each.
    var kinds: UInt32 = 0
    var at = 0
    while at < head.count {
      let end = min(at + blockLength, head.count)
      // Text has no other control characters than these: 7 is the bell, 13 the return.
      if holdsControls(head.part(at, end)) {
        for index in at..<end {
          let byte = head[index]
          if byte == 0 { zeros[index & 1] += 1 }
          // Escape is no sign of a binary file: programs colour their logs.
          if byte != 0, byte < 0x20, byte != 0x1B, byte < 0x07 || byte > 0x0D {
            controls += 1
            kinds |= 1 << UInt32(byte)
          }
        }
      }
      at = end
    }
    let half = head.count / 2
    if half > 8, zeros[1] > half * 3 / 4, zeros[0] < half / 8 { return .utf16(bigEndian: false) }
    if half > 8, zeros[0] > half * 3 / 4, zeros[1] < half / 8 { return .utf16(bigEndian: true) }
    let share = (zeros[0] + zeros[1] + controls) * 100 / head.count
    // A log may hold some NULs, left by a crash or a copy that truncated it, and one control character
    // between its fields; where each comes up, what is packed or encrypted is read.
    let isPacked = controls * 100 / head.count >= 4 && kinds.nonzeroBitCount >= 8
    return share > 10 || isPacked ? .foreign("binary, not text") : .text
  }
}
