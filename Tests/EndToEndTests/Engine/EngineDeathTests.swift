import Foundation
import GRDB
import Testing

#if os(Linux)
  /// The shipped binary's engine, ended from outside at any moment.
  @Suite struct EngineDeathTests {
    /// How often it is ended.
    private static let deaths = 100

    @Test func `whatever ends the engine, every turn ends once, and only its own doing fails it`()
      async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe)
        let other = try await key(of: "other", store)
        let server = try await store.serve("--max-running", "100")
        let parent = server.process.process.processIdentifier
        let turns = try await withThrowingTaskGroup(of: [String: Int].self) { group in
          let killing = Task { await Self.kill(parent) }
          for member in 0..<10 {
            let caller = HTTPCaller(key: member.isMultiple(of: 2) ? store.member : other)
            group.addTask { try await Self.converse(member, caller, server.url, until: killing) }
          }
          return try await group.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
        try expectEndedOnce(turns, store)
        #expect(await server.stop().status == 0)
      }
    }

    private func key(of organization: String, _ store: ServedStore) async throws -> String {
      let made = try await store.gumshoe.run([
        "keys", "create", "--name", "m", "--role", "member", "--org", organization, "--store",
        store.path,
      ])
      return String(made.output.dropLast())
    }

    /// Ends the engine again and again: most often at once, now and then by letting it stand still
    /// or by taking its memory away.
    private static func kill(_ parent: Int32) async {
      for death in 0..<deaths {
        guard let engine = try? await EngineProcesses.first(of: parent) else { return }
        // The moment is the test's subject, not something it waits for.
        try? await Task.sleep(for: .milliseconds(Int.random(in: 0...120)))
        switch death {
        case 30, 70: Foundation.kill(engine, SIGSTOP)
        case 10, 50, 90: takeMemory(of: engine)
        default: Foundation.kill(engine, Bool.random() ? SIGKILL : SIGSEGV)
        }
      }
    }

    /// Lowers a process's limit of memory below what it has.
    private static func takeMemory(of process: Int32) {
      let prlimit = Process()
      prlimit.executableURL = URL(filePath: "/usr/bin/prlimit")
      prlimit.arguments = ["--pid", "\(process)", "--data=\(1 << 20)"]
      try? prlimit.run()
    }

    private static func converse(
      _ member: Int, _ caller: HTTPCaller, _ url: String, until killing: Task<Void, Never>
    ) async throws -> [String: Int] {
      var turns: [String: Int] = [:]
      let watch = Flag()
      Task {
        await killing.value
        await watch.raise()
      }
      var number = 0
      while await !watch.isRaised {
        number += 1
        let created = await caller.call(
          url + "/v1/sessions",
          ["input": "why did it fail?", "idempotency_key": "\(member).\(number)"])
        let id = try #require(created?.object["id"] as? String, "\(created as Any)")
        turns[id] = 1
        while await !watch.isRaised, turns[id, default: 0] < 5 {
          let ended = try await caller.ended(url + "/v1/sessions/\(id)")
          guard ended["status"] as? String == "idle" else { break }
          let answer = await caller.call(
            url + "/v1/sessions/\(id)/messages", ["input": "and then?"])
          #expect(answer?.status == 202, "\(answer as Any)")
          turns[id, default: 0] += 1
        }
      }
      for id in turns.keys { _ = try await caller.ended(url + "/v1/sessions/\(id)") }
      return turns
    }

    private func expectEndedOnce(_ turns: [String: Int], _ store: ServedStore) throws {
      let database = try DatabaseQueue(path: store.path)
      try database.read { database in
        for (id, count) in turns {
          let messages = try String.fetchAll(
            database, sql: "SELECT role FROM message WHERE session = ? ORDER BY position",
            arguments: [id])
          #expect(messages == Array(repeating: ["user", "assistant"], count: count).flatMap { $0 })
        }
        let states = try Row.fetchAll(
          database,
          sql: """
            SELECT state, endsAlone, endsShared, content FROM turn
            LEFT JOIN message ON message.id = answerID
            """)
        #expect(states.count == turns.values.reduce(0, +))
        for row in states {
          let endsAlone: Int = row["endsAlone"]
          #expect(row["state"] == (endsAlone > 1 ? "failed" : "answered"), "\(row)")
        }
        print(
          "turns \(states.count), met by a death \(states.count { $0["endsShared"] > 0 }), "
            + "failed \(states.count { $0["state"] == "failed" })")
        #expect(states.contains { $0["endsShared"] > 0 }, "no turn met a death")
      }
    }

    @Test func `the engine has its own group and no file of ours, and goes with its server`()
      async throws
    {
      try await withGumshoe { gumshoe in
        let store = try await ServedStore(gumshoe)
        let server = try await store.serve()
        let caller = HTTPCaller(key: store.member)
        let parent = server.process.process.processIdentifier
        #expect(EngineProcesses.of(parent).isEmpty, "started before the first turn")
        let created = await caller.call(
          server.url + "/v1/sessions", ["input": "why?", "idempotency_key": "1"])
        let id = try #require(created?.object["id"] as? String)
        #expect(
          try await caller.ended(server.url + "/v1/sessions/\(id)")["status"] as? String == "idle")
        let engine = try await EngineProcesses.first(of: parent)
        #expect(getpgid(engine) == engine)
        #expect(getsid(engine) == getsid(parent))
        #expect(EngineProcesses.niceness(of: engine) == 10)
        let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(engine)/fd")
          .compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(engine)/fd/\($0)")
          }
        #expect(!files.contains { $0.contains("sqlite") || $0.hasPrefix("socket:") }, "\(files)")
        let variables = try String(contentsOfFile: "/proc/\(engine)/environ", encoding: .utf8)
        #expect(!variables.contains("HOME="), "\(variables)")
        // A stop of the whole unit reaches both: the engine leaves it to its host.
        Foundation.kill(engine, SIGTERM)
        Foundation.kill(engine, SIGINT)
        #expect(EngineProcesses.of(parent) == [engine])
        server.process.kill()
        try await EngineProcesses.end(of: engine)
      }
    }

    @Test func `a binary that is replaced while it serves goes on serving`() async throws {
      try await withGumshoe { gumshoe in
        let copy = gumshoe.home + "/gumshoe-copy"
        // By another process: a file that this one writes can't be run while a child holds it.
        let copying = Process()
        copying.executableURL = URL(filePath: "/bin/cp")
        copying.arguments = [gumshoe.program, copy]
        let copied = await (try PipedProcess(copying)).finish()
        try #require(copied.status == 0, "\(copied)")
        let store = try await ServedStore(GumshoeBinary(home: gumshoe.home, program: copy))
        let server = try await store.serve()
        try FileManager.default.removeItem(atPath: copy)
        try "#!/bin/sh\nexit 3\n".write(toFile: copy, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy)
        let caller = HTTPCaller(key: store.member)
        for number in 0..<2 {
          let created = await caller.call(
            server.url + "/v1/sessions", ["input": "why?", "idempotency_key": "\(number)"])
          let id = try #require(created?.object["id"] as? String)
          let ended = try await caller.ended(server.url + "/v1/sessions/\(id)")
          #expect(ended["status"] as? String == "idle", "\(ended)")
          for engine in EngineProcesses.of(server.process.process.processIdentifier) {
            Foundation.kill(engine, SIGKILL)
            try await EngineProcesses.end(of: engine)
          }
        }
        #expect(await server.stop().status == 0)
      }
    }

    @Test func `Defect 1: a store that 0.1.0 left with a deadly question is served`() async throws {
      try await withGumshoe { gumshoe in
        let evidence = gumshoe.home + "/evidence"
        try FileManager.default.createDirectory(atPath: evidence, withIntermediateDirectories: true)
        try "2026-01-31T10:00:00Z ERROR disk full\n".write(
          toFile: evidence + "/a.log", atomically: true, encoding: .utf8)
        let dump = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
          .appending(path: "Fixtures/poisoned-0.1.0.sql")
        let data = gumshoe.home + "/.local/share/gumshoe"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        var configuration = Configuration()
        // The dump's order is that of names.
        configuration.foreignKeysEnabled = false
        let database = try DatabaseQueue(
          path: data + "/service.sqlite", configuration: configuration)
        let statements = try String(contentsOf: dump, encoding: .utf8)
          .replacingOccurrences(of: "EVIDENCE", with: evidence)
          .replacingOccurrences(of: "BEGIN TRANSACTION;", with: "")
          .replacingOccurrences(of: "COMMIT;", with: "")
        try await database.write { try $0.execute(sql: statements) }
        try database.close()
        let unrelated = try await gumshoe.run(["ask", "what is wrong?", "--evidence", evidence])
        #expect(unrelated.status == 0, "\(unrelated)")
        #expect(unrelated.output.contains("disk full"), "\(unrelated)")
        // The old turn is taken up as well, by whichever start has the time.
        var list = unrelated
        var states: [String] = []
        for _ in 0..<20 where states != ["answered"] {
          _ = try await gumshoe.run(["ask", "and what else?", "--continue"])
          list = try await gumshoe.run(["sessions", "list", "--json"])
          states = try await DatabaseQueue(path: data + "/service.sqlite").read {
            try String.fetchAll($0, sql: "SELECT DISTINCT state FROM turn")
          }
        }
        #expect(!list.output.contains("\"running\""), "\(list)")
        #expect(states == ["answered"], "\(list)")
      }
    }
  }

  /// Something that happens once.
  private actor Flag {
    private(set) var isRaised = false

    func raise() { isRaised = true }
  }
#endif
