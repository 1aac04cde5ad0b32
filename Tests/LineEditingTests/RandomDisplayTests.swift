import DemoIncident
import TestSupport
import Testing

@testable import LineEditing

/// The display against an emulated terminal: after every step of a random script the screen has to
/// show what the plain text, printed on a cleared terminal, shows.
@Suite struct RandomDisplayTests {
  static let blocks = 100
  static let scriptsInBlock = 100
  static let steps = 14

  @Test(arguments: 0..<blocks)
  func `whatever is edited, printed and resized, the screen shows the line as plain text does`(
    block: Int
  ) throws {
    for number in 0..<Self.scriptsInBlock {
      let seed = UInt64(block * Self.scriptsInBlock + number)
      var script = DisplayScript(seed: seed)
      for step in 0..<Self.steps {
        let done = script.step()
        if let fault = script.fault() {
          Issue.record("script \(seed), step \(step), \(done): \(fault)\n\(script.input)")
          return
        }
      }
    }
  }
}

/// A random script: a line, a display, and the terminal that takes its bytes.
struct DisplayScript {
  private var random: SeededRandom
  private var display: LineDisplay
  private let terminal: TerminalScreen
  private var view = LineView()
  private var printed = 0
  /// What stood above the line, oldest first, before the last step, and what it added.
  private var above: [String] = []
  private var added: [String] = []

  /// What is typed: every kind of width, and every kind of doubt about it.
  private static let alphabet = [
    "a", "b", "W", "/", " ", "é", "e\u{301}", "日", "本", "語", "한", "ก", "กำ", "ที่", "▸", "…", "👍", "🙂",
    "👍🏽", "👨‍👩‍👧", "❤️", "⚠️", "1️⃣", "🇩🇪", "का", "🥲", "\u{301}", "\u{202E}", "\u{200B}", "x\u{308}\u{323}",
  ]
  private static let prompts = ["▸ ", "⠹ checkout 0:07 ▸ ", "⠸ checkout 0:07 ▸ ", "", "日 ▸ "]

  /// What is typed.
  enum Letters {
    /// All there is, and the window changes its size.
    case all
    /// Those that terminals agree on, in one size of the window.
    case certain
    /// Those of one column and one scalar among them: pyte 0.8 parts wide letters at the margin, wraps
    /// in front of a mark there, and drops what stands behind some marks.
    case narrow

    func hold(_ cell: Cell) -> Bool {
      self != .narrow || cell.columns == 1 && cell.text.unicodeScalars.count == 1
    }
  }

  private let letters: Letters
  /// All bytes so far.
  private(set) var written = ""

