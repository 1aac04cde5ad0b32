/// All that is to be seen of a line that is edited.
struct LineView: Hashable, Sendable {
  /// What stands in front of the line.
  var prompt: [Cell] = []
  var text: [Cell] = []
  /// The cell of the text that the cursor stands on; its count, behind the last one.
  var cursor = 0
  /// How the line might go on: drawn faint behind the cursor, as far as its row has room.
  var hint: [Cell] = []
  /// A row below the line, cut to the window.
  var status: [Cell] = []

  /// Sets the line to a window, `top` being the first row that was shown before; gives the rows to
  /// show, and the first of them.
  ///
  /// A line of more rows than the window shows those around the cursor.
  func rows(width: Int, height: Int, top: Int) -> (screen: ScreenRows, top: Int) {
    var screen = whole(width: width)
    let last = screen.rows.count - 1
    if cursor >= text.count, screen.cursor.row == last {
      // The last column stays free: a hint never makes a row.
      for cell in hint {
        guard !cell.isNewline, screen.rows[last].columns + cell.widest < width else { break }
        screen.rows[last].cells.append(cell)
        screen.rows[last].columns += cell.columns
      }
    }
    let room = max(1, status.isEmpty || height < 2 ? height : height - 1)
    var first = min(max(0, top), max(0, screen.rows.count - room))
    first = min(first, screen.cursor.row)
    first = max(first, screen.cursor.row - room + 1)
    screen.cut(from: first, count: room)
    if !status.isEmpty, height > 1 {
      var row = ScreenRows.Row()
      for cell in status where !cell.isNewline {
        guard row.columns + cell.widest < width else { break }
        row.cells.append(cell)
        row.columns += cell.columns
      }
      screen.rows.append(row)
    }
    return (screen, first)
  }

  /// All rows of prompt and text.
  func whole(width: Int, showingCursor: Bool = true) -> ScreenRows {
    ScreenRows(prompt + text, cursor: showingCursor ? prompt.count + cursor : nil, width: width)
  }
}
