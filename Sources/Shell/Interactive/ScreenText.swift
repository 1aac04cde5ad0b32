import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the shell says, as styled text for a window of some columns.
///
/// Every text that comes from a service, a log or a file is cleaned here or by the renderer.
struct ScreenText {
  var capabilities: TerminalCapabilities
  let theme: Theme
  let width: Int
  /// The rows of the window.
  let rows: Int
  /// Whether an answer is printed whole however long it is.
  let showsAll: Bool
  /// The files that the session's reports name, where they lie on this machine.
  var places: EvidencePlaces?

  /// The least room for an answer: a sentence or two, what they rest on, and what is left out.
  private static let fewestRows = 12
  /// The rows of what was asked for as it is, such as a list, behind which the pager is better.
  private static let mostRows = 200

  /// The text for something said, newline at its end; nil where the prompt says it already.
  func text(for said: ShellOutput) -> String? {
    switch said {
    case .sessionCreated, .turnProgressed: nil
    case .turnStarted(_, let input, let resumed):
      resumed ? lines([styled("Taking up again: \(clean(input))", .dim)]) : nil
    // What was not watched is told by a notice of its own.
    case .turnCompleted(_, _, let answer, let watched):
      watched ? wholeAnswer(answer) : nil
    case .turnFailed(_, let title, let reason):
      lines([styled("\(mark) '\(clean(title))' failed", .failure), ""] + markdown(reason) + [""])
    case .error(let report): lines(error(report))
    case .notice(let notice): lines(self.notice(notice))
    case .opened(let opened): lines(self.opened(opened))
    case .result(let result): lines(self.result(result))
    }
  }

  private func wholeAnswer(_ answer: TurnAnswer) -> String {
    lines(
      [""] + fitted(answer.markdown, report: answer.report)
        + ["", styled("(\(seconds(answer.seconds)))", .dim), ""])
  }

  /// An answer as far as it fits the window, with a line that says what does not.
  private func fitted(_ text: String, report: Report?) -> [String] {
    let whole = markdown(text)
    let room = max(Self.fewestRows, rows * 2 / 3)
    guard !showsAll, whole.count > room else { return whole }
    guard let digest = AnswerDigest(markdown: text, report: report) else {
      guard whole.count > Self.mostRows else { return whole }
      let rest = styled("\(whole.count - Self.mostRows) more rows: /show", .dim)
      return whole.prefix(Self.mostRows) + ["", rest]
    }
    var rest: [String] = []
    var lines: [String] = []
    // A second time where the line about the rest takes more than one row.
    for _ in 1...2 {
      let fitted = digest.fitted(to: room - 1 - max(1, rest.count)) { markdown($0) }
      lines = fitted.lines
      rest = fitted.hidden.isEmpty ? [] : wrapped("\(clean(fitted.hidden)): /show")
    }
    return lines + (rest.isEmpty ? [] : [""] + rest.map { styled($0, .dim) })
  }

  private func error(_ report: ErrorReport) -> [String] {
    let wait = report.retryAfter.map { " Trying again in \($0) s." } ?? ""
    return wrapped(clean(report.message) + wait).map { styled($0, .failure) }
  }

  private func notice(_ notice: Notice) -> [String] {
    if let command = notice.command, DisplayWidth.columns(of: "\(notice)") >= width {
      // Copied whole, it has no line ends that were not there.
      let words = "\(notice)".replacing(" " + command, with: "")
      return (wrapped(clean(words)) + [clean(command)]).map { styled($0, .dim) }
    }
    let text = clean("\(notice)").split(separator: "\n", omittingEmptySubsequences: false)
    return text.flatMap { line in
      // What is indented is to be copied, so it is not wrapped.
      line.hasPrefix(" ") ? [String(line)] : wrapped(String(line))
    }.map { styled($0, .dim) }
  }

  private func opened(_ opened: OpenedSession) -> [String] {
    let session = opened.session
    let messages = session.messages ?? []
    let turns = messages.count { $0.role == .user }
    let count = turns == 1 ? "1 turn" : "\(turns) turns"
    let head = "\(clean(session.title ?? session.input)) (\(session.status.words), \(count))"
    var text = [styled(head, .heading)]
    if let last = messages.last {
      let age = RelativeAge.text(seconds: -last.createdAt.timeIntervalSinceNow)
      text.append(styled("last word \(age)", .dim))
    }
    let exchange = opened.exchange
    guard let question = exchange.question else { return text + [""] }
    if opened.isBack {
      text.append(
        styled(
          "turn \(exchange.turn) of \(turns); /show has the last answer, /show all the rest", .dim))
    }
    text += ["", styled("\(arrow) \(clean(question.markdownContent))", .prompt), ""]
    if let answer = exchange.answer {
      text += fitted(answer.markdownContent, report: answer.report) + [""]
    }
    return text
  }

  private func result(_ result: CommandResult) -> [String] {
    switch result {
    case .answer(let text): markdown(text) + [""]
    case .exhibit(let exhibit): markdown(ExhibitText.markdown(of: exhibit)) + [""]
    case .transcript(let session): markdown(Transcript.markdown(of: session)) + [""]
    default: ResultText.lines(of: result, width: width - 1).map { clean($0) } + [""]
    }
  }

  private func markdown(_ text: String) -> [String] {
    MarkdownRenderer(
      width: width - 1, capabilities: capabilities, theme: theme, places: places
    ).lines(text)
  }

  private func wrapped(_ text: String) -> [String] {
    PlainParagraph.lines(text, width: width - 1)
  }

  private func styled(_ text: String, _ role: Role) -> String {
    theme.styled(text, [role], colored: capabilities.supportsColor)
  }

  private func clean(_ text: String) -> String {
    UntrustedText.clean(text)
  }

  private func lines(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  private func seconds(_ seconds: Double) -> String {
    seconds < 10 ? "\((seconds * 10).rounded() / 10) s" : ElapsedTime.text(seconds: seconds)
  }

  private var mark: String { capabilities.supportsUnicode ? "✗" : "x" }
  private var arrow: String { capabilities.supportsUnicode ? "▸" : ">" }
}
