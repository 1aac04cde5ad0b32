/// A line that is edited, as the terminal shows it: what is to be seen goes in, bytes come out.
///
/// Pure: it remembers what it has drawn, and knows rows relative to its own first one only, so that it
/// never needs to ask where on the screen it is. Above that row it touches nothing.
struct LineDisplay {
  /// What the terminal shows.
  private(set) var screen = ScreenRows()
  private(set) var width: Int
  private(set) var height: Int
  /// The first row that is shown of a line that is taller than the window.
  private var top = 0

  /// The narrowest and the lowest that is drawn for: below that, a window is taken to have it.
  private static let narrowest = 2

  /// Begins in a window, with the cursor at the start of an empty row.
  init(width: Int, height: Int) {
    self.width = max(Self.narrowest, width)
    self.height = max(1, height)
  }

  /// Shows a line: the shortest way from what is shown to what is to be seen.
  mutating func show(_ view: LineView) -> String {
    let (next, first) = view.rows(width: width, height: height, top: top)
    guard next != screen else { return "" }
    var writer = writer()
    writer.draw(next, over: screen, width: width)
    (screen, top) = (next, first)
    return writer.output
  }

  /// Prints text above the line, which stays as it is.
  ///
  /// The text is trusted, and has escape codes of its own; each of its lines ends in a newline.
  mutating func print(_ text: String, above view: LineView) -> String {
    erase() + Self.lines(text) + show(view)
  }

  /// Leaves the line on the screen for good, all of it, and begins behind it.
  mutating func settle(_ view: LineView) -> String {
    let whole = view.whole(width: width, showingCursor: false)
    var writer = writer()
    var last = whole
    last.cursor = .init(
      row: whole.rows.count - 1, column: whole.rows.last.map { min($0.columns, width - 1) } ?? 0)
    writer.draw(last, over: screen, width: width)
    forget()
    return writer.output + "\r\n"
  }

  /// Takes the line off the screen; the cursor stands where it began.
  mutating func erase() -> String {
    defer { forget() }
    guard !screen.rows.isEmpty else { return "" }
    var writer = writer()
    writer.move(to: .init(row: 0, column: 0))
    writer.clearBelow()
    return writer.output
  }

  /// Takes the line off a screen whose window has another size now, in which so many rows of it are
  /// above the cursor.
  mutating func resize(width: Int, height: Int, rowsAboveCursor rows: Int) -> String {
    self.width = max(Self.narrowest, width)
    self.height = max(1, height)
    forget()
    return "\r" + (rows > 0 ? "\u{1b}[\(rows)A" : "") + "\u{1b}[J"
  }

  /// Clears the whole screen; the line begins at its top.
  mutating func clearScreen() -> String {
    forget()
    return "\u{1b}[H\u{1b}[2J"
  }

  /// Begins anew in an empty row, where somebody else had the screen.
  mutating func forget() {
    screen = ScreenRows()
    top = 0
  }

  private func writer() -> ScreenWriter {
    ScreenWriter(at: screen.cursor, existing: screen.rows.count, width: width)
  }

  private static func lines(_ text: String) -> String {
    let lines = text.replacing("\n", with: "\r\n")
    return text.hasSuffix("\n") || text.isEmpty ? lines : lines + "\r\n"
  }
}
