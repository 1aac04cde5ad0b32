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
    let headings = ["ID", "NAME", "ROLE", "ORG", "CREATED", "LAST USED", "REVOKED"]
    let table = Table(columns: headings.map { .init($0) }, rows: keys.map(cells))
    return table.lines(width: nil).map { $0 + "\n" }.joined()
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
