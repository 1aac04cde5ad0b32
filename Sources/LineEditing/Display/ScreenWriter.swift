/// Writes cells and moves the cursor in few bytes, knowing where it stands.
///
/// The sequences are those of ECMA-48 that every terminal with a cursor has: CUU, CUB, CUF, CUD, CHA,
/// EL, ED and SGR.
struct ScreenWriter {
  private(set) var output = ""
  private(set) var position: ScreenRows.Position
  /// The rows of ours that the terminal has: further down a newline has to make one.
  private(set) var existing: Int
  private let width: Int
  private var isDim = false

  /// Begins where the cursor stands.
  init(at position: ScreenRows.Position, existing: Int, width: Int) {
    self.position = position
    self.existing = max(1, existing)
    self.width = width
  }

  /// Whether the last column was written, so that what is written next goes to the next row.
  private var isAtMargin: Bool { position.column >= width }

  /// Moves the cursor.
  mutating func move(to target: ScreenRows.Position) {
    if target.row < position.row {
      output += Self.sequence(position.row - target.row, "A")
    } else if target.row > position.row {
      let down = target.row - position.row
      if target.row >= existing || (down < 3 && target.column == 0) {
        for _ in 0..<down { output += "\r\n" }
        position.column = 0
      } else {
        output += Self.sequence(down, "B")
      }
    }
    moveInRow(to: target.column)
    position = target
    existing = max(existing, position.row + 1)
  }

  private mutating func moveInRow(to column: Int) {
    guard column != position.column else { return }
    let distance = abs(column - position.column)
    let relative = Self.sequence(distance, column < position.column ? "D" : "C")
    if column == 0 {
      output += "\r"
    } else if isAtMargin {
      // Terminals differ in where a relative step begins here.
      output += Self.sequence(column + 1, "G")
    } else if column < position.column, distance <= relative.utf8.count {
      output += String(repeating: "\u{8}", count: distance)
    } else {
      let absolute = Self.sequence(column + 1, "G")
      output += absolute.utf8.count < relative.utf8.count ? absolute : relative
    }
  }

  /// `ESC [ n X`, without the number where it is 1.
  private static func sequence(_ count: Int, _ final: Character) -> String {
    count == 1 ? "\u{1b}[\(final)" : "\u{1b}[\(count)\(final)"
  }

  /// Writes a cell where the cursor stands.
  ///
  /// Around one of unknown width the rest of the row is cleared, and the column behind it is
  /// addressed. It has room for the most that it might take.
  mutating func write(_ cell: Cell) {
    setDim(cell.isDim)
    guard !cell.isCertain else {
      output += cell.text
      position.column += cell.columns
      return
    }
    clearRestOfRow()
    output += cell.text
    position.column = min(position.column + cell.columns, width - 1)
    output += Self.sequence(position.column + 1, "G")
    if cell.widest > cell.columns { clearRestOfRow() }
  }

  /// Goes on in the next row as a terminal does by itself, with the cell that is written there.
  mutating func wrap(writing cell: Cell?) {
    setDim(cell?.isDim ?? false)
    // An empty row comes into being by a blank.
    output += cell?.text ?? " \r"
    position = .init(row: position.row + 1, column: cell?.columns ?? 0)
    existing = max(existing, position.row + 1)
  }

  /// Clears the row from the cursor on.
  mutating func clearRestOfRow() {
    guard !isAtMargin else { return }
    output += "\u{1b}[K"
  }

  /// Clears the screen from the cursor on.
  mutating func clearBelow() {
    output += "\u{1b}[J"
    existing = position.row + 1
  }

  /// Ends what is drawn faint.
  mutating func endStyles() {
    setDim(false)
  }

  private mutating func setDim(_ wanted: Bool) {
    guard wanted != isDim else { return }
    output += wanted ? "\u{1b}[2m" : "\u{1b}[22m"
    isDim = wanted
  }
}
