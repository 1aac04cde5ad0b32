import GRDB
import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore {
  /// How long a transaction goes on deleting: writers wait no longer than that, and its commit.
  private static let pruningTime = Duration.milliseconds(25)

  /// How many sessions are looked at in one transaction, at the most.
  private static let pruningWindow = 500

  /// The shortest pause between two transactions, in which others come to write.
  private static let pruningPause = Duration.milliseconds(10)

  package func prune(before cutoff: Date) async throws -> Int {
    var deleted = 0
    var organization: String?
    while let next = try await self.organization(behind: organization) {
      deleted += try await prune(next, before: cutoff.milliseconds)
      organization = next
    }
    return deleted
  }

  private func organization(behind last: String?) async throws -> String? {
    try await pool.read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT organization FROM session WHERE ? IS NULL OR organization > ?
          ORDER BY organization LIMIT 1
          """,
        arguments: [last, last])
    }
  }

  /// Deletes an organisation's old sessions, oldest first, in transactions with pauses between them.
  private func prune(_ organization: String, before cutoff: Int64) async throws -> Int {
    var deleted = 0
    var place: Int? = 0
    while let behind = place {
      // Whoever only looks holds no writer up.
      let seen = try await pool.read { try Self.window($0, organization, behind, cutoff) }
      guard seen.rows.contains(where: \.isOld) else {
        place = seen.isLast ? nil : seen.rows.last?.number
        continue
      }
      let began = ContinuousClock.now
      let step = try await write { database in
        try Self.prune(Self.window(database, organization, behind, cutoff), organization, database)
      }
      deleted += step.deleted
      place = step.place
      let taken = began.duration(to: .now)
      try await ContinuousClock().sleep(for: max(Self.pruningPause, taken))
    }
    return deleted
  }

  /// Sessions that stand one behind the other in an organisation's numbering.
  private struct Window {
    var rows: [Row]
    /// Whether none behind them can be old.
    var isLast: Bool

    struct Row {
      var id: String
      var number: Int
      var isOld: Bool
    }
  }

  /// Reads the sessions behind a number; an old one has ended, and last changed before the cutoff.
  private static func window(
    _ database: Database, _ organization: String, _ behind: Int, _ cutoff: Int64
  ) throws -> Window {
    let found = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT id, number, createdAt, status IN ('idle', 'failed') AND updatedAt < ?
          FROM session WHERE organization = ? AND number > ? ORDER BY number LIMIT ?
          """),
      arguments: [cutoff, organization, behind, pruningWindow])
    var window = Window(rows: [], isLast: false)
    while let row = try found.next() {
      // Numbers and times of creation rise together.
      guard (row[2] as Int64) < cutoff else {
        window.isLast = true
        return window
      }
      window.rows.append(.init(id: row[0], number: row[1], isOld: row[3]))
    }
    window.isLast = window.rows.count < pruningWindow
    return window
  }

  /// Deletes the old sessions of a window, as many as there is time for; the number behind which to
  /// go on is nil where nothing follows.
  private static func prune(
    _ window: Window, _ organization: String, _ database: Database
  ) throws -> (deleted: Int, place: Int?) {
    let end = ContinuousClock.now + pruningTime
    var deleted: [Window.Row] = []
    var place = window.isLast ? nil : window.rows.last?.number
    for row in window.rows where row.isOld {
      guard deleted.isEmpty || ContinuousClock.now < end else {
        place = row.number - 1
        break
      }
      try delete(row.id, database)
      deleted.append(row)
    }
    if let last = deleted.last { try closeGaps(upTo: last.number, organization, database) }
    return (deleted.count, place)
  }

  /// Deletes a session with all that belongs to it.
  static func delete(_ id: String, _ database: Database) throws {
    for table in ["message", "turn", "evidence"] {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE session = ?")
        .execute(arguments: [id])
    }
    try database.cachedStatement(sql: "DELETE FROM session WHERE id = ?").execute(arguments: [id])
  }

  /// Moves the sessions that are older than a deleted one up, so that numbers have no gaps.
  ///
  /// The older ones are few where the oldest are deleted, and the newer ones all the others.
  static func closeGaps(
    upTo number: Int, _ organization: String, _ database: Database
  ) throws {
    let older = try Row.fetchAll(
      database,
      sql: """
        SELECT id FROM session WHERE organization = ? AND number < ? ORDER BY number DESC
        """,
      arguments: [organization, number])
    let statement = try database.cachedStatement(sql: "UPDATE session SET number = ? WHERE id = ?")
    // The newest first: the number it takes is free, and leaves its own to the next.
    for (distance, row) in older.enumerated() {
      try statement.execute(arguments: [number - distance, row[0] as String])
    }
  }
}
