import Hummingbird
import InvestigationService
import NIOCore
import SessionsAPI

/// A list of sessions, written as it is read.
///
/// The counts stand behind the sessions: how many there are is known only when all are written.
struct ListBody: Sendable {
  let sessions: EmbeddedSessions
  /// The first sessions, read before the answer begins so that a store out of reach is a 503.
  let start: ListStart
  /// Whether everything was asked for, however many sessions come meanwhile.
  let isEverything: Bool

  /// Begins a list.
  static func begin(
    _ request: PageRequest, _ sessions: EmbeddedSessions
  ) async throws -> ListBody {
    let start = try await sessions.begin(request, bytes: PiecewiseBody.pieceSize)
    return ListBody(sessions: sessions, start: start, isEverything: request == .everything)
  }

  /// The page, where the first sessions are all there are on it.
  var page: SessionPage? {
    guard start.rest == 0 else { return nil }
    return SessionPage(
      sessions: start.sessions, total: start.total, prev: start.prev, next: start.next)
  }

  /// Writes the list in pieces.
  @Sendable func pieces(_ write: (ByteBuffer) async throws -> Void) async throws {
    var json = JSONBuffer()
    json.write(raw: #"{"sessions":["#)
    var batch = start.sessions
    var count = 0
    while let last = batch.last {
      for session in batch {
        if count > 0 { json.write(raw: ",") }
        json.write(session)
        count += 1
      }
      try await write(json.bytes)
      json = JSONBuffer()
      let rest = isEverything ? Int.max : start.sessions.count + start.rest - count
      guard rest > 0 else { break }
      batch = try await sessions.sessions(
        behind: last, atMost: rest, bytes: PiecewiseBody.pieceSize)
    }
    json.writeEnd(
      count: count, total: isEverything ? count : start.total, prev: start.prev, next: start.next)
    try await write(json.bytes)
  }
}
