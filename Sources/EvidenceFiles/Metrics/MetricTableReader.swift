import Evidence
import Timeline

/// Reads tables of metrics: one column each, one row each, or a column each beside whose they are.
///
///     time,carts_cpu,carts_mem            time,service,metric,value        Time,PodName,CpuUsage(m)
///     2026-03-10T10:00:00Z,0.4,512        2026-03-10T10:00:00Z,carts,cpu,0.4
struct MetricTableReader: ObservationReader {
  let format = "table of metrics"

  func takes(_ head: FileHead) -> Taking {
    guard let table = head.table,
      MetricColumns(header: table.header, rows: Self.whole(table), of: head.path) != nil
    else { return .no }
    return .whole
  }

  /// The rows of a table; the last may be cut off.
  private static func whole(_ table: TextTable) -> [[String]] {
    table.rows.count > 1 ? Array(table.rows.dropLast()) : table.rows
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    guard let table = Heading(lines, of: file.path) else { return Observed() }
    var series = MetricSeries(file, separator: table.separator)
    var rows = MetricRows(columns: table.columns, file: file)
    var skipped = 0
    for (line, cells) in table.first {
      let isRead = cells.withUnsafeBufferPointer {
        rows.take($0, line: line, table.separator, into: &series)
      }
      if !isRead { skipped += 1 }
    }
    while let raw = lines.next() {
      guard raw.contains(where: { $0 > 0x20 }) else { continue }
      if !rows.take(raw, line: lines.line, table.separator, into: &series) { skipped += 1 }
    }
    var observed = Observed(observations: series.observations())
    if skipped > 0 {
      observed.notes.append(
        "\(skipped) \(skipped == 1 ? "row was" : "rows were") not read: no time or no number")
    }
    observed.notes += series.notes
    return observed
  }

  /// The header of a file with the rows that tell what its columns are.
  private struct Heading {
    var columns: MetricColumns
    var separator: UInt8
    var first: [(line: Int, bytes: [UInt8])] = []

    /// Rows by which columns are told.
    private static let looked = 30

    init?(_ lines: LineReader, of path: String) {
      var kept: [(line: Int, bytes: [UInt8])] = []
      while kept.count <= Self.looked, let raw = lines.next() {
        var raw = raw
        if lines.line == 1, raw.starts(with: [0xEF, 0xBB, 0xBF]) { raw = raw.part(3, raw.count) }
        if raw.contains(where: { $0 > 0x20 }) { kept.append((lines.line, Array(raw))) }
      }
      let found = Self.look(kept.map(\.bytes)[...], [], path)
      guard let found else { return nil }
      (columns, separator) = (found.columns, found.separator)
      first = Array(kept.dropFirst(found.headLines))
    }

    /// Looks at lines as views of bytes, which are valid only inside of the calls.
    private static func look(
      _ rest: ArraySlice<[UInt8]>, _ views: [Bytes], _ path: String
    ) -> (columns: MetricColumns, separator: UInt8, headLines: Int)? {
      guard let line = rest.first else {
        guard let table = TextTable(views),
          let columns = MetricColumns(header: table.header, rows: table.rows, of: path)
        else { return nil }
        return (columns, table.separator, table.headLines)
      }
      return line.withUnsafeBufferPointer { look(rest.dropFirst(), views + [$0], path) }
    }
  }
}

/// Takes the rows of a table of metrics as points.
private struct MetricRows {
  let columns: MetricColumns
  let file: ObservedFile
  /// Whose the columns are, where the file's name says so.
  private lazy var owner =
    isLong
    ? nil : MetricOwner(file: file.path, columns: columns.metrics.map { columns.header[$0] })
  /// The panel that the file is an export of.
  private lazy var panel =
    isLong
    ? nil : MetricPanel(file: file.path, columns: columns.metrics.map { columns.header[$0] })
  private let stamps = StampReader()
  /// The numbers of the metrics of one service by column, where services stand in the rows.
  private var known: [[UInt8]: [Int?]] = [:]
  /// Those of the row before: rows of one service mostly follow each other.
  private var last: (key: [UInt8], numbers: [Int?]) = ([], [])
  private let timePlace: Int?
  private let valuePlace: Int?
  private let isLong: Bool
  /// The columns that tell a service's rows from another's.
  private let keyPlaces: [Int]
  private var wide: [Int?] = []
  /// Room for the values of a row.
  private var room: [TableRows.Field] = []

  init(columns: MetricColumns, file: ObservedFile) {
    self.columns = columns
    self.file = file
    timePlace = columns.place(.time)
    valuePlace = columns.place(.value)
    isLong = columns.isLong
    keyPlaces =
      isLong
      ? ([.service, .statistic, .unit, .labels].compactMap(columns.place)
        + columns.naming + columns.labels)
      : [columns.place(.service)].compactMap(\.self) + columns.labels
  }

  /// Takes a row; false where it has no time or no number.
  mutating func take(
    _ raw: Bytes, line: Int, _ separator: UInt8, into series: inout MetricSeries
  ) -> Bool {
    // Taken out while it is filled, so that it is not copied.
    var cells = room
    room = []
    TableRows.split(raw, separator, into: &cells)
    defer { room = cells }
    guard cells.count == columns.header.count, let place = timePlace,
      let time = stamps.read(value: cells[place].bytes)?.timestamp
    else { return false }
    series.begin(line: line, raw, time: time)
    return isLong
      ? takeLong(cells, time.instant, &series) : takeWide(cells, time.instant, &series)
  }

