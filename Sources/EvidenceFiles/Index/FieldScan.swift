/// Finds fields with names in any line: `key=value`, `key: value` in JSON, wherever they stand.
///
/// `took=12ms path="/a b"` has `took` = `12ms`, `path` = `/a b`; `{"http":{"status":500}}` has
/// `http.status` = `500` and also goes by `status`.
enum FieldScan {
  /// Calls a closure for each field, its value without quotes, in the order they stand.
  ///
  /// Linear in the length of the line: no byte is looked at more than twice.
  @inline(__always)
  static func each(in line: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    var at = 0
    while at < line.count {
      let byte = line[at]
      if byte == UInt8(ascii: "=") {
        at = pair(line, at, body)
      } else if byte == UInt8(ascii: "\"") {
        at = quoted(line, at, body)
      } else {
        at += 1
      }
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x5F || byte == 0x2E || byte == 0x2D || byte == 0x40
  }

  /// The longest name of a field, in bytes.
  private static let longestName = 64

  /// Reads `name=value` around its sign; returns where to go on.
  private static func pair(
    _ line: Bytes, _ sign: Int, _ body: (_ name: Bytes, _ value: Bytes) -> Void
  ) -> Int {
    var start = sign
    while start > 0, sign - start <= longestName, isName(line[start - 1]) { start -= 1 }
    var from = sign + 1
    guard start < sign, sign - start <= longestName, from < line.count,
      isLetter(line[start]) || line[start] == 0x5F, line[from] != 0x3D
    else { return sign + 1 }
    let name = line.part(start, sign)
    let quote = line[from]
    if quote == 0x22 || quote == 0x27 {
      from += 1
      var end = from
      while end < line.count, line[end] != quote { end += line[end] == 0x5C ? 2 : 1 }
      end = min(end, line.count)
      body(name, line.part(from, end))
      return end + 1
    }
    var end = from
    while end < line.count, line[end] > 0x20, !",;)]}|&\"".utf8.contains(line[end]) { end += 1 }
    if end > from { body(name, line.part(from, end)) }
    return max(end, sign + 1)
  }

  /// Reads a string, and its value where it is a key; returns where to go on.
  private static func quoted(
    _ line: Bytes, _ quote: Int, _ body: (_ name: Bytes, _ value: Bytes) -> Void
  ) -> Int {
    var end = quote + 1
    while end < line.count, end - quote <= longestName + 1, line[end] != 0x22 {
      guard isName(line[end]) || line[end] == 0x20 || line[end] == 0x2F else { return end }
      end += 1
    }
    guard end < line.count, line[end] == 0x22, end > quote + 1 else { return max(end, quote + 1) }
    var next = end + 1
    while next < line.count, line[next] == 0x20 { next += 1 }
    guard next < line.count, line[next] == UInt8(ascii: ":") else { return end + 1 }
    next += 1
    while next < line.count, line[next] == 0x20 { next += 1 }
    guard next < line.count else { return next }
    let name = line.part(quote + 1, end)
    switch line[next] {
    case UInt8(ascii: "\""):
      var stop = next + 1
      while stop < line.count, line[stop] != 0x22 { stop += line[stop] == 0x5C ? 2 : 1 }
      stop = min(stop, line.count)
      body(name, line.part(next + 1, stop))
      return stop + 1
    case UInt8(ascii: "{"), UInt8(ascii: "["): return next + 1
    default:
      var stop = next
      while stop < line.count, line[stop] > 0x20, !",}]".utf8.contains(line[stop]) { stop += 1 }
      if stop > next { body(name, line.part(next, stop)) }
      return max(stop, next)
    }
  }
}
