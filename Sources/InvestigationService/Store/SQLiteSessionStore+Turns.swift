import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore {
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
    let end = TurnEnd(outcome)
    return try await write { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT turn.answerID, session.status FROM turn JOIN session ON session.id = turn.session
          WHERE turn.session = ? AND turn.number = ? AND turn.token = ? AND turn.state = 'claimed'
          """,
        arguments: [claim.session.rawValue, claim.number, claim.token])
      guard let row, let status = SessionStatus(rawValue: row["status"]) else { return false }
      let next = try SessionLifecycle.next(from: status, on: end.event)
      try Self.insertMessage(
        .init(rawValue: row["answerID"]), .assistant, end.content, report: end.report,
        at: now.milliseconds, into: claim.session, database)
      try database.execute(
        sql: """
          UPDATE turn SET state = ?, owner = NULL, leaseEnd = NULL, memory = ?
          WHERE session = ? AND number = ?
          """,
        arguments: [end.state, end.memory, claim.session.rawValue, claim.number])
      if end.memory != nil { try Self.forgetMemory(before: claim, database) }
      try database.execute(
        sql: "UPDATE session SET status = ?, updatedAt = ? WHERE id = ?",
        arguments: [next.rawValue, now.milliseconds, claim.session.rawValue])
      return true
    }
  }

  /// How a turn ended, as its rows have it.
  private struct TurnEnd: Sendable {
    var event: SessionLifecycle.Event
    var state: String
    var content: String
    var report: String?
    var memory: Data?

    init(_ outcome: TurnOutcome) {
      switch outcome {
      case .answered(let markdown, let report, let memory):
        event = .completed
        state = "answered"
        content = markdown
        // What was read can be written; an answer would not be lost for a report in any case.
        self.report = report.flatMap { try? StoredReport.text(of: $0) }
        self.memory = memory
      case .failed(let reason):
        event = .failed
        state = "failed"
        content = reason
      }
    }
  }

  /// Empties what the turns before a claimed one left behind, which may be large: the next turn is
  /// handed what the newest of them left, and nobody reads the others.
  private static func forgetMemory(before claim: TurnClaim, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE turn SET memory = NULL WHERE session = ? AND number < ? AND memory IS NOT NULL
        """,
      arguments: [claim.session.rawValue, claim.number])
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

  package func holds(_ claim: TurnClaim) async throws -> Bool {
    try await readShortly { database in
      try Bool.fetchOne(
        try database.cachedStatement(
          sql: """
            SELECT state = 'claimed' AND token = ? FROM turn WHERE session = ? AND number = ?
            """),
        arguments: [claim.token, claim.session.rawValue, claim.number]) == true
    }
  }

  package func cancel(
    _ id: Session.ID, of organization: String, reason: String, at now: Date
  ) async throws -> Session? {
    try await write { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT session.status, turn.number, turn.answerID FROM session
          LEFT JOIN turn ON turn.session = session.id AND turn.state IN ('waiting', 'claimed')
          WHERE session.id = ? AND session.organization = ? ORDER BY turn.number DESC LIMIT 1
          """,
        arguments: [id.rawValue, organization])
      guard let row, let status = SessionStatus(rawValue: row[0]) else { return nil }
      let next = try SessionLifecycle.next(from: status, on: .cancelled)
      guard let number = row[1] as Int?, let answer = row[2] as String? else {
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "running session '\(id)' has no open turn")
      }
      try Self.insertMessage(
        .init(rawValue: answer), .assistant, reason, at: now.milliseconds, into: id, database)
      // With another token the claim is lost, and nothing that its holder still says is kept.
      try database.execute(
        sql: """
          UPDATE turn SET state = 'failed', owner = NULL, leaseEnd = NULL, token = token + 1
          WHERE session = ? AND number = ?
          """,
        arguments: [id.rawValue, number])
      try database.execute(
        sql: "UPDATE session SET status = ?, updatedAt = ? WHERE id = ?",
        arguments: [next.rawValue, now.milliseconds, id.rawValue])
      return try Self.fetch(id, organization, database)
    }
  }
}
