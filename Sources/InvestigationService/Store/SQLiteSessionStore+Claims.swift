import GRDB
import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore {
  package func claimTurn(
    owner: Int64, at now: Date, lease: Duration, ofIdleOrganizations: Bool,
    isAlive: @escaping @Sendable (Int64) -> Bool
  ) async throws -> ClaimedTurn? {
    while true {
      // Looking locks nobody. The claim holds only if the turn is still as it was seen.
      let seen = try await pool.read { database in
        try Self.nextTurn(
          database, at: now, ofIdleOrganizations: ofIdleOrganizations, isAlive: isAlive)
      }
      guard let seen else { return nil }
      let attempt = try await write { database in
        try Self.claim(seen, owner: owner, at: now, lease: lease, database)
      }
      if case .claimed(let turn) = attempt { return turn }
    }
  }

  /// What became of a claim.
  private enum Attempt {
    /// The turn is not as it was seen.
    case missed
    /// Nil where the store has lost the turn's question.
    case claimed(ClaimedTurn?)
  }

  /// An open turn as it was seen.
  private struct SeenTurn {
    var session: String
    var number: Int
    var token: Int64
    var organization: String
    var createdAt: Int64
    var leaseEnd: Int64?

    init(_ row: Row) {
      session = row[0]
      number = row[1]
      token = row[2]
      organization = row[3]
      createdAt = row[4]
      leaseEnd = row[5]
    }

    /// What ``init(_:)`` reads of the table of turns.
    static let columns = "session, number, token, organization, createdAt, leaseEnd"
  }

  /// The turn to be worked on next: of the organisation that is worked for least, its oldest; among
  /// organisations that are worked for alike, the oldest.
  ///
  /// A turn whose owner is gone waits like a new one. Looks at the claimed turns, of which there are
  /// as many as workers, and once into the index for each organisation that waits.
  private static func nextTurn(
    _ database: Database, at now: Date, ofIdleOrganizations: Bool, isAlive: (Int64) -> Bool
  ) throws -> SeenTurn? {
    var atWork: [String: Int] = [:]
    var candidates: [SeenTurn] = []
    let claimed = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT \(SeenTurn.columns), owner FROM turn INDEXED BY turnClaimed
          WHERE state = 'claimed'
          """))
    while let row = try claimed.next() {
      let turn = SeenTurn(row)
      let isExpired = (turn.leaseEnd ?? 0) < now.milliseconds
      if let owner = row[6] as Int64?, !isExpired, isAlive(owner) {
        atWork[turn.organization, default: 0] += 1
      } else {
        candidates.append(turn)
      }
    }
    let waiting = try Row.fetchCursor(try database.cachedStatement(sql: oldestWaiting))
    while let row = try waiting.next() { candidates.append(SeenTurn(row)) }
    if ofIdleOrganizations { candidates.removeAll { atWork[$0.organization] != nil } }
    return candidates.min { a, b in
      let (first, second) = (atWork[a.organization] ?? 0, atWork[b.organization] ?? 0)
      return (first, a.createdAt, a.session) < (second, b.createdAt, b.session)
    }
  }

  /// The oldest waiting turn of each organisation: from one organisation the index leads to the next.
  private static let oldestWaiting = """
    WITH RECURSIVE organizations (name) AS (
      SELECT (SELECT organization FROM turn INDEXED BY turnWaiting WHERE state = 'waiting'
        ORDER BY organization LIMIT 1)
      UNION ALL
      SELECT (SELECT organization FROM turn INDEXED BY turnWaiting
        WHERE state = 'waiting' AND organization > organizations.name
        ORDER BY organization LIMIT 1)
      FROM organizations WHERE organizations.name IS NOT NULL
    )
    SELECT \(SeenTurn.columns) FROM organizations CROSS JOIN turn
    WHERE (turn.session, turn.number) = (
      SELECT first.session, first.number FROM turn AS first INDEXED BY turnWaiting
      WHERE first.state = 'waiting' AND first.organization = organizations.name
      ORDER BY first.createdAt LIMIT 1)
    """

  /// Claims a turn, unless it was claimed, renewed or ended since it was seen.
  private static func claim(
    _ seen: SeenTurn, owner: Int64, at now: Date, lease: Duration, _ database: Database
  ) throws -> Attempt {
    let turn = try Row.fetchOne(
      database,
      sql: """
        SELECT * FROM turn
        WHERE session = ? AND number = ? AND token = ? AND leaseEnd IS ?
          AND state IN ('waiting', 'claimed')
        """,
      arguments: [seen.session, seen.number, seen.token, seen.leaseEnd])
    guard let turn else { return .missed }
    let token = seen.token + 1
    try database.execute(
      sql: """
        UPDATE turn SET state = 'claimed', owner = ?, leaseEnd = ?, renewedAt = ?, token = ?,
          step = NULL WHERE session = ? AND number = ?
        """,
      arguments: [
        owner, now.milliseconds + lease.milliseconds, now.milliseconds, token, seen.session,
        seen.number,
      ])
    return .claimed(try claimedTurn(turn, token: token, database))
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
