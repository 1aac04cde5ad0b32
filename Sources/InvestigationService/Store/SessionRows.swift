import GRDB
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Session {
  /// Reads a row of the table of sessions.
  init(row: Row) throws {
    guard let status = SessionStatus(rawValue: row["status"]) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "unknown status '\(row["status"] as String)'")
    }
    self.init(
      id: .init(rawValue: row["id"]), status: status, title: row["title"], input: row["input"],
      createdAt: Date(milliseconds: row["createdAt"]),
      updatedAt: Date(milliseconds: row["updatedAt"]))
  }
}

extension Message {
  /// Reads a row of the table of messages.
  init(row: Row) throws {
    guard let role = Role(rawValue: row["role"]) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "unknown role '\(row["role"] as String)'")
    }
    self.init(
      id: .init(rawValue: row["id"]), role: role, markdownContent: row["content"],
      createdAt: Date(milliseconds: row["createdAt"]))
  }
}

extension Progress {
  /// Reads the progress of a turn's row; nil where none was told yet.
  init?(row: Row) {
    guard let step: String = row["step"], let done: Int = row["done"],
      let total: Int = row["total"], let time: Int64 = row["progressAt"]
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
