import CPlatform
package import SessionsAPI
package import Terminal

/// Prints the answer to one question at a terminal: styled, and with a sign of life while it is waited
/// for.
///
/// The spinner is a row of standard error, gone before anything else is printed. What is no answer is
/// said as in scripts.
package actor AskPresenter: Presenter {
  private let plain: PlainPresenter
  private let capabilities: TerminalCapabilities
  private let theme: Theme
  private var evidence: (any EvidenceService)?
  private var stalls = StallWatch()
  private let hasSpinner: Bool
  private let clock = ContinuousClock()
  private var state: ShellState?
  private var frame = 0
  private var isDrawn = false
  private var isOver = false
  private var ticker: Task<Void, Never>?

  /// How often the spinner turns: ten times a second.
  private static let tick = Duration.milliseconds(100)
  /// To the row's beginning, and its rest erased (ECMA-48: CR, EL).
  private static let erase = "\r\u{1b}[K"
  /// The width where the terminal does not say.
  private static let usualWidth = 80

  /// Prints where a plain presenter does, and what is no answer by it.
  package init(
    _ plain: PlainPresenter, capabilities: TerminalCapabilities, theme: Theme, hasSpinner: Bool
  ) {
    self.plain = plain
    self.hasSpinner = hasSpinner
    self.capabilities = capabilities
    self.theme = theme
  }

  package nonisolated var isClosed: Bool { plain.isClosed }

  package func present(_ said: ShellOutput) async {
    clear()
    switch said {
    case .turnCompleted(let turn, _, let answer, _):
      printAnswer(answer.markdown, places: await EvidencePlaces.of(turn.session, evidence))
    case .error(let report) where report.retryAfter != nil: await plain.present(said)
    case .error, .turnFailed:
      isOver = true
      await plain.present(said)
    default: await plain.present(said)
    }
  }

  package func show(_ state: ShellState) async {
    guard hasSpinner else { return }
    self.state = state
    draw()
    guard ticker == nil, !state.running.isEmpty else { return }
    ticker = Task { await turnSpinner() }
  }

  package func read(_ evidence: (any EvidenceService)?) async {
    self.evidence = evidence
  }

  private func printAnswer(_ markdown: String, places: EvidencePlaces?) {
    let renderer = MarkdownRenderer(
      width: width, capabilities: capabilities, theme: theme, places: places)
    plain.output.write(renderer.lines(markdown).map { $0 + "\n" }.joined())
  }

  private func turnSpinner() async {
    while let state, !state.running.isEmpty, !isOver {
      frame += 1
      if stalls.news(of: state, at: clock.now) != nil {
        await present(.notice(.questionStalled(minutes: StallWatch.minutes)))
      }
      draw()
      try? await clock.sleep(for: Self.tick)
    }
    ticker = nil
    clear()
  }

  private func draw() {
    guard let state, !state.running.isEmpty, !isOver else { return clear() }
    let symbols: PromptLine.Symbols = capabilities.supportsUnicode ? .unicode : .ascii
    let line = PromptLine(
      state: state, now: clock.now,
      spinner: Spinner.frame(frame, unicode: capabilities.supportsUnicode), symbols: symbols
    ).text(width: width)
    let end = " \(symbols.arrow) "
    plain.remarks.write(
      Self.erase + String(line.hasSuffix(end) ? line.dropLast(end.count) : line[...]))
    isDrawn = true
  }

  private func clear() {
    guard isDrawn else { return }
    plain.remarks.write(Self.erase)
    isDrawn = false
  }

  private var width: Int {
    let columns = cplatform_window_of(1).columns
    return columns > 0 ? Int(columns) - 1 : Self.usualWidth
  }
}
