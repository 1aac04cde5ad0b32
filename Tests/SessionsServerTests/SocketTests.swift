import FoundationEssentials
import SessionsAPI
import SessionsServer
import TestSupport
import Testing

@testable import InvestigationService

/// What lies below the routes, over a real socket.
@Suite struct SocketTests {
  private static let health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(arguments: [
    ("GARBAGE\r\n\r\n", 400), ("GET / HTTP/9.9\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", 400),
    ("POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
    (
      "POST /v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400
    ),
    ("POST /v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 431),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", 431),
    (
      "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: 1\r\n", count: 200) + "\r\n", 431
    ),
  ])
  func `what can't be parsed is answered in the envelope, and the connection closed`(
    request: String, status: Int
  ) async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(request)
      let answers = try await socket.answersUntilEnd()
      let answer = try #require(answers.first)
      #expect(answer.status == status)
      #expect(try answer.envelope().message.isEmpty == false)
    }
  }

  @Test func `what was asked before is answered before`() async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(Self.health + Self.health + "GARB AGE\r\n\r\n")
      let answers = try await socket.answersUntilEnd()
      #expect(answers.map(\.status) == [200, 200, 400])
      #expect(answers.last?.headers["connection"] == "close")
    }
  }

  @Test(arguments: [
    "GET /healthz HTTP/1.0\r\n\r\n",
    "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n",
  ])
  func `a client that will not stay is answered and let go`(request: String) async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(request)
      #expect(try await socket.answersUntilEnd().map(\.status) == [200])
    }
  }

  @Test func `whoever waits to be asked for the body is asked`() async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      let body = #"{"input":"why?","idempotency_key":"k"}"#
      try socket.send(
        server.request(
          "POST /v1/sessions", "Content-Type: application/json", "Expect: 100-Continue",
          "Content-Length: \(body.utf8.count)", "Connection: close"))
      #expect(try await socket.answer().status == 100)
      try socket.send(body)
      let answers = try await socket.answersUntilEnd()
      #expect(answers.map(\.status) == [201])
      #expect(answers.first?.headers["connection"] == "close")
    }
  }

  @Test func `a length beyond every number is too large`() async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(
        server.request(
          "POST /v1/sessions", "Content-Type: application/json",
          "Content-Length: 9223372036854775808"))
      #expect(try await socket.answer().status == 413)
    }
  }

  @Test func `a list for an old client comes without chunks`() async throws {
    try await withListening { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(
        "GET /v1/sessions HTTP/1.0\r\nAuthorization: Bearer \(server.admin.text)\r\n\r\n")
      let text = try await socket.textUntilEnd()
      #expect(text.hasPrefix("HTTP/1.0 200 OK\r\n"))
      #expect(
        text.hasSuffix("\r\n\r\n" + #"{"sessions":[],"count":0,"total":0,"prev":null,"next":null}"#)
      )
    }
  }

  @Test func `a body that takes too long is 408, and nothing is created`() async throws {
    var limits = ServerLimits()
    limits.bodyTime = .milliseconds(200)
    try await withListening(limits: limits) { server in
      let socket = try RawSocket(port: server.port)
      try socket.send(
        """
        POST /v1/sessions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(server.member.text)\r
        Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r
        23\r\n{"input":"a","idempotency_key":"b"}\r\n
        """)
      let answers = try await socket.answersUntilEnd()
      #expect(answers.map(\.status) == [408])
      #expect(try answers.first?.envelope().message == "The body did not arrive in time.")
      let sessions = server.fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .admin))
      #expect(try await sessions.list(.everything).total == 0)
    }
  }

  @Test func `idle connections and unfinished heads are closed`() async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(200)
    try await withListening(limits: limits) { server in
      for begun in ["", "GET /healthz HTTP/1.1\r\nHo", Self.health] {
        let socket = try RawSocket(port: server.port)
        try socket.send(begun)
        let answers = try await socket.answersUntilEnd()
        #expect(answers.map(\.status) == (begun == Self.health ? [200] : []))
      }
    }
  }

  @Test func `a wait outlives the idle time`() async throws {
    var limits = ServerLimits()
    limits.idleTime = .milliseconds(200)
    try await withListening(limits: limits) { server in
      let session = try await server.fixture.service.sessions(
        as: Principal(organization: "acme", user: "u", role: .member), evidence: somewhere
      ).create(draft("q")).session
      let socket = try RawSocket(port: server.port)
      try socket.send(server.request("GET /v1/sessions/\(session.id)", "Prefer: wait=1"))
      #expect(try await socket.answersUntilEnd().map(\.status) == [200])
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `Defect 8: a wait ends when its client will send no more, with what there is`() async throws
  {
    try await withListening { server in
      let session = try await server.quietSession()
      let sockets = try (0..<21).map { _ in try RawSocket(port: server.port) }
      for socket in sockets {
        try socket.send(server.request("GET /v1/sessions/\(session)", "Prefer: wait=60"))
        try await server.waitForWait(on: session)
      }
      // The wait that began first goes on: those behind it did not end by themselves.
      for socket in sockets.dropFirst() {
        socket.finishSending()
        let answers = try await socket.answersUntilEnd()
        #expect(answers.map(\.status) == [200])
      }
      #expect(try await !sockets[0].hasInput(within: .zero))
    }
  }

  @Test func `a key that is revoked while an answer is held gets none`() async throws {
    try await withListening { server in
      let fixture = server.fixture
      let session = try await server.quietSession()
      let socket = try RawSocket(port: server.port)
      try socket.send(server.request("GET /v1/sessions/\(session)", "Prefer: wait=2"))
      try await server.waitForWait(on: session)
      for key in try await fixture.store.keys() {
        _ = try await fixture.store.revokeKey(key.id, at: .now)
      }
      #expect(try await socket.answer().status == 401)
    }
  }

  @Test func `a large body is refused while it comes, also without a length`() async throws {
    try await withListening { server in
      let chunk = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
      let socket = try RawSocket(port: server.port)
      try socket.send(
        server.request(
          "POST /v1/sessions", "Content-Type: application/json", "Transfer-Encoding: chunked")
          + String(repeating: chunk, count: 20) + "0\r\n\r\n" + Self.health)
      socket.finishSending()
      #expect(try await socket.answersUntilEnd().map(\.status) == [413, 200])
    }
  }

  @Test func `more connections than allowed wait for room`() async throws {
    var limits = ServerLimits()
    limits.connections = 2
    try await withListening(limits: limits) { server in
      var sockets: [RawSocket] = []
      for _ in 0..<2 {
        let socket = try RawSocket(port: server.port)
        try socket.send(Self.health)
        #expect(try await socket.answer().status == 200)
        sockets.append(socket)
      }
      sockets.append(try RawSocket(port: server.port))
      try sockets[2].send(Self.health)
      #expect(try await !sockets[2].hasInput(within: .milliseconds(300)))
      sockets.removeFirst()
      #expect(try await sockets[1].answer().status == 200)
    }
  }

  @Test func `whoever waits is answered when the server leaves, and the turn is given back`()
    async throws
  {
    try await withServer(engine: ScriptedEngine(gate: Gate())) { fixture in
      let id = try await fixture.listening { server in
        let session = try await server.quietSession()
        let socket = try RawSocket(port: server.port)
        try socket.send(server.request("GET /v1/sessions/\(session)", "Prefer: wait=60"))
        try await server.waitForWait(on: session)
        server.stop()
        let answer = try await socket.answer()
        #expect(answer.status == 200)
        #expect(try answer.decoded(Session.self).status == .running)
        return session
      }
      // Another process takes the turn up at once; the first left nothing claimed.
      let turn = try await fixture.store.claimTurn(
        owner: 1, at: .now, lease: .seconds(1), isAlive: { _ in true })
      #expect(turn?.claim.session == id)
    }
  }
}

extension ListeningServer {
  /// Opens a session whose turn has told its only step, so that a wait for it is held.
  fileprivate func quietSession() async throws -> Session.ID {
    let sessions = fixture.service.sessions(
      as: Principal(organization: "acme", user: "u", role: .member), evidence: somewhere)
    var session = try await sessions.create(draft("q")).session
    while session.progress == nil {
      session = try await sessions.get(session.id, wait: .seconds(1)).session
    }
    return session.id
  }

  /// Waits until a call waits for a session.
  fileprivate func waitForWait(on session: Session.ID) async throws {
    try await Patience.wait(for: "a wait") { await fixture.service.board.isAwaited(session) }
  }
}
