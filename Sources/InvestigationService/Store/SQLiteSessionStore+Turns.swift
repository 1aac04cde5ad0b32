import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore {
  package func claimTurn(
    owner: Int64, at now: Date, lease: Duration, isAlive: @escaping @Sendable (Int64) -> Bool
  ) async throws -> ClaimedTurn? {
    // Looking is cheap and locks nobody; the claim itself looks again inside its transaction.
    let isOpen = try await pool.read { database in
      try Self.openTurn(database, at: now, isAlive: isAlive) != nil
    }
    guard isOpen else { return nil }
    return try await write { database in
      guard let turn = try Self.openTurn(database, at: now, isAlive: isAlive) else { return nil }
      let session: String = turn["session"]
      let number: Int = turn["number"]
      let token = (turn["token"] as Int64) + 1
      try database.execute(
        sql: """
          UPDATE turn SET state = 'claimed', owner = ?, leaseEnd = ?, renewedAt = ?, token = ?,
            step = NULL WHERE session = ? AND number = ?
          """,
        arguments: [
          owner, now.milliseconds + lease.milliseconds, now.milliseconds, token, session, number,
        ])
      return try Self.claimedTurn(turn, token: token, database)
    }
  }

  package func isWaiting(_ id: Session.ID) async throws -> Bool {
    try await readShortly { database in
      try Bool.fetchOne(
        database,
        sql: "SELECT state = 'waiting' FROM turn WHERE session = ? ORDER BY number DESC LIMIT 1",
        arguments: [id.rawValue]) == true
    }
  }

  package func renew(
    _ claim: TurnClaim, at now: Date, lease: Duration
  ) async throws -> Duration? {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE turn SET worked = worked + max(0, ? - renewedAt), renewedAt = ?, leaseEnd = ?
          WHERE session = ? AND number = ? AND token = ? AND state = 'claimed'
          """,
        arguments: [
          now.milliseconds, now.milliseconds, now.milliseconds + lease.milliseconds,
          claim.session.rawValue, claim.number, claim.token,
        ])
      guard database.changesCount == 1 else { return nil }
      let worked = try Int64.fetchOne(
        database, sql: "SELECT worked FROM turn WHERE session = ? AND number = ?",
        arguments: [claim.session.rawValue, claim.number])
      return .milliseconds(worked ?? 0)
    }
  }

  package func report(_ progress: Progress, of claim: TurnClaim) async throws {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE turn SET step = ?, done = ?, total = ?, progressAt = ?
          WHERE session = ? AND number = ? AND token = ? AND state = 'claimed'
          """,
        arguments: [
          progress.step, progress.done, progress.total, progress.updatedAt.milliseconds,
          claim.session.rawValue, claim.number, claim.token,
        ])
    }
  }

  package func noteEngineEnd(
    wasAlone: Bool, of claim: TurnClaim
  ) async throws -> EngineEnds? {
    try await write { database in
      let column = wasAlone ? "endsAlone" : "endsShared"
      try database.execute(
        sql: """
          UPDATE turn SET \(column) = \(column) + 1
          WHERE session = ? AND number = ? AND token = ? AND state = 'claimed'
          """,
        arguments: [claim.session.rawValue, claim.number, claim.token])
      guard database.changesCount == 1 else { return nil }
      let row = try Row.fetchOne(
        database, sql: "SELECT endsShared, endsAlone FROM turn WHERE session = ? AND number = ?",
        arguments: [claim.session.rawValue, claim.number])
      return row.map { EngineEnds(shared: $0[0], alone: $0[1]) }
    }
  }

  package func finish(
    _ claim: TurnClaim, with outcome: TurnOutcome, at now: Date
  ) async throws -> Bool {
    try await write { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT turn.answerID, session.status FROM turn JOIN session ON session.id = turn.session
          WHERE turn.session = ? AND turn.number = ? AND turn.token = ? AND turn.state = 'claimed'
          """,
        arguments: [claim.session.rawValue, claim.number, claim.token])
      guard let row, let status = SessionStatus(rawValue: row["status"]) else { return false }
      let (event, state, content, memory): (SessionLifecycle.Event, String, String, Data?) =
        switch outcome {
        case .answered(let markdown, let memory): (.completed, "answered", markdown, memory)
        case .failed(let reason): (.failed, "failed", reason, nil)
        }
      let next = try SessionLifecycle.next(from: status, on: event)
      try Self.insertMessage(
        .init(rawValue: row["answerID"]), .assistant, content, at: now.milliseconds,
        into: claim.session, database)
      try database.execute(
        sql: """
          UPDATE turn SET state = ?, owner = NULL, leaseEnd = NULL, memory = ?
          WHERE session = ? AND number = ?
          """,
        arguments: [state, memory, claim.session.rawValue, claim.number])
      try database.execute(
        sql: "UPDATE session SET status = ?, updatedAt = ? WHERE id = ?",
        arguments: [next.rawValue, now.milliseconds, claim.session.rawValue])
      return true
    }
  }

  package func release(_ claim: TurnClaim, at now: Date) async throws {
    try await write { database in
      try database.execute(
        sql: """
          UPDATE turn SET state = 'waiting', owner = NULL, leaseEnd = NULL,
            worked = worked + max(0, ? - renewedAt)
          WHERE session = ? AND number = ? AND token = ? AND state = 'claimed'
          """,
        arguments: [now.milliseconds, claim.session.rawValue, claim.number, claim.token])
    }
  }

  /// The oldest turn that nobody works on.
  private static func openTurn(
    _ database: Database, at now: Date, isAlive: (Int64) -> Bool
  ) throws -> Row? {
    let open = try Row.fetchCursor(
      database,
      sql: "SELECT * FROM turn WHERE state IN ('waiting', 'claimed') ORDER BY createdAt")
    while let turn = try open.next() {
      guard turn["state"] == "claimed" else { return turn.copy() }
      let isExpired = (turn["leaseEnd"] as Int64? ?? 0) < now.milliseconds
      guard let owner: Int64 = turn["owner"], !isExpired, isAlive(owner) else { return turn.copy() }
    }
    return nil
  }

  private static func claimedTurn(
    _ turn: Row, token: Int64, _ database: Database
  ) throws -> ClaimedTurn? {
    let id = Session.ID(rawValue: turn["session"])
    let number: Int = turn["number"]
    let session = try Row.fetchOne(
      database, sql: "SELECT incidentTime FROM session WHERE id = ?", arguments: [id.rawValue])
    let question = try String.fetchOne(
      database,
      sql: """
        SELECT content FROM message WHERE session = ? AND role = 'user'
        ORDER BY position LIMIT 1 OFFSET ?
        """,
      arguments: [id.rawValue, number - 1])
    let memory = try Data.fetchOne(
      database,
      sql: """
        SELECT memory FROM turn WHERE session = ? AND number < ? AND memory IS NOT NULL
        ORDER BY number DESC LIMIT 1
        """,
      arguments: [id.rawValue, number])
    guard let session, let question else { return nil }
    return ClaimedTurn(
      claim: TurnClaim(session: id, number: number, token: token), input: question,
      thinkingMode: ThinkingMode(rawValue: turn["thinkingMode"]) ?? .auto,
      incidentTime: (session["incidentTime"] as Int64?).map(Date.init(milliseconds:)),
      evidence: try evidence(of: id, database), memory: memory,
      worked: .milliseconds(turn["worked"] as Int64),
      engineEnds: EngineEnds(shared: turn["endsShared"], alone: turn["endsAlone"]))
  }
}