  init(seed: UInt64, letters: Letters = .all) {
    self.letters = letters
    random = SeededRandom(seed: seed)
    let width = Int.random(in: 3...40, using: &random)
    let height = Int.random(in: 2...12, using: &random)
    display = LineDisplay(width: width, height: height)
    terminal = TerminalScreen(columns: width, rows: height)
    view.prompt = cells(of: Self.prompts[0])
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      printed += 1
      feed("#\(printed)\r\n")
    }
    feed(display.show(view))
  }

  /// Does one thing at random, and names it.
  mutating func step() -> String {
    above = linesAbove()
    added = []
    let choice = Int.random(in: 0..<100, using: &random)
    view.hint = []
    switch choice {
    case ..<40: insert(count: choice < 25 ? 1 : Int.random(in: 1...30, using: &random))
    case ..<50: delete(count: choice < 47 ? 1 : Int.random(in: 1...20, using: &random))
    case ..<62: view.cursor = Int.random(in: 0...view.text.count, using: &random)
    case ..<66: insert([.newline])
    case ..<70: fillRow()
    case ..<74: insert(Cell.cells(of: "[pasted 312 lines #1]"))
    case ..<78: view.prompt = cells(of: Self.prompts.randomElement(using: &random) ?? "")
    case ..<80: view.status = cells(of: view.status.isEmpty ? "日 insert" : "", isDim: true)
    case ..<84:
      view.cursor = view.text.count
      view.hint = cells(of: "日 and so on", isDim: true)
    case ..<91: return print()
    case ..<97 where letters == .all: return resize()
    default: return settle()
    }
    feed(display.show(view))
    return "edit \(choice)"
  }

  private mutating func insert(count: Int) {
    insert(
      (0..<count).flatMap { _ in
        let cells = cells(of: Self.alphabet.randomElement(using: &random) ?? "a")
        return letters == .all ? cells : cells.filter { $0.isCertain && $0.text != " " }
      })
  }

  private func cells(of text: String, isDim: Bool = false) -> [Cell] {
    Cell.cells(of: text, isDim: isDim).filter(letters.hold)
  }

  private mutating func insert(_ cells: [Cell]) {
    view.text.insert(contentsOf: cells, at: view.cursor)
    view.cursor += cells.count
  }

  private mutating func delete(count: Int) {
    let start = max(0, view.cursor - count)
    view.text.removeSubrange(start..<view.cursor)
    view.cursor = start
  }

  /// Types until the row of the cursor is exactly full.
  private mutating func fillRow() {
    let column = display.screen.cursor.column
    insert(Array(repeating: Cell(text: "f", columns: 1), count: display.width - column))
  }

  private mutating func print() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      printed += 1
      text += "#\(printed)\n"
      added += ScreenRows(Cell.cells(of: "#\(printed)"), cursor: nil, width: terminal.columns)
        .rows.map { $0.cells.map(\.text).joined() }
    }
    feed(display.print(text, above: view))
    return "print \(added)"
  }

  private mutating func settle() -> String {
    added = plainRows(PlainReference(view, width: terminal.columns, withCursor: false))
    feed(display.settle(view))
    view.text = []
    view.cursor = 0
    view.status = []
    feed(display.show(view))
    return "settle"
  }

  private mutating func resize() -> String {
    let width = Int.random(in: 3...40, using: &random)
    let wanted = Int.random(in: 2...12, using: &random)
    // libvterm 0.1.4 takes lines off the top even where the cursor stands in them.
    let height = max(wanted, terminal.rows - terminal.cursor.row)
    let rows = display.screen.cursor.row
    terminal.resize(columns: width, rows: height)
    // This terminal does not join rows of a line; what it did to others is not ours.
    above = linesAbove()
    feed(display.resize(width: width, height: height, rowsAboveCursor: rows))
    feed(display.show(view))
    return "resize to \(width)x\(height)"
  }

  private mutating func feed(_ text: String) {
    written += text
    Array(text.utf8).withUnsafeBytes { terminal.feed($0) }
  }

  /// All that the terminal has above the line, those lines too that left the screen.
  private func linesAbove() -> [String] {
    let snapshot = terminal.snapshot
    let first = snapshot.cursorRow - display.screen.cursor.row
    return snapshot.scrolled + snapshot.lines.prefix(max(0, first))
  }

  private func plainRows(_ reference: PlainReference) -> [String] {
    reference.rows.map { row in
      var text = row.map { $0 ?? "?" }.joined()
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
  }

  /// The columns and rows of the window.
  var size: (columns: Int, rows: Int) { (terminal.columns, terminal.rows) }

  /// The rows of the window, without blanks at their ends, once nothing is wrong with them.
  var plainScreen: [String] {
    #expect(fault() == nil)
    return terminal.snapshot.lines
  }

  /// Where the cursor is.
  var cursor: (row: Int, column: Int) { terminal.cursor }

  /// What the display was given last.
  var input: String {
    let cells = (view.prompt + view.text).map { "\($0.text.debugDescription)\($0.columns)" }
    return "\(terminal.columns)x\(terminal.rows), cursor \(view.prompt.count + view.cursor) of "
      + cells.joined(separator: " ")
  }

  /// What is wrong on the screen, nil where nothing is.
  func fault() -> String? {
    let now = linesAbove()
    let expected = above + added
    let differs =
      now.count != expected.count
      || zip(now, expected).contains { shown, plain in
        // What terminals draw their own way is not compared.
        shown != plain && !plain.contains("?")
      }
    if differs { return "above: \(now) instead of \(expected)\n\(terminal.snapshot)" }
    let reference = PlainReference(view, width: terminal.columns, withCursor: true)
    let cursor = terminal.cursor
    let first = cursor.row - display.screen.cursor.row
    let statusRows = view.status.isEmpty || terminal.rows < 2 ? 0 : 1
    let room = max(1, terminal.rows - statusRows)
    let count = min(reference.rows.count, room)
    // A line taller than the window shows some of its rows, that of the cursor among them.
    let top = reference.cursor.row - display.screen.cursor.row
    guard top >= 0, top + count <= reference.rows.count, first >= 0,
      first + count <= terminal.rows
    else { return "rows \(top)+\(count) of \(reference.rows.count)\n\(terminal.snapshot)" }
    if cursor.column != reference.cursor.column {
      return "cursor in column \(cursor.column), not \(reference.cursor.column)\n"
        + "\(terminal.snapshot)"
    }
    for row in 0..<(terminal.rows - first) {
      let shown = terminal.cells(ofRow: first + row)
      var plain: [String?] = Array(repeating: "", count: terminal.columns)
      if row < count {
        plain = reference.rows[top + row]
        if top + row == reference.cursor.row, !view.hint.isEmpty { addHint(to: &plain, reference) }
      } else if row == count, statusRows == 1 {
        let text = PlainReference.columns(of: view.status, limit: terminal.columns - 1)
        plain.replaceSubrange(0..<text.count, with: text)
      }
      for column in 0..<terminal.columns {
        guard let wanted = plain[column] else { continue }
        let here = shown[column] == " " ? "" : shown[column]
        if here != (wanted == " " ? "" : wanted) {
          return "row \(row), column \(column): '\(here)' instead of '\(wanted)'\n"
            + "\(terminal.snapshot)"
        }
      }
    }
    return nil
  }

  private func addHint(to row: inout [String?], _ reference: PlainReference) {
    let column = reference.cursor.column
    let hint = PlainReference.columns(of: view.hint, limit: terminal.columns - 1 - column)
    row.replaceSubrange(column..<column + hint.count, with: hint)
  }
}
