import FoundationEssentials
import SessionsAPI
import SessionsClient
import Synchronization
import TestSupport
import Testing

/// What goes over the wire, and what each answer of the contract becomes.
@Suite struct ClientCallTests {
  @Test func `the calls of the contract carry key, body, query and preference`() async throws {
    let log = RequestLog()
    let replies: @Sendable (HTTPTestRequest) async -> HTTPTestReply = { request in
      _ = log.note(request)
      switch (request.method, request.target) {
      case ("POST", "/base/v1/sessions"): return .json(201, Session.json("s1"))
      case ("GET", "/base/v1/sessions?page=2&limit=3"):
        return .json(200, #"{"sessions":[],"count":0,"total":9,"prev":1,"next":null}"#)
      case ("GET", "/base/v1/sessions/s1"):
        return .json(
          200, Session.json("s1"),
          fields: ["preference-applied": "wait=60", "retry-after": "7"])
      default:
        return .json(
          202,
          Session.json("s1", more: #","user_message_id":"u","assistant_message_id":"a""#))
      }
    }
    try await HTTPTestServer.run(handler: replies) { server in
      try await withClient(of: server.url + "/base/") { client in
        let created = try await client.create(
          SessionDraft(input: "why?", idempotencyKey: "k", thinkingMode: .deep))
        #expect(created.session.id.rawValue == "s1" && !created.isReplay)
        let page = try await client.list(PageRequest(page: 2, limit: 3))
        #expect(page.total == 9 && page.prev == 1)
        let fetched = try await client.get(.init(rawValue: "s1"), wait: .seconds(600))
        #expect(fetched.waitApplied && fetched.retryAfter == 7)
        let receipt = try await client.followUp(
          FollowUpDraft(input: "more"), to: .init(rawValue: "s1"))
        #expect(receipt.userMessageID.rawValue == "u")
      }
    }
    #expect(log.requests.allSatisfy { $0.fields["authorization"] == "Bearer \(secret)" })
    #expect(
      log.requests.map { $0.fields["prefer"] } == [
        nil, nil, "wait=60, return=minimal, report", nil,
      ])
    let body = String(decoding: log.requests[0].body, as: UTF8.self)
    #expect(body.contains(#""idempotency_key":"k""#) && body.contains(#""thinking_mode":"deep""#))
    #expect(log.requests[0].fields["content-type"] == "application/json")
  }

  @Test func `a create that was made before is a replay`() async throws {
    try await HTTPTestServer.run(handler: { _ in .json(200, Session.json("s1")) }) { server in
      try await withClient(of: server.url) { client in
        let created = try await client.create(SessionDraft(input: "x", idempotencyKey: "k"))
        #expect(created.isReplay)
      }
    }
  }

  @Test func `a turn is ended by a call with an empty body, made once`() async throws {
    let log = RequestLog()
    let replies: @Sendable (HTTPTestRequest) async -> HTTPTestReply = { request in
      log.note(request) == 1
        ? .json(200, Session.json("s1", status: "failed"))
        : .json(503, #"{"error":{"message":"Busy.","retry_after":null}}"#)
    }
    try await HTTPTestServer.run(handler: replies) { server in
      try await withClient(of: server.url) { client in
        let id = Session.ID(rawValue: "s1")
        let stopped = try await client.cancel(id)
        #expect(stopped.status == .failed)
        let refused = try await failure { try await client.cancel(id) }
        #expect(refused?.status == 503)
      }
    }
    #expect(log.requests.map(\.method) == ["POST", "POST"])
    #expect(log.requests.allSatisfy { $0.target == "/v1/sessions/s1/cancel" })
    #expect(log.requests.allSatisfy { $0.fields["content-length"] == "0" && $0.body.isEmpty })
    #expect(log.requests.allSatisfy { $0.fields["authorization"] == "Bearer \(secret)" })
  }

  @Test(arguments: [404, 405, 501])
  func `a server that does not know the call is said to be unable to stop a turn`(
    status: Int
  ) async throws {
    let replies: @Sendable (HTTPTestRequest) async -> HTTPTestReply = { request in
      switch (request.method, request.target) {
      case ("GET", "/v1/sessions/there"): .json(200, Session.json("there", status: "running"))
      case ("GET", _): .json(404, #"{"error":{"message":"No session.","retry_after":null}}"#)
      default: .json(status, #"{"detail":"Not Found"}"#)
      }
    }
    try await HTTPTestServer.run(handler: replies) { server in
      try await withClient(of: server.url) { client in
        let unable = try await failure { try await client.cancel(.init(rawValue: "there")) }
        #expect(unable?.status == 400)
        #expect(unable?.message.contains("this server cannot stop a turn") == true)
        let unknown = try await failure { try await client.cancel(.init(rawValue: "gone")) }
        #expect(unknown?.kind == .notFound && unknown?.message == "No session.")
      }
    }
  }

  @Test func `an identifier stays one segment of the path`() async throws {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      return .json(404, #"{"error":{"message":"None.","retry_after":null}}"#)
    }) { server in
      try await withClient(of: server.url) { client in
        _ = try await failure { try await client.get(.init(rawValue: "../a b?c"), wait: nil) }
      }
    }
    #expect(log.requests.map(\.target) == ["/v1/sessions/%2E%2E%2Fa%20b%3Fc"])
  }

  static let statuses: [(Int, String?, SessionsError.Kind, String, Int?)] = [
    (400, nil, .badRequest, "Because 'x'.", nil),
    (
      401, nil, .unauthorized,
      "Because 'x'. Get a key from whoever runs URL, and store it: gumshoe login", nil
    ),
    (
      403, nil, .forbidden,
      "Because 'x'. Whoever manages the organisation at URL can grant it.", nil
    ),
    (404, nil, .notFound, "Because 'x'.", nil),
    (409, "5", .conflict, "Because 'x'.", 5),
    (409, nil, .conflict, "Because 'x'.", nil),
    (413, nil, .payloadTooLarge, "Because 'x'.", nil),
    (415, nil, .badRequest, "Because 'x'.", nil),
    (429, "31", .rateLimited, "Because 'x'.", 31),
    (429, nil, .rateLimited, "Because 'x'.", 30),
    (500, nil, .fault, "URL met an unexpected fault: Because 'x'.", nil),
    (503, "9", .unavailable, "URL can't answer now: Because 'x'.", 9),
    (405, nil, .fault, "URL refuses this call: Because 'x'. Check the server's URL.", nil),
  ]

  @Test(arguments: statuses)
  func `each status is an error that says what to do`(
    status: Int, retryAfter: String?, kind: SessionsError.Kind, words: String, wait: Int?
  ) async throws {
    try await HTTPTestServer.run(handler: { _ in
      .json(
        status,
        #"{"error":{"message":"Because\n\u001b 'x' \#(secret)","retry_after":null}}"#
          .replacing(" \(secret)", with: ""),
        fields: retryAfter.map { ["retry-after": $0] } ?? [:])
    }) { server in
      try await withClient(of: server.url) { client in
        let found = try await failure {
          try await client.followUp(FollowUpDraft(input: "x"), to: .init(rawValue: "s"))
        }
        #expect(found?.kind == kind)
        #expect(found?.message.replacing(server.url, with: "URL") == words)
        #expect(found?.retryAfter == wait)
      }
    }
  }

  @Test func `without a key nothing is sent, and the way to one is named`() async throws {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      return .cut
    }) { server in
      try await withClient(of: server.url, key: nil) { client in
        let error = try await failure { try await client.list(.everything) }
        #expect(
          error?.message
            == "There is no key for \(server.url). Get one from whoever runs it, and store it: "
            + "gumshoe login")
      }
    }
    #expect(log.requests.isEmpty)
  }

  @Test func `a refused key gives way to the one that was stored meanwhile, once`() async throws {
    let fresh = "trv_ak_TheKeyThatIsStoredNow"
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      _ = log.note(request)
      return request.fields["authorization"] == "Bearer \(fresh)"
        ? .json(200, Session.json("s")) : .json(401, Self.refusal)
    }) { server in
      let id = Session.ID(rawValue: "s")
      let isStored = Mutex(false)
      let stored: @Sendable () -> APIKey? = { isStored.withLock { $0 } ? APIKey(fresh) : nil }
      try await withClient(of: server.url, { $0.key.stored = stored }) { client in
        let refused = try await failure { try await client.get(id, wait: nil) }
        #expect(refused?.status == 401)
        isStored.withLock { $0 = true }
        for _ in 1...2 { _ = try await client.get(id, wait: nil) }
      }
      #expect(log.requests.count == 4)
      try await withClient(of: server.url, key: nil, { $0.key.stored = stored }) { client in
        _ = try await client.get(id, wait: nil)
      }
      try await withClient(of: server.url, { $0.key.variable = "GUMSHOE_API_KEY" }) { client in
        let error = try await failure { try await client.get(id, wait: nil) }
        #expect(error?.message.contains("variable GUMSHOE_API_KEY") == true)
      }
    }
  }

  private static let refusal = #"{"error":{"message":"Unknown key.","retry_after":null}}"#

  @Test func `no message repeats the key, whatever the server says`() async throws {
    let bodies = [
      #"{"error":{"message":"Unknown key \#(secret)","retry_after":null}}"#, "Who is \(secret)?",
    ]
    for body in bodies {
      try await HTTPTestServer.run(handler: { _ in .json(401, body) }) { server in
        try await withClient(of: server.url) { client in
          let error = try #require(await failure { try await client.list(.everything) })
          #expect(!error.message.contains(secret) && error.message.contains("trv_ak_…"))
        }
      }
    }
    let key = try #require(APIKey(" \(secret)\n"))
    #expect("\(key)" == "trv_ak_…" && "\([key])".contains(secret) == false)
    #expect(String(reflecting: key) == "trv_ak_…")
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!dumped.contains(secret))
  }
}
