import Hummingbird
import InvestigationService
import NIOCore
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// All of an organisation's sessions in one answer, written as they are read.
///
/// The counts stand behind the sessions, for they are known only then.
struct SessionListBody: Sendable {
  let sessions: EmbeddedSessions
  /// The newest sessions, read before the answer begins so that a store out of reach is a 503.
  let first: [Session]

  /// The sessions that are read at once.
  static let batch = 500

  /// Begins a list.
  static func begin(_ sessions: EmbeddedSessions) async throws -> SessionListBody {
    SessionListBody(
      sessions: sessions, first: try await sessions.sessions(behind: nil, atMost: batch))
  }

  /// The body, written batch by batch as the client takes it.
  var responseBody: ResponseBody {
    ResponseBody { writer in
      var batch = first
      var count = 0
      try await writer.write(ByteBuffer(string: #"{"sessions":["#))
      while let last = batch.last {
        var json = JSONBuffer()
        for session in batch {
          if count > 0 { json.write(raw: ",") }
          json.write(session)
          count += 1
        }
        try await writer.write(json.bytes)
        guard batch.count == Self.batch else { break }
        batch = try await sessions.sessions(behind: last, atMost: Self.batch)
      }
      try await writer.write(
        ByteBuffer(string: #"],"count":\#(count),"total":\#(count),"prev":null,"next":null}"#))
      try await writer.finish(nil)
    }
  }
}
