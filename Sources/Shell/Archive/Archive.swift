import CPlatform
import GRDB
import Redaction
package import SessionsAPI
import Synchronization

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The sessions and transcripts this machine has seen: a copy of what services said.
///
/// Secret shapes are masked before they are stored. The archive can be deleted at any time; it fills
/// again as sessions are fetched.
package final class Archive: Sendable {
  let database: DatabaseQueue
  /// Lines of this process whose questions are not to be offered again, once they are recorded.
  let concealed = Mutex<[String]>([])

  /// How the archive was opened.
  package enum Condition: Hashable, Sendable {
    case sound
    /// The file was damaged and has been put aside under a new name.
    case replaced(path: String, keptAs: String, reason: String)
    /// The file cannot be used; nothing is kept beyond this process.
    case inMemory(path: String, reason: String)
  }

  package let condition: Condition

  /// Opens the archive of a folder; never fails, but says what it had to do instead.
  package init(folder: String) throws {
    let path = folder + "/archive.sqlite"
    var condition = Condition.sound
    var opened: DatabaseQueue?
    do {
      opened = try Self.open(path)
    } catch let error as DatabaseError where error.isDamage {
      let aside = path + ".damaged-\(Int(Date().timeIntervalSince1970))"
      do {
        try FileManager.default.moveItem(atPath: path, toPath: aside)
        for suffix in ["-wal", "-shm"] {
          try? FileManager.default.removeItem(atPath: path + suffix)
        }
        opened = try Self.open(path)
        condition = .replaced(path: path, keptAs: aside, reason: error.message ?? "damaged")
      } catch {
        condition = .inMemory(path: path, reason: "\(error)")
      }
    } catch {
      let reason = (error as? DatabaseError)?.message ?? "\(error)"
      condition = .inMemory(path: path, reason: reason)
    }
    self.condition = condition
    database = try opened ?? DatabaseQueue()
    if opened == nil { try Self.migrator.migrate(database) }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    try OpenFile.makeFolder(of: path)
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    let previousMask = umask(0o077)
    defer { umask(previousMask) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try migrator.migrate(queue)
    return queue
  }

  /// The steps from an empty file to the newest tables; a step that was released is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: sessions, messages, words") { database in
      try database.execute(
        sql: """
          CREATE TABLE session (
            service TEXT NOT NULL, id TEXT NOT NULL, title TEXT, input TEXT NOT NULL,
            status TEXT NOT NULL, createdAt REAL NOT NULL, updatedAt REAL,
            usedAt REAL NOT NULL, turns INTEGER NOT NULL DEFAULT 0,
            readTurns INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (service, id)
          ) WITHOUT ROWID;
          CREATE INDEX sessionByUse ON session (service, usedAt);
          CREATE TABLE message (
            key INTEGER PRIMARY KEY, service TEXT NOT NULL, session TEXT NOT NULL,
            id TEXT NOT NULL, position INTEGER NOT NULL, role TEXT NOT NULL,
            content TEXT NOT NULL, createdAt REAL NOT NULL,
            UNIQUE (service, session, position)
          );
          """)
      try database.create(virtualTable: "messageWords", using: FTS5()) { table in
        table.synchronize(withTable: "message")
        table.column("content")
      }
    }
    migrator.registerMigration("2: reports") { database in
      // The JSON of what an answer says as values; words are looked for in the text alone.
      try database.execute(sql: "ALTER TABLE message ADD COLUMN report TEXT")
    }
    migrator.registerMigration("3: what of a session is kept, what runs") { database in
      // When the session had last changed as its messages were kept: a later change was not seen.
      try database.execute(
        sql: """
          ALTER TABLE session ADD COLUMN transcriptAt REAL;
          UPDATE session SET transcriptAt = updatedAt WHERE turns > 0;
          CREATE INDEX sessionByRunning ON session (service, createdAt)
            WHERE status IN ('running', 'follow_up_running');
          """)
    }
    migrator.registerMigration("4: names of one's own, words without blanks") { database in
      // The user's own name of a session, in place of the service's. Words of scripts that set no
      // blanks stand in a column of their own. Beginnings of words of up to five letters, which many
      // words share, have indexes of their own: of longer ones there are few.
      try database.execute(
        sql: """
          ALTER TABLE session ADD COLUMN localTitle TEXT;
          ALTER TABLE message ADD COLUMN runs TEXT;
          """)
      try database.dropFTS5SynchronizationTriggers(forTable: "messageWords")
      try database.drop(table: "messageWords")
      let update = try database.makeStatement(sql: "UPDATE message SET runs = ? WHERE key = ?")
      let rows = try Row.fetchCursor(database, sql: "SELECT key, content FROM message")
      while let row = try rows.next() {
        guard let runs = UnspacedText.index(of: row[1]) else { continue }
        try update.execute(arguments: [runs, row[0] as Int64])
      }
      try database.create(virtualTable: "messageWords", using: FTS5()) { table in
        table.synchronize(withTable: "message")
        table.column("content")
        table.column("runs")
        table.prefixes = [2, 3, 4, 5]
      }
    }
    migrator.registerMigration("5: questions that are not offered again") { database in
      try database.execute(
        sql: "ALTER TABLE message ADD COLUMN isConcealed INTEGER NOT NULL DEFAULT 0")
    }
    return migrator
  }
}

