import Evidence

/// Reads records that are not a line each: rows of tables, events in XML, journald's export.
final class RecordReader {
  private let form: RecordForm
  private let parser: LogLineParser
  private let scratch = ScratchBytes()

  init(form: RecordForm, context: LogContext) {
    self.form = form
    parser = LogLineParser(context: context)
  }

  /// Calls a closure for each record, cited by a line.
  func read(
    _ reader: LineReader, further: (_ line: Int, _ raw: Bytes) -> Void = { _, _ in },
    _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    switch form {
    case .table(let table): rows(reader, table, further, body)
    case .events: events(reader, body)
    case .export: export(reader, body)
    case .labelled(let border): labelled(reader, border, body)
    case .lines, .document, .observed, .traces: break
    }
  }

  private func rows(
    _ reader: LineReader, _ table: TableForm, _ further: (_ line: Int, _ raw: Bytes) -> Void,
    _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    for _ in 0..<table.headLines where reader.next() == nil { return }
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    // Room that each row uses again.
    var fields: [TableRows.Field] = []
    var values: [(name: Bytes, value: Bytes)] = []
    table.columns.withNames { names in
      while let row = table.separator == 0 ? reader.next() : reader.nextRow() {
        guard row.contains(where: { $0 > 0x20 }) else { continue }
        if table.separator == 0 {
          fields = TableRows.placed(row, table.places) ?? TableRows.aligned(row, most: names.count)
        } else {
          TableRows.split(row, table.separator, most: names.count, into: &fields)
        }
        undouble(&fields)
        values.removeAll(keepingCapacity: true)
        for (name, field) in zip(names, fields) { values.append((name, field.bytes)) }
        // The row's first line is cited, unless the message stands in another.
        guard
          parser.parse(row: values, line: row, namesThings: table.isOfThings, into: &entry)
        else { continue }
        if table.separator != 0 { entry.structures.add(.cells(row, table)) }
        let place = cite(entry.message, in: row, from: reader.line)
        entry.line = place.line
        body(&entry, place.number)
        below(place.line, place.number, in: row, further)
      }
    }
  }

  /// Further lines of a row that are handed out at most.
  private static let mostBelow = 100

  /// Hands out the lines of a row behind the cited one: a message in quotes may have many.
  private func below(
    _ line: Bytes, _ number: Int, in row: Bytes, _ body: (_ line: Int, _ raw: Bytes) -> Void
  ) {
    guard let base = row.baseAddress, let start = line.baseAddress, start >= base else { return }
    var at = start - base + line.count + 1
    var further = 0
    while at < row.count, further < Self.mostBelow {
      let end = row.index(of: 0x0A, from: at) ?? row.count
      further += 1
      body(number + further, row.part(at, end))
      at = end + 1
    }
  }

  /// Makes one quote of two in the values that have such.
  private func undouble(_ fields: inout [TableRows.Field]) {
    guard fields.contains(where: \.isEscaped) else { return }
    // Room for all of them at once: what was put there before stays where it is.
    scratch.begin(fields.reduce(0) { $0 + ($1.isEscaped ? $1.bytes.count : 0) })
    for index in fields.indices where fields[index].isEscaped {
      let bytes = fields[index].bytes
      let start = scratch.count
      var at = 0
      while at < bytes.count {
        let quote = bytes.index(of: 0x22, from: at) ?? bytes.count - 1
        scratch.append(bytes.part(at, quote + 1))
        let isPair = quote + 1 < bytes.count && bytes[quote + 1] == 0x22
        at = quote + (isPair ? 2 : 1)
      }
      fields[index].bytes = scratch.bytes.part(start, scratch.count)
    }
  }

  /// The line of a record in which its message begins; its first where that is not told.
  private func cite(
    _ message: Bytes, in record: Bytes, from first: Int
  ) -> (line: Bytes, number: Int) {
    var start = 0
    var number = first
    if let at = message.baseAddress, let base = record.baseAddress, at >= base,
      at < base + record.count
    {
      while let found = record.index(of: 0x0A, from: start), found < at - base {
        start = found + 1
        number += 1
      }
    }
    let end = record.index(of: 0x0A, from: start) ?? record.count
    return (record.part(start, end), number)
  }

