package import LineEditing
package import SessionsAPI
import Synchronization
import SystemPackage
package import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Prints answers above the line that is being edited, and keeps the prompt alive.
package actor InteractivePresenter: Presenter {
  private let editor: LineEditor
  private let capabilities: TerminalCapabilities
  private let pager: Pager?
  private let clock = ContinuousClock()
  private var state: ShellState?
  private var frame = 0
  private let completion: ShellCompletion
  /// The program between this one and the terminal that may keep codes back, where one is known.
  private let multiplexer: String?
  private var ticker: Task<Void, Never>?
  private var evidence: (any EvidenceService)?
  private var attention = Attention.bell
  /// Whether the window has the focus, nil where the terminal has told nothing of it.
  private var hasFocus: Bool?
  private var stalls = StallWatch()
  /// When something was last said of each session.
  private var lastWords: [Session.ID: Date] = [:]

  /// How often the spinner turns: ten times a second.
  private static let tick = Duration.milliseconds(100)

  package init(
    editor: LineEditor, capabilities: TerminalCapabilities, completion: ShellCompletion,
    environment: [String: String]
  ) {
    pager = Pager(environment: environment)
    self.completion = completion
    multiplexer = environment["TMUX"] == nil ? nil : "tmux"
    self.editor = editor
    self.capabilities = capabilities
  }

  package func present(_ said: ShellOutput) async {
    alert(to: said)
    let gap = gap(before: said)
    var text = ScreenText(
      capabilities: capabilities, theme: Theme(state?.theme ?? .dark), width: editor.columns,
      rows: editor.rows, showsAll: state?.showsWholeAnswers ?? false)
    if let session = said.session ?? state?.current?.session, said.namesFiles {
      text.places = await EvidencePlaces.of(session, evidence)
    }
    guard said.isForPager, let pager else {
      return editor.print(gap + (text.text(for: said) ?? ""))
    }
    // Pagers know no links.
    var pages = text
    pages.capabilities.supportsLinks = false
    guard let paged = pages.text(for: said) else { return }
    guard paged.utf8.count(where: { $0 == 0x0A }) >= editor.rows else {
      return editor.print(text.text(for: said) ?? "")
    }
    let editor = editor
    editor.lend {
      if !pager.show(paged) { editor.print(paged) }
    }
  }

  package func read(_ evidence: (any EvidenceService)?) async {
    self.evidence = evidence
  }

  /// Chooses how somebody who looks elsewhere is told of a turn's end.
  package func attract(by attention: Attention) {
    self.attention = attention
  }

  /// Takes note that the window has the focus, or not.
  func focus(_ hasFocus: Bool) {
    self.hasFocus = hasFocus
  }

  package func restoreLine(_ text: String) async {
    editor.setText(text)
  }

  package func compose(_ text: String) async {
    editor.compose(text)
  }

  package func copy(_ text: String, called what: String) async -> Notice {
    let bytes = text.utf8.count
    guard let codes = Clipboard.codes(for: text) else {
      return .tooLongToCopy(what, bytes: bytes, limit: Clipboard.limit)
    }
    editor.signal(codes)
    return .copied(what, bytes: bytes, through: multiplexer)
  }

  package func run(_ command: CommandRun) async -> CommandRun.End? {
    await withCheckedContinuation { continuation in
      // An editor that stops meanwhile drops the body, which tells of it.
      let answer = AnsweredOnce { continuation.resume(returning: $0) }
      editor.lend {
        answer.give(
          command.perform(mayAsk: true) { text in
            _ = try? FileDescriptor.standardOutput.writeAll(text.utf8)
          })
      }
    }
  }

  package func show(_ state: ShellState) async {
    self.state = state
    completion.show(state)
    refreshPrompt()
    guard ticker == nil, !state.running.isEmpty else { return }
    ticker = Task { await turnSpinner() }
  }

  /// Gives the editor the prompt for the state as it is now.
  package func refreshPrompt() {
    guard let state else { return }
    let line = PromptLine(
      state: state, now: clock.now,
      spinner: Spinner.frame(frame, unicode: capabilities.supportsUnicode),
      symbols: capabilities.supportsUnicode ? .unicode : .ascii)
    editor.setPrompt(
      LinePrompt(live: line.text(width: editor.columns), settled: "\(line.symbols.arrow) "))
  }

  /// Stops the spinner.
  package func stop() async {
    ticker?.cancel()
    await ticker?.value
  }

  private func turnSpinner() async {
    while let state, !state.running.isEmpty, !Task.isCancelled {
      frame += 1
      refreshPrompt()
      if let title = stalls.news(of: state, at: clock.now) {
        await present(.notice(.stalled(title: title, minutes: StallWatch.minutes)))
      }
      try? await clock.sleep(for: Self.tick)
    }
    ticker = nil
    refreshPrompt()
  }

  /// Calls back whoever has turned away, where a turn has ended.
  private func alert(to said: ShellOutput) {
    guard let ending = said.ending else { return }
    // The state is still the one in which the turn ran.
    let turn = state?.conversations.first { $0.session == ending.turn.session }?.activeTurn
    let codes = attention.codes(
      title: ending.title, outcome: ending.outcome, hasFocus: hasFocus,
      after: turn.map { $0.startedAt.duration(to: clock.now) } ?? .zero)
    if let codes { editor.signal(codes) }
  }

  /// A line for the hours that have passed since anything was said of a session.
  private func gap(before said: ShellOutput) -> String {
    guard let session = said.session else { return "" }
    let now = Date()
    defer { lastWords[session] = now }
    guard case .turnStarted = said, let last = lastWords[session],
      let gap = GapLine.text(seconds: now.timeIntervalSince(last))
    else { return "" }
    let theme = Theme(state?.theme ?? .dark)
    return theme.styled(gap, [.dim], colored: capabilities.supportsColor) + "\n"
  }
}

