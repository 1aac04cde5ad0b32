import FoundationEssentials
import SessionsAPI
import SessionsClient
import Shell
import Synchronization
import Testing
import TestSupport

/// What a listing costs at a real server: requests, and bytes of answers.
@Suite struct ListingTests {
  /// A server of 114 sessions whose transcripts are 3 MB each; counts what it is asked and tells.
  private final class Ledger: Sendable {
    private let counts = Mutex((targets: [String](), bytes: 0))

    var targets: [String] { counts.withLock { $0.targets } }
    var bytes: Int { counts.withLock { $0.bytes } }

    static let sessions = 114

    /// Answers a request as a server that knows pages, or one that ignores them.
    func answer(_ request: HTTPTestRequest, ignoresLimit: Bool) -> HTTPTestReply {
      let body = body(for: request.target, ignoresLimit: ignoresLimit)
      counts.withLock { $0 = ($0.targets + [request.target], $0.bytes + body.utf8.count) }
      return .json(200, body)
    }

    private func body(for target: String, ignoresLimit: Bool) -> String {
      if target.hasPrefix("/v1/sessions/") {
        let text = String(repeating: "x", count: 3_000_000)
        let message =
          #"{"id":"m","role":"user","markdown_content":"\#(text)","#
          + #""created_at":"2026-01-31T10:05:00Z"}"#
        return Session.json(String(target.dropFirst("/v1/sessions/".count)))
          .replacing(#""messages":null"#, with: #""messages":[\#(message)]"#)
      }
      let count = ignoresLimit ? Self.sessions : 20
      let sessions = (1...count).map { Session.json("s\($0)") }.joined(separator: ",")
      return #"{"sessions":[\#(sessions)],"count":\#(count),"total":\#(Self.sessions),"#
        + #""prev":null,"next":\#(ignoresLimit ? "null" : "2")}"#
    }
  }

  @Test(arguments: [false, true])
  func `a page of the table is one request, whatever a server makes of its limit`(
    ignoresLimit: Bool
  ) async throws {
    let ledger = Ledger()
    try await HTTPTestServer.run(handler: { ledger.answer($0, ignoresLimit: ignoresLimit) }) {
      server in
      try await TestFolder.run { folder in
        try await withClient(of: server.url) { client in
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: try Archive(folder: folder))
          let first = try await directory.list(SessionsQuery(), current: nil)
          #expect(first.rows.count == 20)
          #expect(first.rows.allSatisfy { $0.turns == nil && $0.unread == 0 })
          #expect(first.remark?.contains("114 sessions in all") == true)
          #expect(ledger.targets == ["/v1/sessions?page=1&limit=20"])
          #expect(ledger.bytes < 64 * 1024, "\(ledger.bytes) bytes for a page")
          if ignoresLimit {
            let last = try await directory.list(SessionsQuery(page: 6), current: nil)
            #expect(last.rows.map(\.id.rawValue) == (101...114).map { "s\($0)" })
          }
        }
      }
    }
  }

  @Test func `what was seen keeps its turns, and what changed since is marked as unread`()
    async throws
  {
    let changed = Mutex("null")
    try await HTTPTestServer.run(handler: { request in
      let when = changed.withLock { $0 }
      let one = Session.json("s1").replacing(
        #""updated_at":null"#, with: #""updated_at":\#(when)"#)
      guard !request.target.hasPrefix("/v1/sessions/") else {
        return .json(
          200,
          one.replacing(
            #""messages":null"#,
            with: #""messages":[{"id":"m","role":"user","markdown_content":"why?","#
              + #""created_at":"2026-01-31T10:05:00Z"}]"#))
      }
      return .json(
        200, #"{"sessions":[\#(one)],"count":1,"total":1,"prev":null,"next":null}"#)
    }) { server in
      try await TestFolder.run { folder in
        try await withClient(of: server.url) { client in
          let archive = try Archive(folder: folder)
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: archive)
          let id = Session.ID(rawValue: "s1")
          _ = try await directory.fetch(id)
          try archive.touch(id, service: "test", readTurns: 1, at: Date())
          let before = try await directory.list(SessionsQuery(), current: nil).rows
          #expect(before.map(\.turns) == [1] && before.map(\.unread) == [0])
          changed.withLock { $0 = #""2026-02-01T10:05:00Z""# }
          let after = try await directory.list(SessionsQuery(), current: nil).rows
          #expect(after.map(\.turns) == [nil] && after.map(\.unread) == [1])
        }
      }
    }
  }

  @Test func `a listing of others' sessions is nothing to continue`() async throws {
    let ledger = Ledger()
    try await HTTPTestServer.run(handler: { ledger.answer($0, ignoresLimit: false) }) { server in
      try await TestFolder.run { folder in
        try await withClient(of: server.url) { client in
          let archive = try Archive(folder: folder)
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: archive)
          _ = try await directory.list(SessionsQuery(all: true), current: nil)
          #expect(try archive.sessions(service: "test").isEmpty)
        }
      }
    }
  }
}
