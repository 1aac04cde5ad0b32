import Evidence
import Timeline

/// Reads the lines of one part of a file, in their order, into entries.
///
/// One parser serves one thread and one part. Before a part that does not begin its file it is good
/// to let it read the few lines before (and to drop what they give): records of several lines that
/// straddle the border are then told from the lines of their own.
///
///     var entry = LogEntry(line: line)
///     switch parser.parse(line, into: &entry) {
///     case .head: take(entry)          // cited line: number - entry.linesBefore
///     case .continuation: addFurther(line)
///     case .opening, .blank, .remark: break
///     }
///     // at the end: if parser.finish(into: &entry) { take(entry) }
final class LogLineParser {
  let context: LogContext
  let stamps: StampReader
  /// The columns that the lines at hand have, as the last `#Fields:` named them.
  @exclusivity(unchecked) var columns: LineColumns?
  /// Whether there is an entry that further lines belong to.
  // Unchecked here and below: one thread alone has a parser, and no property is touched while
  // another access to it goes on; the checks took an eighth of all reading.
  @exclusivity(unchecked) private var hasEntry = false
  /// The level of that entry, and whether it is a failure without a time.
  @exclusivity(unchecked) private var lastLevel: Level?
  @exclusivity(unchecked) private var isLastFailure = false
  /// The record whose message is still to come.
  @exclusivity(unchecked) var record = OpenRecord()
  /// Another to change with, while an entry still shows what the first one holds.
  @exclusivity(unchecked) var spareRecord = OpenRecord()
  /// The line without what steers a terminal.
  private let terminal = ScratchBytes()
  /// Room for the text of each layer that was escaped in the one around it.
  let rooms = [ScratchBytes(), ScratchBytes(), ScratchBytes(), ScratchBytes()]
  /// Whether the text at hand is a beginning only: cut by whoever wrote or read it.
  @exclusivity(unchecked) var isCut = false
  /// The prefixes of lines before.
  @exclusivity(unchecked) var memo = PrefixMemo()
  /// The stamp read last of one of these.
  @exclusivity(unchecked) var clock = ClockMemo()
  /// Whether the prefix at hand may be kept there.
  @exclusivity(unchecked) var isFresh = false
  /// The number that the field of a level held last, where it says nothing of how it counts.
  @exclusivity(unchecked) var levelNumber: Int?
  /// Whether the line at hand goes on with a text that was cut: only its wrapper is read.
  @exclusivity(unchecked) var isJoining = false

  /// Lines from this length on are taken for cut: readers hand out a mebibyte at most.
  private static let cutLength = (1 << 20) - 1

  /// - Parameter context: What the whole file tells of its lines, the same for all its parts.
  init(context: LogContext = LogContext()) {
    self.context = context
    stamps = StampReader(context.stamps)
    columns = context.columns
  }

  /// Reads a line without its end; `entry` is whole only where a head is returned.
  func parse(_ line: Bytes, into entry: inout LogEntry) -> LineRole {
    entry = LogEntry(line: line)
    let text = cleaned(line)
    isCut = line.count >= Self.cutLength
    if record.kind != .none, let role = resume(text, line, &entry) { return noted(role, entry) }
    guard text.contains(where: { $0 > 0x20 }) else { return .blank }
    if LineShape.isRemark(text) {
      if let columns = LineColumns(header: text) { self.columns = columns }
      return .remark
    }
    if text[0] &- 0x41 < 26, let columns = LineColumns(header: text) {
      self.columns = columns
      return .remark
    }
    if let role = open(text, line, &entry) { return noted(role, entry) }
    if columns != nil || !resume(text, &entry) { read(text, depth: 0, &entry) }
    if entry.time == nil, let stamp = markedTime(line) { entry.offer(stamp) }
    return noted(role(of: text, line, &entry), entry)
  }

  /// Gives the last entry where the text ended before its record did; false where none is open.
  func finish(into entry: inout LogEntry) -> Bool {
    entry = LogEntry(line: Bytes(start: nil, count: 0))
    return record.kind != .none && close(&entry)
  }

