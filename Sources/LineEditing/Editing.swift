import CPlatform
import SystemPackage

/// A line that is edited at the terminal, and the next one, until the editor is stopped: libedit edits,
/// the display draws, and everything that comes from outside meets here, on one thread.
final class Editing {
  /// How a line, or all of them, came to an end.
  enum Outcome {
    case submitted
    case stopped
    /// The terminal is gone, or a signal asked for the end.
    case closed(signal: Int32?)
  }

  let mailbox: Mailbox
  let completer: LineCompleter
  let tell: @Sendable (LineEditor.Event) -> Void
  let history: any LineHistory
  var prompt: LinePrompt

  // Set once `init` is done: libedit calls back into this object.
  private(set) var libedit: LibEdit?
  var display: LineDisplay
  var standIns = StandIns()
  var keys = KeyReader()
  /// Keys that were taken apart and not handed to libedit yet.
  var pending: [UInt32] = []
  var outcome: Outcome?
  var walk = HistoryWalk()
  var search: HistorySearch?
  var undo = UndoHistory()
  /// Whether the keys are those of vi's command mode.
  var isCommandMode = false
  /// When bytes of keys came last.
  var lastRead = ContinuousClock.now
  /// When the half-typed line is to be told of, so that it outlives this process; nil where it was.
  private(set) var draftDue: ContinuousClock.Instant?
  private var toldDraft: [UInt32] = []
  private var toldBytes = 0
  /// The line as a completion that left no choice made it.
  var completedLine: [UInt32]?
  /// A change of the window's size that is not drawn yet.
  var resize: PendingResize?
  /// Whether this terminal joins the rows of a line when its window gets wider; nil until it was seen.
  var joinsRows: Bool?
  /// How lines of this run that hold folded pastes stood on the screen, by their whole text.
  private var folded: [String: [UInt32]] = [:]
  private var suggested: (units: [UInt32], text: String) = ([], "")

  init?(
    mailbox: Mailbox, history: any LineHistory, completer: @escaping LineCompleter,
    prompt: LinePrompt, tell: @escaping @Sendable (LineEditor.Event) -> Void
  ) {
    self.mailbox = mailbox
    self.history = history
    self.completer = completer
    self.prompt = prompt
    self.tell = tell
    let window = Self.window
    display = LineDisplay(width: window.columns, height: window.rows)
    guard let libedit = LibEdit(owner: self) else { return nil }
    self.libedit = libedit
  }

  /// The size of the window; 80 by 24 where it doesn't say.
  static var window: (columns: Int, rows: Int) {
    let size = cplatform_window_of(STDOUT_FILENO)
    return (size.columns > 1 ? Int(size.columns) : 80, size.rows > 0 ? Int(size.rows) : 24)
  }

  /// Edits lines until the editor is stopped or the terminal is gone.
  func run() {
    takeTerminal()
    defer { TerminalMode.giveBack() }
    // The prompt stands before the history is read.
    draw()
    beginLine()
    while true {
      libedit?.step()
      undo.note(state)
      switch outcome {
      case nil: if isCommandMode { askMode() }
      case .submitted: submit()
      case .stopped:
        settleSize()
        write(display.erase())
        return
      case .closed(let signal):
        let draft = text
        settleSize()
        // What comes next in this terminal begins below the line.
        write(display.settle(view))
        tell(.closed(draft: draft.isEmpty ? nil : draft, signal: signal))
        return
      }
    }
  }

  private func beginLine() {
    outcome = nil
    endDraft()
    isCommandMode = false
    libedit?.reset()
    undo.begin()
    suggested = ([], "")
    walk.begin(history.lines())
  }

  private func submit() {
    let line = text
    remember(line)
    settleSize()
    var view = view
    view.prompt = Cell.cells(of: prompt.settled)
    view.status = []
    write(display.settle(view))
    beginLine()
    tell(.submitted(line))
  }

  /// Asks libedit which of vi's key maps is in use: it tells in no other way.
  private func askMode() {
    pending.insert(KeyBindings.Wake.askMode, at: 0)
    libedit?.step()
  }

  // MARK: Drafts

  /// The letters that make a draft: fewer are soon typed anew.
  private static let draftLength = 20
  /// How long after a change a draft is told of: sooner than anybody notices the loss, and, by a byte
  /// more for each microsecond, never so often that writing it down keeps a disk busy (1 MB/s).
  private var draftDelay: Duration { .milliseconds(250) + .microseconds(toldBytes) }

  /// Takes note of when the line as it is now is to be told of, if it is.
  func noteDraft() {
    let units = units
    let isDraft =
      units.count > Self.draftLength || !toldDraft.isEmpty || standIns.hasPaste(in: units)
    guard isDraft, units != toldDraft else { return draftDue = nil }
    draftDue = draftDue ?? .now + draftDelay
  }

  /// Tells of the half-typed line.
  func tellDraft() {
    draftDue = nil
    toldDraft = units
    let text = text
    toldBytes = text.utf8.count
    tell(.drafted(text))
  }

  /// Takes note that nobody need keep a draft any more: the line was entered or cleared.
  func endDraft() {
    draftDue = nil
    toldDraft = []
    toldBytes = 0
  }

  // MARK: The line

  var units: [UInt32] { libedit?.units ?? [] }
  var cursor: Int { libedit?.cursor ?? 0 }
  var state: UndoHistory.State { .init(units: units, cursor: cursor) }
  /// The text of the line, pastes unfolded.
  var text: String { standIns.text(of: units) }

  /// Adds the line to the history before anybody can ask for it, pastes unfolded.
  func remember(_ line: String) {
    guard !line.isEmpty else { return }
    if standIns.hasPaste(in: units) { folded[line] = units }
    history.add(line)
  }

  /// A line of the history as it is edited: large ones are folded, as they were.
  func units(ofRecalled line: String) -> [UInt32] {
    if let folded = folded[line] { return folded }
    let clean = PasteText.clean(Array(line.utf8))
    return PasteText.isLarge(clean)
      ? standIns.fold(line, shownAs: PasteText.placeholder(forRecalled: clean))
      : standIns.units(of: clean)
  }

  /// Looks once more for how the line might go on, where nothing was found.
  func suggestAnew() {
    if suggested.text.isEmpty { suggested = ([], "") }
  }

  /// How the line might go on: as the newest line of the history that begins like it, else as a line of
  /// elsewhere does.
  var suggestion: String {
    let units = units
    guard search == nil, !isCommandMode, units.count > 1, cursor == units.count,
      !units.contains(0x0A), !standIns.hasPaste(in: units)
    else { return "" }
    if suggested.units != units {
      let text = standIns.text(of: units)
      let line =
        walk.lines.first { $0.hasPrefix(text) && $0.utf8.count > text.utf8.count }
        ?? history.furtherLine(beginningWith: text)
      let rest = line.map { String($0.unicodeScalars.dropFirst(text.unicodeScalars.count)) } ?? ""
      suggested = (units, String(rest.prefix { $0 != "\n" }))
    }
    return suggested.text
  }
}
