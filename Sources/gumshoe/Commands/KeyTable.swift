import InvestigationService
import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The keys as a table of text.
struct KeyTable {
  var keys: [KeyRecord]

  /// One line a key below a line of headings; columns are two spaces apart.
  var text: String {
    let rows = [["ID", "NAME", "ROLE", "ORG", "CREATED", "LAST USED", "REVOKED"]] + keys.map(cells)
    let widths = rows[0].indices.map { column in
      rows.map { DisplayWidth.columns(of: $0[column]) }.max() ?? 0
    }
    return rows.map { row in
      let padded = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - DisplayWidth.columns(of: cell))
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }

  private func cells(_ key: KeyRecord) -> [String] {
    let disabled = key.isOrganizationDisabled ? " (disabled)" : ""
    return [
      key.id, key.principal.user, key.principal.role.rawValue,
      key.principal.organization + disabled, Self.time(key.createdAt),
      key.lastUsedAt.map(Self.time) ?? "never", key.revokedAt.map(Self.time) ?? "no",
    ]
  }

  private static func time(_ date: Date) -> String {
    String(Timestamp.string(from: date).prefix(16)) + "Z"
  }
}
