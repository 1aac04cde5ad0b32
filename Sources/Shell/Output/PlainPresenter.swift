import SessionsAPI
import Synchronization

/// Prints answers as the service's Markdown, and everything else as remarks, for scripts.
///
/// No prompt, no spinner and no escape code; a blank line stands between two answers.
package final class PlainPresenter: Presenter {
  /// Where answers go.
  let output: TextSink
  /// Where all else goes.
  let remarks: TextSink
  private let isVerbose: Bool
  private let hasAnswered = Mutex(false)

  /// Prints answers to one sink and remarks for people to another.
  package init(output: TextSink, remarks: TextSink, isVerbose: Bool = false) {
    self.output = output
    self.remarks = remarks
    self.isVerbose = isVerbose
  }

  package var isClosed: Bool { output.isClosed }

  package func present(_ said: ShellOutput) async {
    switch said {
    case .turnCompleted(_, _, let answer, _): printAnswer(answer.markdown)
    case .result(.answer(let markdown)): printAnswer(markdown)
    case .result(.exhibit(let exhibit)): printAnswer(ExhibitText.markdown(of: exhibit))
    case .result(.transcript(let session)): printAnswer(Transcript.markdown(of: session))
    case .turnFailed(_, let title, let reason):
      remarks.write(PlainText.remark("'\(title)' failed: \(PlainText.withoutHeading(reason))"))
    case .error(let report):
      let wait = report.retryAfter.map { " Trying again in \($0) s." } ?? ""
      remarks.write(PlainText.remark(report.message + wait))
    case .notice(let notice): remarks.write(PlainText.remark("\(notice)"))
    case .result(let result): remarks.write(PlainText.table(result))
    case .opened(let opened):
      remarks.write(
        PlainText.remark("Continuing '\(opened.session.title ?? opened.session.input)'."))
    case .sessionCreated(let id, let title):
      guard isVerbose else { return }
      remarks.write(PlainText.remark("Opened session \(id), '\(title)'."))
    case .turnProgressed(_, let progress):
      guard isVerbose else { return }
      remarks.write(PlainText.remark("\(progress.step) \(progress.done)/\(progress.total)"))
    case .turnStarted(_, let input, let resumed):
      guard resumed else { return }
      remarks.write(PlainText.remark("Taking up again: \(input)"))
    }
  }

  private func printAnswer(_ markdown: String) {
    let separator = hasAnswered.withLock { hasAnswered in
      defer { hasAnswered = true }
      return hasAnswered ? "\n" : ""
    }
    output.write(separator + PlainText.answer(markdown))
  }
}
