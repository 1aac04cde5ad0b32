import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SQLiteSessionStore {
  package func sessions(
    behind last: Session?, atMost limit: Int, of organization: String
  ) async throws -> [Session] {
    // A row value comparison can't follow an index whose columns run both ways, so it is spelt out.
    let time = last?.createdAt.milliseconds ?? .max
    return try await pool.read { database in
      try Row.fetchCursor(
        try database.cachedStatement(
          sql: """
            SELECT \(Session.columns) FROM session
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
    let isPaged = request.page != nil || request.limit != nil
    let limit = isPaged ? request.limit ?? PageRequest.defaultLimit : nil
    guard let limit, limit <= Self.shortPage else {
      return try await pool.read { try Self.page(request.page ?? 1, limit, organization, $0) }
    }
    return try shortReaders.readTogether {
      try Self.page(request.page ?? 1, limit, organization, $0)
    }
  }

  /// The most sessions a page that are read on the caller's thread.
  private static let shortPage = 100

  /// The number and time of an organisation's newest session; zeros where it has none.
  static func newest(
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

  /// Reads a page; without a limit all sessions are one.
  private static func page(
    _ page: Int, _ limit: Int?, _ organization: String, _ database: Database
  ) throws -> SessionPage {
    let total = try newest(database, organization).number
    let size = limit ?? max(1, total)
    let last = total == 0 ? 1 : (total - 1) / size + 1
    guard page <= last else {
      return SessionPage(sessions: [], total: total, prev: total == 0 ? nil : last, next: nil)
    }
    let sessions = try sessions(
      fromNumber: total - (page - 1) * size, atMost: size, organization, database)
    return SessionPage(
      sessions: sessions, total: total, prev: page > 1 ? page - 1 : nil,
      next: page < last ? page + 1 : nil)
  }

  /// Reads sessions from a place of the list on: its number leads to its time, and the index by time
  /// from there to all behind it.
  ///
  /// Numbers and times rise together, but sessions of one moment stand in the order of their
  /// identifiers; so reading begins with the first of its moment.
  private static func sessions(
    fromNumber number: Int, atMost limit: Int, _ organization: String, _ database: Database
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
    return try Row.fetchCursor(
      try database.cachedStatement(
        sql: """
          SELECT \(Session.columns) FROM session WHERE organization = ? AND createdAt <= ?
          ORDER BY createdAt DESC, id LIMIT ? OFFSET ?
          """),
      arguments: [organization, time, limit, newest - number]
    ).map(Session.init(row:)).collect()
  }
}
