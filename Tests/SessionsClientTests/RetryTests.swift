import FoundationEssentials
import SessionsAPI
import SessionsClient
import Testing
import TestSupport

/// Calls are repeated where that is safe, and nowhere else.
@Suite struct RetryTests {
  private let draft = SessionDraft(input: "why?", idempotencyKey: "k")

  /// Answers the first requests by a script, and all later ones with a session.
  private func withServer<Result>(
    failing replies: [HTTPTestReply], log: RequestLog,
    _ body: (HTTPTestServer) async throws -> Result
  ) async throws -> Result {
    try await HTTPTestServer.run(
      handler: { request in
        let ordinal = log.note(request)
        return ordinal <= replies.count
          ? replies[ordinal - 1]
          : .json(
            200, Session.json("s1", more: #","user_message_id":"u","assistant_message_id":"a""#))
      }, body)
  }

  static let transients: [HTTPTestReply] = [
    .cut, .bytes(Array("what?\r\n\r\n".utf8)), .json(500, "{}"), .json(503, "null"),
    .answer(HTTPTestAnswer(status: 200, fields: [:], body: Array("<html>".utf8))),
  ]

  @Test(arguments: transients.indices)
  func `a get and a create are repeated after a passing fault`(index: Int) async throws {
    for isCreate in [true, false] {
      let log = RequestLog()
      let clock = QuickClock()
      let reply = Self.transients[index]
      try await withServer(failing: [reply, reply], log: log) { server in
        try await withClient(of: server.url, clock: clock) { client in
          if isCreate {
            _ = try await client.create(draft)
          } else {
            _ = try await client.get(.init(rawValue: "s1"), wait: nil)
          }
        }
      }
      #expect(log.requests.count == 3)
      #expect(clock.pauses == [.milliseconds(250), .milliseconds(500)])
      #expect(Set(log.requests.map(\.body)).count == 1, "the same key each time")
    }
  }

  @Test(arguments: transients.indices)
  func `a follow-up is sent once, whatever becomes of its answer`(index: Int) async throws {
    let log = RequestLog()
    try await withServer(failing: [Self.transients[index]], log: log) { server in
      try await withClient(of: server.url) { client in
        let error = try await failure {
          try await client.followUp(FollowUpDraft(input: "x"), to: .init(rawValue: "s1"))
        }
        #expect([500, 503].contains(error?.status))
      }
    }
    #expect(log.requests.count == 1)
  }

  @Test func `after three repeats the fault is told`() async throws {
    let log = RequestLog()
    try await withServer(failing: Array(repeating: .cut, count: 9), log: log) { server in
      try await withClient(of: server.url) { client in
        let error = try await failure { try await client.create(draft) }
        #expect(
          error?.message
            == "\(server.url) is out of reach: it closed the connection. 'gumshoe doctor' looks "
            + "closer.")
      }
    }
    #expect(log.requests.count == 4)
  }

  @Test func `a short Retry-After is waited out, a long one is told`() async throws {
    for (seconds, requests) in [(2, 2), (60, 1)] {
      let log = RequestLog()
      let clock = QuickClock()
      let reply = HTTPTestReply.json(503, "{}", fields: ["retry-after": "\(seconds)"])
      try await withServer(failing: [reply], log: log) { server in
        try await withClient(of: server.url, clock: clock) { client in
          let error = try await failure { try await client.create(draft) }
          #expect(error?.retryAfter == (seconds == 60 ? 60 : nil))
        }
      }
      #expect(log.requests.count == requests)
      #expect(clock.pauses == (seconds == 2 ? [.seconds(2)] : []))
    }
  }

  @Test func `a look that comes too often waits a short while, and a create tells its wait`()
    async throws
  {
    for (seconds, isCreate, requests) in [(1, false, 2), (30, false, 1), (1, true, 1)] {
      let log = RequestLog()
      let reply = HTTPTestReply.json(
        429, #"{"error":{"message":"Slower.","retry_after":\#(seconds)}}"#)
      try await withServer(failing: [reply], log: log) { server in
        try await withClient(of: server.url) { client in
          let error = try await failure {
            if isCreate { _ = try await client.create(draft) }
            return try await client.get(.init(rawValue: "s1"), wait: nil)
          }
          #expect(error?.retryAfter == (requests == 2 ? nil : seconds))
        }
      }
      #expect(log.requests.count == requests)
    }
  }

  @Test func `what will not pass is not repeated`() async throws {
    for status in [400, 401, 403, 404, 409, 413, 429] {
      let log = RequestLog()
      let reply = HTTPTestReply.json(
        status, #"{"error":{"message":"No.","retry_after":null}}"#)
      try await withServer(failing: [reply], log: log) { server in
        try await withClient(of: server.url) { client in
          let error = try await failure { try await client.create(draft) }
          #expect(error?.status == status)
        }
      }
      #expect(log.requests.count == 1)
    }
  }

  @Test func `a cancelled call ends at once, as cancelled`() async throws {
    try await HTTPTestServer.run(handler: { _ in
      try? await ContinuousClock().sleep(for: .seconds(60))
      return .cut
    }) { server in
      try await withClient(of: server.url) { client in
        let call = Task { try await client.get(.init(rawValue: "s"), wait: .seconds(60)) }
        call.cancel()
        // A call that went on would end with the server's cut.
        await #expect(throws: CancellationError.self) { try await call.value }
      }
    }
  }
}
