/// Finds the fields that matter in one JSON object (RFC 8259), without building a tree.
struct JSONScan {
  private let bytes: Bytes
  private var at: Int
  private var values = FieldValues()
  /// The name read last.
  private var key = Bytes(start: nil, count: 0)

  /// Scans an object that begins at an index; nil where none is whole there.
  ///
  /// `end` is the index behind it. Where the line was cut, what stands before the cut counts.
  static func scan(_ bytes: Bytes, at start: Int = 0, isCut: Bool = false)
    -> (values: FieldValues, end: Int)?
  {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var scan = JSONScan(bytes: bytes, at: start)
    let isWhole = scan.object(parent: hashStart, depth: 0)
    guard isWhole || isCut && scan.at >= bytes.count && scan.values.count > 0 else { return nil }
    return (scan.values, min(scan.at, bytes.count))
  }

  private init(bytes: Bytes, at: Int) {
    self.bytes = bytes
    self.at = at
  }

  @inline(__always)
  private mutating func pass(_ byte: UInt8) -> Bool {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// Reads a string, its opening quote passed; the bytes lie between the quotes, escapes not undone.
  @inline(__always)
  private mutating func string() -> (bytes: Bytes, isEscaped: Bool)? {
    let start = at
    var isEscaped = false
    while at < bytes.count,
      let mark = bytes.index(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: at)
    {
      if bytes[mark] == UInt8(ascii: "\"") {
        at = mark + 1
        return (bytes.part(start, mark), isEscaped)
      }
      isEscaped = true
      at = mark + 2
    }
    at = bytes.count
    return nil
  }

  /// Reads an object; the names in it extend the hash of those around it.
  private mutating func object(parent: UInt64, depth: Int) -> Bool {
    guard pass(UInt8(ascii: "{")) else { return false }
    if pass(UInt8(ascii: "}")) { return true }
    repeat {
      guard pass(UInt8(ascii: "\"")), let key = string(), pass(UInt8(ascii: ":")) else {
        return false
      }
      self.key = key.bytes
      var joined = parent
      var own = hashStart
      for byte in key.bytes {
        joined = FieldNames.extend(joined, byte)
        if depth > 0 { own = FieldNames.extend(own, byte) }
      }
      // Splunk, Elasticsearch and Google's logging wrap a record so: its names count as outer ones.
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      let isWrapper =
        at < bytes.count && bytes[at] == UInt8(ascii: "{")
        && (key.bytes.has("_source") || key.bytes.count == 6 && key.bytes.has("result")
          || key.bytes.has("jsonPayload"))
      guard
        value(
          own: depth > 0 ? own : joined, joined: isWrapper ? hashStart : joined, depth: depth)
      else { return false }
    } while pass(UInt8(ascii: ","))
    return pass(UInt8(ascii: "}"))
  }

  private mutating func value(own: UInt64, joined: UInt64, depth: Int) -> Bool {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    guard at < bytes.count else { return false }
    switch bytes[at] {
    case UInt8(ascii: "\""):
      at += 1
      let start = at
      guard let text = string() else {
        // The rest of a cut line is the value as far as it goes.
        let end = min(start, bytes.count)
        offer(bytes.part(end, bytes.count), own, joined, depth, isEscaped: true)
        return false
      }
      offer(text.bytes, own, joined, depth, isEscaped: text.isEscaped)
    case UInt8(ascii: "{"):
      // Nothing that a log says of itself lies deeper: below that objects are data.
      if depth < 5 {
        return object(parent: joined, depth: depth + 1)
      }
      return skipNested()
    case UInt8(ascii: "["):
      values.count += 1
      if Self.lists.contains(own) { return firstRecord(depth: depth) }
      if own == Self.attributes { return pairs(depth: depth) }
      return skipNested()
    default:
      let start = at
      while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ","),
        bytes[at] != UInt8(ascii: "}")
      { at += 1 }
      guard at > start else { return false }
      if bytes[start] != UInt8(ascii: "n") {
        offer(bytes.part(start, at), own, joined, depth, isEscaped: false)
      }
    }
    return true
  }

  @inline(__always)
  private mutating func offer(
    _ value: Bytes, _ own: UInt64, _ joined: UInt64, _ depth: Int, isEscaped: Bool
  ) {
    values.count += 1
    // A nested field is meant by its full name; by its own it counts less than any outer one.
    if let entry = FieldNames.entry(hash: joined) {
      values.offer(value, entry, isEscaped: isEscaped, name: joined)
    } else if depth > 0, var entry = FieldNames.entry(hash: own), entry.rank < FieldNames.vagueness
    {
      entry.rank += FieldNames.nesting
      values.offer(value, entry, isEscaped: isEscaped, name: own)
    } else if depth == 0, let entry = FieldNames.ending(key) {
      values.offer(value, entry, isEscaped: isEscaped, name: joined)
    }
  }

  /// The lists that OTLP nests its records in (opentelemetry-proto, `logs.proto`), by hash.
  private static let lists: [UInt64] = ["resourceLogs", "scopeLogs", "logRecords"].map {
    $0.utf8.reduce(hashStart) { FieldNames.extend($0, $1) }
  }

  private static let attributes = "attributes".utf8.reduce(hashStart) {
    FieldNames.extend($0, $1)
  }

  /// Reads the first object of a list as if it stood alone: a line holds one record of OTLP.
  private mutating func firstRecord(depth: Int) -> Bool {
    let list = at
    at += 1
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "{"), depth < 5 {
      guard object(parent: hashStart, depth: depth + 1) else { return false }
    }
    at = list
    return skipNested()
  }

  /// Reads attributes of OTLP: `[{"key":"service.name","value":{"stringValue":"cart"}}]`.
  private mutating func pairs(depth: Int) -> Bool {
    let list = at
    guard skipNested() else { return false }
    let end = at
    at = list + 1
    var name: UInt64?
    while at < end {
      guard bytes[at] == UInt8(ascii: "\"") else {
        at += 1
        continue
      }
      at += 1
      guard let text = string() else { return false }
      while at < end, bytes[at] <= 0x20 { at += 1 }
      let isKey = at < end && bytes[at] == UInt8(ascii: ":")
      if isKey {
        if text.bytes.count == 3, text.bytes.has("key") { name = nil }
      } else if name == nil {
        name = FieldNames.hash(text.bytes)
      } else if let hash = name {
        if let entry = FieldNames.entry(hash: hash) {
          values.offer(text.bytes, entry, isEscaped: text.isEscaped, name: hash)
        }
        name = nil
      }
    }
    at = end
    return true
  }

  /// Passes a list or an object whose fields are not wanted.
  private mutating func skipNested() -> Bool {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        guard string() != nil else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
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
