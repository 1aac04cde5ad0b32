import Redaction
import SessionsAPI
import Terminal

/// A command's answer as a document of its own, for standard output.
package enum ResultDocument {
  /// The answer as lines of text.
  package static func text(_ result: CommandResult) -> String {
    // What is to be handed on is whole and clean as it is.
    if case .exported(let exported) = result, exported.path == nil { return exported.text }
    return PlainText.table(result)
  }

  /// The answer as the JSON event `command`, on one line.
  package static func json(_ result: CommandResult) -> String {
    (JSONPresenter.event(for: .result(result))?.text ?? "") + "\n"
  }
}

/// The forms of plain, append-only output: unsafe characters made visible, no escape codes.
enum PlainText {
  /// An answer: the service's Markdown with one newline at its end.
  static func answer(_ markdown: String) -> String {
    PlainOutput.markdown(markdown)
  }

  /// A text as it is handed to other programs: without secrets, unsafe characters made visible.
  static func handedOn(_ markdown: String) -> String {
    PlainOutput.markdown(SecretMask.masked(markdown))
  }

  /// A remark for people, on lines of its own.
  static func remark(_ text: String) -> String {
    "gumshoe: " + UntrustedText.clean(text) + "\n"
  }

  /// A Markdown text without the heading that it begins with, for the middle of a sentence.
  static func withoutHeading(_ markdown: String) -> String {
    guard markdown.hasPrefix("#") else { return markdown }
    return String(markdown.drop { !$0.isNewline }.drop { $0.isNewline })
  }

  /// What a command answers, as lines; fitted to a width in columns, where one is given.
  static func table(_ result: CommandResult, width: Int? = nil) -> String {
    let lines = ResultText.lines(of: result, width: width)
    return lines.map { UntrustedText.clean($0) + "\n" }.joined()
  }
}
