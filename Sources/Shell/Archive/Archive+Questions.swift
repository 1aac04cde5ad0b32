import GRDB
import Redaction
import SessionsAPI
import Synchronization

extension Archive {
  /// Questions that are offered at the most: the newest.
  private static let offeredQuestions = 500
  /// Characters of the longest that is offered: longer ones are pastes, and fill more than the window.
  private static let longestQuestion = 200

  /// What was asked in the sessions of a service, each once, the newest first: questions of one line,
  /// without those that hold a secret or were concealed.
  package func questions(service: String) throws -> [String] {
    let texts = try database.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT content FROM message
          WHERE service = ? AND role = 'user' AND isConcealed = 0 AND length(content) <= ?
            AND instr(content, char(10)) = 0 AND instr(content, ?) = 0
          ORDER BY key DESC LIMIT ?
          """,
        arguments: [service, Self.longestQuestion, SecretMask.mark, Self.offeredQuestions])
    }
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// Has the questions of all services that hold some words, whatever their case, never be offered; they
  /// stay in their transcripts.
  package func conceal(questionsWith words: String) throws {
    let needle = words.lowercased()
    try database.write { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT key, content FROM message WHERE role = 'user' AND isConcealed = 0")
      var keys: [Int64] = []
      while let row = try rows.next() {
        if (row[1] as String).lowercased().contains(needle) { keys.append(row[0]) }
      }
      let update = try database.makeStatement(
        sql: "UPDATE message SET isConcealed = 1 WHERE key = ?")
      for key in keys { try update.execute(arguments: [key]) }
    }
  }

  /// Has what a line of this process asks never be offered, once it is recorded.
  package func conceal(questionOf line: String) {
    concealed.withLock { $0.append(line) }
  }

  /// Whether a message that is recorded is not to be offered.
  func isConcealed(_ message: Message) -> Bool {
    guard message.role == .user else { return false }
    return concealed.withLock { lines in lines.contains { $0.contains(message.markdownContent) } }
  }
}
