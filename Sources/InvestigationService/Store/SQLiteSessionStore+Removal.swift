import GRDB
package import SessionsAPI

extension SQLiteSessionStore {
  package func remove(_ id: Session.ID, of organization: String) async throws -> Bool {
    let wasThere = try await write { database in
      guard
        let row = try Row.fetchOne(
          database, sql: "SELECT status, number FROM session WHERE id = ? AND organization = ?",
          arguments: [id.rawValue, organization])
      else { return false }
      guard SessionStatus(rawValue: row[0])?.isRunning != true else {
        throw SessionLifecycle.Refusal.busy
      }
      try Self.delete(id.rawValue, database)
      try Self.closeGaps(upTo: row[1], organization, database)
      return true
    }
    guard wasThere else { return false }
    // Deleted bytes stay in the file until it is written anew, which a full disk or somebody who reads
    // for long may keep from being done: the session is gone all the same.
    try? await pool.vacuum()
    _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    return true
  }
}
