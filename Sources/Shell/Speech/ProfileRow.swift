/// A row of the table of profiles.
package struct ProfileRow: Hashable, Sendable {
  package var name: String
  /// The server's URL, or `embedded`.
  package var service: String
  /// Whether a key is stored for it.
  package var hasKey: Bool
  package var isCurrent: Bool

  package init(name: String, service: String, hasKey: Bool, isCurrent: Bool = false) {
    self.name = name
    self.service = service
    self.hasKey = hasKey
    self.isCurrent = isCurrent
  }
}
