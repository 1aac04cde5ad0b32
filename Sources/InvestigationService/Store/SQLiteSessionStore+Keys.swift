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
    return try await pool.write { database in
      try database.execute(
        sql: """
          INSERT INTO apiKey (id, organization, user, role, selector, hash, createdAt)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id, principal.organization, principal.user, principal.role.rawValue,
          secret.hash.selector, secret.hash.bytes, now.milliseconds,
        ])
      guard let key = try Self.keys(database, where: "id = ?", [id]).first else {
        throw DatabaseError(message: "key '\(id)' vanished")
      }
      return key.record
    }
  }

  package func keys() async throws -> [KeyRecord] {
    try await pool.read { try Self.keys($0, where: "true", []).map(\.record) }
  }

  package func key(_ secret: KeySecret) async throws -> KeyRecord? {
    let hash = secret.hash
    return try shortReaders.read { database in
      let candidates = try Self.keys(database, where: "selector = ?", [hash.selector])
      return candidates.last { $0.hash.matches(hash) }?.record
    }
  }

  package func revokeKey(_ id: String, at now: Date) async throws -> KeyRecord? {
    try await pool.write { database in
      try database.execute(
        sql: "UPDATE apiKey SET revokedAt = ifnull(revokedAt, ?) WHERE id = ?",
        arguments: [now.milliseconds, id])
      return try Self.keys(database, where: "id = ?", [id]).first?.record
    }
  }

  package func noteUse(ofKey id: String, at now: Date) async throws {
    try await pool.write { database in
      try database.execute(
        sql: "UPDATE apiKey SET lastUsedAt = max(ifnull(lastUsedAt, 0), ?) WHERE id = ?",
        arguments: [now.milliseconds, id])
    }
  }

  package func setDisabled(
    _ isDisabled: Bool, organization: String, at now: Date
  ) async throws -> Bool {
    try await pool.write { database in
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

  private static func keys(
    _ database: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [(record: KeyRecord, hash: KeyHash)] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, apiKey.organization, user, role, hash, createdAt, lastUsedAt, revokedAt,
          disabledOrganization.name IS NOT NULL AS isDisabled
        FROM apiKey LEFT JOIN disabledOrganization
          ON disabledOrganization.name = apiKey.organization
        WHERE \(condition) ORDER BY createdAt, id
        """)
    return try Row.fetchCursor(statement, arguments: arguments).map { row in
      guard let role = Principal.Role(rawValue: row["role"]) else {
        throw DatabaseError(
          resultCode: .SQLITE_CORRUPT, message: "unknown role '\(row["role"] as String)'")
      }
      let record = KeyRecord(
        id: row["id"],
        principal: Principal(organization: row["organization"], user: row["user"], role: role),
        createdAt: Date(milliseconds: row["createdAt"]),
        lastUsedAt: (row["lastUsedAt"] as Int64?).map(Date.init(milliseconds:)),
        revokedAt: (row["revokedAt"] as Int64?).map(Date.init(milliseconds:)),
        isOrganizationDisabled: row["isDisabled"])
      return (record, KeyHash(stored: row["hash"]))
    }.collect()
  }
}
