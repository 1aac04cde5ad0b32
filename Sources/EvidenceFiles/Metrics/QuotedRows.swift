import Evidence
import Synchronization
import Timeline

/// The rows of a file that can be quoted, kept once for all metrics whose values stand in them.
final class QuotedRows: Sendable {
  /// The name of the source, and the path of the file, in references.
  let source: String
  let path: String
  /// The byte between the values of a row; nil where rows are no table.
  private let separator: UInt8?
  /// The texts of the rows one after the other, each followed by the value that is quoted of it.
  private let bytes: [UInt8]
  private let rows: [Row]
  /// What was looked for last: of each metric whose values stand here the same is asked.
  private let looked = Mutex<(text: String, isHeld: Bool)?>(nil)

  /// Where a row stands, in the file and here.
  struct Row: Hashable {
    var line: Int
    var time: Timestamp
    /// Bytes of its text, and of the value behind it; 0 where a column tells the value.
    var length: Int
    var valueLength: Int
    /// Where its text begins in the bytes of all.
    var start = 0
  }

  /// The most bytes of a row that are quoted, as ``Sample/text`` says.
  static let longest = 2000

  /// Keeps rows whose texts and values follow each other in `bytes`.
  init(source: String, path: String, separator: UInt8?, bytes: [UInt8], rows: [Row]) {
    (self.source, self.path, self.separator, self.bytes) = (source, path, separator, bytes)
    var at = 0
    self.rows = rows.map { row in
      var row = row
      row.start = at
      at += row.length + row.valueLength
      return row
    }
  }

  private init(_ other: QuotedRows, path: String) {
    (source, separator, bytes, rows) = (other.source, other.separator, other.bytes, other.rows)
    self.path = path
  }

  /// The same rows, of a file at another path.
  func moved(to path: String) -> QuotedRows { QuotedRows(self, path: path) }

  /// How many there are.
  var count: Int { rows.count }

  /// When a row was written.
  func time(_ row: Int) -> Timestamp { rows[row].time }

  /// Whether a text stands in one of the rows.
  func holds(_ text: String) -> Bool {
    looked.withLock { looked in
      if let looked, looked.text == text { return looked.isHeld }
      var word = text
      let isHeld = word.withUTF8 { word in
        bytes.withUnsafeBufferPointer { $0.range(of: word) != nil }
      }
      looked = (text, isHeld)
      return isHeld
    }
  }

  /// A row as a sample of a metric of a service, whose values stand in a column.
  func sample(_ row: Int, service: String, metric: String, column: Int?) -> Sample {
    let row = rows[row]
    return bytes.withUnsafeBufferPointer { all in
      let raw = all.part(row.start, row.start + row.length)
      let value = all.part(row.start + row.length, row.start + row.length + row.valueLength)
      let text = raw.text(limit: Self.longest, mayBeCut: raw.count >= Self.longest)
      return Sample(
        reference: Reference(source: source, locator: .line(path: path, number: row.line)),
        time: row.time, service: service, logger: metric, text: text,
        message: column.flatMap { cell(raw, $0) } ?? (value.isEmpty ? nil : value.text()))
    }
  }

  /// The value in a column of a row, as it stands there.
  private func cell(_ row: Bytes, _ column: Int) -> String? {
    guard let separator else { return nil }
    return TableRows.value(column, of: row, separator)?.bytes.trimmed().text()
  }
}

extension QuotedRows: Storable {
  func write(to store: inout StoreWriter) {
    store.put(source)
    store.put(path)
    store.put(separator.map(Int64.init))
    store.put(bytes)
    store.put(UInt64(rows.count))
    var line = 0
    for row in rows {
      store.put(row.line - line)
      line = row.line
      store.put(row.time)
      store.put(UInt64(row.length))
      store.put(UInt64(row.valueLength))
    }
  }

  convenience init(from store: inout StoreReader) throws(DamagedIndex) {
    let source = try store.text()
    let path = try store.text()
    let separator = try store.optional().map { UInt8(truncatingIfNeeded: $0) }
    let bytes = Array(try store.run())
    var rows: [Row] = []
    var line = 0
    var room = bytes.count
    for _ in 0..<(try store.count()) {
      line &+= Int(truncatingIfNeeded: try store.signed())
      guard line >= 0, let time = try store.time() else { throw DamagedIndex() }
      let length = try store.index(below: room + 1)
      let valueLength = try store.index(below: room - length + 1)
      room -= length + valueLength
      rows.append(Row(line: line, time: time, length: length, valueLength: valueLength))
    }
    self.init(source: source, path: path, separator: separator, bytes: bytes, rows: rows)
  }
}

/// The rows that are samples of one metric.
struct RowSamples: SampleMaker {
  var rows: QuotedRows
  /// Their places among ``rows``, in the order of time.
  var places: [Int32]
  var service: String
  var metric: String
  var column: Int?

  var count: Int { places.count }
  var path: String { rows.path }

  func sample(_ position: Int) -> Sample {
    rows.sample(Int(places[position]), service: service, metric: metric, column: column)
  }

  func time(_ position: Int) -> Timestamp? { rows.time(Int(places[position])) }

  var times: [Timestamp] { places.map { rows.time(Int($0)) } }

  func holds(_ text: String) -> Bool { rows.holds(text) }

  func renamed(_ service: String, to name: String) -> any SampleMaker {
    var renamed = self
    if self.service == service { renamed.service = name }
    return renamed
  }
}

extension RowSamples: Storable {
  func write(to store: inout StoreWriter) {
    store.put(shared: rows)
    store.put(service)
    store.put(metric)
    store.put(column.map(Int64.init))
    store.put(UInt64(places.count))
    var before: Int32 = 0
    for place in places {
      store.put(Int64(place - before))
      before = place
    }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    rows = try store.shared()
    service = try store.text()
    metric = try store.text()
    column = try store.optional().map { Int(clamping: $0) }
    places = []
    var place: Int64 = 0
    for _ in 0..<(try store.count()) {
      place &+= try store.signed()
      guard place >= 0, place < Int64(rows.count) else { throw DamagedIndex() }
      places.append(Int32(place))
    }
  }
}

extension Samples: Storable {
  func write(to store: inout StoreWriter) {
    let rows = maker as? RowSamples
    store.put(rows != nil)
    if let rows { rows.write(to: &store) } else { store.put(Array(self)) }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    if try store.flag() {
      self.init(madeBy: try RowSamples(from: &store))
    } else {
      self.init(try store.items())
    }
  }
}
