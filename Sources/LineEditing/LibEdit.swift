import CLibEdit

/// One `EditLine` with its reader and key functions, made, used and freed on one thread.
///
/// libedit serves as key map, buffer and redraw only. Everything that comes from outside wakes the
/// reader, which hands libedit a key of its own (``Wake``) whose function does the work: so libedit
/// always knows what is on the screen.
final class LibEdit {
  /// Codes of keys that nobody can type, for the editor's own functions.
  enum Wake: UInt32 {
    case paste = 0x80
    case interrupt = 0x81
    case print = 0x83
    case prompt = 0x84
    case setText = 0x85
  }

  /// How a call of `el_wgets` ended.
  enum Outcome {
    case submitted(String)
    case stopped
    case closed
  }

  let mailbox: Mailbox
  let completer: LineCompleter
  let tell: @Sendable (LineEditor.Event) -> Void
  private let history: any LineHistory
  private let editor: OpaquePointer
  private let promptText = WideText()
  private let noText = WideText()

  var prompt: LinePrompt
  /// Whether Enter was pressed and the prompt is to settle before the line ends.
  var isSettling = false
  var outcome: Outcome?
  var keys = KeyReader()
  /// Keys that were taken apart and not handed on yet.
  var pending: [UInt32] = []
  /// Whether the last key begins a sequence, so that nothing may come between.
  var isInSequence = false
  var pasted: [UInt8] = []
  var replacement = ""
  /// Text to be printed above the line at the next full redraw.
  var printQueue: [String] = []
  var walk = HistoryWalk()
  var foldedPastes: [(placeholder: String, text: String)] = []
  var wasResized = false
  /// Lines that Ctrl-C cleared; Up brings them back.
  var discarded: [String] = []

  init?(
    mailbox: Mailbox, history: any LineHistory, completer: @escaping LineCompleter,
    prompt: LinePrompt, tell: @escaping @Sendable (LineEditor.Event) -> Void
  ) {
    guard let editor = el_init("gumshoe", ce_stdin(), ce_stdout(), ce_stderr()) else { return nil }
    self.editor = editor
    self.mailbox = mailbox
    self.history = history
    self.completer = completer
    self.prompt = prompt
    self.tell = tell
    ce_set_data(editor, Unmanaged.passUnretained(self).toOpaque())
    // Debian builds libedit with vi as the default.
    _ = ce_set_emacs(editor)
    // libedit's own handlers signal the whole process group; ours do not (SignalRelay).
    _ = ce_set_signal(editor, 0)
    _ = ce_set_prompt(editor) { LibEdit.of($0)?.currentPrompt() }
    _ = ce_set_right_prompt(editor) { LibEdit.of($0)?.printPending() }
    _ = ce_set_reader(editor) { LibEdit.of($0)?.readKey(into: $1) ?? -1 }
    KeyBindings.install(in: editor)
  }

  deinit {
    el_end(editor)
  }

  /// The object behind a callback's editor.
  static func of(_ editor: OpaquePointer?) -> LibEdit? {
    guard let editor, let data = ce_data(editor) else { return nil }
    return Unmanaged<LibEdit>.fromOpaque(data).takeUnretainedValue()
  }

  /// Reads lines until the editor is stopped or the terminal is gone.
  func run() {
    takeTerminal()
    while true {
      outcome = nil
      isSettling = false
      foldedPastes = []
      walk.begin(history.lines() + discarded)
      write(Sequences.pasteOn)
      var count: Int32 = 0
      _ = el_wgets(editor, &count)
      takeTerminal()
      write(Sequences.pasteOff)
      switch outcome {
      case .submitted(let line):
        // libedit's own function for Enter would leave the row; ours stands at the line's end.
        write("\r\n")
        tell(.submitted(line))
      case .stopped: return
      case .closed, nil:
        let draft = text
        tell(.closed(draft: draft.isEmpty ? nil : draft))
        return
      }
    }
  }

  /// Puts the terminal into libedit's mode now.
  ///
  /// libedit does so only behind the prompt, and leaves its mode between two lines: a Ctrl-D typed
  /// that early would be taken for the end of a line that nobody reads (termios(3), VEOF), and be
  /// lost.
  private func takeTerminal() {
    _ = ce_prepare_terminal(editor, 1)
  }

  // MARK: The buffer

  /// The text of the line.
  var text: String {
    info { String.fromWide($0.buffer, $0.lastchar) }
  }

  /// The text in front of the cursor.
  var textBeforeCursor: String {
    info { String.fromWide($0.buffer, $0.cursor) }
  }

  /// The text behind the cursor.
  var textBehindCursor: String {
    info { String.fromWide($0.cursor, $0.lastchar) }
  }

