import Dispatch
import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A conversation on a terminal that shows what is written and no more: a prompt where a line is
/// expected, and a sign of life while a turn runs.
///
/// Nothing that was written is changed, and nothing moves: for `--plain`, `TERM=dumb`, screen readers.
package actor PlainConversation: Presenter {
  private let plain: PlainPresenter
  private let heartbeat: Duration
  /// Whether lines are expected, and not one question alone answered.
  private let asks: Bool
  private let clock = ContinuousClock()
  private var state: ShellState?
  /// Whether the cursor stands behind a prompt.
  private var isPrompted = false
  /// What has to be done before the next line is asked for.
  private var holds = 0
  private var beats: Task<Void, Never>?
  private var stalls = StallWatch()

  /// How often a running turn is told of: seldom enough to be read aloud, often enough to be trusted.
  package static let usualHeartbeat = Duration.seconds(15)
  private static let prompt = "> "

  /// Writes where a plain presenter does, prompts where that has answers.
  ///
  /// With `asks` false it is for one question: without prompts.
  package init(
    _ plain: PlainPresenter, heartbeat: Duration = usualHeartbeat, asks: Bool = true
  ) {
    self.plain = plain
    self.asks = asks
    self.heartbeat = heartbeat
  }

  package nonisolated var isClosed: Bool { plain.isClosed }

  package func present(_ said: ShellOutput) async {
    let wasPrompted = isPrompted
    // The terminal has half a line there.
    if wasPrompted { plain.output.write("\n") }
    isPrompted = false
    switch said {
    case .opened(let opened) where asks: write(opened)
    case .result(let result) where asks && !said.isForPager:
      plain.remarks.write(PlainText.table(result, width: plain.output.columns.map { $0 - 1 }))
    default: await plain.present(said)
    }
    if wasPrompted { ask() }
  }

  package func run(_ command: CommandRun) async -> CommandRun.End? {
    guard asks else { return nil }
    let output = plain.output
    return await withCheckedContinuation { continuation in
      // Waiting blocks, so it has a thread of its own; the terminal's lines are this shell's meanwhile.
      DispatchQueue(label: "gumshoe.command").async {
        continuation.resume(returning: command.perform(mayAsk: false) { output.write($0) })
      }
    }
  }

  package func show(_ state: ShellState) async {
    self.state = state
    ask()
    guard beats == nil, state.current?.activeTurn != nil else { return }
    beats = Task { await beat() }
  }

  /// Asks for no line until as many ``release()`` have followed.
  package func hold() {
    holds += 1
  }

  /// Asks for a line again.
  package func release() {
    holds -= 1
    ask()
  }

  /// Takes note that the line behind the prompt was entered.
  func endLine() {
    isPrompted = false
  }

  /// Ends the signs of life.
  func stop() {
    beats?.cancel()
    // What is printed next begins in a row of its own.
    if isPrompted { plain.output.write("\n") }
    isPrompted = false
  }

  private func ask() {
    guard asks, holds == 0, !isPrompted, state?.current?.activeTurn == nil else { return }
    plain.output.write(Self.prompt)
    isPrompted = true
  }

  private func beat() async {
    while true {
      guard (try? await clock.sleep(for: heartbeat)) != nil else { return }
      guard let state, let turn = state.current?.activeTurn else { break }
      let now = clock.now
      if let title = stalls.news(of: state, at: now) {
        let minutes = StallWatch.minutes
        await present(
          .notice(
            asks ? .stalled(title: title, minutes: minutes) : .questionStalled(minutes: minutes)))
      }
      plain.remarks.write(PlainText.remark(TurnNews(turn: turn, now: now).text))
    }
    beats = nil
  }

  /// The last exchange of a session that is come back to.
  private func write(_ opened: OpenedSession) {
    let session = opened.session
    let messages = session.messages ?? []
    let age = messages.last.map { last in
      ", last word " + RelativeAge.text(seconds: -last.createdAt.timeIntervalSinceNow)
    }
    plain.remarks.write(
      PlainText.remark("Continuing '\(session.title ?? session.input)'\(age ?? "")."))
    let exchange = opened.exchange
    guard let question = exchange.question else { return }
    if opened.isBack {
      plain.remarks.write(
        PlainText.remark("This is turn \(exchange.turn); '/show' prints the last answer."))
    }
    plain.output.write("\n" + Self.prompt + PlainText.answer(question.markdownContent) + "\n")
    if let answer = exchange.answer {
      plain.output.write(PlainText.answer(answer.markdownContent))
    }
  }
}
