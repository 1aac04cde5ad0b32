import Foundation
import TestSupport
import Testing

#if os(Linux)
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
        let faulty = GumshoeBinary(home: gumshoe.home, program: GumshoeBinary.faulty)
        let store = try await ServedStore(faulty)
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
        let faulty = GumshoeBinary(home: gumshoe.home, program: GumshoeBinary.faulty)
        let store = try await ServedStore(faulty)
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        for number in 0..<5 {
          _ = await caller.call(
            server.url + "/v1/sessions", ["input": "fault:busy", "idempotency_key": "\(number)"])
        }
        let engine = try await EngineProcesses.first(of: server.process.process.processIdentifier)
        let begin = ContinuousClock.now
        #expect(await server.stop().status == 0)
        print("SIGTERM obeyed in \(ContinuousClock.now - begin)")
        try await EngineProcesses.end(of: engine)
      }
    }

    @Test func `in a terminal the shell says what happened, and goes on`() async throws {
      try await withGumshoe { gumshoe in
        let faulty = GumshoeBinary(home: gumshoe.home, program: GumshoeBinary.faulty)
        let evidence = gumshoe.home + "/evidence"
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        try "2026-01-31T10:00:00Z ERROR disk full\n".write(
          toFile: evidence + "/a.log", atomically: true, encoding: .utf8)
        let shell = try faulty.open([evidence])
        try await shell.wait("the prompt") { $0.lastLine.contains("▸") }
        shell.type("fault:trap" + Key.enter)
        try await shell.wait(for: "ended twice while")
        shell.type("/new what is wrong?" + Key.enter)
        let screen = try await shell.wait(for: "disk full")
        #expect(screen.lastLine.contains("▸"))
        shell.type(Key.endOfFile)
        #expect(try await shell.exitStatus() == 0)
      }
    }
  }
#endif
