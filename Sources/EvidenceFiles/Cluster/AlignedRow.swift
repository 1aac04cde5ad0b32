/// A row of a table whose cells stand below the names of their columns.
///
/// Cells are parted by two or more blanks and belong to the column that begins nearest to them, so that an
/// empty cell moves none of those behind it.
struct AlignedRow {
  private var cells: [String: String] = [:]

  /// The columns of a header line: their names, and the characters before each.
  static func columns(of header: String) -> [(name: String, start: Int)] { parts(header) }

  init(_ text: String, below columns: [(name: String, start: Int)]) {
    for part in Self.parts(text) {
      let nearest = columns.min { abs($0.start - part.start) < abs($1.start - part.start) }
      guard let nearest, cells[nearest.name] == nil else { continue }
      cells[nearest.name] = part.name
    }
  }

  /// The cell of a column; empty where it has none.
  subscript(_ column: String) -> String { cells[column] ?? "" }

  private static func parts(_ text: String) -> [(name: String, start: Int)] {
    var parts: [(name: String, start: Int)] = []
    var at = 0
    var rest = Substring(text)
    for cell in text.cells(most: .max) {
      guard let found = rest.firstRange(of: cell) else { continue }
      at += rest.distance(from: rest.startIndex, to: found.lowerBound)
      parts.append((cell, at))
      at += cell.count
      rest = rest[found.upperBound...]
    }
    return parts
  }
}
