/// Finds the fields that matter in one JSON object (RFC 8259), without building a tree.
struct JSONFields {
  private let bytes: Bytes
  private let isCut: Bool
  private var at = 0
  private(set) var values = FieldValues()

  /// Scans an object; nil where the bytes are not one whole object.
  ///
  /// Where they were cut off a longer one, what stands before the cut is the values.
  static func scan(_ bytes: Bytes, isCut: Bool = false) -> FieldValues? {
    guard bytes.first == UInt8(ascii: "{") else { return nil }
    var scanner = JSONFields(bytes, isCut: isCut)
    let isWhole = scanner.object(parent: hashStart, depth: 0)
    return isWhole || isCut && scanner.at >= bytes.count ? scanner.values : nil
  }

  private init(_ bytes: Bytes, isCut: Bool) {
    self.bytes = bytes
    self.isCut = isCut
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
  }

  private mutating func pass(_ byte: UInt8) -> Bool {
    skipSpace()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Reads a string; the bytes lie between the quotes, escapes not undone.
  private mutating func string() -> (bytes: Bytes, escaped: Bool)? {
    guard pass(0x22) else { return nil }
    let start = at
    var escaped = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 {
        at += 1
        return (bytes.part(start, at - 1), escaped)
      }
      if byte == 0x5C {
        escaped = true
        at += 1
      }
      at += 1
    }
    return isCut ? (bytes.part(min(start, bytes.count), bytes.count), escaped) : nil
  }

  private mutating func object(parent: UInt64, depth: Int) -> Bool {
    guard pass(0x7B) else { return false }
    if pass(0x7D) { return true }
    repeat {
      guard let key = string(), pass(0x3A) else { return false }
      let joined = key.bytes.reduce(parent) { FieldNames.extend($0, $1) }
      guard value(key: key.bytes, joined: joined, depth: depth) else { return false }
    } while pass(0x2C)
    return pass(0x7D)
  }

  private mutating func value(key: Bytes, joined: UInt64, depth: Int) -> Bool {
    skipSpace()
    guard at < bytes.count else { return false }
    switch bytes[at] {
    case 0x22:
      guard let text = string() else { return false }
      offer(text.bytes, key: key, joined: joined, depth: depth, escaped: text.escaped)
      return true
    case 0x7B:
      if depth < 4 { return object(parent: joined, depth: depth + 1) }
      return skipNested()
    case 0x5B: return skipNested()
    default:
      let start = at
      while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x7D, bytes[at] > 0x20 { at += 1 }
      guard at > start else { return false }
      let isNull = bytes.has("null", at: start)
      if !isNull {
        offer(bytes.part(start, at), key: key, joined: joined, depth: depth, escaped: false)
      }
      return true
    }
  }

  private mutating func offer(
    _ value: Bytes, key: Bytes, joined: UInt64, depth: Int, escaped: Bool
  ) {
    // A nested field is meant by its full name; by its own it counts less than any outer one.
    if let entry = FieldNames.byHash[joined] {
      values.offer(value, entry, escaped: escaped)
    } else if depth > 0, var entry = FieldNames.entry(key) {
      entry.rank += 200
      values.offer(value, entry, escaped: escaped)
    }
  }

  private mutating func skipNested() -> Bool {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case 0x22:
        guard string() != nil else { return false }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth == 0 {
          at += 1
          return true
        }
      default: break
      }
      at += 1
    }
    return false
  }
}
