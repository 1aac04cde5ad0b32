/// Finds the fields that matter in a text of `key=value` pairs.
enum LogfmtScan {
  /// Scans a text that begins with a pair; nil where it names neither level, time nor message.
  ///
  /// `time=… level=info msg="took 3 ms" component=db` gives all four; `retries=3 left` nil.
  static func scan(_ text: Bytes, isCut: Bool = false) -> FieldValues? {
    var values = FieldValues()
    var isFirst = true
    pairs(text) { name, value, isEscaped, isAtFront in
      if isFirst, !isAtFront { return false }
      isFirst = false
      values.count += 1
      // `source=`, `job=` and `providerName=` name many things in logfmt, and services seldom.
      if let entry = FieldNames.entry(name),
        entry.role != .service || entry.rank < FieldNames.vagueness,
        // `line=12`, `event=started` and `text=ok` are values like others; a message has words.
        entry.role != .message || entry.rank < 2 || value.contains(0x20)
      {
        values.offer(value, entry, isEscaped: isEscaped)
      }
      return true
    }
    let isKnown =
      values.level != nil || values.time != nil || values.message != nil
      || values.status != nil && values.count > 3
    return values.count >= 2 && isKnown ? values : nil
  }

  /// Calls a closure for each pair until it returns false; `isAtFront` where no other word stood
  /// before it.
  @inline(__always)
  static func pairs(
    _ text: Bytes,
    _ body: (_ name: Bytes, _ value: Bytes, _ isEscaped: Bool, _ isAtFront: Bool) -> Bool
  ) {
    var at = 0
    var isAtFront = true
    while at < text.count {
      while at < text.count, text[at] <= 0x20 || text[at] == UInt8(ascii: ",") { at += 1 }
      let start = at
      while at < text.count, isKey(text[at]) { at += 1 }
      guard at < text.count, text[at] == UInt8(ascii: "="), at > start, at - start <= 64 else {
        isAtFront = false
        while at < text.count, text[at] > 0x20 { at += 1 }
        continue
      }
      let name = text.part(start, at)
      at += 1
      let (value, isEscaped) = value(text, &at)
      if !body(name, value, isEscaped, isAtFront) { return }
    }
  }

  @inline(__always)
  private static func isKey(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/")
  }

  /// Reads a value, bare or in quotes; moves behind it.
  @inline(__always)
  private static func value(_ text: Bytes, _ at: inout Int) -> (Bytes, isEscaped: Bool) {
    guard at < text.count,
      text[at] == UInt8(ascii: "\"")
        || text[at] == UInt8(ascii: "'") && text.first(UInt8(ascii: "'"), from: at + 1) != nil
    else {
      let start = at
      // Objects of klog lines, `event={"ID":"7"}`, may hold blanks.
      var depth = 0
      while at < text.count {
        let byte = text[at]
        if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
        if byte <= 0x20, depth <= 0 { break }
        at += 1
      }
      var end = at
      if end > start, text[end - 1] == UInt8(ascii: ",") { end -= 1 }
      return (text.part(start, end), false)
    }
    let quote = text[at]
    at += 1
    let start = at
    var isEscaped = false
    while at < text.count, text[at] != quote {
      if text[at] == UInt8(ascii: "\\") {
        isEscaped = true
        at += 1
      }
      at += 1
    }
    at = min(at, text.count)
    let value = text.part(start, at)
    if at < text.count { at += 1 }
    return (value, isEscaped)
  }
}
