import CLibEdit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where libedit has its cursor, by libedit's own rules: `wcwidth` a code point.
enum ScreenRows {
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
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }
}
