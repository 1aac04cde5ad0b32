#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What is known of an API key without knowing the key.
package struct KeyRecord: Hashable, Sendable {
  /// Names the key in `keys list` and `keys revoke`: 16 random hexadecimal digits.
  package var id: String
  /// Whose key it is, and what it lets them do.
  package var principal: Principal
  package var createdAt: Date
  /// When it was last used, to the minute.
  package var lastUsedAt: Date?
  package var revokedAt: Date?
  /// Whether its organisation's access to the API is switched off.
  package var isOrganizationDisabled: Bool

  init(
    id: String, principal: Principal, createdAt: Date, lastUsedAt: Date? = nil,
    revokedAt: Date? = nil, isOrganizationDisabled: Bool = false
  ) {
    self.id = id
    self.principal = principal
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
    self.revokedAt = revokedAt
    self.isOrganizationDisabled = isOrganizationDisabled
  }
}
