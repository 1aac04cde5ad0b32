import Foundation
import GRDB
import TestSupport
import Testing

/// Clients that ask for much and read nothing, and clients that go away.
@Suite(.serialized, .enabled(if: ProcessFigures.areKnown, "this system has no /proc"))
struct CrowdTests {
  /// Puts sessions into a store, as if they had been asked and answered.
  private static func fill(_ path: String, count: Int, bytes: Int) async throws {
    let database = try DatabaseQueue(path: path)
    let input = String(repeating: "why? ", count: bytes / 5)
    try await database.write { database in
      for index in 1...count {
        try database.execute(
          sql: """
            INSERT INTO session (id, number, organization, user, idempotencyKey, status, title,
              input, createdAt, updatedAt) VALUES (?, ?, 'default', 'u', ?, 'idle', 't', ?, ?, ?)
            """,
          arguments: [UUID().uuidString.lowercased(), index, "k\(index)", input, index, index])
      }
    }
    try database.close()
  }

  @Test func `Defect 6: long lists that nobody reads cost little memory`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      try await Self.fill(store.path, count: 400, bytes: 1_000_000)
      let server = try await store.serve()
      var silent: [RawSocket] = []
      for path in ["/v1/sessions", "/v1/sessions?limit=400"] {
        for _ in 0..<6 {
          let client = try RawSocket(port: server.port)
          try client.send(
            "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(store.admin)\r\n\r\n")
          silent.append(client)
        }
      }
      for client in silent { try await client.waitForInput() }
      // By the time that others have read all of it, these would have had time to be given it.
      for path in ["/v1/sessions", "/v1/sessions?limit=400"] {
        #expect(try await Self.download(server.url + path, key: store.admin) > 400_000_000)
      }
      let peak = try ProcessFigures(process: server.process.process.processIdentifier).peakMemory()
      print("\(peak) KiB for twelve clients that read nothing and two that read it all")
      #expect(peak < 200 << 10)
      withExtendedLifetime(silent) {}
      silent = []
      #expect(await server.stop().status == 0)
    }
  }

  /// Reads an answer without keeping it; how long it was.
  private static func download(_ url: String, key: String) async throws -> Int {
    let curl = Process()
    curl.executableURL = URL(filePath: "/usr/bin/env")
    curl.arguments = [
      "curl", "--silent", "--fail", "--output", "/dev/null", "--write-out", "%{size_download}",
      "--header", "Authorization: Bearer \(key)", url,
    ]
    let outcome = await (try PipedProcess(curl)).finish()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return Int(outcome.output) ?? 0
  }

  @Test func `Defect 8: the waits of 1,500 clients end when they close`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      let turn = try EndlessTurn(store: store.path)
      let figures = ProcessFigures(process: server.process.process.processIdentifier)
      let before = try figures.descriptors()
      func waitingClient() throws -> RawSocket {
        let client = try RawSocket(port: server.port)
        try client.send(
          """
          GET /v1/sessions/\(turn.session) HTTP/1.1\r
          Host: a\r\nAuthorization: Bearer \(store.member)\r\nPrefer: wait=60\r\n\r\n
          """)
        return client
      }
      let faithful = try waitingClient()
      do {
        let clients = try (0..<1500).map { _ in try waitingClient() }
        try await Patience.wait(for: "1,500 connections") {
          try figures.descriptors() > before + clients.count
        }
        withExtendedLifetime(clients) {}
      }
      let closed = ContinuousClock.now
      // Beside connections it has opened its store some more times, for those who read at once.
      try await Patience.wait(for: "their end") { try figures.descriptors() <= before + 100 }
      // The wait that began first goes on: those behind it did not end by themselves.
      #expect(try await !faithful.hasInput(within: .zero))
      print("1500 closed connections gone after \(closed.duration(to: .now))")
      #expect(await server.stop().status == 0)
    }
  }
}

/// A turn that a living process seems to work on, for ever.
private final class EndlessTurn {
  let session = UUID().uuidString.lowercased()
  private let owners: Int32
  private static let owner: Int64 = 4711

  init(store path: String) throws {
    // The lock of an open file by which owners show that they live (fcntl(2), F_OFD_SETLK).
    owners = open(path + ".owners", O_RDWR)
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(Self.owner)
    lock.l_len = 1
    try #require(fcntl(owners, 37, &lock) == 0)
    let database = try DatabaseQueue(path: path)
    try database.write { database in
      try database.execute(
        sql: """
          INSERT INTO session (id, number, organization, user, idempotencyKey, status, title, input,
            createdAt, updatedAt) VALUES (?, 1, 'default', 'u', 'k', 'running', 't', 'q', 1, 1)
          """,
        arguments: [session])
      try database.execute(
        sql: """
          INSERT INTO message (session, position, id, role, content, createdAt)
          VALUES (?, 0, 'm', 'user', 'q', 1)
          """,
        arguments: [session])
      try database.execute(
        sql: """
          INSERT INTO turn (session, number, organization, answerID, thinkingMode, state, createdAt,
            owner, leaseEnd, renewedAt)
          VALUES (?, 1, 'default', 'a', 'auto', 'claimed', 1, ?, ?, 1)
          """,
        arguments: [session, Self.owner, Int64.max])
    }
    try database.close()
  }

  deinit {
    close(owners)
  }
}
