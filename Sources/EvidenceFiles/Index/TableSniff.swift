import Timeline

/// Tells by the first lines of a file whether it is a table that holds a log.
struct TableSniff {
  let lines: [Bytes]

  /// What was found.
  enum Finding {
    case form(TableForm)
    /// A table, and no log.
    case numbers
  }

  /// Rows that are looked at.
  private static let mostRows = 40
  /// Lines before a header: `#TYPE …`, a title, `sep=;`.
  private static let mostHeadLines = 4

  /// Looks for a header, else for columns without one.
  func find() -> Finding? {
    if let form = aligned() { return .form(form) }
    var sawTable = false
    for (index, line) in lines.prefix(Self.mostHeadLines).enumerated() {
      guard var form = header(line, index) else {
        // Only remarks may stand before a header.
        if line.first == UInt8(ascii: "#") || line.has("sep=") { continue }
        break
      }
      let rows = self.rows(below: index, form)
      // Quoted values may hold lines, so not each line is a row.
      // The log of Windows has its message in a column without a name.
      if rows.filter({ $0.count == form.columns.count + 1 }).count * 10 > rows.count * 8 {
        form.columns.append(Array("message".utf8))
      }
      let fitting = rows.filter { $0.count == form.columns.count }.count
      let isTold = isNamed(form)
      guard fitting * 10 >= rows.count * (isTold ? 3 : 9), !rows.isEmpty || isTold else { break }
      if isLog(form, rows) { return .form(form) }
      if let column = MessageColumn(form, rows) { return .form(column.form) }
      if fitting * 10 >= rows.count * 9, form.columns.count > 1, !rows.isEmpty { sawTable = true }
      break
    }
    if sawTable { return .numbers }
    return headless().map { .form($0) }
  }

  /// A row of different names, none of them a number.
  private func header(_ line: Bytes, _ index: Int) -> TableForm? {
    var line = line.trimmed()
    if line.first == UInt8(ascii: "#"), line.has("#TYPE") { return nil }
    if line.first == UInt8(ascii: "#") { line = line.part(1, line.count).trimmed() }
    guard let separator = Self.separator(line) else { return nil }
    var names: Set<[UInt8]> = []
    var columns: [[UInt8]] = []
    if separator == 0x09, LTSVLine.pairs(line, { _, _ in }) { return nil }
    for field in TableRows.split(line, separator) {
      let name = field.bytes.trimmed()
      guard name.count <= 120, name.isEmpty || !isDigit(name[0]), name.first != 0x2D,
        name.reduce(0, { $0 + ($1 == 0x20 ? 1 : 0) }) < 5,
        !name.contains(where: { $0 == 0x3D || $0 == 0x7B || $0 == 0x3B })
      else { return nil }
      let plain = Self.plain(name)
      if !plain.isEmpty, !names.insert(plain).inserted { return nil }
      columns.append(plain)
    }
    guard columns.count > 1 else { return nil }
    return TableForm(columns: columns, separator: separator, headLines: index + 1)
  }

  /// A name without what stands in brackets behind it: `Time [UTC]` is `Time`.
  private static func plain(_ name: Bytes) -> [UInt8] {
    var end = name.count
    if let open = name.first(0x5B) ?? name.first(0x28), open > 0 { end = open }
    return Array(name.part(0, end).trimmed())
  }

  private static func separator(_ line: Bytes) -> UInt8? {
    var best: (byte: UInt8, count: Int)?
    for byte in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      let count = line.reduce(0) { $0 + ($1 == byte ? 1 : 0) }
      if count > best?.count ?? 0 { best = (byte, count) }
    }
    return best?.byte
  }

  private func rows(below index: Int, _ form: TableForm) -> [[Bytes]] {
    Self.rows(of: lines.dropFirst(index + 1)).map {
      TableRows.split($0, form.separator).map(\.bytes)
    }
  }

  /// The first rows: a row goes on in the next line as long as a quote is open.
  private static func rows(of lines: ArraySlice<Bytes>) -> [Bytes] {
    var rows: [Bytes] = []
    var open: Bytes?
    for line in lines {
      guard rows.count < mostRows else { break }
      var row = line
      if let first = open, let start = first.baseAddress, let end = line.baseAddress,
        end > start, end - start < LineReader.longestLine
      {
        row = Bytes(start: start, count: end - start + line.count)
      }
      let quotes = row.reduce(0) { $0 + ($1 == 0x22 ? 1 : 0) }
      open = quotes % 2 == 0 ? nil : row
      if open == nil { rows.append(row) }
    }
    return rows
  }

  /// Whether a log's words are among the names.
  private func isNamed(_ form: TableForm) -> Bool {
    let known = ["message", "msg", "log", "body", "text", "description", "event", "content"]
    return form.columns.contains { column in
      let name = String(decoding: column.map(lowered).filter(isLetter), as: UTF8.self)
      return known.contains(name)
    }
  }

  /// Whether rows say something, read by the names of the columns.
  private func isLog(_ form: TableForm, _ rows: [[Bytes]]) -> Bool {
    let parser = LogLineParser()
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    var texts = 0
    for row in rows {
      let none = Bytes(start: nil, count: 0)
      let said = form.columns.withNames { names in
        parser.parse(row: Array(zip(names, row)), line: none, into: &entry)
      }
      if said, entry.message.contains(where: isLetter) { texts += 1 }
    }
    return texts * 3 >= rows.count && texts > 0
  }

  /// Columns in capitals, aligned by spaces, one of them a message: `kubectl get events`.
  private func aligned() -> TableForm? {
    guard let line = lines.first, lines.count > 1 else { return nil }
    let fields = TableRows.aligned(line, most: .max)
    let names = fields.map { Array($0.bytes) }
    guard names.count > 2, names.contains(Array("MESSAGE".utf8)), let base = line.baseAddress,
      names.allSatisfy({ $0.allSatisfy { $0 &- 0x41 < 26 || $0 == 0x20 || $0 == 0x2D } })
    else { return nil }
    let places = fields.map { field in field.bytes.baseAddress.map { $0 - base } ?? 0 }
    return TableForm(columns: names, separator: 0, headLines: 1, places: places)
  }

  /// Rows without a header.
  private func headless() -> TableForm? {
    guard lines.count > 2, let separator = Self.separator(lines[0]), separator != 0x7C else {
      return nil
    }
    return HeadlessTable(Self.rows(of: lines[...]), separator: separator)?.form
  }
}
