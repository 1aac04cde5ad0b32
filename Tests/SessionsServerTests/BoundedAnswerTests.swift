import FoundationEssentials
import HTTPTypes
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

@testable import SessionsServer

/// Long answers are written as they are read, and are the same as if they were not.
@Suite struct BoundedAnswerTests {
  private static let length = 300_000

  /// Opens sessions whose inputs are long, and need escapes.
  private static func fill(
    _ fixture: ServerFixture, _ count: Int
  ) async throws -> [Session.ID] {
    let sessions = fixture.service.sessions(
      as: Principal(organization: "acme", user: "u", role: .admin), evidence: somewhere)
    var ids: [Session.ID] = []
    for index in 0..<count {
      let text = "\(index) \"\n" + String(repeating: "ä\u{1}", count: length / 3)
      ids.append(try await sessions.create(draft(text)).session.id)
    }
    return ids
  }

  private static var roomy: ServiceSettings {
    var settings = ServiceSettings()
    settings.maxRunning = 100
    return settings
  }

  @Test func `Defect 6: pages of long inputs come whole, whatever their bytes`() async throws {
    try await withRoutes(settings: Self.roomy) { fixture, client in
      let ids = try await Self.fill(fixture, 9)
      let admin = client.with(fixture.admin)
      for (query, expected, prev, next) in [
        ("", ids[...], nil, nil), ("?limit=400", ids[...], nil, nil),
        ("?limit=4", ids.suffix(4), nil, 2),
        ("?page=2&limit=4", ids[1..<5], 1, 3), ("?page=3&limit=4", ids[..<1], 2, nil),
      ] as [(String, ArraySlice<Session.ID>, Int?, Int?)] {
        let answer = try await admin.call(.get, "/v1/sessions" + query)
        let page = try answer.decoded(SessionPage.self)
        #expect(page.sessions.map(\.id) == expected.reversed(), "\(query)")
        #expect(page.sessions.allSatisfy { $0.input.utf8.count > Self.length })
        #expect(page.count == expected.count && page.total == 9)
        #expect(page.prev == prev && page.next == next)
      }
    }
  }

  @Test(arguments: ["/v1/sessions", "/v1/sessions?limit=400", "/v1/sessions?limit=1"])
  func `Defect 9: HEAD tells the length that GET has`(path: String) async throws {
    try await withRoutes(settings: Self.roomy) { fixture, client in
      _ = try await Self.fill(fixture, 5)
      let admin = client.with(fixture.admin)
      let whole = try await admin.call(.get, path)
      let head = try await admin.call(.head, path)
      #expect(head.status == 200 && head.body.isEmpty)
      #expect(head.header("Content-Length") == "\(whole.body.count)")
      #expect(head.header("Content-Type") == "application/json")
    }
  }

  @Test func `Defect 9: HEAD of a list over a socket leaves the connection in order`() async throws
  {
    try await withListening { server in
      _ = try await Self.fill(server.fixture, 4)
      let fields = "Host: a\r\nAuthorization: Bearer \(server.admin.text)\r\n\r\n"
      let socket = try RawSocket(port: server.port)
      try socket.send(
        "HEAD /v1/sessions HTTP/1.1\r\n" + fields
          + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      let text = try await socket.textUntilEnd()
      let heads = text.components(separatedBy: "\r\n\r\n")
      #expect(heads.first?.contains("Content-Length: ") == true, "\(text.prefix(400))")
      #expect(heads.dropFirst().first?.hasPrefix("HTTP/1.1 200") == true, "\(text.prefix(400))")
      #expect(heads.last == #"{"status":"ok"}"#)
    }
  }

  @Test func `Defect 6: a long conversation comes whole, and of the moment it was read at`()
    async throws
  {
    try await withRoutes(
      engine: EchoEngine { String(repeating: "é", count: $0.utf8.count / 2) }
    ) { fixture, client in
      let id = try await Self.fill(fixture, 1)[0]
      let path = "/v1/sessions/\(id)"
      let embedded = fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .admin), evidence: somewhere)
      try await running(fixture.service) {
        _ = try await embedded.ended(id)
        for index in 0..<3 {
          let more = String(repeating: "x\(index)", count: Self.length / 2)
          _ = try await embedded.followUp(FollowUpDraft(input: more), to: id)
          _ = try await embedded.ended(id)
        }
      }
      let known = try await embedded.get(id, wait: nil).session
      #expect(known.messages?.count == 8)
      let answer = try await client.call(.get, path)
      #expect(answer.header("Content-Length") == nil)
      #expect(try answer.decoded(Session.self) == known)
      let expected = try ContractJSON.encode(known)
      #expect(answer.body == expected)
      let head = try await client.call(.head, path, headers: [.prefer: "wait=1"])
      #expect(head.header("Content-Length") == "\(answer.body.count)")
      #expect(head.header("Preference-Applied") == "wait=1")
    }
  }

  @Test func `what came after a session was read is not written with it`() async throws {
    try await withServer(settings: Self.roomy) { fixture in
      let id = try await Self.fill(fixture, 1)[0]
      let sessions = fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .admin), evidence: somewhere)
      let everything = FetchPreference(messageBytes: .max)
      let start = try await sessions.begin(id, wait: nil, FetchPreference(messageBytes: 1))
      #expect(start.messages == 1 && start.fetched.session.messages?.count == 1)
      _ = try await sessions.cancel(id)
      #expect(
        try await sessions.messages(of: id, from: 0, upTo: start.messages, everything).count == 1)
      #expect(try await sessions.messages(of: id, from: 1, upTo: 2, everything).count == 1)
    }
  }
}
