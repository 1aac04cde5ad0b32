import GRDB
import Redaction
package import SessionsAPI

extension Archive {
  /// Gives a session a name that holds on this machine alone; false where the session is not known.
  package func rename(_ id: Session.ID, service: String, to title: String) throws -> Bool {
    try database.write { database in
      try database.execute(
        sql: "UPDATE session SET localTitle = ? WHERE service = ? AND id = ?",
        arguments: [SecretMask.masked(title), service, id.rawValue])
      return database.changesCount > 0
    }
  }

  /// A service's sessions under the names that the user gave them.
  package func named(_ sessions: [Session], service: String) -> [Session] {
    let names = try? database.read { database in
      try Row.fetchCursor(
        database,
        sql: "SELECT id, localTitle FROM session WHERE service = ? AND localTitle IS NOT NULL",
        arguments: [service]
      ).reduce(into: [String: String]()) { $0[$1[0]] = $1[1] }
    }
    guard let names, !names.isEmpty else { return sessions }
    return sessions.map { session in
      var session = session
      session.title = names[session.id.rawValue] ?? session.title
      return session
    }
  }

  /// Removes all that is kept of a session, so that no byte of it stays in the file; false where
  /// nothing was kept.
  ///
  /// The index of words keeps what was deleted until it is merged, and the file what was there until
  /// it is written anew: both are done at once, which takes some seconds for ten thousand transcripts.
  package func forget(_ id: Session.ID, service: String) throws -> Bool {
    let wasKept = try database.write { database in
      let arguments: StatementArguments = [service, id.rawValue]
      try database.execute(
        sql: "DELETE FROM message WHERE service = ? AND session = ?", arguments: arguments)
      try database.execute(
        sql: "DELETE FROM session WHERE service = ? AND id = ?", arguments: arguments)
      guard database.changesCount > 0 else { return false }
      try database.execute(sql: "INSERT INTO messageWords (messageWords) VALUES ('optimize')")
      return true
    }
    guard wasKept else { return false }
    // The rows are gone; a full disk only keeps the file from being written anew.
    try? database.vacuum()
    // Where another process reads, its end does this.
    _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    return true
  }
}
