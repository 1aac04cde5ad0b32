import GRDB

/// Whether a text is JSON to the letter of RFC 8259.
///
/// Foundation's decoder takes a comma behind the last member, and does not look at values that
/// nobody asks for. SQLite's `json_valid` looks at all of the text.
struct JSONSyntax: Sendable {
  private let checker: DatabaseQueue

  /// Opens the checker; it keeps nothing and touches no file.
  init() throws {
    checker = try DatabaseQueue()
  }

  /// The field that the object of a text holds more than once, if there is one of those that are
  /// read: which of them a reader takes is not defined (RFC 8259, section 4).
  ///
  /// SQLite ends a name at an escaped NUL, so a member with one in its name is none of the fields.
  func repeatedField(of fields: [String], in text: String) throws -> String? {
    try checker.read { database in
      // The names are ours and hold no quotes.
      let names = fields.map { "'\($0)'" }.joined(separator: ", ")
      let statement = try database.cachedStatement(
        sql: """
          SELECT key FROM json_each(?) WHERE key IN (\(names)) AND instr(fullkey, '\\u0000') = 0
          GROUP BY key HAVING count(*) > 1 LIMIT 1
          """)
      return try String.fetchOne(statement, arguments: [text])
    }
  }

  /// Checks a whole text.
  func accepts(_ text: String) throws -> Bool {
    try checker.read { database in
      let statement = try database.cachedStatement(sql: "SELECT json_valid(?)")
      return try Bool.fetchOne(statement, arguments: [text]) ?? false
    }
  }
}
