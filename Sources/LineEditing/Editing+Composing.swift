import CPlatform
import SystemPackage

/// The line in the user's own editor, and back.
extension Editing {
  /// Has the line edited in the user's program, and puts on the line what came of it.
  func compose() {
    let before = units
    let text = text
    let editor = ExternalEditor { name in getenv(name).map { String(cString: $0) } }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    // What is half-typed outlives this process meanwhile, too.
    if !before.isEmpty { tellDraft() }
    var outcome: ExternalEditor.Outcome?
    let signals = lend {
      outcome = editor.edit(Array((text + "\n").utf8), inFolder: folder.isEmpty ? "/tmp" : folder)
      if case .failed(.killed, _) = outcome { write(Self.endsOfModes) }
      write("\r")
    }
    if let remark = outcome?.remark(command: editor.command) { tell(.remark(remark)) }
    if case .edited(let bytes) = outcome {
      let edited = PasteText.clean(bytes)
      if edited != text {
        libedit?.replace(with: units(ofEdited: edited, insteadOf: before))
        undo.note(state)
      }
    }
    take(signals)
  }

  /// Ends what a program that was killed may have left on (xterm's control sequences).
  ///
  /// That is its screen (1047), reports of the mouse, other codes for keys, a hidden cursor, colours.
  /// Then the line gets a row of its own at the bottom, since nobody knows where the cursor is.
  private static let endsOfModes =
    "\u{1b}[?1047l\u{1b}[?1000l\u{1b}[?1002l\u{1b}[?1003l\u{1b}[?1006l\u{1b}[>4m\u{1b}[?1l\u{1b}>"
    + "\u{1b}[r\u{1b}[?25h\u{1b}[m\u{1b}[999B\r\n"

  /// What stands on the line for a text that was edited: the pastes that it still holds are folded as
  /// they were.
  private func units(ofEdited text: String, insteadOf line: [UInt32]) -> [UInt32] {
    var rest = Array(text.utf8)[...]
    var units: [UInt32] = []
    for paste in line {
      guard standIns.hasPaste(in: CollectionOfOne(paste)) else { continue }
      let whole = Array(standIns.text(of: CollectionOfOne(paste)).utf8)
      guard !whole.isEmpty, let place = rest.firstRange(of: whole) else { continue }
      units += self.units(ofWritten: rest[..<place.lowerBound]) + [paste]
      rest = rest[place.upperBound...]
    }
    return units + self.units(ofWritten: rest)
  }

  /// What stands on the line for text that somebody wrote: as it is, and folded only where it is too
  /// long for any window.
  private func units(ofWritten bytes: ArraySlice<UInt8>) -> [UInt32] {
    let text = String(decoding: bytes, as: UTF8.self)
    return PasteText.isLong(text)
      ? standIns.fold(text, shownAs: PasteText.placeholder(forRecalled: text))
      : standIns.units(of: text)
  }
}
