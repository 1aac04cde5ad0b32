import Evidence
import Timeline

/// Records of several lines: begun by one line, completed by a later one.
extension LogLineParser {
  /// Begins a record that a line by itself tells; nil where it begins none.
  func open(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    switch text[0] {
    case UInt8(ascii: "#"):
      // MySQL, "The Slow Query Log".
      guard text.has("# Time: ") || text.has("# User@Host: ") else { return nil }
      if text.has("# Time: "), let stamp = stamps.read(text.part(8, text.count).trimmed()) {
        entry.offer(stamp)
      }
      record.begin(.slow, line, entry)
      record.take(text: text)
      return .opening
    case UInt8(ascii: "="):
      return report(text, line, &entry)
    case UInt8(ascii: "_"):
      guard text.has("__CURSOR=") || text.has("__REALTIME_TIMESTAMP=") else { return nil }
      record.begin(.export, line, entry)
      record.take(field: text, line: line, stamps)
      return .opening
    case UInt8(ascii: "M"), UInt8(ascii: "T"), UInt8(ascii: "W"), UInt8(ascii: "F"),
      UInt8(ascii: "S"):
      return verbose(text, line, &entry)
    default: return nil
    }
  }

  /// Begins `Tue 2026-03-10 15:41:05.123456 UTC [s=…;i=…]`.
  private func verbose(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    guard text.last == UInt8(ascii: "]"), text.count > 40, let stamp = stamps.read(text),
      text.has(" [s=", at: stamp.end)
    else { return nil }
    entry.offer(stamp)
    record.begin(.verbose, line, entry)
    return .opening
  }

  /// Begins Erlang's `=ERROR REPORT==== 6-May-2019::03:56:36 ===`.
  private func report(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    guard let end = text.first(UInt8(ascii: "="), from: 1),
      text.has("=====", at: end - 1) || text.has("====", at: end),
      text.has("REPORT", at: end - 6)
    else { return nil }
    let word = text.part(1, end).first(0x20) ?? 0
    let kind = text.part(1, 1 + word)
    entry.level = LevelWords.find(kind)?.level ?? (kind.has("PROGRESS") ? .info : .error)
    var at = end
    while at < text.count, text[at] == UInt8(ascii: "=") || text[at] == 0x20 { at += 1 }
    if let stamp = stamps.read(text, at: at) { entry.offer(stamp) }
    record.begin(.message, line, entry)
    return .opening
  }

  /// Goes on with the open record; nil where the line has nothing to do with it.
  func resume(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    let isBlank = !text.contains { $0 > 0x20 }
    switch record.kind {
    case .none: return nil
    case .message: return isBlank ? waited(.blank) : message(text, line, &entry)
    case .partial: return partial(text, line, &entry)
    case .slow: return isBlank ? waited(.blank) : slow(text, &entry)
    case .export:
      if isBlank { return close(&entry, isAtEnd: false) ? .head : .blank }
      record.addLine()
      record.take(field: text, line: line, stamps)
      return .opening
    case .verbose:
      if !isBlank, text[0] == 0x20 || text[0] == 0x09 {
        record.addLine()
        record.take(field: text.trimmed(), line: line, stamps)
        return .opening
      }
      return nextVerbose(text, line, &entry)
    }
  }

  private func waited(_ role: LineRole) -> LineRole {
    record.addLine()
    return role
  }

  /// Takes the line behind an opening as its message.
  private func message(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    // Further named values of the record's head: `    Host(mq-1) Installation(2)`.
    if text[0] == 0x20, text.count < 300, text.trimmed().last == UInt8(ascii: ")"),
      MessageCode.isNamedValues(text.trimmed()) || record.hasNamedValues
    {
      record.hasNamedValues = true
      return waited(.opening)
    }
    let stated = record.statedLevel
    read(text, depth: 0, &entry)
    // A line with a time of its own begins another record: the opening had no message. Wrapped lines
    // all have the wrapper's, and what is indented behind a time is no record.
    let isWrapped = record.isWrapped && entry.facts.contains(.wrapper)
    let isAnother =
      record.isNumbered && entry.level == nil && entry.time == record.openedAt
      ? false
      : isWrapped
        ? entry.facts.contains(.innerTime)
        : entry.facts.contains(.time) && (entry.level != nil || !entry.facts.contains(.indented))
    if isAnother || LineShape.isRemark(text) {
      record.drop()
      entry = LogEntry(line: line)
      return nil
    }
    if let stated { entry.level = stated }
    entry.facts.remove(.opening)
    record.complete(&entry, citesItself: true)
    return .head
  }

  private func partial(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    isJoining = true
    read(text, depth: 0, &entry)
    isJoining = false
    guard entry.facts.contains(.wrapper) else {
      entry = LogEntry(line: line)
      record.addLine()
      return .continuation
    }
    record.take(text: entry.message)
    if entry.facts.contains(.partial) {
      record.addLine()
      return .opening
    }
    entry = LogEntry(line: line)
    read(record.collected, depth: 1, &entry)
    entry.isJoined = true
    record.complete(&entry, citesItself: false)
    return .head
  }

  private func slow(_ text: Bytes, _ entry: inout LogEntry) -> LineRole? {
    if text[0] == UInt8(ascii: "#") || text.has("SET timestamp") || text.has("use ") {
      record.take(text: text)
      record.addLine()
      return .opening
    }
    entry.message = text.trimmed()
    entry.structures.add(.text(record.collected))
    record.complete(&entry, citesItself: true)
    return .head
  }

  /// Ends one entry of the journal and begins the next with the same line.
  private func nextVerbose(_ text: Bytes, _ line: Bytes, _ entry: inout LogEntry) -> LineRole? {
    guard close(&entry, isAtEnd: false) else { return nil }
    // What the entry says lies in the copies of the record that ended: the next needs others.
    swap(&record, &spareRecord)
    var next = LogEntry(line: line)
    _ = verbose(text, line, &next)
    return .head
  }

  /// Completes a record of fields, or one whose message never came; false where it says nothing.
  func close(_ entry: inout LogEntry, isAtEnd: Bool = true) -> Bool {
    let text = record.collected
    guard !text.isEmpty else {
      record.drop()
      return false
    }
    entry = LogEntry(line: text)
    let stated = record.statedLevel
    read(text, depth: 1, &entry)
    if let stated, !entry.facts.contains(.firmLevel) { entry.level = stated }
    entry.isJoined = record.kind == .partial
    record.complete(&entry, citesItself: false, isAtEnd: isAtEnd)
    return true
  }
}
