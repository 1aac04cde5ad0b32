/// The search through older lines, in a prompt of its own; the line stays as it is until one is taken.
extension Editing {
  /// Begins a search.
  func beginSearch() {
    guard search == nil else { return }
    search = HistorySearch(draft: units)
  }

  /// Whether there are lines that the search has to look at.
  var isSearching: Bool { search?.next != nil }

  /// Looks at some more lines, older ones from the disk where all others were looked at.
  func searchOn() {
    guard let next = search?.next else { return }
    if next < walk.lines.count || loadOlder() {
      search?.look(in: walk.lines)
    } else {
      search?.end()
    }
  }

  /// Adds older lines to the walk; false where there are no more.
  func loadOlder() -> Bool {
    guard let older = history.olderLines() else { return false }
    walk.extend(by: older)
    return true
  }

  /// Takes a key while a search goes on; true where it ended the search and has its usual effect too.
  func searches(_ key: KeyReader.Key) -> Bool {
    switch key {
    case .character(let scalar): return searches(scalar)
    case .sequence(let scalars):
      // A terminal's reports and unknown keys end nothing.
      guard libedit?.isKnown(scalars) == true else { return true }
      takeFound()
      return true
    case .paste(let bytes):
      search?.add(String(PasteText.clean(bytes).prefix { $0 != "\n" }))
      return false
    }
  }

  private func searches(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case Control.searchOlder: search?.goOlder()
    case Control.searchNewer: search?.goNewer()
    case Control.backspace, Control.delete: search?.removeLast()
    case Control.abort, Control.interrupt: search = nil
    case Control.escape:
      takeFound()
      // With a letter behind it, it is Alt and that letter.
      return keys.patience >= 0
    case ..<0x20:
      takeFound()
      return true
    default: search?.add(String(Character(scalar)))
    }
    return false
  }

  /// Puts the line that was found on the line; Down leads back to what was typed before.
  private func takeFound() {
    // Whoever types fast takes the same line as whoever waits for it.
    while isSearching { searchOn() }
    guard let found = search?.found else { return search = nil }
    search = nil
    walk.jump(to: found.index, leaving: units)
    libedit?.replace(with: units(ofRecalled: found.line))
    undo.note(state)
  }
}
