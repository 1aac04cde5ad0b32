import InvestigationService
import NIOCore
import SessionsAPI

/// A session whose messages are written as they are read.
struct SessionBody: Sendable {
  let sessions: EmbeddedSessions
  let start: EmbeddedSessions.FetchedStart
  let preference: FetchPreference

  private var session: Session { start.fetched.session }
  private var known: [Message] { session.messages ?? [] }

  /// Whether the first messages are all there are.
  var isWhole: Bool { known.count >= start.messages }

  /// Writes the session in pieces.
  ///
  /// Messages that came after the session was read belong to another status than the one it says.
  @Sendable func pieces(_ write: (ByteBuffer) async throws -> Void) async throws {
    var json = JSONBuffer()
    json.writeOpening(session)
    var messages = known
    var count = 0
    while !messages.isEmpty {
      for message in messages {
        json.write(raw: count == 0 ? "[" : ",")
        json.write(message)
        count += 1
      }
      try await write(json.bytes)
      json = JSONBuffer()
      guard count < start.messages else { break }
      messages = try await sessions.messages(
        of: session.id, from: count, upTo: start.messages, preference)
    }
    json.write(raw: count == 0 ? "[]" : "]")
    json.writeClosing(session)
    try await write(json.bytes)
  }
}
