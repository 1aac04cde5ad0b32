import Evidence
import Timeline

/// Reads one line after the other, each by what it looks like.
final class LineParser {
  private let layout: StampLayout?
  private let context: StampContext
  /// Room for each level of wrapping.
  private let scratch = [ScratchBytes(), ScratchBytes(), ScratchBytes(), ScratchBytes()]
  /// Whether the line at hand is the beginning of a longer one.
  private var isCut = false
  /// The kind of time that stood last inside a wrapper.
  private var innerKind: StampKind?

  init(layout: StampLayout?, context: StampContext) {
    self.layout = layout
    self.context = context
  }

  /// What a line is to the entry before it.
  enum Role {
    case head, continuation, blank
  }

  /// Reads a line; `entry` is filled only where it is a head.
  func parse(_ line: Bytes, into entry: inout LogEntry) -> Role {
    guard let first = line.first(where: { $0 > 0x20 }) else { return .blank }
    entry = LogEntry(message: line)
    isCut = line.count >= LineReader.longestLine - 1
    if first == 0x7B, json(line, &entry, depth: 0) { return .head }
    if plain(line, &entry, depth: 0) { return .head }
    if logfmt(line, &entry) { return .head }
    if layout != nil { return .continuation }
    if Continuation.isLikely(line) { return .continuation }
    words(line, kind: nil, &entry)
    return .head
  }

  /// Reads the fields of a row of a table.
  func parse(_ fields: FieldValues, into entry: inout LogEntry) -> Role {
    guard let message = fields[.message] else { return .blank }
    entry = LogEntry(message: message.bytes)
    take(fields, &entry, depth: 0, doubledQuotes: true)
    return .head
  }

  /// Reads a whole time out of the value of a field.
  private func time(_ value: Bytes) -> Stamp? {
    let value = value.trimmed()
    if value.isEmpty { return nil }
    guard let (kind, stamp) = StampLayout.leading(value, context) else { return nil }
    return kind == .timeOnly && context.midnight == nil ? nil : stamp
  }

  private func take(
    _ fields: FieldValues, _ entry: inout LogEntry, depth: Int, doubledQuotes: Bool
  ) {
    if entry.time == nil, let value = fields[.time], let stamp = time(value.bytes) {
      entry.time = stamp.milliseconds
      entry.zoned = stamp.zoned
    }
    if let value = fields[.level], let level = LevelScanner.level(value: value.bytes) {
      entry.level = level
    }
    if entry.service == nil {
      let service = fields[.service]
      let pod = fields[.pod]
      if let service, pod == nil || service.rank < 100 {
        entry.service = service.bytes
        entry.serviceIsPod = false
      } else if let pod {
        entry.service = pod.bytes
        entry.serviceIsPod = true
      }
    }
    if let detail = fields[.detail] { entry.detail = detail.bytes }
    guard let value = fields[.message] ?? fields[.detail] else { return }
    var message = value.bytes
    if value.escaped {
      message =
        doubledQuotes
        ? scratch[depth].unescapeQuotes(message) : scratch[depth].unescapeJSON(message)
    }
    entry.wrapped = true
    inner(message, &entry, depth: depth + 1)
  }

  /// Reads what was wrapped: it may be a whole line again.
  private func inner(_ text: Bytes, _ entry: inout LogEntry, depth: Int) {
    let text = text.trimmed()
    entry.message = text
    guard depth < scratch.count, let first = text.first else { return }
    if first == 0x7B, json(text, &entry, depth: depth) { return }
    if plain(text, &entry, depth: depth) { return }
    if logfmt(text, &entry) { return }
    if entry.level == nil { words(text, kind: nil, &entry) }
  }

  private func json(_ text: Bytes, _ entry: inout LogEntry, depth: Int) -> Bool {
    guard let fields = JSONFields.scan(text.trimmed(), isCut: isCut) else { return false }
    take(fields, &entry, depth: depth, doubledQuotes: false)
    return true
  }

