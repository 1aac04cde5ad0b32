import GRDB

@testable import InvestigationService

/// A store as the version before schema step 4 wrote it.
enum SessionsBefore {
  /// Makes the tables, with a session whose turn waits.
  static func make(in database: DatabaseQueue) throws {
    try SessionSchema.migrator.migrate(database, upTo: "3: numbered sessions")
    try database.write { try insert("old", at: 1, in: $0) }
  }

  /// Adds a session with a waiting turn.
  static func insert(_ id: String, at number: Int, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO session (id, number, organization, user, idempotencyKey, status, title, input,
          createdAt, updatedAt) VALUES (?, ?, 'local', 'u', ?, 'running', 't', 'q', ?, 0)
        """,
      arguments: [id, number, id, number])
    try database.execute(
      sql: """
        INSERT INTO message (session, position, id, role, content, createdAt)
        VALUES (?, 0, ?, 'user', 'q', 0)
        """,
      arguments: [id, "m-\(id)"])
    try database.execute(
      sql: """
        INSERT INTO turn (session, number, answerID, thinkingMode, state, createdAt)
        VALUES (?, 1, ?, 'auto', 'waiting', ?)
        """,
      arguments: [id, "a-\(id)", number])
  }
}
