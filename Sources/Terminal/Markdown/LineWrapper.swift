/// Sets runs of text into lines, broken between words only.
struct LineWrapper {
  let width: Int
  let styled: (String, [Role]) -> String

  /// A piece that is never broken: a word with what hangs on it, or a stretch of code.
  private struct Piece {
    var parts: [(text: String, roles: [Role])] = []
    var columns = 0
    var endsLine = false

    mutating func add(_ text: String, _ roles: [Role]) {
      guard !text.isEmpty else { return }
      parts.append((text, roles))
      columns += DisplayWidth.columns(of: text)
    }
  }

  /// Sets the runs; a piece wider than the line stands on a line of its own.
  func lines(of runs: [MarkdownDocument.Run]) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces(of: runs) {
      if used > 0, used + 1 + piece.columns > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      if used > 0 {
        line += " "
        used += 1
      }
      for part in piece.parts { line += styled(part.text, part.roles) }
      used += piece.columns
      if piece.endsLine {
        lines.append(line)
        (line, used) = ("", 0)
      }
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }

  private func pieces(of runs: [MarkdownDocument.Run]) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece()
    for run in runs {
      // A tab in a wrapped line leads nowhere: what it parts is parted by a blank.
      let hasTab = run.text.utf8.contains(0x09)
      let bare = hasTab ? String(run.text.map { $0 == "\t" ? " " : $0 }) : run.text
      let text = UntrustedText.clean(bare, keepingNewlines: false, keepingTabs: false)
      // The order of a set's elements is not stable; that of the codes has to be.
      let roles = Role.allCases.filter(run.roles.contains)
      if run.roles.contains(.code) {
        piece.add(text, roles)
      } else {
        var words = text.split(separator: " ", omittingEmptySubsequences: false)[...]
        if let first = words.popFirst() { piece.add(String(first), roles) }
        for word in words {
          if !piece.parts.isEmpty { pieces.append(piece) }
          piece = Piece()
          piece.add(String(word), roles)
        }
      }
      if run.endsLine {
        piece.endsLine = true
        pieces.append(piece)
        piece = Piece()
      }
    }
    if !piece.parts.isEmpty { pieces.append(piece) }
    return pieces
  }
}
