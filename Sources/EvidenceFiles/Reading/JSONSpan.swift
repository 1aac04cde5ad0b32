/// Finds where values of JSON (RFC 8259) end, without building anything.
enum JSONSpan {
  /// Where the object or list that begins the text ends; nil where it does not.
  static func end(of text: Bytes, from start: Int = 0) -> Int? {
    var depth = 0
    var at = start
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        guard let end = string(text, at) else { return nil }
        at = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return at + 1 }
        if depth < 0 { return nil }
      default: if depth == 0 { return nil }
      }
      at += 1
    }
    return nil
  }

  /// Where the string whose quote stands at an index ends.
  static func string(_ text: Bytes, _ quote: Int) -> Int? {
    var at = quote + 1
    while at < text.count {
      if text[at] == UInt8(ascii: "\"") { return at + 1 }
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Where any value that begins at an index ends; nil where none does.
  static func value(_ text: Bytes, _ start: Int) -> Int? {
    guard start < text.count else { return nil }
    switch text[start] {
    case UInt8(ascii: "\""): return string(text, start)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return end(of: text, from: start)
    default:
      var at = start
      while at < text.count, text[at] > 0x20, !",:]}".utf8.contains(text[at]) { at += 1 }
      return at > start ? at : nil
    }
  }

  /// The values of a list, as they are written.
  static func elements(_ list: Bytes) -> [Bytes] {
    var values: [Bytes] = []
    var at = 1
    while at < list.count {
      guard list[at] > 0x20, list[at] != 0x2C else {
        at += 1
        continue
      }
      guard let end = value(list, at) else { break }
      values.append(list.part(at, end))
      at = end
    }
    return values
  }

  /// The value of a name of an object's own, as it is written; nil where it has none.
  static func member(_ object: Bytes, _ name: StaticString) -> Bytes? {
    var found: Bytes?
    members(object) { key, value in
      if found == nil, key.count == name.utf8CodeUnitCount, key.has(name) { found = value }
    }
    return found
  }

  /// Calls a closure for each name of an object's own, and its value as it is written.
  static func members(_ object: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    var at = 1
    while at < object.count {
      guard object[at] == UInt8(ascii: "\"") else {
        at += 1
        continue
      }
      guard let end = string(object, at) else { return }
      let name = object.part(at + 1, end - 1)
      at = end
      while at < object.count, object[at] <= 0x20 || object[at] == 0x3A { at += 1 }
      guard let stop = value(object, at) else { return }
      body(name, object.part(at, stop))
      at = stop
    }
  }

  /// A string without its quotes; any other value as it is.
  static func unquoted(_ value: Bytes) -> Bytes {
    guard value.count > 1, value[0] == UInt8(ascii: "\"") else { return value }
    return value.part(1, value.count - 1)
  }
}