  private func logfmt(_ text: Bytes, _ entry: inout LogEntry) -> Bool {
    guard let fields = LogfmtFields.scan(text) else { return false }
    if entry.time == nil, let value = fields[.time], let stamp = time(value.bytes) {
      entry.time = stamp.milliseconds
      entry.zoned = stamp.zoned
    }
    if let value = fields[.level] { entry.level = LevelScanner.level(value: value.bytes) }
    if entry.service == nil { entry.service = fields[.service]?.bytes }
    entry.detail = fields[.detail]?.bytes
    entry.message = text
    return true
  }

  private func plain(_ text: Bytes, _ entry: inout LogEntry, depth: Int) -> Bool {
    if depth == 0, let layout, let (start, stamp) = layout.read(text, context) {
      accept(stamp, layout.kind, &entry)
      let rest = text.part(stamp.end, text.count)
      if container(rest, &entry) { return true }
      if start > 0, entry.level == nil, let found = LevelScanner.find(text.part(0, start)) {
        entry.level = found.level
      }
      if layout.kind == .klog { entry.level = LevelScanner.level(letter: text[start]) }
      words(rest, kind: layout.kind, &entry)
      return true
    }
    let found: (StampKind, Stamp)?
    if depth > 0, let kind = innerKind, let stamp = kind.read(text, at: 0, context) {
      found = (kind, stamp)
    } else {
      found = StampLayout.leading(text, context)
    }
    guard let (kind, stamp) = found else { return false }
    // A bare number that leads a line is a time only where the whole file is written so.
    if kind == .epoch || kind == .digits || (depth == 0 && kind == .timeOnly && layout != nil) {
      return false
    }
    if depth > 0 { innerKind = kind }
    accept(stamp, kind, &entry)
    let rest = text.part(stamp.end, text.count)
    if depth == 0, container(rest, &entry) { return true }
    if kind == .klog { entry.level = LevelScanner.level(letter: text[0]) }
    words(rest, kind: kind, &entry)
    return true
  }

  @inline(__always)
  private func accept(_ stamp: Stamp, _ kind: StampKind, _ entry: inout LogEntry) {
    // The time of the wrapper is whole; that of the line inside may lack its date or zone.
    guard entry.time == nil, kind != .timeOnly || context.midnight != nil else { return }
    entry.time = stamp.milliseconds
    entry.zoned = stamp.zoned
  }

  /// Reads the rest of a container runtime's line: `stdout F message`.
  private func container(_ rest: Bytes, _ entry: inout LogEntry) -> Bool {
    guard rest.has(" stdout ") || rest.has(" stderr "), rest.count > 9 else { return false }
    var at = 8
    if at + 1 < rest.count, rest[at] == 0x46 || rest[at] == 0x50, rest[at + 1] == 0x20 { at += 2 }
    entry.wrapped = true
    inner(rest.part(at, rest.count), &entry, depth: 1)
    return true
  }

  /// Reads level, program and message out of what follows the time.
  @inline(__always)
  private func words(_ rest: Bytes, kind: StampKind?, _ entry: inout LogEntry) {
    var text = rest.trimmed()
    while let first = text.first, first == 0x2D || first == 0x7C || first == 0x2C || first == 0x3A {
      guard text.count > 1, text[1] <= 0x20 || first != 0x2D else { break }
      text = text.part(1, text.count).trimmed()
    }
    entry.message = text
    if kind == .accessLog {
      if entry.level == nil, let status = AccessLine.status(text), status >= 500 {
        entry.level = .error
      }
      return
    }
    if kind == .klog { return }
    if let kind, kind == .monthName || kind == .dated,
      let program = ProgramField.scan(text, lenient: kind == .monthName)
    {
      if entry.service == nil {
        entry.service = text.part(program.name.lowerBound, program.name.upperBound)
      }
      entry.message = text.part(program.end, text.count).trimmed()
      text = entry.message
    }
    if let found = LevelScanner.find(text) {
      if entry.level == nil || kind != nil { entry.level = found.level }
      if let end = found.end, end < text.count {
        var from = end
        while from < text.count, text[from] <= 0x20 || text[from] == 0x7C { from += 1 }
        if from < text.count { entry.message = text.part(from, text.count) }
      }
    }
  }
}
