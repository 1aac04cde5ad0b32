/// The header and the first rows of a file that may be a table with separators, as texts.
struct TextTable {
  /// The byte between values.
  let separator: UInt8
  let header: [String]
  let rows: [[String]]
  /// Lines before the first row.
  let headLines: Int

  /// Rows that are looked at: enough for any share of odd ones.
  private static let mostRows = 30
  /// Remarks that may stand above a header.
  private static let mostRemarks = 3

  /// Looks for a header above rows that have as many values; nil where there is none.
  init?(_ lines: [Bytes]) {
    var at = 0
    while at < min(lines.count, Self.mostRemarks),
      lines[at].first == UInt8(ascii: "#")
        && (!lines[at].contains(UInt8(ascii: ",")) || Self.annotates(lines[at]))
        || Self.namesSeparator(lines[at])
    {
      at += 1
    }
    guard at < lines.count, let separator = Self.separator(lines[at]) else { return nil }
    let header = Self.cells(lines[at], separator)
    guard header.count > 1, Set(header).count == header.count, header.count <= 20_000,
      header.allSatisfy({ $0.utf8.count <= 200 && Double($0) == nil })
    else { return nil }
    let rows = lines.dropFirst(at + 1).prefix(Self.mostRows).map { Self.cells($0, separator) }
    guard !rows.isEmpty else { return nil }
    self.separator = separator
    self.header = header
    self.rows = rows
    headLines = at + 1
  }

  /// Whether a line says what columns are, above their names, as InfluxDB writes it: `#datatype,string,long,…`
  /// (annotated CSV).
  private static func annotates(_ line: Bytes) -> Bool {
    ["#group,", "#datatype,", "#default,"].contains { line.starts(with: Array($0.utf8)) }
  }

  /// Whether a line names the separator to spreadsheets, as Grafana writes it: `sep=,`.
  private static func namesSeparator(_ line: Bytes) -> Bool {
    (4...6).contains(line.count) && line.starts(with: Array("sep=".utf8))
  }

  private static let separators: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"),
  ]

  /// What a header means to a reader, and the byte between its values; nil where it means nothing.
  static func heading<Columns>(
    of line: Bytes, _ columns: ([String]) -> Columns?
  ) -> (columns: Columns, separator: UInt8)? {
    for byte in separators {
      if let found = columns(cells(line, byte)) { return (found, byte) }
    }
    return nil
  }

  /// The byte that stands most often in a header, where one of the usual ones does.
  private static func separator(_ line: Bytes) -> UInt8? {
    var best: (byte: UInt8, count: Int)?
    for byte in separators {
      let count = line.reduce(0) { $0 + ($1 == byte ? 1 : 0) }
      if count > best?.count ?? 0 { best = (byte, count) }
    }
    return best?.byte
  }

  /// The values of a line, without white space around them; doubled quotes in them stand once.
  static func cells(_ line: Bytes, _ separator: UInt8) -> [String] {
    TableRows.split(line, separator).map { text($0) }
  }

  /// A value as text.
  static func text(_ field: TableRows.Field) -> String {
    let text = field.bytes.trimmed().text()
    return field.isEscaped ? text.replacing("\"\"", with: "\"") : text
  }
}
