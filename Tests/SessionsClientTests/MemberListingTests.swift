import FoundationEssentials
import SessionsAPI
import SessionsClient
import Shell
import Synchronization
import Testing
import TestSupport

/// What `/sessions` shows to those who may not list the organisation's sessions, and to those who may.
@Suite struct MemberListingTests {
  @Test func `a member sees what this machine knows, refreshed four at once, and is told why`()
    async throws
  {
    let inFlight = Mutex((now: 0, most: 0))
    try await HTTPTestServer.run(handler: { request in
      guard request.target.hasPrefix("/v1/sessions/") else {
        return .json(
          403, #"{"error":{"message":"The role 'admin' is needed.","retry_after":null}}"#)
      }
      inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      // Answers take a while, so that requests overlap.
      try? await ContinuousClock().sleep(for: .milliseconds(20))
      inFlight.withLock { $0.now -= 1 }
      let id = String(request.target.dropFirst("/v1/sessions/".count))
      guard id != "s7" else { return .json(404, #"{"error":{"message":"Gone."}}"#) }
      return .json(200, Session.json(id).replacing(#""messages":null"#, with: #""messages":[]"#))
    }) { server in
      try await TestFolder.run { folder in
        let archive = try Archive(folder: folder)
        for number in 1...30 {
          try archive.record(
            Session(
              id: .init(rawValue: "s\(number)"), status: .running, title: "old", input: "why?",
              createdAt: Date(timeIntervalSince1970: Double(number)), updatedAt: nil),
            service: "test")
        }
        try await withClient(of: server.url) { client in
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: archive)
          let listing = try await directory.list(SessionsQuery(), current: nil)
          let (rows, remark) = (listing.rows, listing.remark)
          #expect(rows.map(\.id.rawValue) == (11...30).reversed().map { "s\($0)" })
          #expect(rows.allSatisfy { $0.status == .idle }, "each was asked for again")
          #expect(
            remark?.hasPrefix("A member's key lists only the sessions that this machine") == true)
          #expect(remark?.contains("30 sessions in all") == true)
          let second = try await directory.list(SessionsQuery(page: 2), current: nil)
          #expect(second.rows.count == 10)
          #expect(second.remark?.contains("could not be refreshed") == true)
          #expect(second.rows.first { $0.id.rawValue == "s7" }?.status == .running)
        }
      }
    }
    #expect(inFlight.withLock { $0.most } == 4)
  }

  @Test func `a member sees the sessions that alerts opened, which no machine has seen`()
    async throws
  {
    try await HTTPTestServer.run(handler: { request in
      switch request.target {
      case "/v1/hooks/alertmanager":
        return .json(
          200,
          #"{"sessions":[\#(Session.json("alerted"))],"count":1,"total":1,"prev":null,"next":null}"#
        )
      case "/v1/sessions/alerted":
        return .json(
          200, Session.json("alerted").replacing(#""messages":null"#, with: #""messages":[]"#))
      default:
        return .json(
          403, #"{"error":{"message":"The role 'admin' is needed.","retry_after":null}}"#)
      }
    }) { server in
      try await TestFolder.run { folder in
        let archive = try Archive(folder: folder)
        try await withClient(of: server.url) { client in
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: archive)
          let listing = try await directory.list(SessionsQuery(), current: nil)
          #expect(listing.rows.map(\.id.rawValue) == ["alerted"])
          #expect(listing.remark?.contains("and those that alerts opened") == true)
        }
      }
    }
  }

  @Test func `an admin's list is read page by page`() async throws {
    let log = RequestLog()
    try await HTTPTestServer.run(handler: { request in
      let page = log.note(request)
      let sessions = (0..<2).map { Session.json("p\(page)-\($0)") }.joined(separator: ",")
      return .json(
        200,
        #"{"sessions":[\#(sessions)],"count":2,"total":6,"prev":null,"next":\#(page < 3 ? "\(page + 1)" : "null")}"#
      )
    }) { server in
      try await TestFolder.run { folder in
        let archive = try Archive(folder: folder)
        // What the archive knows as it is needs no refreshing.
        for page in 1...3 {
          for number in 0..<2 {
            let json = Session.json("p\(page)-\(number)").replacing(
              #""messages":null"#,
              with: #""messages":[{"id":"m","role":"user","markdown_content":"why?","#
                + #""created_at":"2026-01-31T10:05:00Z"}]"#)
            try archive.record(
              try ContractJSON.decode(Session.self, from: Data(json.utf8)), service: "test")
          }
        }
        try await withClient(of: server.url) { client in
          let directory = SessionDirectory(
            service: client, serviceName: "test", archive: archive)
          let listing = try await directory.list(SessionsQuery(all: true), current: nil)
          #expect(listing.rows.count == 6 && listing.remark == nil)
        }
      }
    }
    #expect(
      log.requests.map(\.target) == (1...3).map { "/v1/sessions?page=\($0)&limit=200" })
  }
}