extension Archive {
  /// Keeps what a service said of a session; messages too, where it told them.
  package func record(_ session: Session, service: String) throws {
    try database.write { database in
      let turns = session.messages?.count { $0.role == .user }
      try database.execute(
        sql: """
          INSERT INTO session
            (service, id, title, input, status, createdAt, updatedAt, usedAt, turns, transcriptAt)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ifnull(?8, 0), iif(?8 IS NULL, NULL, ?7))
          ON CONFLICT (service, id) DO UPDATE SET
            title = excluded.title, status = excluded.status, updatedAt = excluded.updatedAt,
            turns = ifnull(?8, turns), transcriptAt = iif(?8 IS NULL, transcriptAt, ?7)
          """,
        arguments: [
          service, session.id.rawValue, session.title.map(SecretMask.masked),
          SecretMask.masked(session.input), session.status.rawValue,
          session.createdAt.timeIntervalSince1970, session.updatedAt?.timeIntervalSince1970,
          turns,
        ])
      if let messages = session.messages {
        try record(messages, of: session.id, service: service, database)
      }
    }
  }

  /// Takes in what a service's list said of the sessions that this machine knows; others stay unknown,
  /// for who lists an organisation has not seen its sessions.
  package func refresh(_ sessions: [Session], service: String) throws {
    try database.write { database in
      let statement = try database.makeStatement(
        sql: """
          UPDATE session SET title = ?, status = ?, updatedAt = ? WHERE service = ? AND id = ?
          """)
      for session in sessions {
        try statement.execute(arguments: [
          session.title.map(SecretMask.masked), session.status.rawValue,
          session.updatedAt?.timeIntervalSince1970, service, session.id.rawValue,
        ])
      }
    }
  }

  /// The sessions of a service that were running when they were last heard of, the newest first.
  package func running(service: String, limit: Int) throws -> [Session.ID] {
    try database.read { database in
      try String.fetchCursor(
        database,
        sql: """
          SELECT id FROM session
          WHERE service = ? AND status IN ('running', 'follow_up_running')
          ORDER BY createdAt DESC LIMIT ?
          """,
        arguments: [service, limit]
      ).map { Session.ID(rawValue: $0) }.array()
    }
  }

  /// Remembers that a session was used now, and how many of its turns have been read.
  package func touch(
    _ id: Session.ID, service: String, readTurns: Int?, at date: Date
  ) throws {
    try database.write { database in
      try database.execute(
        sql: """
          UPDATE session SET usedAt = max(usedAt, ?), readTurns = max(readTurns, ifnull(?, 0))
          WHERE service = ? AND id = ?
          """,
        arguments: [date.timeIntervalSince1970, readTurns, service, id.rawValue])
    }
  }

  /// Lists the sessions of a service, the last used first.
  package func sessions(service: String, limit: Int? = nil) throws -> [ArchivedSession] {
    try database.read { database in
      try Row.fetchCursor(
        database,
        sql: "SELECT * FROM session WHERE service = ? ORDER BY usedAt DESC, id LIMIT ?",
        arguments: [service, limit ?? -1]
      ).compactMap(ArchivedSession.init).array()
    }
  }

  /// Finds one session.
  package func session(_ id: Session.ID, service: String) throws -> ArchivedSession? {
    try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM session WHERE service = ? AND id = ?",
        arguments: [service, id.rawValue]
      ).flatMap(ArchivedSession.init)
    }
  }
}

/// A session as the archive knows it.
package struct ArchivedSession: Hashable, Sendable {
  package var session: Session
  package var usedAt: Date
  /// The user's messages it held when it was last fetched whole.
  package var turns: Int
  /// How many of those turns were shown to the user.
  package var readTurns: Int
  /// Whether nothing has changed since it was last fetched whole.
  package var isWhole: Bool

  init?(row: Row) {
    guard let status = SessionStatus(rawValue: row["status"]) else { return nil }
    let updatedAt: Double? = row["updatedAt"]
    session = Session(
      id: .init(rawValue: row["id"]), status: status, title: row["localTitle"] ?? row["title"],
      input: row["input"],
      createdAt: Date(timeIntervalSince1970: row["createdAt"]),
      updatedAt: updatedAt.map(Date.init(timeIntervalSince1970:)))
    usedAt = Date(timeIntervalSince1970: row["usedAt"])
    turns = row["turns"]
    readTurns = row["readTurns"]
    let transcriptAt: Double? = row["transcriptAt"]
    isWhole = turns > 0 && transcriptAt == updatedAt
  }
}

extension DatabaseError {
  /// Whether the file is no sound database, so that opening it again will not help.
  var isDamage: Bool {
    resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB
  }
}

extension Cursor {
  /// All elements of the cursor.
  func array() throws -> [Element] {
    try Array(self)
  }
}
