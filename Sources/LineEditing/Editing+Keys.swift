/// What the keys do that are ours.
extension Editing {
  /// Does what a key is bound to.
  func perform(_ function: EditorFunction) {
    switch function {
    case .enter: enter()
    case .newline: libedit?.insert([0x0A])
    case .up: up()
    case .down: down()
    case .complete: complete()
    case .eof: endOrDelete()
    case .right: right()
    case .undo: undoLast()
    case .search: beginSearch()
    case .searchNewer: beginSearch()
    case .nothing: break
    case .lineStart: libedit?.setCursor(cursor - columnInRow)
    case .lineEnd: rowEnd()
    case .clearScreen: clearScreen()
    case .insertMode: isCommandMode = false
    case .commandMode: isCommandMode = true
    case .compose: compose()
    }
  }

  /// Enters the line; where it goes on, by a `\` at its end or a block of code that is open, begins a
  /// new row instead.
  private func enter() {
    let units = units
    if cursor == units.count, units.last == UInt32(UInt8(ascii: "\\")) {
      libedit?.delete(1)
      libedit?.insert([0x0A])
    } else if Self.hasOpenFence(units) {
      libedit?.setCursor(units.count)
      libedit?.insert([0x0A])
    } else {
      outcome = .submitted
    }
  }

  /// Whether a block of code was begun and not ended (CommonMark, 4.5: rows that begin with a fence).
  private static func hasOpenFence(_ units: [UInt32]) -> Bool {
    let fence = Array(repeating: UInt32(UInt8(ascii: "`")), count: 3)
    let fences = units.split(separator: 0x0A, omittingEmptySubsequences: false)
      .count { $0.starts(with: fence) }
    return fences % 2 == 1
  }

  // MARK: Moving

  /// The characters between the start of the cursor's row and the cursor.
  private var columnInRow: Int { units[..<cursor].reversed().prefix { $0 != 0x0A }.count }

  /// Goes to the end of the row; at the line's end, takes the suggestion.
  private func rowEnd() {
    guard !takeSuggestion() else { return }
    libedit?.setCursor(cursor + units[cursor...].prefix { $0 != 0x0A }.count)
  }

  /// Goes right; at the line's end, takes the suggestion.
  private func right() {
    guard !takeSuggestion() else { return }
    libedit?.setCursor(min(cursor + 1, units.count))
  }

  private func takeSuggestion() -> Bool {
    let suggestion = suggestion
    guard !suggestion.isEmpty else { return false }
    libedit?.insert(standIns.units(of: suggestion))
    return true
  }

  /// Goes a row up in the line, or to the next older one.
  private func up() {
    let column = columnInRow
    let start = cursor - column
    guard start > 0 else {
      if walk.isAtOldest { _ = loadOlder() }
      return show(walk.older(leaving: units))
    }
    let above = units[..<(start - 1)].reversed().prefix { $0 != 0x0A }.count
    libedit?.setCursor(start - 1 - above + min(column, above))
  }

  /// Goes a row down in the line, or to the next newer one.
  private func down() {
    let units = units
    guard let end = units[cursor...].firstIndex(of: 0x0A) else {
      return show(walk.newer(leaving: units))
    }
    let below = units[(end + 1)...].prefix { $0 != 0x0A }.count
    libedit?.setCursor(end + 1 + min(columnInRow, below))
  }

  private func show(_ stop: HistoryWalk.Stop?) {
    switch stop {
    case .line(let line): libedit?.replace(with: units(ofRecalled: line))
    case .edited(let units): libedit?.replace(with: units)
    case nil: break
    }
  }

  // MARK: Changing

  /// Deletes the character under the cursor; on an empty line, tells of Ctrl-D.
  private func endOrDelete() {
    let units = units
    if units.isEmpty { return tell(.endOfFile) }
    guard cursor < units.count else { return }
    libedit?.setCursor(cursor + 1)
    libedit?.delete(1)
  }

  private func undoLast() {
    guard let before = undo.undo() else { return }
    libedit?.replace(with: before.units, cursor: before.cursor)
  }

  /// Clears the line, which Up brings back; on an empty line, tells of Ctrl-C.
  func interrupt() {
    search = nil
    // Whatever was begun, such as a key sequence, ends with it.
    pending = [KeyBindings.Wake.cancel]
    let cleared = text
    guard !cleared.isEmpty else { return tell(.interrupted(discarded: nil)) }
    remember(cleared)
    endDraft()
    libedit?.replace(with: [])
    walk.begin(history.lines())
    tell(.interrupted(discarded: cleared))
  }

  /// Inserts a paste, a large one folded.
  func paste(_ bytes: [UInt8]) {
    let clean = PasteText.clean(bytes)
    guard PasteText.isLarge(clean) else {
      libedit?.insert(standIns.units(of: clean))
      return undo.note(state)
    }
    let placeholder = PasteText.placeholder(
      for: clean, number: standIns.pastes(in: units) + 1)
    libedit?.insert(standIns.fold(clean, shownAs: placeholder))
    undo.note(state)
  }

  /// Puts a text from outside on the line; where somebody types there already, on Up.
  func setText(_ text: String) {
    guard units.isEmpty else {
      history.add(text)
      return walk.begin(history.lines())
    }
    libedit?.insert(units(ofRecalled: text))
    undo.note(state)
  }

  /// Completes the word in front of the cursor as far as it is clear, or lists what there is.
  private func complete() {
    let typed = standIns.text(of: units[..<cursor])
    guard let completion = completer(typed), !completion.candidates.isEmpty else { return }
    let word = typed.dropFirst(completion.wordStart)
    let isOnly = completion.candidates.count == 1
    let completed = completion.commonPrefix + (isOnly ? " " : "")
    // What was completed to its end is not completed once more.
    if isOnly ? completed != word : completed.count > word.count, units != completedLine {
      libedit?.delete(word.count)
      libedit?.insert(standIns.units(of: completed))
      completedLine = isOnly ? units : nil
    } else if !isOnly {
      printAbove(CandidateList.text(completion.candidates, columns: display.width))
    }
  }
}
