package import SessionsAPI

/// A session that was made ready to be handed on, and where that went.
package struct ExportedSession: Hashable, Sendable {
  /// The session, its secrets masked.
  package var session: Session
  /// The name of the form: `md`, `json` or `html`.
  package var format: String
  /// All that was written.
  package var text: String
  /// The file; nil where it goes to standard output.
  package var path: String?
  /// Why the service was not asked, so that it is as this machine last saw it; nil where it was.
  package var staleness: String?

  package init(
    session: Session, format: String, text: String, path: String? = nil, staleness: String? = nil
  ) {
    self.session = session
    self.format = format
    self.text = text
    self.path = path
    self.staleness = staleness
  }
}
