/// The fields of an entry, looked for on demand: nothing is spent on them while lines are read.
enum LogFields {
  /// Calls a closure for each field of an entry: those of its layers from the outermost in, then
  /// those of its message.
  ///
  /// Names of nested JSON keys are dotted: `{"http":{"status":500}}` has `http.status` = `500`. Text
  /// has `key=value`, `key: value` and numbers with units: `took 2.9 s` has `took` = `2.9 s`. Access
  /// lines have `client user method path status bytes duration user_agent`. Values are without quotes,
  /// escapes in them not undone.
  static func each(of entry: LogEntry, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    var isMessageDone = false
    let layers = [entry.structures.first, entry.structures.second, entry.structures.third]
    for layer in layers {
      switch layer {
      case nil: break
      case .json(let text)?: JSONFields.each(in: text, body)
      case .logfmt(let text)?:
        if text.baseAddress == entry.message.baseAddress { isMessageDone = true }
        LogfmtScan.pairs(text) { name, value, _, _ in
          if !value.isEmpty { body(name, value) }
          return true
        }
      case .access(let text)?:
        AccessLine.read(text, message: 0)?.each(in: text, body)
        isMessageDone = true
      case .ltsv(let text)?:
        if text.baseAddress == entry.message.baseAddress { isMessageDone = true }
        LTSVLine.pairs(text) { name, value in if !value.isEmpty { body(name, value) } }
      case .columns(let text, let columns)?: columns.each(in: text, body)
      case .cells(let row, let table)?:
        if row.baseAddress == entry.message.baseAddress { isMessageDone = true }
        table.each(in: row, body)
      case .text(let text)?: TextFields.each(in: text, body)
      }
    }
    if !isMessageDone { TextFields.each(in: entry.message, body) }
  }
}

extension LogFields {
  /// Whether a value says that there is nothing: `-`, `none`, `nil`, `<nil>`, `false`, `0`, `{}`.
  static func isNothing(_ value: Bytes) -> Bool {
    let value = value.trimmed()
    guard value.count > 0 else { return true }
    guard value.count < 6 else { return false }
    if !value.contains(where: isLetter) { return value.allSatisfy { $0 == 0x30 || !isDigit($0) } }
    let known: [StaticString] = ["none", "nil", "<nil>", "null", "false", "no", "ok", "n/a"]
    return known.contains { word in
      word.utf8CodeUnitCount == value.count
        && value.indices.allSatisfy { lowered(value[$0]) == word.utf8Start[$0] }
    }
  }
}

/// The fields of an object of JSON, with dotted names.
enum JSONFields {
  /// The deepest nesting that is looked into, and the longest dotted name.
  private static let deepest = 6, longestName = 160

  /// Calls a closure for each value that is no object, in the order they stand.
  static func each(in text: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    let name = ScratchBytes()
    name.begin(longestName)
    var at = 0
    object(text, &at, name, 0, body)
  }

  private static func object(
    _ text: Bytes, _ at: inout Int, _ name: ScratchBytes, _ depth: Int,
    _ body: (Bytes, Bytes) -> Void
  ) {
    at += 1
    let prefix = name.count
    while at < text.count {
      while at < text.count, text[at] <= 0x20 || text[at] == UInt8(ascii: ",") { at += 1 }
      guard at < text.count, text[at] == UInt8(ascii: "\""), let key = string(text, &at) else {
        at += 1
        return
      }
      while at < text.count, text[at] <= 0x20 || text[at] == UInt8(ascii: ":") { at += 1 }
      guard at < text.count, prefix + key.count < longestName else { return }
      if prefix > 0 { name.append(".") }
      name.append(key)
      value(text, &at, name, depth, body)
      name.cut(to: prefix)
    }
  }

  private static func value(
    _ text: Bytes, _ at: inout Int, _ name: ScratchBytes, _ depth: Int,
    _ body: (Bytes, Bytes) -> Void
  ) {
    let start = at
    switch text[at] {
    case UInt8(ascii: "\""):
      if let value = string(text, &at), !value.isEmpty { body(name.bytes, value) }
    case UInt8(ascii: "{") where depth < deepest: object(text, &at, name, depth + 1, body)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      pass(text, &at)
      if text[start] == UInt8(ascii: "[") { body(name.bytes, text.part(start, at)) }
    default:
      while at < text.count, text[at] > 0x20, text[at] != UInt8(ascii: ","),
        text[at] != UInt8(ascii: "}"), text[at] != UInt8(ascii: "]")
      { at += 1 }
      if at > start, text[start] != UInt8(ascii: "n") {
        body(name.bytes, text.part(start, at))
      } else if at == start {
        at += 1
      }
    }
  }

