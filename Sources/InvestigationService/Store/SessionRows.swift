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

/// Messages as they are read, until they have some bytes.
struct MessageBatch {
  private(set) var messages: [Message] = []
  /// The bytes of what was read: of texts, and of reports as they are stored.
  private(set) var bytes = 0

  /// What ``take(_:from:)`` reads of the table of messages.
  static func columns(reports: Bool) -> String {
    "message.id, message.role, message.content, message.createdAt, "
      + (reports ? "message.report" : "NULL")
  }

  /// Reads a row that has the ``columns(reports:)`` from a place on; it may have no message.
  ///
  /// A stored report that can't be read is left out, for its message says the same.
  mutating func take(_ row: Row, from place: Int) throws {
    guard let id = row[place] as String? else { return }
    guard let role = Message.Role(rawValue: row[place + 1]) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "unknown role '\(row[place + 1] as String)'")
    }
    var message = Message(
      id: .init(rawValue: id), role: role, markdownContent: row[place + 2],
      createdAt: Date(milliseconds: row[place + 3]))
    bytes += message.markdownContent.utf8.count
    if let report = row[place + 4] as String? {
      bytes += report.utf8.count
      message.report = try? StoredReport.decode(Data(report.utf8))
    }
    messages.append(message)
  }
}

/// Reports as the store has them: in the contract's JSON, and never one that can't be read.
enum StoredReport {
  /// The largest JSON that is kept, in bytes.
  ///
  /// A report of hundreds of exhibits, each with its lines around it, has less than a tenth of that;
  /// and the answers of a long conversation still come in one body that a client reads.
  static let largest = 4 << 20

  /// Checks and reads the JSON that an engine gave.
  ///
  /// - Throws: ``TooLarge``, `DecodingError`.
  static func take(_ json: Data) throws -> Report {
    guard json.count <= largest else { throw TooLarge(bytes: json.count) }
    return try decode(json)
  }

  /// Reads the JSON of a report.
  ///
  /// - Throws: `DecodingError`.
  static func decode(_ json: Data) throws -> Report {
    try ContractJSON.decode(Report.self, from: json)
  }

  /// Writes the JSON of a report.
  static func text(of report: Report) throws -> String {
    String(decoding: try ContractJSON.encode(report), as: UTF8.self)
  }

  /// A report of more bytes than are kept.
  struct TooLarge: Error, CustomStringConvertible {
    var bytes: Int

    var description: String { "it has \(bytes) bytes; at most \(largest) are kept" }
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
