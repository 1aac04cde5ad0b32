/// Where a session is found that is not the current one.
package struct SessionPlace: Hashable, Sendable {
  package var title: String
  /// The number that `/switch` takes; nil while the service has no session.
  package var number: Int?

  package init(title: String, number: Int?) {
    self.title = title
    self.number = number
  }

  /// The command that goes there.
  var command: String { "/switch \(number.map(String.init) ?? title)" }
}
