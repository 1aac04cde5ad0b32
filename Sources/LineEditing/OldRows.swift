import CLibEdit
import CPlatform

/// Where libedit has its cursor, by libedit's own rules: `wcwidth` a code point.
enum OldRows {
  /// The row of the cursor below the prompt's first, from 0.
  static func cursorRow(prompt: String, text: String, columns: Int) -> Int {
    var row = 0
    var column = 0
    for scalar in prompt.unicodeScalars + text.unicodeScalars {
      guard scalar != "\n" else {
        row += 1
        column = 0
        continue
      }
      let width = max(0, Int(ce_wcwidth(wchar_t(bitPattern: scalar.value))))
      // A wide character that does not fit at the margin goes to the next row whole.
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
      if column >= columns {
        row += 1
        column = 0
      }
    }
    return row
  }

  /// The columns of the window, as libedit takes them.
  static func windowColumns() -> Int {
    let columns = Int(cplatform_window_of(STDOUT_FILENO).columns)
    return columns > 1 ? columns : 80
  }
}
