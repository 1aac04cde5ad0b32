import SessionsAPI
import Terminal

/// The forms of plain, append-only output: unsafe characters made visible, no escape codes.
enum PlainText {
  /// An answer: the service's Markdown with one newline at its end.
  static func answer(_ markdown: String) -> String {
    PlainOutput.markdown(markdown)
  }

  /// A remark for people, on lines of its own.
  static func remark(_ text: String) -> String {
    "gumshoe: " + UntrustedText.clean(text) + "\n"
  }

  /// What a command answers, as lines.
  static func table(_ result: CommandResult) -> String {
    let lines = ResultText.lines(of: result, width: nil)
    return lines.map { UntrustedText.clean($0) + "\n" }.joined()
  }
}
