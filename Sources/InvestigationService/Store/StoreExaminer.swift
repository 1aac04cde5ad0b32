import GRDB
import Synchronization

/// Reads a store piece by piece, to find pages that are damaged before somebody needs them.
///
/// A look reads a few rows behind those of the look before, and begins anew at the end. What a call
/// could not read is read again by every look until that succeeds; so is the piece at which a look
/// failed.
final class StoreExaminer: Sendable {
  /// A read that failed for the file's sake.
  typealias Suspicion = @Sendable (Database) throws -> Void

  private let state = Mutex(State())

  private struct State {
    var suspicion: Suspicion?
    var places = Table.all.map { _ in Place() }
  }

  /// The key of the last row that was read.
  private struct Place {
    var session = ""
    var number: Int64 = -1
  }

  /// A table whose rows are read in the order of its key.
  private struct Table {
    /// What is read: the key's two columns, and the length of what the row holds.
    let sql: String

    // A text's length is known only when all of it was read.
    static let all = [
      Table(
        sql: """
          SELECT id, 0, length(input) FROM session WHERE id > ? AND ? IS NOT NULL
          ORDER BY id LIMIT ?
          """),
      Table(
        sql: """
          SELECT session, position, length(content) + ifnull(length(report), 0) FROM message
          WHERE (session, position) > (?, ?) ORDER BY session, position LIMIT ?
          """),
      Table(
        sql: """
          SELECT session, number, length(state) FROM turn
          WHERE (session, number) > (?, ?) ORDER BY session, number LIMIT ?
          """),
    ]
  }

  /// The rows of a table, and the characters of their texts, that a look reads at the most: some
  /// milliseconds of work.
  private static let rows = 100
  private static let characters = 1 << 20

  /// Keeps a read that failed, where that is the file's fault.
  func note(_ error: any Error, of suspicion: @escaping Suspicion) {
    guard let error = error as? DatabaseError else { return }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR:
      state.withLock { $0.suspicion = suspicion }
    default: return
    }
  }

  /// Looks at what failed before, and at the next piece of every table.
  ///
  /// - Throws: the error of SQLite where something can't be read.
  func look(_ database: Database) throws {
    if let suspicion = state.withLock({ $0.suspicion }) {
      try suspicion(database)
      state.withLock { $0.suspicion = nil }
    }
    for (index, table) in Table.all.enumerated() {
      let place = try Self.read(table, behind: state.withLock { $0.places[index] }, database)
      state.withLock { $0.places[index] = place }
    }
  }

  /// Reads a piece of a table; the place of its end, or that of the beginning where nothing follows.
  private static func read(
    _ table: Table, behind place: Place, _ database: Database
  ) throws -> Place {
    let rows = try Row.fetchCursor(
      try database.cachedStatement(sql: table.sql),
      arguments: [place.session, place.number, Self.rows])
    var place = place
    var count = 0
    var characters = 0
    while characters < Self.characters {
      guard let row = try rows.next() else { return count < Self.rows ? Place() : place }
      place = Place(session: row[0], number: row[1])
      count += 1
      characters += row[2]
    }
    return place
  }
}
