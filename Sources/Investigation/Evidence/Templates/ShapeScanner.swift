/// Takes the variable parts out of a message, in one pass over its bytes.
///
/// What is left, the message's shape, is a list of words: the parts between spaces, with
/// ``hole`` where a number, identifier, address or path stood. No rule knows any system.
struct ShapeScanner {
  /// Stands for a variable part inside a word; no byte of a text.
  static let hole: UInt8 = 0xFF
  /// The words of a message that are looked at.
  static let mostWords = 128

  /// The shape of the message scanned last, words separated by a space.
  private(set) var shape: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() {
    shape = .allocate(capacity: 4096)
  }

  func deallocate() {
    shape.deallocate()
  }

  /// Scans a message; returns the hash of its shape.
  @inline(__always)
  mutating func scan(_ message: Bytes) -> UInt64 {
    count = 0
    let end = min(message.count, 2000)
    var at = 0
    var words = 0
    while at < end, words < Self.mostWords {
      while at < end, message[at] <= 0x20 { at += 1 }
      guard at < end else { break }
      if count > 0 { put(0x20) }
      word(message, &at, end)
      words += 1
    }
    var value = hashStart
    let view = Bytes(rebasing: UnsafeBufferPointer(shape)[0..<count])
    for byte in view { value = hashStep(value, byte) }
    return value
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    shape[count] = byte
    count += 1
  }

  /// Takes in one word.
  @inline(__always)
  private mutating func word(_ message: Bytes, _ at: inout Int, _ end: Int) {
    var wordStart = count
    // The place behind the last hole, -1 where a constant came since.
    var behindHole = -1
    while at < end {
      let byte = message[at]
      if byte <= 0x20 { break }
      guard Self.isWordByte(byte) else {
        put(byte)
        if !Self.joins(byte) { behindHole = -1 }
        if byte == 0x3D || byte == 0x28 || byte == 0x5B { wordStart = count }
        at += 1
        continue
      }
      let start = at
      var digits = 0
      while at < end, Self.isWordByte(message[at]) {
        if isDigit(message[at]) { digits += 1 }
        at += 1
      }
      if digits > 0 {
        // Holes with nothing but joints between are one.
        if behindHole >= 0 { count = behindHole - 1 }
        _ = wordStart
        put(Self.hole)
        behindHole = count
      } else {
        for index in start..<at { put(message[index]) }
        behindHole = -1
      }
    }
  }

  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte >= 0x80
  }

  @inline(__always)
  private static func joins(_ byte: UInt8) -> Bool {
    byte == 0x2E || byte == 0x3A || byte == 0x2D || byte == 0x5F || byte == 0x2F || byte == 0x2C
      || byte == 0x40 || byte == 0x23
  }
}
