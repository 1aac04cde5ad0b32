import Timeline

/// Keeps the rows of a file while it is read, so that each metric can quote those its values stand in.
///
/// In bounded memory: where they take too much room, every second one is let go.
struct RowKeeper {
  /// The number of the row at hand.
  private(set) var current: Int32 = 0
  private var rows: [Row] = []
  private var bytes: [UInt8] = []
  /// Every so many rows one is kept.
  private var stride: Int32 = 1

  /// Bytes of all rows that are kept, with what is known of each.
  private static let mostBytes = 12 << 20
  /// Bytes that are counted for what is known of a row.
  private static let overhead = 64
  /// Bytes of a value that are kept.
  private static let longestValue = 100

  private struct Row {
    var number: Int32
    var row: QuotedRows.Row
  }

  /// Takes a row: a line, or one of several things in it.
  ///
  /// `value` is the value in it as it is written, where that is what is quoted.
  mutating func begin(line: Int, _ raw: Bytes, time: Timestamp, value: Bytes?) {
    current = current == .max ? current : current + 1
    guard current % stride == 0 else { return }
    let text = raw.prefix(QuotedRows.longest)
    let value = value?.prefix(Self.longestValue)
    rows.append(
      Row(
        number: current,
        row: QuotedRows.Row(
          line: line, time: time, length: text.count, valueLength: value?.count ?? 0,
          start: bytes.count)))
    bytes.append(contentsOf: text)
    if let value { bytes.append(contentsOf: value) }
    guard bytes.count + rows.count * Self.overhead > Self.mostBytes else { return }
    stride *= 2
    thin()
  }

  /// The place of a row among those kept, by its number; nil where it was let go.
  func place(of number: Int32) -> Int? {
    // Without a gap as long as none was let go.
    if stride == 1 { return number > 0 && number <= rows.count ? Int(number) - 1 : nil }
    let place = Int(number / stride) - 1
    return number % stride == 0 && rows.indices.contains(place) ? place : nil
  }

  private mutating func thin() {
    var kept: [Row] = []
    var room: [UInt8] = []
    for var row in rows where row.number % stride == 0 {
      let end = row.row.start + row.row.length + row.row.valueLength
      let start = room.count
      room += bytes[row.row.start..<end]
      row.row.start = start
      kept.append(row)
    }
    (rows, bytes) = (kept, room)
  }

  /// The rows at some places, without all others.
  func quoted(_ places: [Int], of file: ObservedFile, separator: UInt8?) -> QuotedRows {
    let isAll = places.count == rows.count
    var room: [UInt8] = []
    room.reserveCapacity(
      places.reduce(0) { $0 + rows[$1].row.length + rows[$1].row.valueLength })
    for place in isAll ? [] : places {
      let row = rows[place].row
      room += bytes[row.start..<row.start + row.length + row.valueLength]
    }
    return QuotedRows(
      source: file.source, path: file.path, separator: separator, bytes: isAll ? bytes : room,
      rows: places.map { rows[$0].row })
  }
}