  private mutating func takeLong(
    _ cells: [TableRows.Field], _ time: Instant, _ series: inout MetricSeries
  ) -> Bool {
    guard let place = valuePlace else { return false }
    guard let value = DecimalScan.number(cells[place].bytes) else {
      return MetricColumns.missing.contains(cells[place].bytes.text().lowercased())
        || cells[place].bytes.isEmpty
    }
    var numbers = knownNumbers(cells)
    if numbers.isEmpty {
      numbers = [series.number(of: name(cells))]
      keep(numbers)
    }
    if let number = numbers[0] { series.add(value, to: number, at: time) }
    return true
  }

  /// The numbers of the metrics of a row; empty where they are not known yet.
  private mutating func knownNumbers(_ cells: [TableRows.Field]) -> [Int?] {
    if isKey(last.key, of: cells) { return last.numbers }
    var key: [UInt8] = []
    for place in keyPlaces {
      key += cells[place].bytes
      key.append(0)
    }
    last = (key, known[key] ?? [])
    return last.numbers
  }

  /// Keeps the numbers of the metrics of the row at hand.
  private mutating func keep(_ numbers: [Int?]) {
    last.numbers = numbers
    known[last.key] = numbers
  }

  /// Whether a key is that of a row.
  private func isKey(_ key: [UInt8], of cells: [TableRows.Field]) -> Bool {
    key.withUnsafeBufferPointer { key in
      var at = 0
      for place in keyPlaces {
        let cell = cells[place].bytes
        let end = at + cell.count
        guard end < key.count, key.part(at, end).equals(cell), key[end] == 0 else { return false }
        at = end + 1
      }
      return at == key.count
    }
  }

  /// The metric of a row: `latency` with the statistic `p99` is `latency p99`.
  private func name(_ cells: [TableRows.Field]) -> MetricName {
    func text(_ role: MetricColumns.Role) -> String? {
      columns.place(role).map { TextTable.text(cells[$0]) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    // A measurement and its field: `cpu`, `usage_user`.
    let metric = columns.naming.map { TextTable.text(cells[$0]) }.joined(separator: "_")
    let full = text(.statistic).map { "\(metric) \($0)" } ?? metric
    guard let service = text(.service) else {
      var name =
        text(.labels).map { MetricLabels.name([("__name__", full)] + MetricLabels.pairs(of: $0)) }
        ?? MetricName(column: full)
      if let unit = text(.unit) { name.unit = unit }
      name.labels += labels(cells)
      return name
    }
    var name = MetricName(
      service: ServiceOfPod.name(service), metric: full,
      unit: text(.unit) ?? MetricName.unit(of: metric))
    name.labels = labels(cells)
    return name
  }

  /// What tells the rows of one metric from those of another of the same name.
  private func labels(_ cells: [TableRows.Field]) -> [MetricLabel] {
    columns.labels.map {
      MetricLabel(name: columns.header[$0], value: TextTable.text(cells[$0]))
    }.filter { !$0.value.isEmpty }
  }

  /// The metric of a column in a row that names whose it is, or of which of several things.
  private mutating func wideName(_ column: String, _ cells: [TableRows.Field]) -> MetricName {
    let service = columns.place(.service).map { TextTable.text(cells[$0]) } ?? ""
    var name =
      service.isEmpty
      ? plainName(column)
      : MetricName(service: ServiceOfPod.name(service), metric: column)
    name.labels = labels(cells)
    return name
  }

  /// The metric of a column that stands beside no name.
  private mutating func plainName(_ column: String) -> MetricName {
    panel?.name(of: column) ?? owner?.name(of: column) ?? MetricName(column: column)
  }

  private mutating func takeWide(
    _ cells: [TableRows.Field], _ time: Instant, _ series: inout MetricSeries
  ) -> Bool {
    var numbers: [Int?]
    if !keyPlaces.isEmpty {
      numbers = knownNumbers(cells)
      if numbers.isEmpty {
        numbers = columns.metrics.map {
          series.number(of: united(wideName(columns.header[$0], cells), by: cells[$0]), column: $0)
        }
        keep(numbers)
      }
    } else {
      if wide.isEmpty {
        wide = columns.metrics.map {
          series.number(of: united(plainName(columns.header[$0]), by: cells[$0]), column: $0)
        }
      }
      numbers = wide
    }
    for (place, number) in zip(columns.metrics, numbers) {
      guard let number,
        let value = DecimalScan.number(cells[place].bytes)
          ?? FormattedValue(cells[place].bytes)?.value
      else { continue }
      series.add(value, to: number, at: time)
    }
    return true
  }

  /// A metric with the unit that its first value is written with, where it is.
  private func united(_ name: MetricName, by cell: TableRows.Field) -> MetricName {
    guard DecimalScan.number(cell.bytes) == nil, let value = FormattedValue(cell.bytes) else {
      return name
    }
    var name = name
    name.unit = value.unit
    return name
  }
}
