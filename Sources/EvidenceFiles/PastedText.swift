import Evidence
import Timeline

/// Tells which lines of a message are evidence, and which are the question.
///
/// Evidence has a time, a level, a frame of a stack, an object that logs, or the columns of a table,
/// and so have the lines that go on with it. Of `why did this fail?\n10:05:01 ERROR disk full` the
/// second line is evidence. Linear in the length of the text.
struct PastedText {
  /// The lines without those that are evidence.
  private(set) var rest = ""
  /// How many lines are evidence.
  private(set) var count = 0
  /// The text with its lines in place, those that are no evidence empty.
  private(set) var evidence: [UInt8] = []

  /// What ends a question: such a line is none of a log, whatever level it names.
  private static let questionMark = UInt8(ascii: "?")

  init(_ text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { split($0) }
  }

  private mutating func split(_ text: Bytes) {
    var lines: [Bytes] = []
    var at = 0
    while at < text.count {
      let end = text.first(0x0A, from: at) ?? text.count
      lines.append(text.part(at, end))
      at = end + 1
    }
    var isEvidence = Self.marks(lines)
    Self.markTables(lines, &isEvidence)
    Self.markDocument(lines, &isEvidence)
    count = isEvidence.reduce(0) { $0 + ($1 ? 1 : 0) }
    guard count > 0 else { return }
    var kept: [UInt8] = []
    evidence.reserveCapacity(text.count + 1)
    for (line, isEvidence) in zip(lines, isEvidence) {
      if isEvidence { evidence.append(contentsOf: line) }
      evidence.append(0x0A)
      // The fences that chats put around code stand for nothing once it is taken out.
      if !isEvidence, !line.trimmed().has("```") {
        kept.append(contentsOf: line)
        kept.append(0x0A)
      }
    }
    rest = Bytes.withTrimmed(kept) { String(decoding: $0, as: UTF8.self) }
  }

  /// Marks the lines that say by themselves, or by the line before, that they are of a log.
  private static func marks(_ lines: [Bytes]) -> [Bool] {
    var marks = [Bool](repeating: false, count: lines.count)
    let parser = LogLineParser()
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    var inLog = false
    var opened: Int?
    for (index, line) in lines.enumerated() {
      switch parser.parse(line, into: &entry) {
      case .head:
        inLog = isLog(entry, line)
        marks[index] = inLog
        if entry.linesBefore > 0, inLog, let start = opened {
          for before in start..<index { marks[before] = true }
        }
        opened = nil
      case .continuation: marks[index] = inLog
      case .opening: opened = opened ?? index
      case .remark:
        let isHead = line.has("#Fields") || line.has("-- Logs begin") || line.has("-- Journal")
        let next = index + 1 < lines.count ? lines[index + 1] : line
        // A head in capitals is one of a table only above a row.
        marks[index] =
          isHead
          || LineColumns(header: line.trimmed()) != nil
            && TableRows.aligned(next, most: .max).count > 2
      case .blank: inLog = false
      }
    }
    if parser.finish(into: &entry), isLog(entry, entry.line), let start = opened {
      for before in start..<lines.count where lines[before].contains(where: { $0 > 0x20 }) {
        marks[before] = true
      }
    }
    return marks
  }

  private static func isLog(_ entry: LogEntry, _ line: Bytes) -> Bool {
    let line = line.trimmed()
    if let time = entry.time {
      // `10:05 was when it failed` tells a time of day, and is prose, as is `what happened at 10:05:30?`.
      if time.date != .none { return true }
      let isMarked =
        entry.facts.contains(.firmLevel) || entry.facts.contains(.wrapper)
        || line.prefix(40).contains(UInt8(ascii: "|"))
      let first = line.first { isDigit($0) || $0 | 0x20 &- 0x61 < 26 }
      let beginsWithTime = first.map(isDigit) == true && line.last != questionMark
      guard isMarked || beginsWithTime else { return false }
      return line.prefix(40).reduce(0) { $0 + ($1 == UInt8(ascii: ":") ? 1 : 0) } > 1
    }
    guard line.last != questionMark else { return false }
    if entry.isFailure || LineShape.isFrame(line) { return true }
    if entry.facts.contains(.access) || entry.facts.contains(.wrapper) { return true }
    return entry.level != nil && entry.facts.contains(.firmLevel)
  }

  /// Marks tables: a header in capitals above rows with as many columns, or values between commas.
  private static func markTables(_ lines: [Bytes], _ marks: inout [Bool]) {
    var start = 0
    while start < lines.count {
      guard !marks[start], lines[start].contains(where: { $0 > 0x20 }) else {
        start += 1
        continue
      }
      var end = start
      while end < lines.count, !marks[end], lines[end].contains(where: { $0 > 0x20 }) { end += 1 }
      if let first = header(lines, start..<end) {
        for index in first..<end { marks[index] = true }
      }
      start = max(end, start + 1)
    }
  }

  /// The first line of a table in a paragraph.
  private static func header(_ lines: [Bytes], _ paragraph: Range<Int>) -> Int? {
    // A sentence or two may introduce a table.
    for index in paragraph.prefix(3) where index + 1 < paragraph.upperBound {
      let names = TableRows.aligned(lines[index], most: .max)
      if names.count > 2,
        names.allSatisfy({ field in
          !field.bytes.isEmpty
            && field.bytes.allSatisfy {
              $0 &- 0x41 < 26 || isDigit($0) || " -_/()%".utf8.contains($0)
            }
        }),
        TableRows.aligned(lines[index + 1], most: .max).count > 2
      {
        return index
      }
      let rows = Array(lines[index..<min(paragraph.upperBound, index + 40)])
      if lines[index].contains(UInt8(ascii: ",")), case .form? = TableSniff(lines: rows).find() {
        return index
      }
    }
    return nil
  }

  /// Marks a document of JSON over several lines, from the first bracket that begins a line.
  private static func markDocument(_ lines: [Bytes], _ marks: inout [Bool]) {
    guard
      let start = lines.indices.first(where: {
        !marks[$0] && (lines[$0].first == UInt8(ascii: "{") || lines[$0].first == UInt8(ascii: "["))
      }), let base = lines[start].baseAddress, let last = lines.last, let end = last.baseAddress
    else { return }
    let text = Bytes(start: base, count: end - base + last.count)
    guard let length = JSONSpan.end(of: text) else { return }
    var found = false
    DocumentReader(source: TextSource(Array(text.part(0, length))), isCancelled: { false }).read {
      _, _ in found = true
    }
    guard found else { return }
    for index in start..<lines.count {
      guard let at = lines[index].baseAddress, at < base + length else { break }
      marks[index] = true
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Calls a closure with a view of some bytes without white space at both ends.
  fileprivate static func withTrimmed<Result>(
    _ bytes: [UInt8], _ body: (Bytes) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body($0.trimmed()) }
  }
}
