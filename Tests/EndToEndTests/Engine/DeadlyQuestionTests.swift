import Foundation
import Testing

#if os(Linux)
  /// Questions that ended 0.1.0, and their like, asked of a real server.
  @Suite struct DeadlyQuestionTests {
    private static let questions = [
      "what happened before 2020-01-01?", "show me errors before 09:00",
      "was it fine until yesterday", "in 9223372036854775807 seconds",
      "last 100000000000 weeks", "errors after 2999-12-31T23:59:59Z", "errors since 0000-00-00",
      "between 11:00 and 10:00", "from 10:05 to 09:55 tomorrow", "the last 0 minutes",
      "-9223372036854775808 hours ago", "why did it fail at 99:99?", "what happened at 1e308?",
      "show me the last 99999999999999999999 errors", "show evidence [18446744073709551616]",
      "since the deploy until the deploy", "last 3 minutes before 1970-01-01T00:00:00Z",
      "until 2038-01-19T03:14:08Z and since 1901-12-13", "show 0 lines", "first -1 errors",
    ]

    /// Logs whose times span what questions can miss, by name.
    private static let logs: [(name: String, text: String)] = [
      ("line", "2026-01-31T10:00:00Z ERROR disk full\n"),
      (
        "second",
        "2026-01-31T10:00:00.1Z INFO a\n2026-01-31T10:00:00.9Z ERROR disk full\n"
      ),
      ("years", "1999-01-01T00:00:00Z INFO a\n2026-01-31T10:00:00Z ERROR disk full\n"),
      ("early", "1969-12-31T23:59:58Z INFO a\n1969-12-31T23:59:59Z ERROR disk full\n"),
      ("late", "2039-01-01T00:00:00Z INFO a\n2199-12-31T23:59:59Z ERROR disk full\n"),
    ]

    @Test(arguments: logs)
    func `Defect 1: no question about any time ends the engine`(
      name: String, text: String
    ) async throws {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe)
        try text.write(
          toFile: store.evidence + "/checkout.log", atomically: true, encoding: .utf8)
        let server = try await store.serve("--metrics-listen", "127.0.0.1:0")
        let caller = HTTPCaller(key: store.member)
        var engines: Set<Int32> = []
        for (number, question) in Self.questions.enumerated() {
          let created = await caller.call(
            server.url + "/v1/sessions", ["input": question, "idempotency_key": "\(number)"])
          let id = try #require(created?.object["id"] as? String, "\(created as Any)")
          let ended = try await caller.ended(server.url + "/v1/sessions/\(id)")
          #expect(ended["status"] as? String == "idle", "\(question): \(ended)")
          engines.formUnion(
            EngineProcesses.of(server.process.process.processIdentifier))
        }
        #expect(engines.count == 1, "the engine was started again: \(engines)")
        let said = server.process.errorsSoFar
        let line = try #require(said.split(separator: "\n").first { $0.hasPrefix("metrics on ") })
        let metrics = await caller.text(String(line.dropFirst("metrics on ".count)))
        #expect(metrics?.contains("engine_restarts_total 0\n") == true, "\(metrics ?? said)")
        #expect(await server.stop().status == 0)
      }
    }

    @Test func `Defect 4: two servers claim two inputs of the longest kind once each`() async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe)
        let servers = [try await store.serve(), try await store.serve()]
        let caller = HTTPCaller(key: store.member)
        let words = ["was it fine until 10:05 or 11:00 on checkout? ", "\u{1F1E9}\u{1F1EA}"]
        var urls: [String] = []
        for (server, word) in zip(servers, words) {
          let input = String(repeating: word, count: 1_000_000 / word.utf8.count)
          let created = await caller.call(
            server.url + "/v1/sessions", ["input": input, "idempotency_key": word])
          urls.append(server.url + "/v1/sessions/\(try #require(created?.object["id"] as? String))")
        }
        for url in urls {
          let health = await caller.text(servers[0].url + "/healthz")
          #expect(health != nil)
          #expect(try await caller.ended(url)["status"] as? String == "idle")
        }
        #expect(try await DatabaseState.claims(store.path) == [1, 1])
        for server in servers { #expect(await server.stop().status == 0) }
      }
    }
  }
#endif
