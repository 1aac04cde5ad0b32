import GRDB
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// The most frequent rows are read by their columns' places: finding each by its name took longer
// than the store took to find the row. What is selected stands beside what reads it.

extension Session {
  /// What ``init(row:)`` reads of the table of sessions.
  static let columns = """
    session.id, session.status, session.title, session.input, session.createdAt, session.updatedAt
    """

  /// Reads a row that begins with the ``columns``.
  init(row: Row) throws {
    guard let status = SessionStatus(rawValue: row[1]) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "unknown status '\(row[1] as String)'")
    }
    self.init(
      id: .init(rawValue: row[0]), status: status, title: row[2], input: row[3],
      createdAt: Date(milliseconds: row[4]), updatedAt: Date(milliseconds: row[5]))
  }
}

extension Message {
  /// What ``init(row:from:)`` reads of the table of messages.
  static let columns = "message.id, message.role, message.content, message.createdAt"

  /// Reads a row that has the ``columns`` from a place on; nil where it has no message.
  init?(row: Row, from place: Int) throws {
    guard let id = row[place] as String? else { return nil }
    guard let role = Role(rawValue: row[place + 1]) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "unknown role '\(row[place + 1] as String)'")
    }
    self.init(
      id: .init(rawValue: id), role: role, markdownContent: row[place + 2],
      createdAt: Date(milliseconds: row[place + 3]))
  }
}

extension Progress {
  /// What ``init(row:from:)`` reads of the table of turns.
  static let columns = "turn.step, turn.done, turn.total, turn.progressAt"

  /// Reads a row that has the ``columns`` from a place on; nil where none was told yet.
  init?(row: Row, from place: Int) {
    guard let step = row[place] as String?, let done = row[place + 1] as Int?,
      let total = row[place + 2] as Int?, let time = row[place + 3] as Int64?
    else { return nil }
    self.init(step: step, done: done, total: total, updatedAt: Date(milliseconds: time))
  }
}

extension Cursor {
  /// Collects all elements.
  func collect() throws -> [Element] {
    try Array(self)
  }
}

extension Date {
  /// The time as milliseconds since 1970.
  var milliseconds: Int64 {
    Int64((timeIntervalSince1970 * 1000).rounded())
  }

  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}

extension Duration {
  /// The duration in whole milliseconds.
  var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