/// Gives one answer to whoever waits: nil, where it goes away without having been given one.
private final class AnsweredOnce: Sendable {
  private let resume: Mutex<(@Sendable (CommandRun.End?) -> Void)?>

  init(_ resume: @escaping @Sendable (CommandRun.End?) -> Void) {
    self.resume = Mutex(resume)
  }

  deinit { give(nil) }

  func give(_ end: CommandRun.End?) {
    let resume = resume.withLock { resume in
      defer { resume = nil }
      return resume
    }
    resume?(end)
  }
}

extension EvidencePlaces {
  /// The places of a session's evidence; nil where the service is elsewhere, and so its files.
  static func of(
    _ session: Session.ID, _ evidence: (any EvidenceService)?
  ) async -> EvidencePlaces? {
    guard let locations = try? await evidence?.evidence(of: session), !locations.isEmpty else {
      return nil
    }
    return EvidencePlaces(locations, folder: FileManager.default.currentDirectoryPath)
  }
}

extension ShellOutput {
  /// Whether this was asked for to be read at leisure, so that a pager shows it where it is long.
  var isForPager: Bool {
    switch self {
    case .result(.answer), .result(.exhibit), .result(.transcript): true
    default: false
    }
  }

  /// Whether it may name files of the evidence.
  var namesFiles: Bool {
    switch self {
    case .turnCompleted, .turnFailed, .opened: true
    default: isForPager
    }
  }

  /// The session that it is said of, where that is certain.
  var session: Session.ID? {
    switch self {
    case .turnStarted(let turn, _, _), .turnProgressed(let turn, _),
      .turnCompleted(let turn, _, _, _), .turnFailed(let turn, _, _):
      turn.session
    case .opened(let opened): opened.session.id
    case .result(.transcript(let session)): session.id
    case .sessionCreated(let id, _): id
    case .error, .notice, .result: nil
    }
  }
}
