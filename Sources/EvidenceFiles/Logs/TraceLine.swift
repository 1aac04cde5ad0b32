import Evidence
import Timeline

/// Reads lines for CMTrace, as tools that manage Windows machines write them.
///
/// `<![LOG[disk full]LOG]!><time="10:00:00.123-060" date="01-02-2026" component="Cache" type="3" …>`,
/// and before 2007 `disk full  $$<Cache><01-02-2026 10:00:00.123-060><thread=7 (0x7)>`. Source: Microsoft,
/// "About log files in Configuration Manager": a type of 1 informs, 2 warns, 3 is an error; behind the
/// clock stand the minutes that UTC is ahead of it.
enum TraceLine {
  /// Reads a text; false where it is none.
  static func read(_ text: Bytes, _ parser: LogLineParser, into entry: inout LogEntry) -> Bool {
    text.first == UInt8(ascii: "<")
      ? current(text, parser, &entry) : text.last == UInt8(ascii: ">") && old(text, parser, &entry)
  }

  private static func current(
    _ text: Bytes, _ parser: LogLineParser, _ entry: inout LogEntry
  ) -> Bool {
    guard text.has("<![LOG[") else { return false }
    guard let end = text.find(lowercased: Array("]log]!>".utf8)) else {
      // The message goes on in further lines, and its attributes stand behind the last.
      entry.facts.insert(.wrapper)
      entry.message = text.part(7, text.count)
      return true
    }
    var clock: Bytes?
    var date: Bytes?
    let attributes = text.part(min(end + 8, text.count), text.count)
    LogfmtScan.pairs(attributes) { name, value, _, _ in
      if name.has("time"), name.count == 4 { clock = value }
      if name.has("date"), name.count == 4 { date = value }
      if name.has("component"), !value.isEmpty {
        entry.offer(service: value, rank: ServiceRank.program)
      }
      if name.has("type"), name.count == 4, value.count == 1 {
        entry.level = level(value[0]) ?? entry.level
      }
      return true
    }
    entry.facts.insert([.wrapper, .level, .firmLevel])
    entry.structures.add(.logfmt(attributes))
    if let clock, let date { offer(date, clock, parser, &entry) }
    let message = text.part(7, end).trimmed()
    entry.message = message.isEmpty ? text : message
    return true
  }

  private static func old(
    _ text: Bytes, _ parser: LogLineParser, _ entry: inout LogEntry
  ) -> Bool {
    guard let mark = text.find(lowercased: Array("$$<".utf8)),
      let close = text.first(UInt8(ascii: ">"), from: mark), text.has("><", at: close),
      let end = text.first(UInt8(ascii: ">"), from: close + 1),
      let blank = text.first(0x20, from: close), blank < end
    else { return false }
    offer(text.part(close + 2, blank), text.part(blank + 1, end), parser, &entry)
    guard entry.time != nil else { return false }
    entry.offer(service: text.part(mark + 3, close), rank: ServiceRank.program)
    entry.facts.insert(.wrapper)
    let message = text.part(0, mark).trimmed()
    entry.message = message.isEmpty ? text : message
    return true
  }

  private static func level(_ type: UInt8) -> Level? {
    switch type {
    case UInt8(ascii: "1"): .info
    case UInt8(ascii: "2"): .warning
    case UInt8(ascii: "3"): .error
    default: nil
    }
  }

  /// Takes `01-02-2026`, the month first, and `10:00:00.123-060`.
  private static func offer(
    _ date: Bytes, _ clock: Bytes, _ parser: LogLineParser, _ entry: inout LogEntry
  ) {
    let parts = date.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
    guard parts.count == 3, parts[2].count == 4 else { return }
    let sign = clock.firstIndex { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    let room = parser.rooms[parser.rooms.count - 1]
    room.begin(date.count + clock.count + 16)
    room.append(Bytes(rebasing: parts[2]))
    for part in parts.prefix(2) {
      room.append("-")
      if part.count == 1 { room.append("0") }
      room.append(Bytes(rebasing: part))
    }
    room.append("T")
    room.append(clock.part(0, sign ?? clock.count))
    if let sign {
      let minutes = clock.part(sign + 1, clock.count).prefix(4).reduce(0) {
        $0 * 10 + Int(min($1 &- 0x30, 9))
      }
      guard minutes < 24 * 60 else { return }
      // The minutes are those to add for UTC: a clock ahead of it has them negative.
      room.append(clock[sign] == UInt8(ascii: "-") ? "+" : "-")
      for digit in [minutes / 600, minutes / 60 % 10, minutes % 60 / 10, minutes % 10] {
        room.put(0x30 + UInt8(truncatingIfNeeded: digit))
      }
    }
    if let stamp = parser.stamps.read(room.bytes) { entry.offer(stamp) }
  }
}
