import GRDB
package import SessionsAPI

extension SQLiteSessionStore {
  package func create(_ new: NewSession, maxRunning: Int) async throws -> CreateOutcome {
    try await pool.write { database in
      let organization = new.principal.organization
      if let used = try Row.fetchOne(
        database,
        sql: "SELECT * FROM session WHERE organization = ? AND idempotencyKey = ?",
        arguments: [organization, new.draft.idempotencyKey])
      {
        return .replayed(try Session(row: used))
      }
      try Self.checkRunning(database, organization, maxRunning)
      let created = new.turn.createdAt.milliseconds
      try database.execute(
        sql: """
          INSERT INTO session (id, organization, user, idempotencyKey, status, title, input,
            incidentTime, createdAt, updatedAt)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          new.id.rawValue, organization, new.principal.user, new.draft.idempotencyKey,
          SessionLifecycle.initial.rawValue, new.title, new.draft.input,
          new.draft.time?.milliseconds, created, created,
        ])
      for (position, location) in new.evidence.enumerated() {
        try Self.insert(location, at: position, into: new.id, database)
      }
      try Self.insert(new.turn, number: 1, into: new.id, database)
      return .created(try Self.fetch(new.id, organization, database))
    }
  }

  package func followUp(
    _ turn: NewTurn, to id: Session.ID, of organization: String, maxRunning: Int
  ) async throws -> Session? {
    try await pool.write { database in
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
      try Self.insert(turn, number: number, into: id, database)
      return try Self.fetch(id, organization, database)
    }
  }

  package func session(_ id: Session.ID, of organization: String) async throws -> Session? {
    try shortReaders.read { database in
      guard
        let row = try Row.fetchOne(
          try database.cachedStatement(
            sql: "SELECT * FROM session WHERE id = ? AND organization = ?"),
          arguments: [id.rawValue, organization])
      else { return nil }
      var session = try Session(row: row)
      session.messages = try Row.fetchCursor(
        try database.cachedStatement(
          sql: "SELECT * FROM message WHERE session = ? ORDER BY position"),
        arguments: [id.rawValue]
      ).map(Message.init(row:)).collect()
      guard session.status.isRunning else { return session }
      let turn = try Row.fetchOne(
        try database.cachedStatement(
          sql: "SELECT * FROM turn WHERE session = ? ORDER BY number DESC LIMIT 1"),
        arguments: [id.rawValue])
      session.progress = turn.flatMap(Progress.init(row:))
      return session
    }
  }

  package func hasSession(_ id: Session.ID, of organization: String) async throws -> Bool {
    try shortReaders.read { database in
      try Bool.fetchOne(
        try database.cachedStatement(
          sql: "SELECT true FROM session WHERE id = ? AND organization = ?"),
        arguments: [id.rawValue, organization]) == true
    }
  }

  package func sessions(
    behind last: Session?, atMost limit: Int, of organization: String
  ) async throws -> [Session] {
    // A row value comparison can't follow an index whose columns run both ways, so it is spelt out.
    let time = last?.createdAt.milliseconds ?? .max
    return try await pool.read { database in
      try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT * FROM session
            WHERE organization = ? AND createdAt <= ? AND (createdAt < ? OR id > ?)
            ORDER BY createdAt DESC, id LIMIT ?
            """),
        arguments: [organization, time, time, last?.id.rawValue ?? "", limit]
      ).map(Session.init(row:)).collect()
    }
  }

  package func list(
    _ request: PageRequest, of organization: String
  ) async throws -> SessionPage {
    try await pool.read { database in
      let total =
        try Int.fetchOne(
          try database.cachedStatement(
            sql: "SELECT total FROM sessionCount WHERE organization = ?"),
          arguments: [organization]) ?? 0
      let isPaged = request.page != nil || request.limit != nil
      let page = request.page ?? 1
      let limit = isPaged ? request.limit ?? PageRequest.defaultLimit : max(1, total)
      let (offset, overflow) = (page - 1).multipliedReportingOverflow(by: limit)
      let last = total == 0 ? 1 : (total - 1) / limit + 1
      guard !overflow, offset < total || page == 1 else {
        return SessionPage(sessions: [], total: total, prev: total == 0 ? nil : last, next: nil)
      }
      // The inner query walks the index alone, so that a far page reads no sessions on its way.
      let sessions = try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT session.* FROM
              (SELECT id FROM session INDEXED BY sessionByAge WHERE organization = ?
                ORDER BY createdAt DESC, id LIMIT ? OFFSET ?) AS page
            JOIN session ON session.id = page.id ORDER BY session.createdAt DESC, session.id
            """),
        arguments: [organization, limit, offset]
      ).map(Session.init(row:)).collect()
      return SessionPage(
        sessions: sessions, total: total, prev: isPaged && page > 1 ? page - 1 : nil,
        next: isPaged && page < last ? page + 1 : nil)
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
    try await pool.write { database in
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

  private static func fetch(
    _ id: Session.ID, _ organization: String, _ database: Database
  ) throws -> Session {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM session WHERE id = ? AND organization = ?",
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
    _ turn: NewTurn, number: Int, into id: Session.ID, _ database: Database
  ) throws {
    try insertMessage(
      turn.questionID, .user, turn.input, at: turn.createdAt.milliseconds, into: id, database)
    try database.execute(
      sql: """
        INSERT INTO turn (session, number, answerID, thinkingMode, state, createdAt)
        VALUES (?, ?, ?, ?, 'waiting', ?)
        """,
      arguments: [
        id.rawValue, number, turn.answerID.rawValue, turn.thinkingMode.rawValue,
        turn.createdAt.milliseconds,
      ])
  }

  /// Adds a message behind the last one of a session.
  static func insertMessage(
    _ message: Message.ID, _ role: Message.Role, _ content: String, at time: Int64,
    into id: Session.ID, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO message (session, position, id, role, content, createdAt)
        VALUES (?, (SELECT ifnull(max(position) + 1, 0) FROM message WHERE session = ?), ?, ?, ?, ?)
        """,
      arguments: [id.rawValue, id.rawValue, message.rawValue, role.rawValue, content, time])
  }
}
