package import SessionsAPI

/// A session in which something was found, with the turn that holds it best.
package struct FoundTurn: Hashable, Sendable {
  /// The place in the table, from 1, which `/switch` takes.
  package var number: Int
  /// Names the service that the session is with.
  package var service: String
  /// Whether that is another one than the one in use.
  package var isElsewhere: Bool
  package var session: Session.ID
  package var title: String
  package var status: SessionStatus
  /// The ordinal of the user's message that the text is, or answers; 1 where only the id fits.
  package var turn: Int
  /// The text around, with what was looked for between « and ».
  package var snippet: String
}
