/// How the rows of a table lie in its lines.
struct TableForm: Hashable, Sendable {
  /// The names of the columns.
  var columns: [[UInt8]]
  /// The byte between values; 0 where columns are aligned by spaces.
  var separator: UInt8
  /// Lines before the first row.
  var headLines: Int
  /// Where the names begin, for columns that are aligned: a cell may be empty.
  var places: [Int] = []
  /// Whether rows tell what became of things, so that a column `name` or `object` is one of these and not
  /// who wrote the row.
  var isOfThings = false
}

extension TableForm {
  /// Calls a closure for each named cell of a row that holds something.
  func each(in row: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    let cells = TableRows.split(row, separator, most: columns.count)
    for (name, cell) in zip(columns, cells) where !name.isEmpty && !cell.bytes.isEmpty {
      name.withUnsafeBufferPointer { body($0, cell.bytes) }
    }
  }
}

extension Array<[UInt8]> {
  /// Calls a closure with views of the names.
  func withNames<Result>(_ body: ([Bytes]) -> Result) -> Result {
    let joined = flatMap { $0 }
    return joined.withUnsafeBufferPointer { bytes in
      var at = 0
      let views = map { name in
        defer { at += name.count }
        return bytes.part(at, at + name.count)
      }
      return body(views)
    }
  }
}
