import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SQLiteSessionStore {
  package func take(_ notice: AlertNotice, maxRunning: Int) async throws -> AlertChange {
    let alerts = notice.group.alerts
    let organization = notice.principal.organization
    // Most are repeats: they hold no writer up.
    let seen = try await pool.read { try Self.past(of: alerts, organization, $0) }
    let plan = AlertPlan(alerts, past: seen)
    if plan.changesNothing {
      return AlertChange(outcome: try await known(plan, organization), asked: [])
    }
    return try await write { database in
      let plan = AlertPlan(alerts, past: try Self.past(of: alerts, organization, database))
      return try Self.carry(out: plan, notice, maxRunning, database)
    }
  }

  package func alertSessions(
    atMost limit: Int, of organization: String
  ) async throws -> [Session] {
    try await pool.read { database in
      // All keys that begin so: behind the stroke comes the digit nought.
      let rows = try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT \(Session.columns) FROM session
            WHERE organization = ? AND idempotencyKey >= ? AND idempotencyKey < ?
            ORDER BY createdAt DESC, id LIMIT ?
            """),
        arguments: [organization, "\(Alert.keyMark)/", "\(Alert.keyMark)0", limit])
      var sessions: [Session] = []
      while let row = try rows.next() { sessions.append(try Session(row: row)) }
      return sessions
    }
  }

  private func known(_ plan: AlertPlan, _ organization: String) async throws -> AlertOutcome {
    guard let id = plan.known.first else { return .nothing }
    return .known(try await pool.read { try Self.fetch(id, organization, $0) })
  }

  private static func carry(
    out plan: AlertPlan, _ notice: AlertNotice, _ maxRunning: Int, _ database: Database
  ) throws -> AlertChange {
    let organization = notice.principal.organization
    var asked: [Session.ID] = []
    var outcome: AlertOutcome?
    for followUp in plan.followUps {
      let turn = notice.turn(followUp)
      let session = try Self.followUp(
        turn, to: followUp.session, organization, maxRunning, database)
      guard let session else { continue }
      try keep(followUp.fires + followUp.resolved, in: session.id, organization, database)
      asked.append(session.id)
      outcome =
        outcome
        ?? .followed(
          FollowUpReceipt(
            session: session, userMessageID: turn.questionID, assistantMessageID: turn.answerID))
    }
    for alert in plan.settled {
      try database.execute(
        sql: "UPDATE alert SET isResolved = true WHERE organization = ? AND fingerprint = ?",
        arguments: [organization, alert.fingerprint])
    }
    if let new = notice.session(opening: plan.opening) {
      let session: Session
      switch try create(new, maxRunning, database) {
      case .created(let created):
        session = created
        asked.append(created.id)
        outcome = .opened(created)
      // Somebody made a session by the key of this alert: that is the one it belongs to.
      case .replayed(let original):
        session = original
        outcome = outcome ?? .known(original)
      }
      try keep(plan.opening, in: session.id, organization, database)
    }
    if let outcome { return AlertChange(outcome: outcome, asked: asked) }
    guard let id = plan.known.first else { return AlertChange(outcome: .nothing, asked: []) }
    return AlertChange(outcome: .known(try fetch(id, organization, database)), asked: [])
  }

  /// The newest known episode of each alert, by its fingerprint.
  private static func past(
    of alerts: [Alert], _ organization: String, _ database: Database
  ) throws -> [String: KnownAlert] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT alert.startedAt, alert.isResolved, session.id, session.status FROM alert
        JOIN session ON session.id = alert.session
        WHERE alert.organization = ? AND alert.fingerprint = ?
        """)
    var past: [String: KnownAlert] = [:]
    for fingerprint in Set(alerts.map(\.fingerprint)) {
      guard
        let row = try Row.fetchOne(statement, arguments: [organization, fingerprint]),
        let status = SessionStatus(rawValue: row[3])
      else { continue }
      past[fingerprint] = KnownAlert(
        session: .init(rawValue: row[2]), status: status, startedAt: Date(milliseconds: row[0]),
        isResolved: row[1])
    }
    return past
  }

  /// Keeps which session alerts belong to, in place of what is known of older episodes.
  private static func keep(
    _ alerts: [Alert], in session: Session.ID, _ organization: String, _ database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO alert (organization, fingerprint, startedAt, isResolved, session)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (organization, fingerprint) DO UPDATE SET startedAt = excluded.startedAt,
          isResolved = excluded.isResolved, session = excluded.session
        """)
    for alert in alerts {
      try statement.execute(
        arguments: [
          organization, alert.fingerprint, alert.startsAt.milliseconds,
          alert.status == .resolved, session.rawValue,
        ])
    }
  }
}
