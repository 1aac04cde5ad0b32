import TestSupport

@testable import LineEditing

/// The line as a cleared terminal shows it that its plain text was printed on.
///
/// A character that terminals don't agree on is printed as a question mark of its width, which stands
/// for whatever is there.
struct PlainReference {
  /// What stands in each column; nil for whatever.
  private(set) var rows: [[String?]]
  private(set) var cursor = (row: 0, column: 0)

  /// Marks the place of the cursor; of a width that makes it wrap as what stands there does.
  private static let marks = [1: "¦", 2: "＃"]

  init(_ view: LineView, width: Int, withCursor: Bool) {
    let cells = view.prompt + view.text
    // High enough for a cell a row.
    let height = cells.count + 2
    let terminal = TerminalScreen(columns: width, rows: height)
    Self.print(cells, on: terminal)
    var last = terminal.cursor.row
    if withCursor {
      cursor = Self.cursor(in: cells, at: view.prompt.count + view.cursor, width: width)
      last = max(last, cursor.row)
    }
    rows = (0...last).map { row in
      var columns: [String?] = terminal.cells(ofRow: row)
      for column in columns.indices where columns[column] == "?" { columns[column] = nil }
      return columns
    }
  }

  private static func feed(_ text: String, to terminal: TerminalScreen) {
    Array(text.utf8).withUnsafeBytes { terminal.feed($0) }
  }

  /// Prints cells; a row ends early only in front of one that a terminal
  /// would part, or make wider.
  private static func print(_ cells: some Sequence<Cell>, on terminal: TerminalScreen) {
    for cell in cells {
      if cell.wrapsWhole {
        feed(cell.isNewline ? "\r\n" : cell.text, to: terminal)
      } else if cell.widest > terminal.columns {
        feed("·", to: terminal)
      } else {
        let column = place(cell, on: terminal).column
        let text = cell.isCertain ? cell.text : String(repeating: "?", count: cell.columns)
        feed("\u{1b}[\(column + 1)G\(text)", to: terminal)
      }
    }
  }

  /// Prints one question mark where there is room for a cell; tells where that is.
  private static func place(_ cell: Cell, on terminal: TerminalScreen) -> (row: Int, column: Int) {
    feed("?", to: terminal)
    let (row, end) = terminal.cursor
    let column = terminal.cells(ofRow: row)[end] == "?" ? end : end - 1
    guard column + cell.widest > terminal.columns else { return (row, column) }
    feed("\u{1b}[\(column + 1)G\u{1b}[K\r\n?", to: terminal)
    return (row + 1, 0)
  }

  /// Where the cell of an index stands, or what would be typed behind the last.
  private static func cursor(in cells: [Cell], at index: Int, width: Int) -> (row: Int, column: Int)
  {
    let terminal = TerminalScreen(columns: width, rows: index + 3)
    print(cells[..<index], on: terminal)
    let next = index < cells.count ? cells[index] : nil
    if let next, !next.wrapsWhole, next.widest <= width { return place(next, on: terminal) }
    let before = terminal.cursor
    let isDoubtful = next?.isCertain == false
    let mark = marks[isDoubtful ? 1 : max(1, next?.columns ?? 1)] ?? "¦"
    feed(mark, to: terminal)
    let row = terminal.cursor.row
    // In front of a newline there is no further row to stand in.
    if next?.isNewline == true, row != before.row { return (before.row, width - 1) }
    return (row, terminal.cells(ofRow: row).firstIndex(of: mark) ?? -1)
  }

  /// The columns of cells in one row, as far as they fit.
  static func columns(of cells: [Cell], limit: Int) -> [String?] {
    var columns: [String?] = []
    for cell in cells {
      guard columns.count + cell.widest <= limit else { break }
      columns.append(cell.isCertain ? cell.text : nil)
      columns += Array(repeating: cell.isCertain ? "" : nil, count: cell.columns - 1)
    }
    return columns
  }
}
