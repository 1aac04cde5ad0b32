package import LineEditing
import SessionsAPI
package import Terminal

/// Prints answers above the line that is being edited, and keeps the prompt alive.
package actor InteractivePresenter: Presenter {
  private let editor: LineEditor
  private let capabilities: TerminalCapabilities
  private let theme: Theme
  private let pager: Pager?
  private let clock = ContinuousClock()
  private var state: ShellState?
  private var frame = 0
  private let completion: ShellCompletion
  private var ticker: Task<Void, Never>?

  /// How often the spinner turns: ten times a second.
  private static let tick = Duration.milliseconds(100)

  package init(
    editor: LineEditor, capabilities: TerminalCapabilities, theme: Theme,
    completion: ShellCompletion, environment: [String: String]
  ) {
    pager = Pager(environment: environment)
    self.completion = completion
    self.editor = editor
    self.capabilities = capabilities
    self.theme = theme
  }

  package func present(_ said: ShellOutput) async {
    let text = ScreenText(
      capabilities: capabilities, theme: theme, width: editor.columns, rows: editor.rows,
      showsAll: state?.showsWholeAnswers ?? false
    ).text(for: said)
    guard let text else { return }
    guard said.isForPager, let pager, text.utf8.count(where: { $0 == 0x0A }) >= editor.rows else {
      return editor.print(text)
    }
    let editor = editor
    editor.lend {
      if !pager.show(text) { editor.print(text) }
    }
  }

  package func restoreLine(_ text: String) async {
    editor.setText(text)
  }

  package func compose(_ text: String) async {
    editor.compose(text)
  }

  package func show(_ state: ShellState) async {
    self.state = state
    completion.offer(Self.candidates(of: state))
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

  /// The sessions of this shell, as `/switch` completes them.
  private static func candidates(of state: ShellState) -> [CommandCompletion.Candidate] {
    state.conversations.reversed().compactMap { conversation in
      conversation.session.map { id in
        .init(text: String(id.rawValue.prefix(8)), help: UntrustedText.clean(conversation.title))
      }
    }
  }

  private func turnSpinner() async {
    while state?.running.isEmpty == false, !Task.isCancelled {
      frame += 1
      refreshPrompt()
      try? await clock.sleep(for: Self.tick)
    }
    ticker = nil
    refreshPrompt()
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
}
