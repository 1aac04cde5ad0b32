import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SQLiteSessionStore {
  package func sessions(
    behind last: Session?, atMost limit: Int, bytes: Int, of organization: String
  ) async throws -> [Session] {
    // A row value comparison can't follow an index whose columns run both ways, so it is spelt out.
    let time = last?.createdAt.milliseconds ?? .max
    return try await read { database in
      let rows = try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT \(Session.columns) FROM session
            WHERE organization = ? AND createdAt <= ? AND (createdAt < ? OR id > ?)
            ORDER BY createdAt DESC, id LIMIT ?
            """),
        arguments: [organization, time, time, last?.id.rawValue ?? "", limit])
      return try Self.collect(rows, bytes: bytes)
    }
  }

  package func list(
    _ request: PageRequest, bytes: Int, of organization: String
  ) async throws -> ListStart {
    let isPaged = request.page != nil || request.limit != nil
    let limit = isPaged ? request.limit ?? PageRequest.defaultLimit : nil
    @Sendable func start(_ database: Database) throws -> ListStart {
      try Self.start(request.page ?? 1, limit, bytes, organization, database)
    }
    guard let limit, limit <= PageRequest.defaultLimit else { return try await read(start) }
    return try await readShortly(together: true, start)
  }

  /// What a session takes beside its texts, in JSON and in memory.
  private static let frameSize = 256

  /// Reads sessions until they have some bytes, at least one.
  private static func collect(_ rows: RowCursor, bytes: Int) throws -> [Session] {
    var sessions: [Session] = []
    var size = 0
    while size < bytes, let row = try rows.next() {
      let session = try Session(row: row)
      size += session.input.utf8.count + (session.title?.utf8.count ?? 0) + frameSize
      sessions.append(session)
    }
    return sessions
  }

  /// Finds the number for a session of a time, behind all that are not newer, and moves the newer.
  ///
  /// There are newer ones where another process read its clock later and was first to commit, or
  /// where a clock was ahead for a time; each is then moved once by every session made meanwhile.
  static func makeRoom(
    forTime time: Int64, _ database: Database, _ organization: String
  ) throws -> Int {
    let newest = try newest(database, organization)
    guard time < newest.createdAt else { return newest.number + 1 }
    let newer =
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM session WHERE organization = ? AND createdAt > ?",
        arguments: [organization, time]) ?? 0
    // In two steps: on the way no two may have the same number.
    try database.execute(
      sql: """
        UPDATE session SET number = -number - 1 WHERE organization = ? AND createdAt > ?
        """,
      arguments: [organization, time])
    try database.execute(
      sql: "UPDATE session SET number = -number WHERE organization = ? AND number < 0",
      arguments: [organization])
    return newest.number + 1 - newer
  }

  /// The number and time of an organisation's newest session; zeros where it has none.
  ///
  /// Numbers have no gaps, but begin above 1 where the oldest sessions were deleted.
  private static func newest(
    _ database: Database, _ organization: String
  ) throws -> (number: Int, createdAt: Int64) {
    let row = try Row.fetchOne(
      try database.cachedStatement(
        sql: """
          SELECT number, createdAt FROM session WHERE organization = ? ORDER BY number DESC LIMIT 1
          """),
      arguments: [organization])
    return row.map { ($0[0], $0[1]) } ?? (0, 0)
  }

  /// The number of an organisation's oldest session: 1, or more where older ones were deleted.
  private static func oldestNumber(_ database: Database, _ organization: String) throws -> Int {
    try Int.fetchOne(
      try database.cachedStatement(
        sql: "SELECT number FROM session WHERE organization = ? ORDER BY number LIMIT 1"),
      arguments: [organization]) ?? 1
  }

  /// Reads the start of a page; without a limit all sessions are one.
  private static func start(
    _ page: Int, _ limit: Int?, _ bytes: Int, _ organization: String, _ database: Database
  ) throws -> ListStart {
    let newest = try newest(database, organization).number
    let total = newest == 0 ? 0 : newest - (try oldestNumber(database, organization)) + 1
    let size = limit ?? max(1, total)
    let last = total == 0 ? 1 : (total - 1) / size + 1
    guard page <= last else {
      return ListStart(sessions: [], total: total, prev: total == 0 ? nil : last, rest: 0)
    }
    let before = (page - 1) * size
    let sessions = try sessions(
      fromNumber: newest - before, atMost: size, bytes, organization, database)
    return ListStart(
      sessions: sessions, total: total, prev: page > 1 ? page - 1 : nil,
      next: page < last ? page + 1 : nil,
      rest: sessions.isEmpty ? 0 : min(size, total - before) - sessions.count)
  }

  /// Reads sessions from a place of the list on: its number leads to its time, and the index by time
  /// from there to all behind it.
  ///
  /// Numbers and times rise together, but sessions of one moment stand in the order of their
  /// identifiers; so reading begins with the first of its moment.
  private static func sessions(
    fromNumber number: Int, atMost limit: Int, _ bytes: Int, _ organization: String,
    _ database: Database
  ) throws -> [Session] {
    let first = try Row.fetchOne(
      try database.cachedStatement(
        sql: """
          SELECT first.createdAt, max(same.number)
          FROM session AS first JOIN session AS same INDEXED BY sessionByAge
            ON same.organization = first.organization AND same.createdAt = first.createdAt
          WHERE first.organization = ? AND first.number = ?
          """),
      arguments: [organization, number])
    guard let first, let time = first[0] as Int64?, let newest = first[1] as Int? else { return [] }
    let rows = try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT \(Session.columns) FROM session WHERE organization = ? AND createdAt <= ?
          ORDER BY createdAt DESC, id LIMIT ? OFFSET ?
          """),
      arguments: [organization, time, limit, newest - number])
    return try collect(rows, bytes: bytes)
  }
}
