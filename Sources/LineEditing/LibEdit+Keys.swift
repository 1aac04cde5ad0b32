import CLibEdit

/// What the keys do. Each function returns one of libedit's `CC_` codes.
extension LibEdit {
  private static let norm = UInt8(CC_NORM)
  private static let refresh = UInt8(CC_REFRESH)
  private static let newline = UInt8(CC_NEWLINE)
  private static let redisplay = UInt8(CC_REDISPLAY)

  /// Enters the line; a `\` at its end begins a new row instead.
  ///
  /// Works in two steps: the first redraw settles the prompt, the second key ends the line.
  func enter() -> UInt8 {
    guard !isSettling else {
      outcome = .submitted(unfolded(text))
      return Self.newline
    }
    if textBehindCursor.isEmpty, textBeforeCursor.hasSuffix("\\") {
      delete(1)
      return newRow()
    }
    moveCursor(by: textBehindCursor.unicodeScalars.count)
    isSettling = true
    pending.insert(0x0A, at: 0)
    return Self.refresh
  }

  /// Begins a new row of the line.
  func newRow() -> UInt8 {
    insert("\n")
    return Self.refresh
  }

  /// Goes a row up in the line, or to the next older one.
  func up() -> UInt8 {
    if move(toRow: -1) { return Self.refresh }
    guard let older = walk.older(than: text) else { return Self.norm }
    replaceText(older)
    return Self.refresh
  }

  /// Goes a row down in the line, or to the next newer one.
  func down() -> UInt8 {
    if move(toRow: 1) { return Self.refresh }
    guard let newer = walk.newer() else { return Self.norm }
    replaceText(newer)
    return Self.refresh
  }

  /// Goes to the start of the row.
  func rowStart() -> UInt8 {
    let row = textBeforeCursor.unicodeScalars.reversed().prefix { $0 != "\n" }.count
    moveCursor(by: -row)
    return UInt8(CC_CURSOR)
  }

  /// Goes to the end of the row.
  func rowEnd() -> UInt8 {
    moveCursor(by: textBehindCursor.unicodeScalars.prefix { $0 != "\n" }.count)
    return UInt8(CC_CURSOR)
  }

  /// Deletes the character under the cursor; on an empty line, tells of Ctrl-D.
  func endOrDelete() -> UInt8 {
    if text.isEmpty {
      tell(.endOfFile)
      return Self.norm
    }
    guard !textBehindCursor.isEmpty else { return Self.norm }
    moveCursor(by: 1)
    delete(1)
    return Self.refresh
  }

  /// Clears the line, which Up brings back; on an empty line, tells of Ctrl-C.
  func interrupt() -> UInt8 {
    let cleared = text
    guard !cleared.isEmpty else {
      tell(.interrupted(discarded: nil))
      return Self.norm
    }
    discarded.append(cleared)
    walk.add(cleared)
    replaceText("")
    tell(.interrupted(discarded: cleared))
    return Self.refresh
  }

  /// Inserts a paste, a large one as a placeholder.
  func paste() -> UInt8 {
    let clean = PasteText.clean(pasted)
    pasted = []
    guard PasteText.isLarge(clean) else {
      insert(clean)
      return Self.refresh
    }
    let placeholder = PasteText.placeholder(for: clean, number: foldedPastes.count + 1)
    foldedPastes.append((placeholder, clean))
    insert(placeholder)
    return Self.refresh
  }

  /// Has what waits to be printed printed above the line.
  func printAbove() -> UInt8 {
    isFullRedraw = true
    return Self.redisplay
  }

  /// Replaces the line by a text from outside.
  func setText() -> UInt8 {
    replaceText(PasteText.clean(Array(replacement.utf8)))
    replacement = ""
    return Self.refresh
  }

  /// Completes the word in front of the cursor as far as it is clear, or lists what there is.
  func complete() -> UInt8 {
    let typed = textBeforeCursor
    guard let completion = completer(typed), !completion.candidates.isEmpty else {
      return Self.norm
    }
    let word = typed.dropFirst(completion.wordStart)
    let isOnly = completion.candidates.count == 1
    let completed = completion.commonPrefix + (isOnly ? " " : "")
    if completed.count > word.count {
      delete(word.unicodeScalars.count)
      insert(completed)
      return Self.refresh
    }
    printQueue.append(
      CandidateList.text(completion.candidates, columns: OldRows.windowColumns()))
    return printAbove()
  }

  /// The line with its placeholders replaced by what was pasted.
  private func unfolded(_ line: String) -> String {
    foldedPastes.reduce(line) { $0.replacing($1.placeholder, with: $1.text, maxReplacements: 1) }
  }

  /// Moves the cursor to the row above or below, if the line has one there.
  private func move(toRow step: Int) -> Bool {
    let before = textBeforeCursor.unicodeScalars
    let column = before.reversed().prefix { $0 != "\n" }.count
    if step < 0 {
      guard before.count > column else { return false }
      let above = before.dropLast(column + 1).reversed().prefix { $0 != "\n" }.count
      moveCursor(by: -(column + 1 + max(0, above - column)))
    } else {
      let behind = textBehindCursor.unicodeScalars
      let rest = behind.prefix { $0 != "\n" }.count
      guard behind.count > rest else { return false }
      let below = behind.dropFirst(rest + 1).prefix { $0 != "\n" }.count
      moveCursor(by: rest + 1 + min(column, below))
    }
    return true
  }
}