  /// Replaces the whole line; the cursor goes to its end.
  func replaceText(_ text: String) {
    moveCursor(by: textBehindCursor.unicodeScalars.count)
    delete(self.text.unicodeScalars.count)
    insert(text)
  }

  /// Deletes characters in front of the cursor.
  func delete(_ count: Int) {
    el_deletestr(editor, Int32(clamping: count))
  }

  /// Moves the cursor.
  func moveCursor(by count: Int) {
    _ = el_cursor(editor, Int32(clamping: count))
  }

  /// Inserts text at the cursor; what can't be drawn is made visible.
  func insert(_ text: String) {
    let wide = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    _ = el_winsertstr(editor, wide)
  }

  private func info<Result>(_ body: (LineInfoW) -> Result) -> Result {
    body(el_wline(editor).pointee)
  }

  // MARK: The screen

  /// Redraws everything from the row the cursor is on; the text above stays.
  func redraw() {
    el_resize(editor)
    let rows = OldRows.cursorRow(
      prompt: prompt.live, text: textBeforeCursor, columns: OldRows.windowColumns())
    write("\r" + (rows > 0 ? "\u{1b}[\(rows)A" : "") + "\u{1b}[J")
    _ = ce_refresh(editor)
  }

  /// Takes the prompt and the line off the screen.
  func erase() {
    let rows = OldRows.cursorRow(
      prompt: prompt.live, text: textBeforeCursor, columns: OldRows.windowColumns())
    write("\r" + (rows > 0 ? "\u{1b}[\(rows)A" : "") + "\u{1b}[J")
  }

  /// Lends the terminal to a body that uses it in its usual mode.
  func lend(to body: () -> Void) {
    keys.clear()
    erase()
    write(Sequences.pasteOff)
    _ = ce_prepare_terminal(editor, 0)
    body()
    // libedit remembers the mode it set, so it has to be told both.
    _ = ce_prepare_terminal(editor, 0)
    _ = ce_prepare_terminal(editor, 1)
    write(Sequences.pasteOn)
    _ = ce_refresh(editor)
  }

  /// Writes to the terminal through the stream that libedit draws with.
  func write(_ text: String) {
    fputs(text, ce_stdout())
    fflush(ce_stdout())
  }

  private func currentPrompt() -> UnsafeMutablePointer<wchar_t>? {
    promptText.set(isSettling ? prompt.settled : prompt.live)
  }

  /// Prints what waits to be printed.
  ///
  /// libedit asks for the right prompt first in every redraw. In a full one it has just cleared its
  /// rows, with the cursor where the prompt will be: the place to print above the line.
  private func printPending() -> UnsafeMutablePointer<wchar_t>? {
    if isFullRedraw, !printQueue.isEmpty {
      isFullRedraw = false
      for text in printQueue { write(Self.withCarriageReturns(text)) }
      printQueue = []
    }
    return noText.set("")
  }

  /// Whether the redraw under way clears all rows first.
  var isFullRedraw = false

  private static func withCarriageReturns(_ text: String) -> String {
    var lines = text
    if !lines.hasSuffix("\n") { lines += "\n" }
    return lines.replacing("\n", with: "\r\n")
  }

  /// Control sequences that are written as they are.
  enum Sequences {
    /// Bracketed paste on and off (xterm, mode 2004).
    static let pasteOn = "\u{1b}[?2004h"
    static let pasteOff = "\u{1b}[?2004l"
  }
}

/// A wide string in memory that outlives the call that hands it to libedit.
final class WideText {
  private var buffer = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 256)

  deinit {
    buffer.deallocate()
  }

  /// Keeps a text; the pointer is good until the next call.
  func set(_ text: String) -> UnsafeMutablePointer<wchar_t>? {
    let scalars = text.unicodeScalars
    if scalars.count + 1 > buffer.count {
      buffer.deallocate()
      buffer = .allocate(capacity: scalars.count * 2 + 1)
    }
    var end = 0
    for scalar in scalars {
      buffer[end] = wchar_t(bitPattern: scalar.value)
      end += 1
    }
    buffer[end] = 0
    return buffer.baseAddress
  }
}

extension String {
  /// The text between two places of a wide buffer.
  static func fromWide(
    _ start: UnsafePointer<wchar_t>?, _ end: UnsafePointer<wchar_t>?
  ) -> String {
    guard let start, let end, end > start else { return "" }
    var text = String.UnicodeScalarView()
    for character in UnsafeBufferPointer(start: start, count: end - start) {
      if let scalar = Unicode.Scalar(UInt32(bitPattern: character)) { text.append(scalar) }
    }
    return String(text)
  }
}
