/// Who calls: a user of an organisation, and what they may do.
package struct Principal: Hashable, Sendable {
  package var organization: String
  package var user: String
  package var role: Role

  package init(organization: String, user: String, role: Role) {
    self.organization = organization
    self.user = user
    self.role = role
  }

  /// What a user may do, in rising order.
  package enum Role: String, Hashable, Sendable, Codable, Comparable {
    case member, admin

    package static func < (a: Role, b: Role) -> Bool {
      a == .member && b == .admin
    }
  }

  /// Whoever runs a shell with the service inside: an admin of the organisation `local`.
  package static let local = Principal(organization: "local", user: "local", role: .admin)
}
