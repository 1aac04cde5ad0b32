import GRDB
package import SessionsAPI

extension SQLiteSessionStore {
  package func create(_ new: NewSession, maxRunning: Int) async throws -> CreateOutcome {
    try await write { try Self.create(new, maxRunning, $0) }
  }

  /// Opens a session within a transaction.
  static func create(
    _ new: NewSession, _ maxRunning: Int, _ database: Database
  ) throws -> CreateOutcome {
    let organization = new.principal.organization
    if let used = try Row.fetchOne(
      database,
      sql: """
        SELECT \(Session.columns) FROM session WHERE organization = ? AND idempotencyKey = ?
        """,
      arguments: [organization, new.draft.idempotencyKey])
    {
      return .replayed(try Session(row: used))
    }
    try Self.checkRunning(database, organization, maxRunning)
    let created = new.turn.createdAt.milliseconds
    let number = try Self.makeRoom(forTime: created, database, organization)
    try database.execute(
      sql: """
        INSERT INTO session (id, number, organization, user, idempotencyKey, status, title,
          input, incidentTime, createdAt, updatedAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        new.id.rawValue, number, organization, new.principal.user,
        new.draft.idempotencyKey, SessionLifecycle.initial.rawValue, new.title, new.draft.input,
        new.draft.time?.milliseconds, created, created,
      ])
    for (position, location) in new.evidence.enumerated() {
      try Self.insert(location, at: position, into: new.id, database)
    }
    try Self.insert(new.turn, number: 1, into: new.id, of: organization, database)
    return .created(try Self.fetch(new.id, organization, database))
  }

  package func followUp(
    _ turn: NewTurn, to id: Session.ID, of organization: String, maxRunning: Int
  ) async throws -> Session? {
    try await write { try Self.followUp(turn, to: id, organization, maxRunning, $0) }
  }

  /// Adds a turn to an idle session within a transaction.
  static func followUp(
    _ turn: NewTurn, to id: Session.ID, _ organization: String, _ maxRunning: Int,
    _ database: Database
  ) throws -> Session? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT status FROM session WHERE id = ? AND organization = ?",
        arguments: [id.rawValue, organization]),
      let status = SessionStatus(rawValue: row["status"])
    else { return nil }
    let next = try SessionLifecycle.next(from: status, on: .followUp)
    try Self.checkRunning(database, organization, maxRunning)
    let number =
      try Int.fetchOne(
        database, sql: "SELECT max(number) + 1 FROM turn WHERE session = ?",
        arguments: [id.rawValue]) ?? 1
    try database.execute(
      sql: "UPDATE session SET status = ?, updatedAt = ? WHERE id = ?",
      arguments: [next.rawValue, turn.createdAt.milliseconds, id.rawValue])
    if let evidence = turn.evidence { try Self.replaceEvidence(of: id, evidence, database) }
    try Self.insert(turn, number: number, into: id, of: organization, database)
    return try Self.fetch(id, organization, database)
  }

  package func session(
    _ id: Session.ID, messageBytes: Int, reports: Bool, of organization: String
  ) async throws -> SessionStart? {
    try await readShortly { database in
      let rows = try Row.fetchCursor(
        try database.cachedStatement(sql: Self.wholeSession(reports: reports)),
        arguments: [id.rawValue, organization])
      var start: SessionStart?
      var batch = MessageBatch()
      while start == nil || batch.bytes < messageBytes, let row = try rows.next() {
        if start == nil {
          var session = try Session(row: row)
          session.progress = Progress(row: row, from: 7)
          start = SessionStart(session: session, messages: row[6])
        }
        if batch.bytes < messageBytes { try batch.take(row, from: 11) }
      }
      start?.session.messages = batch.messages
      return start
    }
  }

  package func messages(
    of id: Session.ID, from first: Int, upTo end: Int, bytes: Int, reports: Bool,
    of organization: String
  ) async throws -> [Message] {
    try await readShortly { database in
      let rows = try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT \(MessageBatch.columns(reports: reports)) FROM message
            JOIN session ON session.id = message.session
            WHERE message.session = ? AND session.organization = ?
              AND message.position >= ? AND message.position < ? ORDER BY message.position
            """),
        arguments: [id.rawValue, organization, first, end])
      var batch = MessageBatch()
      while batch.bytes < bytes, let row = try rows.next() { try batch.take(row, from: 0) }
      return batch.messages
    }
  }

  /// A session, how many messages it has, the progress of its open turn, and its messages.
  ///
  /// One statement, so that all of it is of one moment. Messages are counted from 0.
  private static func wholeSession(reports: Bool) -> String {
    """
    SELECT \(Session.columns),
      (SELECT ifnull(max(last.position) + 1, 0) FROM message AS last
        WHERE last.session = session.id),
      \(Progress.columns), \(MessageBatch.columns(reports: reports)) FROM session
    LEFT JOIN message ON message.session = session.id
    LEFT JOIN turn ON turn.session = session.id AND turn.state IN ('waiting', 'claimed')
      AND turn.number = (SELECT max(number) FROM turn WHERE session = session.id)
    WHERE session.id = ? AND session.organization = ? ORDER BY message.position
    """
  }

  package func hasSession(_ id: Session.ID) async throws -> Bool {
    try await readShortly { database in
      try Bool.fetchOne(
        try database.cachedStatement(sql: "SELECT true FROM session WHERE id = ?"),
        arguments: [id.rawValue]) == true
    }
  }

  package func hasSession(_ id: Session.ID, of organization: String) async throws -> Bool {
    try await readShortly { database in
      try Bool.fetchOne(
        try database.cachedStatement(
          sql: "SELECT true FROM session WHERE id = ? AND organization = ?"),
        arguments: [id.rawValue, organization]) == true
    }
  }

  package func evidence(
    of id: Session.ID, of organization: String
  ) async throws -> [EvidenceLocation]? {
    try await pool.read { database in
      let exists = try Bool.fetchOne(
        database, sql: "SELECT true FROM session WHERE id = ? AND organization = ?",
        arguments: [id.rawValue, organization])
      guard exists == true else { return nil }
      return try Self.evidence(of: id, database)
    }
  }

  package func addEvidence(
    _ location: EvidenceLocation, to id: Session.ID, of organization: String
  ) async throws {
    try await write { database in
      let exists = try Bool.fetchOne(
        database, sql: "SELECT true FROM session WHERE id = ? AND organization = ?",
        arguments: [id.rawValue, organization])
      guard exists == true else { return }
      let known = try Self.evidence(of: id, database)
      guard !known.contains(location) else { return }
      try Self.insert(location, at: known.count, into: id, database)
    }
  }

  /// Reads the evidence of a session.
  static func evidence(of id: Session.ID, _ database: Database) throws -> [EvidenceLocation] {
    try Row.fetchCursor(
      database, sql: "SELECT * FROM evidence WHERE session = ? ORDER BY position",
      arguments: [id.rawValue]
    ).map { row in
      EvidenceLocation(path: row["path"], purpose: .init(rawValue: row["purpose"]) ?? .evidence)
    }.collect()
  }

  private static func replaceEvidence(
    of id: Session.ID, _ evidence: [EvidenceLocation], _ database: Database
  ) throws {
    guard try Self.evidence(of: id, database) != evidence else { return }
    try database.execute(sql: "DELETE FROM evidence WHERE session = ?", arguments: [id.rawValue])
    for (position, location) in evidence.enumerated() {
      try insert(location, at: position, into: id, database)
    }
  }

  private static func checkRunning(
    _ database: Database, _ organization: String, _ maxRunning: Int
  ) throws {
    let running =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM session
          WHERE organization = ? AND status IN ('running', 'follow_up_running')
          """,
        arguments: [organization]) ?? 0
    guard running < maxRunning else { throw RunningLimit(maxRunning: maxRunning) }
  }

  /// Reads a session that has to be there, without its messages.
  static func fetch(
    _ id: Session.ID, _ organization: String, _ database: Database
  ) throws -> Session {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT \(Session.columns) FROM session WHERE id = ? AND organization = ?",
      arguments: [id.rawValue, organization])
    guard let row else { throw DatabaseError(message: "session '\(id)' vanished") }
    return try Session(row: row)
  }

  private static func insert(
    _ location: EvidenceLocation, at position: Int, into id: Session.ID, _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO evidence (session, position, path, purpose) VALUES (?, ?, ?, ?)",
      arguments: [id.rawValue, position, location.path, location.purpose.rawValue])
  }

  private static func insert(
    _ turn: NewTurn, number: Int, into id: Session.ID, of organization: String,
    _ database: Database
  ) throws {
    try insertMessage(
      turn.questionID, .user, turn.input, at: turn.createdAt.milliseconds, into: id, database)
    try database.execute(
      sql: """
        INSERT INTO turn (session, number, organization, answerID, thinkingMode, state, createdAt)
        VALUES (?, ?, ?, ?, ?, 'waiting', ?)
        """,
      arguments: [
        id.rawValue, number, organization, turn.answerID.rawValue, turn.thinkingMode.rawValue,
        turn.createdAt.milliseconds,
      ])
  }

  /// Adds a message behind the last one of a session, with the JSON of its report.
  static func insertMessage(
    _ message: Message.ID, _ role: Message.Role, _ content: String, report: String? = nil,
    at time: Int64, into id: Session.ID, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO message (session, position, id, role, content, createdAt, report)
        VALUES (?, (SELECT ifnull(max(position) + 1, 0) FROM message WHERE session = ?), ?, ?, ?, ?,
          ?)
        """,
      arguments: [id.rawValue, id.rawValue, message.rawValue, role.rawValue, content, time, report])
  }
}
