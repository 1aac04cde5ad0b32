/// The columns of a table of comma-separated values (RFC 4180) and how to read its rows.
struct TableHeader {
  /// What each column says, nil for one that says nothing.
  var columns: [FieldNames.Entry?]
  var separator: UInt8
  /// The names of the columns as fields are compared.
  var names: [[UInt8]] = []
  var hasMessage: Bool
  /// Whether no name has a space in it.
  var hasPlainNames = true

  /// Reads a header; nil where the line is none.
  ///
  /// A header is a row of different names, none of them a number.
  init?(_ line: Bytes) {
    let line = line.trimmed()
    var counts: [UInt8: Int] = [:]
    for byte in line where byte == 0x2C || byte == 0x3B || byte == 0x09 {
      counts[byte, default: 0] += 1
    }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value > 0
    else { return nil }
    separator = most.key
    columns = []
    var names: Set<String> = []
    for field in TableRow.split(line, separator: separator) {
      let name = field.bytes.trimmed()
      guard name.count <= 120, name.isEmpty || !isDigit(name[0]), name.first != 0x2D else {
        return nil
      }
      let spaces = name.reduce(0) { $0 + ($1 == 0x20 ? 1 : 0) }
      let odd = name.contains { $0 == 0x3D || $0 == 0x7B || $0 == 0x5B || $0 == 0x3B }
      guard spaces < 4, !odd else { return nil }
      if spaces > 0 { hasPlainNames = false }
      if !name.isEmpty, !names.insert(name.text()).inserted { return nil }
      columns.append(FieldNames.entry(name))
      self.names.append(name.filter(isLetter).map(lowered))
    }
    hasMessage = columns.contains { $0?.role == .message }
  }
}

/// One row of a table.
enum TableRow {
  /// A field without its quotes.
  struct Field {
    var bytes: Bytes
    /// Whether quotes stand doubled in it.
    var escaped: Bool
  }

  /// Cuts a row into its fields.
  static func split(_ row: Bytes, separator: UInt8) -> [Field] {
    var fields: [Field] = []
    each(row, separator: separator) { _, field in fields.append(field) }
    return fields
  }

  /// The fields of a row that its header knows.
  static func values(_ row: Bytes, _ header: TableHeader) -> FieldValues {
    var values = FieldValues()
    each(row, separator: header.separator) { index, field in
      guard index < header.columns.count, let entry = header.columns[index] else { return }
      values.offer(field.bytes, entry, escaped: field.escaped)
    }
    return values
  }

  @inline(__always)
  private static func each(_ row: Bytes, separator: UInt8, _ body: (Int, Field) -> Void) {
    var at = 0
    var index = 0
    while at <= row.count {
      if at < row.count, row[at] == 0x22 {
        let start = at + 1
        at = start
        var escaped = false
        while at < row.count {
          if row[at] == 0x22 {
            guard at + 1 < row.count, row[at + 1] == 0x22 else { break }
            escaped = true
            at += 1
          }
          at += 1
        }
        body(index, Field(bytes: row.part(start, min(at, row.count)), escaped: escaped))
        while at < row.count, row[at] != separator { at += 1 }
      } else {
        let start = at
        while at < row.count, row[at] != separator { at += 1 }
        body(index, Field(bytes: row.part(start, at), escaped: false))
      }
      at += 1
      index += 1
    }
  }
}
