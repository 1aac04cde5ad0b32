import Evidence
import Timeline

/// The columns of lines whose names a line of the file tells: W3C logs, and tables with blanks.
///
/// `#Fields: date time cs-method cs-uri-stem sc-status` (IIS, CloudFront), `#fields` with tabs (Zeek), and heads in capitals such
/// as `LAST SEEN   TYPE   REASON   OBJECT   MESSAGE`.
struct LineColumns: Sendable {
  /// A column: its name, and what it says.
  private struct Column: Sendable {
    var name: [UInt8]
    var entry: FieldNames.Entry?
  }

  private var columns: [Column] = []
  /// Whether two blanks or more part the columns, else one blank or tab.
  let isWide: Bool

  /// Reads a line that names columns; nil where it is none.
  init?(header line: Bytes) {
    if line.has("#Fields:") || line.has("#fields\t") {
      isWide = false
      for word in line.part(8, line.count).split(whereSeparator: { $0 <= 0x20 }) {
        add(Bytes(rebasing: word))
      }
      guard columns.count >= 3 else { return nil }
      return
    }
    // A head in capitals: of events, or of what a tool lists (`NAME   READY   STATUS   AGE`).
    isWide = true
    guard line.count > 20, line.count < 400, let first = line.first, first &- 0x41 < 26,
      line.allSatisfy({ $0 &- 0x41 < 26 || $0 == 0x20 || $0 == UInt8(ascii: "-") })
    else { return nil }
    LineColumns.wide(line) { add($0) }
    guard columns.count >= 3 else { return nil }
  }

  private mutating func add(_ name: Bytes) {
    var entry = FieldNames.entry(name)
    // `cs-host` and `x-host-header` are whom the request was for.
    if name.has("cs(Host)") || name.has("s-computername") || name.has("x-host-header") {
      entry = FieldNames.Entry(role: .service, rank: name.has("x-host") ? 50 : 60)
    }
    if name.has("time"), name.count == 4 { entry = FieldNames.Entry(role: .time, rank: 0) }
    columns.append(Column(name: Array(name), entry: entry))
  }

  /// Reads a line by its columns; false where it does not have as many.
  func read(_ text: Bytes, _ parser: LogLineParser, _ entry: inout LogEntry) -> Bool {
    var values = FieldValues()
    var index = 0
    split(text) { value in
      if index < columns.count, value.count > 1 || value.first != UInt8(ascii: "-"),
        let role = columns[index].entry
      {
        values.offer(value, role)
      }
      index += 1
    }
    // Values of IIS may have blanks escaped; a line of another layout has another count.
    guard index == columns.count || isWide && index > 2 else { return false }
    if isWide, LineColumns(header: text) != nil { return false }
    entry.facts.insert(.wrapper)
    entry.structures.add(.columns(text, self))
    parser.take(values, depth: 0, &entry)
    if values.message == nil {
      let isFailure = entry.status.map { $0 >= 400 } ?? false
      entry.message = (isFailure ? RequestPart.of(text, columns: self) : nil) ?? text
    }
    return true
  }

  /// Calls a closure for each column that has a value.
  func each(in text: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    var index = 0
    split(text) { value in
      if index < columns.count, value.count > 1 || value.first != UInt8(ascii: "-") {
        columns[index].name.withUnsafeBufferPointer { body($0, value) }
      }
      index += 1
    }
  }

  private func split(_ text: Bytes, _ body: (Bytes) -> Void) {
    if isWide { return Self.wide(text, most: columns.count, body) }
    let isTabbed = text.contains(0x09)
    var at = 0
    while at <= text.count {
      let start = at
      while at < text.count, text[at] != 0x09, isTabbed || text[at] != 0x20 { at += 1 }
      body(text.part(start, at))
      at += 1
    }
  }

  /// Parts a line where two blanks or more stand; the last column takes the rest.
  private static func wide(_ text: Bytes, most: Int = .max, _ body: (Bytes) -> Void) {
    var at = 0
    var count = 0
    while at < text.count {
      let start = at
      count += 1
      if count == most {
        at = text.count
      } else {
        while at < text.count, !(text[at] == 0x20 && at + 1 < text.count && text[at + 1] == 0x20) {
          at += 1
        }
      }
      body(text.part(start, at).trimmed())
      while at < text.count, text[at] == 0x20 { at += 1 }
    }
  }
}
