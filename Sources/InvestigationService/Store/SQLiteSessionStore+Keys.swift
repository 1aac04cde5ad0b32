import GRDB

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

extension SQLiteSessionStore: KeyStore {
  package func add(
    _ secret: KeySecret, for principal: Principal, at now: Date
  ) async throws -> KeyRecord {
    let number = UInt64.random(in: .min ... .max)
    let digits = String(number, radix: 16)
    let id = String(repeating: "0", count: 16 - digits.count) + digits
    return try await write { database in
      try database.execute(
        sql: """
          INSERT INTO apiKey (id, organization, user, role, selector, hash, createdAt)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, principal.organization, principal.user, principal.role.rawValue,
          secret.hash.selector, secret.hash.bytes, now.milliseconds,
        ])
      guard let key = try Self.keys(database, Self.keysByID, [id]).first else {
        throw DatabaseError(message: "key '\(id)' vanished")
      }
      return key.record
    }
  }

  package func keys() async throws -> [KeyRecord] {
    try await pool.read { try Self.keys($0, Self.keysByAge, []).map(\.record) }
  }

  package func key(_ secret: KeySecret) async throws -> KeyRecord? {
    let hash = secret.hash
    do {
      return try shortReaders.read { database, cache in
        // Looked at first: whatever is committed from here on is seen by the next call.
        let version = try Int64.fetchOne(
          try database.cachedStatement(sql: "PRAGMA data_version"))
        cache.look(atVersion: version ?? 0)
        if let known = cache.key(hash) { return known }
        let found = try Self.key(hash, database)
        if let found { cache.keep(found, hash) }
        return found
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return try await pool.read { try Self.key(hash, $0) }
    }
  }

  private static func key(_ hash: KeyHash, _ database: Database) throws -> KeyRecord? {
    try keys(database, keysBySelector, [hash.selector]).last { $0.hash.matches(hash) }?.record
  }

  package func revokeKey(_ id: String, at now: Date) async throws -> KeyRecord? {
    try await write { database in
      try database.execute(
        sql: "UPDATE apiKey SET revokedAt = ifnull(revokedAt, ?) WHERE id = ?",
        arguments: [now.milliseconds, id])
      return try Self.keys(database, Self.keysByID, [id]).first?.record
    }
  }

  package func noteUse(ofKey id: String, at now: Date) async throws {
    try await write { database in
      try database.execute(
        sql: "UPDATE apiKey SET lastUsedAt = max(ifnull(lastUsedAt, 0), ?) WHERE id = ?",
        arguments: [now.milliseconds, id])
    }
  }

  package func setDisabled(
    _ isDisabled: Bool, organization: String, at now: Date
  ) async throws -> Bool {
    try await write { database in
      let isKnown = try Bool.fetchOne(
        database, sql: "SELECT true FROM apiKey WHERE organization = ? LIMIT 1",
        arguments: [organization])
      guard isKnown == true else { return false }
      if isDisabled {
        try database.execute(
          sql: "INSERT OR IGNORE INTO disabledOrganization (name, disabledAt) VALUES (?, ?)",
          arguments: [organization, now.milliseconds])
      } else {
        try database.execute(
          sql: "DELETE FROM disabledOrganization WHERE name = ?", arguments: [organization])
      }
      return true
    }
  }

  private static let allKeys = """
    SELECT id, apiKey.organization, user, role, createdAt, lastUsedAt, revokedAt,
      disabledOrganization.name IS NOT NULL, hash
    FROM apiKey LEFT JOIN disabledOrganization
      ON disabledOrganization.name = apiKey.organization
    """
  private static let keysBySelector = "\(allKeys) WHERE selector = ?"
  private static let keysByID = "\(allKeys) WHERE id = ?"
  private static let keysByAge = "\(allKeys) ORDER BY createdAt, id"

  private static func keys(
    _ database: Database, _ sql: String, _ arguments: StatementArguments
  ) throws -> [(record: KeyRecord, hash: KeyHash)] {
    let statement = try database.cachedStatement(sql: sql)
    return try Row.fetchCursor(statement, arguments: arguments).map { row in
      guard let role = Principal.Role(rawValue: row[3]) else {
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "unknown role '\(row[3] as String)'")
      }
      let record = KeyRecord(
        id: row[0], principal: Principal(organization: row[1], user: row[2], role: role),
        createdAt: Date(milliseconds: row[4]),
        lastUsedAt: (row[5] as Int64?).map(Date.init(milliseconds:)),
        revokedAt: (row[6] as Int64?).map(Date.init(milliseconds:)),
        isOrganizationDisabled: row[7])
      return (record, KeyHash(stored: row[8]))
    }.collect()
  }
}
