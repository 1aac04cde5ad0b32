package import SessionsAPI

/// A session's conversation as one Markdown document.
package enum Transcript {
  /// Writes the transcript, each question as a quote in front of its answer.
  package static func markdown(of session: Session) -> String {
    let head = "# \(session.title ?? session.input)\n"
    return (session.messages ?? []).reduce(into: head) { document, message in
      switch message.role {
      case .user:
        let lines = message.markdownContent.split(separator: "\n", omittingEmptySubsequences: false)
        document += "\n" + lines.map { "> \($0)\n" }.joined() + "\n"
      case .assistant: document += message.markdownContent.trimmingBlanks() + "\n"
      }
    }
  }
}
