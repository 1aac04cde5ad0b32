import Evidence

/// Reads lines of security products: `CEF:0|Vendor|Product|Version|Id|Name|Severity|name=value …`.
///
/// Source: ArcSight, "Common Event Format", version 0.1. A `|` in the head is escaped by `\`.
enum CEFLine {
  /// Reads a text; false where it is none.
  static func read(_ text: Bytes, into entry: inout LogEntry) -> Bool {
    guard text.has("CEF:") else { return false }
    var fields: [Bytes] = []
    var start = 0
    var at = 0
    while at < text.count, fields.count < 7 {
      if text[at] == UInt8(ascii: "\\") {
        at += 2
        continue
      }
      if text[at] == UInt8(ascii: "|") {
        fields.append(text.part(start, at))
        start = at + 1
      }
      at += 1
    }
    guard fields.count == 7 else { return false }
    entry.facts.insert([.wrapper, .firmLevel])
    entry.offer(service: fields[2].trimmed(), rank: ServiceRank.program)
    entry.level = level(fields[6].trimmed()) ?? entry.level
    entry.message = fields[5].trimmed()
    entry.structures.add(.logfmt(text.part(min(start, text.count), text.count)))
    return true
  }

  /// The level of a severity: 0 to 3 is low, up to 6 medium, up to 8 high, above very high.
  private static func level(_ severity: Bytes) -> Level? {
    guard let first = severity.first else { return nil }
    if isDigit(first) {
      let number = severity.prefix(2).reduce(0) { $0 * 10 + Int(min($1 &- 0x30, 9)) }
      return number <= 3 ? .info : number <= 6 ? .warning : number <= 8 ? .error : .fatal
    }
    switch first {
    case UInt8(ascii: "L"): return .info
    case UInt8(ascii: "M"): return .warning
    case UInt8(ascii: "H"): return .error
    case UInt8(ascii: "V"): return .fatal
    default: return nil
    }
  }
}
