package import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A session's conversation as one Markdown document.
package enum Transcript {
  /// Writes the transcript, each question as a quote in front of its answer; where hours lie between
  /// two exchanges, a line says so.
  package static func markdown(of session: Session) -> String {
    let head = "# \(session.title ?? session.input)\n"
    let messages = session.messages ?? []
    return messages.indices.reduce(into: head) { document, place in
      let message = messages[place]
      switch message.role {
      case .user:
        let before = place > 0 ? messages[place - 1].createdAt : message.createdAt
        if let gap = GapLine.text(seconds: message.createdAt.timeIntervalSince(before)) {
          document += "\n\(gap)\n"
        }
        let lines = message.markdownContent.split(separator: "\n", omittingEmptySubsequences: false)
        document += "\n" + lines.map { "> \($0)\n" }.joined() + "\n"
      case .assistant: document += message.markdownContent.trimmingBlanks() + "\n"
      }
    }
  }
}
