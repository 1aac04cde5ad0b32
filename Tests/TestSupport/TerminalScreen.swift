import CVTerm

/// A terminal without a window: takes the bytes of a program and knows what they show.
///
/// Made, fed and read on one thread, or under one lock.
package final class TerminalScreen {
  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private var callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)
  package private(set) var rows: Int
  package private(set) var columns: Int
  /// The lines that have left the screen at its top, oldest first.
  private var scrolled: [String] = []

  /// Makes an empty one of a size.
  package init(columns: Int, rows: Int) {
    self.rows = rows
    self.columns = columns
    terminal = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(terminal, 1)
    screen = vterm_obtain_screen(terminal)
    callbacks.initialize(to: VTermScreenCallbacks())
    callbacks.pointee.sb_pushline = { columns, cells, user in
      guard let cells, let user else { return 0 }
      let screen = Unmanaged<TerminalScreen>.fromOpaque(user).takeUnretainedValue()
      screen.scrolled.append(
        TerminalScreen.text(of: UnsafeBufferPointer(start: cells, count: Int(columns))))
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, Unmanaged.passUnretained(self).toOpaque())
    vterm_screen_enable_altscreen(screen, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(terminal)
    callbacks.deallocate()
  }

  /// Takes what a program wrote.
  package func feed(_ bytes: UnsafeRawBufferPointer) {
    _ = vterm_input_write(
      terminal, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    vterm_screen_flush_damage(screen)
  }

  /// What the terminal answers to what it was asked, since it was last taken.
  package func takeReplies() -> [UInt8] {
    var room = [CChar](repeating: 0, count: 4_096)
    let count = vterm_output_read(terminal, &room, room.count)
    return room[..<count].map { UInt8(bitPattern: $0) }
  }

  /// Changes the size of the window.
  package func resize(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    vterm_set_size(terminal, Int32(rows), Int32(columns))
    vterm_screen_flush_damage(screen)
  }

  /// What the screen shows now.
  package var snapshot: ScreenSnapshot {
    var position = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
    let lines = (0..<rows).map(text(ofRow:))
    return ScreenSnapshot(
      scrolled: scrolled, lines: lines, cursorRow: Int(position.row),
      cursorColumn: Int(position.col))
  }

  /// What stands in each column of a row: nothing behind a wide character, and in empty cells.
  package func cells(ofRow row: Int) -> [String] {
    (0..<columns).map { column in
      var cell = VTermScreenCell()
      let position = VTermPos(row: Int32(row), col: Int32(column))
      guard vterm_screen_get_cell(screen, position, &cell) != 0 else { return "" }
      var text = String.UnicodeScalarView()
      var index: Int32 = 0
      while let scalar = Unicode.Scalar(vt_character(&cell, index)), scalar.value != 0 {
        text.append(scalar)
        index += 1
      }
      return String(text)
    }
  }

  /// The row and the column of the cursor, from 0.
  package var cursor: (row: Int, column: Int) {
    var position = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
    return (Int(position.row), Int(position.col))
  }

  /// The text of a row of the screen, without blanks at its end.
  private func text(ofRow row: Int) -> String {
    // A cell holds at most so many characters, of at most four bytes each.
    var bytes = [CChar](repeating: 0, count: columns * Int(VTERM_MAX_CHARS_PER_CELL) * 4)
    let area = VTermRect(
      start_row: Int32(row), end_row: Int32(row + 1), start_col: 0, end_col: Int32(columns))
    let count = vterm_screen_get_text(screen, &bytes, bytes.count, area)
    let text = String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return Self.withoutBlanksAtEnd(text.unicodeScalars)
  }

  private static func withoutBlanksAtEnd(_ text: String.UnicodeScalarView) -> String {
    var text = text
    while text.last == " " || text.last == "\n" { text.removeLast() }
    return String(text)
  }

  /// The characters of a row that leaves the screen, without blanks at its end.
  private static func text(of cells: UnsafeBufferPointer<VTermScreenCell>) -> String {
    var text = String.UnicodeScalarView()
    for cell in cells {
      var cell = cell
      var index: Int32 = 0
      // The second cell of a wide character holds an invalid one.
      while let scalar = Unicode.Scalar(vt_character(&cell, index)), scalar.value != 0 {
        text.append(scalar)
        index += 1
      }
      if vt_character(&cell, 0) == 0 { text.append(" ") }
    }
    return withoutBlanksAtEnd(text)
  }
}

/// What a screen showed at a moment.
package struct ScreenSnapshot: Sendable, CustomStringConvertible {
  /// The lines that left the screen at its top, oldest first.
  package var scrolled: [String]
  /// The rows of the screen, top first, without blanks at their ends.
  package var lines: [String]
  package var cursorRow: Int
  package var cursorColumn: Int

  /// All lines, those that left the screen too.
  package var text: String {
    (scrolled + lines).joined(separator: "\n")
  }

  /// The last row that is not empty.
  package var lastLine: String {
    lines.last { !$0.isEmpty } ?? ""
  }

  /// How often a text occurs in all lines.
  package func count(of text: String) -> Int {
    self.text.ranges(of: text).count
  }

  package var description: String {
    "cursor at \(cursorRow),\(cursorColumn) of:\n\(text)"
  }
}
