import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// What the contract marks as ours, as far as no other suite has it.
@Suite struct OursTests {
  @Test func `null is absent, lengths are scalars, unknown fields are ignored`() async throws {
    try await withRoutes { _, client in
      // 256 scalars that are 128 characters and more bytes.
      let title = String(repeating: "e\u{301}", count: 128)
      let body = #"""
        {"input":"why?\nmore","idempotency_key":"\#(String(repeating: "é", count: 128))",
         "title":"\#(title)","time":null,"thinking_mode":null,"later":{"a":[1e400]}}
        """#
      let answer = try await client.call(.post, "/v1/sessions", body)
      #expect(answer.status == 201)
      let session = try answer.decoded(Session.self)
      #expect(session.title.map { Array($0.unicodeScalars) } == Array(title.unicodeScalars))
      let untitled = #"{"input":"\n why?\nmore","idempotency_key":"2","title":null}"#
      let second = try await client.call(.post, "/v1/sessions", untitled)
      #expect(try second.decoded(Session.self).title == "why?")
    }
  }

  @Test(arguments: [
    #""":1,"\u0000a":2"#, #""input\u0000":1"#, #""input\u0000":1,"input\u0000x":2"#,
    #""later":1,"later":2"#,
  ])
  func `names that are none of the fields are ignored, whatever they are`(
    members: String
  ) async throws {
    try await withRoutes { _, client in
      let answer = try await client.call(
        .post, "/v1/sessions", #"{"input":"why?","idempotency_key":"k",\#(members)}"#)
      #expect(answer.status == 201)
      #expect(try answer.decoded(Session.self).input == "why?")
    }
  }

  @Test func `answers have every field, in lower-case UUIDs and times with Z`() async throws {
    try await withRoutes { _, client in
      let body = #"{"input":"why?","idempotency_key":"k","time":"2026-01-31t10:05:00.5+01:00"}"#
      let answer = try await client.call(
        .post, "/v1/sessions", body, type: "Application/JSON ; charset=utf-8")
      let object = try JSONDecoder().decode([String: String?].self, from: answer.body)
      #expect(
        Set(object.keys) == [
          "id", "status", "title", "input", "created_at", "updated_at", "messages",
        ])
      #expect(object["messages"] == .some(nil))
      let id = try #require(object["id"] ?? nil)
      #expect(Session.ID(rawValue: id).isLowercaseUUID)
      let time = try #require(object["created_at"] ?? nil)
      #expect(time.hasSuffix("Z") && Timestamp.date(from: time) != nil)
    }
  }

  @Test func `a follow-up promises the identifier of its answer`() async throws {
    try await withRoutes { fixture, client in
      let session = try await client.create()
      try await running(fixture.service) {
        _ = try await client.ended(session.id)
        let sent = try await client.call(
          .post, "/v1/sessions/\(session.id)/messages", #"{"input":"and?"}"#)
        #expect(sent.status == 202)
        let receipt = try sent.decoded(FollowUpReceipt.self)
        #expect(receipt.session.status == .followUpRunning && receipt.session.messages == nil)
        let ended = try await client.ended(session.id)
        #expect(
          ended.messages?.suffix(2).map(\.id) == [
            receipt.userMessageID, receipt.assistantMessageID,
          ])
        #expect(ended.messages?.map(\.role) == [.user, .assistant, .user, .assistant])
      }
    }
  }

  @Test func `a wait is held until something changes, and says that it was`() async throws {
    let gate = Gate()
    try await withRoutes(engine: ScriptedEngine(gate: gate)) { fixture, client in
      let session = try await client.create()
      let path = "/v1/sessions/\(session.id)"
      try await running(fixture.service) {
        // The engine's first step is a change, then it waits at the gate.
        while try await client.get(session.id, wait: 60).progress == nil {}
        let held = Task { try await client.call(.get, path, headers: [.prefer: "wait=59"]) }
        await gate.open()
        let answer = try await held.value
        #expect(answer.header("Preference-Applied") == "wait=59")
        #expect(try answer.decoded(Session.self).status == .idle)
      }
      for (preference, applied) in [
        ("wait=0", "wait=0"), ("respond-async, wait=\"7\"", "wait=7"), ("WAIT = 7", "wait=7"),
        ("wait=9999999999999999999999", "wait=60"), ("wait=5; x=1, wait=9", "wait=5"),
        ("wait=x", nil), ("wait", nil), ("wait=-1", nil), ("waiting=5", nil),
      ] {
        let answer = try await client.call(.get, path, headers: [.prefer: preference])
        #expect(answer.status == 200 && answer.header("Preference-Applied") == applied)
      }
    }
  }

  @Test func `a wait on a turn that does not move ends when its time has passed`() async throws {
    try await withRoutes { _, client in
      let session = try await client.create()
      let answer = try await client.call(
        .get, "/v1/sessions/\(session.id)", headers: [.prefer: "wait=1"])
      #expect(answer.header("Preference-Applied") == "wait=1")
      #expect(try answer.decoded(Session.self).status == .running)
    }
  }

  @Test func `the server's own pages need no key, also for HEAD`() async throws {
    try await withRoutes { _, client in
      let nobody = client.with(nil)
      #expect(try await nobody.call(.get, "/healthz").text == #"{"status":"ok"}"#)
      #expect(try await nobody.call(.get, "/readyz").status == 200)
      let description = try await nobody.call(.get, "/openapi.yaml")
      #expect(description.header("Content-Type") == "application/yaml")
      #expect(description.text.hasPrefix("openapi: 3.1"))
      let head = try await nobody.call(.head, "/healthz")
      #expect(head.status == 200 && head.body.isEmpty)
    }
  }
}

extension HTTPField.Name {
  /// The field of RFC 7240.
  static let prefer = HTTPField.Name("Prefer") ?? .accept
}
