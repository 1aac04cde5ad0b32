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

  /// The field that the object of a text holds more than once, if there is one: which of them a
  /// reader takes is not defined (RFC 8259, section 4).
  ///
  /// SQLite ends a name at an escaped NUL, so a member with one in its name is none of the fields.
  func repeatedField(in text: String) throws -> BodyField? {
    try checker.read { database in
      let statement = try database.cachedStatement(sql: Self.repeatedFields)
      return try String.fetchOne(statement, arguments: [text]).flatMap(BodyField.init(rawValue:))
    }
  }

  private static let repeatedFields = """
    SELECT key FROM json_each(?)
    WHERE key IN (\(BodyField.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))
      AND instr(fullkey, '\\u0000') = 0
    GROUP BY key HAVING count(*) > 1 LIMIT 1
    """

  /// Checks a whole text.
  func accepts(_ text: String) throws -> Bool {
    try checker.read { database in
      let statement = try database.cachedStatement(sql: "SELECT json_valid(?)")
      return try Bool.fetchOne(statement, arguments: [text]) ?? false
    }
  }
}
