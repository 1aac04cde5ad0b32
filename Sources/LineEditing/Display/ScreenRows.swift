/// Rows of cells below each other, and the place of the cursor.
struct ScreenRows: Hashable, Sendable {
  var rows: [Row] = []
  var cursor = Position(row: 0, column: 0)

  /// One row of the screen.
  struct Row: Hashable, Sendable {
    var cells: [Cell] = []
    /// The columns that the cells take together.
    var columns = 0
    /// Whether the next row goes on in the same line, so that a terminal joins the two in what is
    /// copied.
    var isContinued = false
  }

  /// A place, counted from the first row and column.
  struct Position: Hashable, Sendable {
    var row: Int
    var column: Int
  }

  /// Sets cells one behind the other in rows of a width, as terminals do: `abc`, width 2 → `ab`, `c`.
  ///
  /// The cursor stands on the cell of an index; behind the last one it takes a new row where that one
  /// fills its own.
  init(_ cells: [Cell], cursor index: Int?, width: Int) {
    rows = [Row()]
    for (number, cell) in cells.enumerated() {
      var cell = cell
      if cell.widest > width { cell = Cell(text: "·", columns: 1, isDim: cell.isDim) }
      var last = rows.count - 1
      // What might be wider elsewhere gets room for it: else it could scroll the screen there.
      if rows[last].columns + cell.widest > width {
        rows[last].isContinued = cell.wrapsWhole || rows[last].columns == width
        rows.append(Row())
        last += 1
      }
      if number == index {
        cursor = Position(row: last, column: min(rows[last].columns, width - 1))
      }
      if cell.isNewline {
        rows.append(Row())
      } else {
        rows[last].cells.append(cell)
        rows[last].columns += cell.columns
      }
    }
    guard let index, index >= cells.count else { return }
    if rows[rows.count - 1].columns >= width {
      rows[rows.count - 1].isContinued = true
      rows.append(Row())
    }
    cursor = Position(row: rows.count - 1, column: rows[rows.count - 1].columns)
  }

  /// No rows: the cursor stands where the first one will be.
  init() {}

  /// Cuts the rows to so many, from one of them on.
  mutating func cut(from first: Int, count: Int) {
    let last = min(rows.count, first + count)
    rows = Array(rows[max(0, first)..<last])
    // Nothing may be written behind the last column of the last row: the screen would scroll.
    if !rows.isEmpty { rows[rows.count - 1].isContinued = false }
    cursor.row -= first
  }

  /// Where the cursor is once a terminal that joins rows of one line has set them to another width.
  func cursor(reflowedTo width: Int) -> Position {
    var cells: [Cell] = []
    var index: Int?
    for (number, row) in rows.enumerated() {
      var column = 0
      for cell in row.cells {
        if number == cursor.row, column == cursor.column { index = cells.count }
        cells.append(cell)
        column += cell.columns
      }
      if number == cursor.row, index == nil { index = cells.count }
      if !row.isContinued, number < rows.count - 1 { cells.append(.newline) }
    }
    return ScreenRows(cells, cursor: index ?? cells.count, width: width).cursor
  }
}