  // MARK: Windows events

  /// Bytes of an event that are read; the rest of a longer one is passed over.
  private static let longest = 1 << 20

  private func events(
    _ reader: LineReader, _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    var record: [UInt8] = []
    var first = 0
    while let line = reader.next() {
      var rest = line
      while !rest.isEmpty {
        if first == 0 {
          guard let start = Self.beginOfEvent(rest) else { break }
          rest = rest.part(start, rest.count)
          first = reader.line
        }
        let stop = rest.find(lowercased: Array("</event>".utf8)).map { $0 + 8 }
        if record.count + rest.count <= Self.longest {
          record.append(contentsOf: rest.part(0, stop ?? rest.count))
        }
        guard let stop else { break }
        event(record, first, body)
        record.removeAll(keepingCapacity: true)
        first = 0
        rest = rest.part(stop, rest.count)
      }
      if first > 0 { record.append(0x0A) }
    }
  }

  /// Where an event begins: `<Event>` or `<Event xmlns=…>`, not `<Events>` nor `<EventID>`.
  private static func beginOfEvent(_ text: Bytes) -> Int? {
    var from = 0
    while let start = text.find(lowercased: Array("<event".utf8), from: from) {
      let next = start + 6
      if next >= text.count || text[next] == 0x20 || text[next] == 0x3E { return start }
      from = next
    }
    return nil
  }

  private func event(
    _ record: [UInt8], _ first: Int, _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    record.withUnsafeBufferPointer { bytes in
      let event = EventScan(bytes)
      var entry = LogEntry(line: bytes)
      let fields = event.fields()
      let said = fields.map { Array($0.name.utf8) }.withNames { names in
        parser.parse(
          row: zip(names, fields).map { ($0, $1.value) }, line: bytes, into: &entry)
      }
      guard said else { return }
      let place = cite(entry.message, in: bytes, from: first)
      entry.line = place.line
      body(&entry, place.number)
    }
  }

  // MARK: Named values

  private func labelled(
    _ reader: LineReader, _ border: LabelledRecords.Border,
    _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    var records = LabelledRecords(border: border)
    var first = 1
    func take(_ record: Bytes, _ fields: [LabelledRecords.Field]) {
      var entry = LogEntry(line: record)
      let said = fields.map(\.name).withNames { names in
        parser.parse(
          row: zip(names, fields).map { ($0, $1.value) }, line: record, into: &entry)
      }
      guard said else { return }
      let place = cite(entry.message, in: record, from: first)
      entry.line = place.line
      body(&entry, place.number)
    }
    while let line = reader.next() {
      records.add(line) { take($0, $1) }
      if records.isEmpty || records.isFirstLine { first = reader.line }
    }
    records.end { take($0, $1) }
  }

  // MARK: journald

  private func export(
    _ reader: LineReader, _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    var record: [UInt8] = []
    var first = 1
    while let line = reader.next() {
      guard line.isEmpty else {
        if record.isEmpty { first = reader.line }
        if record.count + line.count < Self.longest { record.append(contentsOf: line) }
        record.append(0x0A)
        continue
      }
      journal(record, first, body)
      record.removeAll(keepingCapacity: true)
    }
    journal(record, first, body)
  }

  private func journal(
    _ record: [UInt8], _ first: Int, _ body: (_ entry: inout LogEntry, _ line: Int) -> Void
  ) {
    guard !record.isEmpty else { return }
    record.withUnsafeBufferPointer { bytes in
      var fields: [(name: Bytes, value: Bytes)] = []
      var at = 0
      while at < bytes.count {
        let end = bytes.first(0x0A, from: at) ?? bytes.count
        let line = bytes.part(at, end)
        if let sign = line.first(0x3D) {
          fields.append((line.part(0, sign), line.part(sign + 1, line.count)))
        }
        at = end + 1
      }
      var entry = LogEntry(line: bytes)
      guard parser.parse(row: fields, line: bytes, into: &entry) else { return }
      let place = cite(entry.message, in: bytes, from: first)
      entry.line = place.line
      body(&entry, place.number)
    }
  }
}
