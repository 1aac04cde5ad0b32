import Foundation
import GRDB
import TestSupport
import Testing

#if os(Linux)
  /// What a store says of a turn.
  enum DatabaseState {
    /// How often each turn was claimed.
    static func claims(_ path: String) async throws -> [Int] {
      try await DatabaseQueue(path: path).read {
        try Int.fetchAll($0, sql: "SELECT token FROM turn")
      }
    }
  }

  /// Questions that end the engine: words in a build made for that.
  @Suite struct FaultyEngineTests {
    private static let faults = [
      ("fault:trap", "signal"), ("fault:memory", "signal"), ("fault:half", "what is no message"),
      ("fault:garbage", "it announced a message of"), ("fault:stop", "no sign of life"),
    ]

    @Test func `a question that ends the engine fails alone, at the second death alone`()
      async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe.withFaults)
        var server = try await store.serve("--max-running", "100", "--engine-memory", "256")
        let caller = HTTPCaller(key: store.member)
        var asked: [(id: String, words: String?)] = []
        for (number, fault) in Self.faults.enumerated() {
          for (question, words) in [("why did it fail?", nil), (fault.0, Optional(fault.1))] {
            let created = await caller.call(
              server.url + "/v1/sessions",
              ["input": question, "idempotency_key": "\(number) \(question)"])
            asked.append((try #require(created?.object["id"] as? String), words))
          }
        }
        // A service that is killed and started in between changes nothing: its ends don't count.
        for _ in 0..<2 {
          server.process.kill()
          _ = await server.process.finish()
          server = try await store.serve("--max-running", "100", "--engine-memory", "256")
        }
        for (id, words) in asked {
          let ended = try await caller.ended(server.url + "/v1/sessions/\(id)")
          let messages = try #require(ended["messages"] as? [[String: Any]])
          let text = try #require(messages.last?["markdown_content"] as? String)
          #expect(ended["status"] as? String == (words == nil ? "idle" : "failed"), "\(text)")
          #expect(messages.count == 2)
          if let words {
            #expect(text.contains("ended twice while it worked on this question"), "\(text)")
            #expect(text.contains(words), "\(text)")
          }
        }
        #expect(await server.stop().status == 0)
      }
    }

    @Test func `Defect 3: a server obeys SIGTERM while its engine is busy for ever`() async throws {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe.withFaults)
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        for number in 0..<5 {
          _ = await caller.call(
            server.url + "/v1/sessions", ["input": "fault:busy", "idempotency_key": "\(number)"])
        }
        let engine = try await EngineProcesses.first(of: server.process.process.processIdentifier)
        let begin = ContinuousClock.now
        #expect(await server.stop().status == 0)
        let time = ContinuousClock.now - begin
        print("SIGTERM obeyed in \(time)")
        // Promised are 3 s, 27 were the defect; a busy machine is given some.
        #expect(time < .seconds(10))
        try await EngineProcesses.end(of: engine)
      }
    }

    @Test func `Defect 14: a turn that obeys nothing is stopped, and its engine with it`()
      async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe.withFaults)
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        let created = await caller.call(
          server.url + "/v1/sessions", ["input": "fault:busy", "idempotency_key": "1"])
        let id = try #require(created?.object["id"] as? String)
        let engine = try await EngineProcesses.first(of: server.process.process.processIdentifier)
        let url = server.url + "/v1/sessions/\(id)"
        try await Patience.wait(for: "the begin of the turn") {
          await caller.call(url)?.object["progress"] is [String: Any]
        }
        let stopped = await caller.call(url + "/cancel", [:])
        #expect(stopped?.status == 200 && stopped?.object["status"] as? String == "failed")
        try await EngineProcesses.end(of: engine)
        let next = await caller.call(
          server.url + "/v1/sessions", ["input": "why did it fail?", "idempotency_key": "2"])
        let other = try #require(next?.object["id"] as? String)
        let ended = try await caller.ended(server.url + "/v1/sessions/\(other)")
        #expect(ended["status"] as? String == "idle")
        #expect(await server.stop().status == 0)
      }
    }

    @Test func `a turn that takes too much memory fails in words, and the engine lives`()
      async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe.withFaults)
        let server = try await store.serve("--engine-memory", "256")
        let caller = HTTPCaller(key: store.member)
        var sessions: [String] = []
        for question in ["fault:hoard", "why did it fail?"] {
          let created = await caller.call(
            server.url + "/v1/sessions", ["input": question, "idempotency_key": question])
          sessions.append(try #require(created?.object["id"] as? String))
        }
        let engine = try await EngineProcesses.first(of: server.process.process.processIdentifier)
        let ended = try await caller.ended(server.url + "/v1/sessions/\(sessions[0])")
        let text = (ended["messages"] as? [[String: Any]])?.last?["markdown_content"] as? String
        #expect(ended["status"] as? String == "failed")
        #expect(text?.contains("more memory than the engine may use (256 MiB)") == true, "\(ended)")
        let other = try await caller.ended(server.url + "/v1/sessions/\(sessions[1])")
        #expect(other["status"] as? String == "idle", "\(other)")
        #expect(EngineProcesses.of(server.process.process.processIdentifier) == [engine])
        #expect(await server.stop().status == 0)
      }
    }

    @Test func `in a terminal the shell says what happened, and goes on`() async throws {
      try await withGumshoe { gumshoe in
        let evidence = gumshoe.home + "/evidence"
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        try "2026-01-31T10:00:00Z ERROR disk full\n".write(
          toFile: evidence + "/a.log", atomically: true, encoding: .utf8)
        let shell = try gumshoe.withFaults.open([evidence])
        try await shell.wait("the prompt") { $0.lastLine.contains("▸") }
        shell.type("fault:trap" + Key.enter)
        try await shell.wait(for: "ended twice while")
        shell.type("/new what is wrong?" + Key.enter)
        try await shell.wait("the answer, and the prompt behind it") {
          $0.text.contains("disk full") && $0.lastLine.contains("▸")
        }
        shell.type(Key.endOfFile)
        #expect(try await shell.exitStatus() == 0)
      }
    }
  }
#endif