  private static func string(_ text: Bytes, _ at: inout Int) -> Bytes? {
    let start = at + 1
    at = start
    while at < text.count, text[at] != UInt8(ascii: "\"") {
      at += text[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard at < text.count else { return nil }
    at += 1
    return text.part(start, at - 1)
  }

  private static func pass(_ text: Bytes, _ at: inout Int) {
    var depth = 0
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "\""):
        guard string(text, &at) != nil else { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          at += 1
          return
        }
      default: break
      }
      at += 1
    }
  }
}

/// The fields of running text.
enum TextFields {
  private static let longestName = 64

  /// Calls a closure for each `key=value`, `key: value` and number with a unit.
  ///
  /// Of `db: query took 2.9 s, rows=3, pool: 32` it calls `took` = `2.9 s`, `rows` = `3`, `pool` = `32`.
  static func each(in text: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    var at = 0
    var last: Bytes?
    while at < text.count {
      let byte = text[at]
      if isLetter(byte) || byte == UInt8(ascii: "_") {
        let start = at
        while at < text.count, isName(text[at]) { at += 1 }
        let name = text.part(start, at)
        guard at < text.count, name.count <= longestName else {
          last = nil
          continue
        }
        if text[at] == UInt8(ascii: "=") {
          at += 1
          let value = value(text, &at, isBare: true)
          if !value.isEmpty { body(name, value) }
          last = nil
        } else if text[at] == UInt8(ascii: ":"), at + 1 < text.count, text[at + 1] == 0x20 {
          at += 2
          // Only a value that is no sentence: a number, or something in quotes.
          if at < text.count, isDigit(text[at]) || text[at] == UInt8(ascii: "\"") {
            let value = value(text, &at, isBare: false)
            if !value.isEmpty { body(name, value) }
          }
          last = nil
        } else {
          last = name
        }
      } else if isDigit(byte), at == 0 || !isName(text[at - 1]) {
        let value = number(text, &at)
        if let name = last, value.hasUnit { body(name, value.bytes) }
        last = nil
      } else {
        if byte != 0x20 { last = nil }
        at += 1
      }
    }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@")
  }

  private static func value(_ text: Bytes, _ at: inout Int, isBare: Bool) -> Bytes {
    guard at < text.count else { return text.part(text.count, text.count) }
    let quote = text[at]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = at + 1
      at = start
      while at < text.count, text[at] != quote { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
      at = min(at, text.count)
      let value = text.part(min(start, at), at)
      at += 1
      return value
    }
    if !isBare { return number(text, &at).bytes }
    let start = at
    while at < text.count, text[at] > 0x20, text[at] != UInt8(ascii: ","),
      text[at] != UInt8(ascii: ";"), text[at] != UInt8(ascii: ")"), text[at] != UInt8(ascii: "]"),
      text[at] != UInt8(ascii: "}")
    { at += 1 }
    return text.part(start, at)
  }

  /// Reads a number and the unit behind it, with or without a blank: `2.9 s`, `512MB`, `95%`.
  private static func number(_ text: Bytes, _ at: inout Int) -> (bytes: Bytes, hasUnit: Bool) {
    let start = at
    while at < text.count, isDigit(text[at]) || text[at] == UInt8(ascii: ".") { at += 1 }
    var end = at
    while end > start, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    var unit = at
    if unit < text.count, text[unit] == 0x20 { unit += 1 }
    let from = unit
    while unit < text.count, isLetter(text[unit]) || text[unit] == UInt8(ascii: "%") { unit += 1 }
    let isUnit = units.contains { known in
      known.utf8CodeUnitCount == unit - from && text.has(known, at: from)
    }
    if isUnit, unit == text.count || !isName(text[unit]) || text[unit] == UInt8(ascii: ".") {
      at = unit
      return (text.part(start, unit), true)
    }
    // What runs on is no number: `3rd`, `10.0.0.1`, `1a2b`.
    if at < text.count, isName(text[at]) {
      while at < text.count, isName(text[at]) { at += 1 }
    }
    return (text.part(start, max(end, start)), false)
  }

  /// The units that numbers in logs have: of time, size, share and rate.
  private static let units: [StaticString] = [
    "ns", "us", "µs", "ms", "s", "sec", "secs", "second", "seconds", "m", "min", "mins", "minute",
    "minutes", "h", "hour", "hours", "d", "day", "days", "msec", "usec", "millis", "milliseconds",
    "B", "b", "byte", "bytes", "k", "K", "kB", "KB", "KiB", "M", "MB", "MiB", "G", "GB", "GiB",
    "TB",
    "TiB", "%", "percent", "rps", "qps",
  ]
}
