/// Finds the fields that matter in a line of `key=value` pairs.
enum LogfmtFields {
  /// Scans a line; nil where it does not begin with a pair, or names neither level, time nor message.
  static func scan(_ line: Bytes) -> FieldValues? {
    var values = FieldValues()
    var at = 0
    var pairs = 0
    while at < line.count {
      while at < line.count, line[at] <= 0x20 { at += 1 }
      let start = at
      while at < line.count, line[at] > 0x20, line[at] != 0x3D { at += 1 }
      guard at < line.count, line[at] == 0x3D, at > start else {
        if pairs == 0 { return nil }
        // A word that begins with `=` has no key.
        while at < line.count, line[at] > 0x20 { at += 1 }
        continue
      }
      let key = line.part(start, at)
      at += 1
      pairs += 1
      let value = readValue(line, &at)
      if let entry = FieldNames.entry(key) { values.offer(value, entry, escaped: false) }
    }
    let known = values[.level] != nil || values[.time] != nil || values[.message] != nil
    return pairs >= 2 && known ? values : nil
  }

  private static func readValue(_ line: Bytes, _ at: inout Int) -> Bytes {
    guard at < line.count, line[at] == 0x22 else {
      let start = at
      while at < line.count, line[at] > 0x20 { at += 1 }
      return line.part(start, at)
    }
    at += 1
    let start = at
    while at < line.count, line[at] != 0x22 { at += line[at] == 0x5C ? 2 : 1 }
    at = min(at, line.count)
    let value = line.part(start, at)
    if at < line.count { at += 1 }
    return value
  }
}