  /// The line without a byte-order mark, the return of a CR LF, and what steers a terminal.
  @inline(__always)
  private func cleaned(_ line: Bytes) -> Bytes {
    var text = line
    if let last = text.last, last == 0x0D { text = text.part(0, text.count - 1) }
    guard !text.isEmpty else { return text }
    if text[0] == 0xEF, text.has("\u{FEFF}") { text = text.part(3, text.count) }
    if text.index(of: 0x1B) != nil { text = terminal.stripTerminal(text) }
    // What stands before a return was overwritten on the terminal it was meant for.
    if text.count > 14, text[0] == UInt8(ascii: "s"), text.has("section_"),
      let end = text.first(0x0D)
    {
      text = text.part(end + 1, text.count)
    }
    return text
  }

  /// The time in what runners of builds hide from the terminal: `ESC _bk;t=1767348245123 BEL …` and
  /// `section_start:1767348245:build CR ESC [0K …`.
  @inline(__always)
  private func markedTime(_ line: Bytes) -> Stamp? {
    guard let first = line.first, first == 0x1B || first == UInt8(ascii: "s") else { return nil }
    if first == 0x1B {
      guard line.has("\u{1B}_"), let sign = line.prefix(16).firstIndex(of: UInt8(ascii: "=")) else {
        return nil
      }
      return stamps.read(value: line.part(sign + 1, Self.digits(line, sign + 1)))
    }
    guard line.has("section_start:") || line.has("section_end:"),
      let colon = line.first(UInt8(ascii: ":"))
    else { return nil }
    return stamps.read(value: line.part(colon + 1, Self.digits(line, colon + 1)))
  }

  /// Where the digits end that begin at an index.
  private static func digits(_ line: Bytes, _ start: Int) -> Int {
    var at = start
    while at < line.count, isDigit(line[at]) { at += 1 }
    return at
  }

  /// Decides what a line is that has been read.
  private func role(of text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole {
    if entry.facts.contains(.remark) { return .remark }
    if entry.facts.contains(.partial) {
      record.begin(.partial, line, entry)
      record.take(text: entry.message)
      return .opening
    }
    if entry.facts.contains(.opening) {
      record.begin(.message, line, entry)
      return .opening
    }
    let stands = !entry.facts.isDisjoint(with: [.time, .wrapper])
    if entry.facts.contains(.continuation), hasEntry { return .continuation }
    if stands {
      if entry.level == nil || entry.facts.contains(.wrapper) {
        if hasEntry, isFurther(entry) { return .continuation }
        if entry.level == nil { entry.level = LineShape.failure(entry.message) }
      }
      return .head
    }
    if entry.facts.contains(.firmLevel) || entry.level != nil && !context.hasTimes { return .head }
    if hasEntry, LineShape.isFurther(text) { return .continuation }
    if let level = LineShape.failure(text) {
      let isTrace = hasEntry && level < .fatal && (lastLevel ?? .info) >= .error
      if isTrace, context.hasTimes || isLastFailure { return .continuation }
      entry.message = text
      entry.level = level
      entry.isFailure = true
      return .head
    }
    return context.hasTimes && hasEntry && entry.level == nil ? .continuation : .head
  }

  /// Whether a line inside a wrapper goes on with a stack trace that the entry before began.
  private func isFurther(_ entry: LogEntry) -> Bool {
    if LineShape.isFrame(entry.message) { return true }
    guard entry.facts.contains(.wrapper), !entry.facts.contains(.level) else { return false }
    // What went well has no stack: indented text behind it is an entry like any other.
    if entry.facts.contains(.indented), (lastLevel ?? .info) >= .warning { return true }
    return (lastLevel ?? .info) >= .error
      && (LineShape.isException(entry.message) || entry.message.has("Traceback (most"))
  }

  /// Remembers an entry for the lines that follow it.
  @inline(__always)
  private func noted(_ role: LineRole, _ entry: LogEntry) -> LineRole {
    if role == .head {
      hasEntry = true
      lastLevel = entry.level
      isLastFailure = entry.isFailure
    }
    return role
  }
}
