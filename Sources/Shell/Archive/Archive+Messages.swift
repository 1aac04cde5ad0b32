import GRDB
package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Archive {
  /// The messages of a session as they were last told, oldest first, with their reports; none where
  /// the archive has none.
  ///
  /// Of the `newest` only a number, where one is given.
  package func messages(
    of id: Session.ID, service: String, newest limit: Int? = nil
  ) throws -> [Message] {
    try database.read { database in
      try Row.fetchCursor(
        database,
        sql: """
          SELECT id, role, content, createdAt, report FROM message
          WHERE service = ? AND session = ? ORDER BY position DESC LIMIT ?
          """,
        arguments: [service, id.rawValue, limit ?? -1]
      ).compactMap(Message.init).array().reversed()
    }
  }

  /// Keeps the messages of a session that are not kept yet, and the reports that older ones lack.
  func record(
    _ messages: [Message], of id: Session.ID, service: String, _ database: Database
  ) throws {
    let known = try Row.fetchCursor(
      database,
      sql: "SELECT position, report IS NOT NULL FROM message WHERE service = ? AND session = ?",
      arguments: [service, id.rawValue])
    var hasReport: [Int: Bool] = [:]
    while let row = try known.next() { hasReport[row[0]] = row[1] }
    for (position, message) in messages.enumerated() {
      // A message that was told never changes.
      if let known = hasReport[position], known || message.report == nil { continue }
      let message = message.maskingSecrets()
      let report = try message.report.map {
        String(decoding: try ContractJSON.encode($0), as: UTF8.self)
      }
      try database.execute(
        sql: """
          INSERT INTO message
            (service, session, id, position, role, content, createdAt, report, runs, isConcealed)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (service, session, position) DO UPDATE SET report = excluded.report
          """,
        arguments: [
          service, id.rawValue, message.id.rawValue, position, message.role.rawValue,
          message.markdownContent, message.createdAt.timeIntervalSince1970, report,
          UnspacedText.index(of: message.markdownContent), isConcealed(message),
        ])
    }
  }
}

extension Message {
  /// Reads a row of the archive; nil where it makes no sense, while a report that does not is left out.
  fileprivate init?(row: Row) {
    guard let role = Role(rawValue: row["role"]) else { return nil }
    let report = (row["report"] as String?).flatMap {
      try? ContractJSON.decode(Report.self, from: Data($0.utf8))
    }
    self.init(
      id: .init(rawValue: row["id"]), role: role, markdownContent: row["content"],
      createdAt: Date(timeIntervalSince1970: row["createdAt"]), report: report)
  }
}
