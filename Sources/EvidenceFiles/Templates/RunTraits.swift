/// What a run of letters and digits with single joints between them looks like.
struct RunTraits {
  private(set) var digits = 0
  private(set) var startsWithDigit = false
  private var slashes = 0
  private var dots = 0
  private var pieces = 1
  private var hasAt = false
  private var hasUpper = false
  private var isAddress = false

  /// Reads the run that begins at an index, and moves behind it.
  @inline(__always)
  init(_ bytes: Bytes, _ at: inout Int, _ end: Int, _ classes: ByteClasses) {
    startsWithDigit = isDigit(bytes[at])
    while at < end {
      let kind = classes[bytes[at]]
      if kind & ByteClasses.word != 0 {
        if kind & ByteClasses.digit != 0 { digits += 1 }
        if kind & ByteClasses.upper != 0 { hasUpper = true }
        at += 1
        continue
      }
      guard kind & ByteClasses.joint != 0 else { return }
      var next = at + 1
      // Only slashes and underscores may stand in a row: `http://host`, `C:\\dir`, `a__b`.
      while next < end, bytes[next] == 0x2F || bytes[next] == 0x5C || bytes[next] == 0x5F {
        if bytes[next] == 0x2F, bytes[next - 1] == 0x2F || bytes[next - 1] == 0x3A {
          isAddress = true
        }
        next += 1
      }
      guard next < end, classes[bytes[next]] & ByteClasses.word != 0 else { return }
      switch bytes[at] {
      case 0x2F: slashes += 1
      case 0x5C: isAddress = true
      case 0x2E: dots += 1
      case 0x40: hasAt = true
      default: if bytes[next - 1] == 0x5C { isAddress = true }
      }
      pieces += 1
      at = next
    }
  }

  /// Whether all of it is one value: a path, an address, a host, `user@host`.
  @inline(__always)
  func isWholly(variable before: UInt8, isLeading: Bool) -> Bool {
    if hasAt || isAddress || slashes >= 2 { return true }
    if isLeading { return false }
    // `/etc/passwd`, and hosts; names of classes have capitals.
    return (before == 0x2F && pieces >= 2) || (dots >= 2 && !hasUpper)
  }
}

/// What each byte can be part of.
struct ByteClasses {
  /// Letters, digits, and all bytes of characters beyond ASCII.
  static let word: UInt8 = 1
  static let digit: UInt8 = 2
  static let upper: UInt8 = 4
  /// Bytes that hold the pieces of one name or value together.
  static let joint: UInt8 = 8

  private let table: UnsafeMutablePointer<UInt8>

  init() {
    table = .allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      var value: UInt8 = 0
      if isLetter(byte) || isDigit(byte) || (byte >= 0x80 && byte < 0xFF) { value |= Self.word }
      if isDigit(byte) { value |= Self.digit }
      if byte &- 0x41 < 26 { value |= Self.upper }
      if "._/@#:%~+\\$-,".utf8.contains(byte) { value |= Self.joint }
      table[Int(byte)] = value
    }
    // A comma joins the digits of a number, but not the words of a list.
    table[0x2C] = 0
  }

  /// Gives the room back.
  func deallocate() {
    table.deallocate()
  }

  @inline(__always)
  subscript(_ byte: UInt8) -> UInt8 { table[Int(byte)] }
}
