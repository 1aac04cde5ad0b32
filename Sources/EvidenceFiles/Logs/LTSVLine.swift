import Evidence

/// Lines of labelled values between tabs: `time:…	host:…	status:503` (ltsv.org).
enum LTSVLine {
  /// The fewest values of a line: prose has a colon and a tab now and then.
  private static let fewest = 3
  /// The longest label.
  private static let longestLabel = 64

  /// Reads a line; false where not all that stands between its tabs is labelled.
  static func read(_ text: Bytes, _ parser: LogLineParser, into entry: inout LogEntry) -> Bool {
    guard let first = text.first, isLetter(first), text.contains(0x09) else { return false }
    var values = FieldValues()
    var request: Bytes?
    let isWhole = pairs(text) { name, value in
      values.count += 1
      guard value.count > 1 || value.first != UInt8(ascii: "-") else { return }
      if let role = FieldNames.entry(name) ?? FieldNames.ending(name) {
        values.offer(value, role)
      } else if request == nil, RequestPart.namesRequest(name) {
        request = name
      }
    }
    guard isWhole, values.count >= fewest,
      values.time != nil || values.level != nil || values.message != nil || values.status != nil
    else { return false }
    entry.facts.insert(.wrapper)
    entry.structures.add(.ltsv(text))
    parser.take(values, depth: 0, &entry)
    guard values.message == nil, values.detail == nil else { return true }
    entry.message = text
    // What was asked for says more of a failure than who asked when.
    if let status = entry.status, status >= 400, let name = request?.baseAddress,
      let base = text.baseAddress
    {
      entry.message = text.part(name - base, text.count)
    }
    return true
  }

  /// Calls a closure for each label with its value, as long as all are labelled; tells whether they are.
  @discardableResult
  static func pairs(_ text: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) -> Bool {
    var at = 0
    while at <= text.count {
      let end = text.index(of: 0x09, from: at) ?? text.count
      guard let colon = label(in: text, from: at, to: end) else { return false }
      body(text.part(at, colon), text.part(colon + 1, end))
      at = end + 1
    }
    return true
  }

  /// Where the label ends that begins at an index.
  private static func label(in text: Bytes, from start: Int, to end: Int) -> Int? {
    guard start < end, isLetter(text[start]) || text[start] == UInt8(ascii: "_") else { return nil }
    var at = start
    while at < end, at - start <= longestLabel {
      let byte = text[at]
      // A blank behind the colon is prose's.
      if byte == UInt8(ascii: ":") { return at + 1 < end && text[at + 1] == 0x20 ? nil : at }
      guard
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      else { return nil }
      at += 1
    }
    return nil
  }
}
