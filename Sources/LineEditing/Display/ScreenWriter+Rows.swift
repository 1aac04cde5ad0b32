extension ScreenWriter {
  /// Draws rows over others that the terminal shows, and leaves the cursor at its place.
  mutating func draw(_ new: ScreenRows, over old: ScreenRows, width: Int) {
    var reachedEnd = false
    for (number, row) in new.rows.enumerated() {
      let before = number < old.rows.count ? old.rows[number] : nil
      let goesOn = reachedEnd && number > 0 && new.rows[number - 1].isContinued
      reachedEnd = draw(row, over: before, number: number, goesOn: goesOn, width: width)
    }
    if new.rows.count < old.rows.count { clear(behind: new.rows, width: width) }
    endStyles()
    move(to: new.cursor)
  }

  /// Draws the cells of a row that differ; tells whether the cursor stands at the row's end.
  ///
  /// Where the row before was written to its end, the first cell is written too, so that the terminal
  /// itself goes on to this row and knows that the two are one line.
  private mutating func draw(
    _ row: ScreenRows.Row, over old: ScreenRows.Row?, number: Int, goesOn: Bool, width: Int
  ) -> Bool {
    if let old, row == old, !goesOn { return false }
    var shown = Columns(old, width: width)
    var column = 0
    var writes = false
    for (index, cell) in row.cells.enumerated() {
      defer { column += cell.columns }
      let isLast = index == row.cells.count - 1
      let joins = isLast && row.isContinued && old?.isContinued != true
      if index == 0, goesOn, cell.isCertain {
        wrap(writing: cell)
      } else if shown.holds(cell, at: column), !joins {
        writes = false
        continue
      } else {
        move(to: .init(row: number, column: column))
        write(cell)
        if !cell.isCertain { shown.clear(from: column) }
      }
      writes = true
    }
    if row.cells.isEmpty {
      if goesOn { wrap(writing: nil) } else { move(to: .init(row: number, column: 0)) }
    }
    if shown.reach(beyond: row.columns) {
      move(to: .init(row: number, column: row.columns))
      endStyles()
      clearRestOfRow()
    }
    guard let last = row.cells.last, writes, last.isCertain else { return false }
    return true
  }

  private mutating func clear(behind rows: [ScreenRows.Row], width: Int) {
    let last = rows.count - 1
    if last >= 0, rows[last].columns < width {
      move(to: .init(row: last, column: rows[last].columns))
    } else {
      move(to: .init(row: last + 1, column: 0))
    }
    endStyles()
    clearBelow()
  }
}

/// The cells of a row that is shown, by the column each begins in.
private struct Columns {
  private var cells: [Cell?]
  /// The columns in use.
  private var end: Int

  init(_ row: ScreenRows.Row?, width: Int) {
    cells = Array(repeating: nil, count: width)
    end = row?.columns ?? 0
    var column = 0
    for cell in row?.cells ?? [] where column < width {
      cells[column] = cell
      column += cell.columns
    }
  }

  /// Whether a cell stands at a column already.
  func holds(_ cell: Cell, at column: Int) -> Bool {
    column < end && cells[column] == cell
  }

  /// Whether anything is shown from a column on.
  func reach(beyond column: Int) -> Bool { end > column }

  /// Forgets what stood from a column on.
  mutating func clear(from column: Int) {
    end = min(end, column)
  }
}
