import Terminal

/// What stands in a row from one column on: a character as a reader sees it.
struct Cell: Hashable, Sendable {
  /// What is written; a newline alone, where a row ends.
  var text: String
  /// The columns it takes, 0 for a newline.
  var columns: Int
  /// Whether every terminal gives it so many columns.
  var isCertain = true
  /// Whether it is drawn faint: what nobody typed.
  var isDim = false

  /// The end of a row.
  static let newline = Cell(text: "\n", columns: 0)
  static let blank = Cell(text: " ", columns: 1)

  /// Whether a row ends here.
  var isNewline: Bool { columns == 0 }

  /// The cells of a text: `"a\u{301}\u{7}"` → `á`, `\`, `x`, `0`, `7`.
  static func cells(of text: String, isDim: Bool = false) -> [Cell] {
    var cells: [Cell] = []
    for character in text { append(character, to: &cells, isDim: isDim) }
    return cells
  }

  /// Appends the cells of one character; what would act on a terminal is written out.
  static func append(_ character: Character, to cells: inout [Cell], isDim: Bool = false) {
    if let byte = character.asciiValue, byte >= 0x20, byte < 0x7F {
      cells.append(Cell(text: String(character), columns: 1, isDim: isDim))
    } else if character == "\n" {
      cells.append(.newline)
    } else if character.unicodeScalars.contains(where: UnsafeCharacters.contains) {
      let visible = UntrustedText.clean(
        String(character), keepingNewlines: false, keepingTabs: false)
      cells += visible.map { Cell(text: String($0), columns: 1, isDim: true) }
    } else {
      var text = String(character)
      var columns = DisplayWidth.columns(of: character)
      if columns == 0 {
        // A mark that stands alone needs something to stand on (Unicode, 23.4: U+25CC).
        text = "\u{25CC}" + text
        columns = 1
      }
      cells.append(
        Cell(
          text: text, columns: columns, isCertain: DisplayWidth.isCertain(character),
          isDim: isDim))
    }
  }

  /// The most columns that any terminal gives it: two for each scalar that is no mark.
  var widest: Int { isCertain ? columns : 2 * visibleScalars }

  /// Whether a terminal that has no room for it in a row sets it to the next one whole.
  var wrapsWhole: Bool { isCertain && (columns < 2 || visibleScalars < 2) }

  private var visibleScalars: Int {
    text.unicodeScalars.count { scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: false
      default: true
      }
    }
  }
}
