/// The search through older lines, in a prompt of its own; the line stays as it is until one is taken.
extension Editing {
  /// Begins a search.
  func beginSearch() {
    guard search == nil else { return }
    search = HistorySearch(lines: walk.lines, draft: units, draftCursor: cursor)
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
    case Control.searchOlder: search?.goOn(step: -1)
    case Control.searchNewer: search?.goOn(step: 1)
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
    guard let search else { return }
    self.search = nil
    guard let found = search.found, let line = search.line else { return }
    walk.jump(to: found, leaving: units)
    libedit?.replace(with: units(ofRecalled: line))
    undo.note(state)
  }
}
