import Foundation
import GRDB
import Testing

/// The store of a server: what stands in its file, copies of it, and old sessions.
@Suite struct StoreCommandTests {
  /// Opens a session of a key and waits for its answer.
  private func ask(_ server: ServingProcess, _ store: ServedStore, _ key: String) async throws {
    let caller = HTTPCaller(key: store.member)
    let created = try #require(
      await caller.call(
        "\(server.url)/v1/sessions", ["input": "what went wrong?", "idempotency_key": key]))
    let id = try #require(created.object["id"] as? String)
    _ = try await caller.ended("\(server.url)/v1/sessions/\(id)")
  }

  /// How many sessions and answers a file holds by itself.
  private func contents(of file: String, in folder: String) throws -> [Int] {
    let copy = folder + "/alone-\(UUID().uuidString).sqlite"
    try FileManager.default.copyItem(atPath: file, toPath: copy)
    let database = try DatabaseQueue(path: copy)
    defer { try? database.close() }
    return try database.read { database in
      try ["SELECT count(*) FROM session", "SELECT count(*) FROM message WHERE role = 'assistant'"]
        .map { try Int.fetchOne(database, sql: $0) ?? 0 }
    }
  }

  @Test func `Defect 10: after a clean stop the file alone holds everything`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      for key in ["1", "2", "3"] { try await ask(server, store, key) }
      #expect(await server.stop().status == 0)
      #expect(try contents(of: store.path, in: gumshoe.home) == [3, 3])

      let asked = try await gumshoe.run(["ask", "what went wrong?", "--evidence", store.evidence])
      #expect(asked.status == 0, "\(asked)")
      let embedded = gumshoe.home + "/.local/share/gumshoe/service.sqlite"
      #expect(try contents(of: embedded, in: gumshoe.home) == [1, 1])
    }
  }

  @Test func `Defect 10: one of two servers may stop, and then the other`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let servers = [try await store.serve(), try await store.serve()]
      try await ask(servers[0], store, "1")
      #expect(await servers[0].stop().status == 0)
      try await ask(servers[1], store, "2")
      #expect(await servers[1].stop().status == 0)
      #expect(try contents(of: store.path, in: gumshoe.home) == [2, 2])
    }
  }

  @Test func `a backup is made and old sessions are deleted while a server serves`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      for key in ["1", "2"] { try await ask(server, store, key) }
      try await age(store, days: 31)
      try await ask(server, store, "3")
      let option = ["--store", store.path]

      let copy = gumshoe.home + "/copy.sqlite"
      let made = try await gumshoe.run(["store", "backup", copy] + option)
      #expect(made.status == 0 && made.output.isEmpty, "\(made)")
      #expect(try contents(of: copy, in: gumshoe.home) == [3, 3])
      let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let again = try await gumshoe.run(["store", "backup", copy] + option)
      #expect(again.status == 64 && again.errors.contains("overwrites nothing"), "\(again)")
      let nowhere = try await gumshoe.run(["store", "backup", "/none/copy"] + option)
      #expect(nowhere.status == 74 && nowhere.errors.contains("No such file"), "\(nowhere)")

      let pruned = try await gumshoe.run(["store", "prune", "--older-than", "30"] + option)
      #expect(pruned.status == 0 && pruned.errors.contains("deleted 2 sessions."), "\(pruned)")
      let caller = HTTPCaller(key: store.admin)
      let page = await caller.call("\(server.url)/v1/sessions?page=1&limit=5")
      #expect(page?.object["total"] as? Int == 1 && page?.object["count"] as? Int == 1)
      // The key of a deleted session opens another one.
      try await ask(server, store, "1")
      #expect(await server.stop().status == 0)
    }
  }

  @Test func `a server that keeps sessions for some days deletes older ones`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let first = try await store.serve()
      try await ask(first, store, "1")
      #expect(await first.stop().status == 0)
      try await age(store, days: 8)
      let second = try await store.serve("--keep", "7")
      let caller = HTTPCaller(key: store.admin)
      while await caller.call("\(second.url)/v1/sessions")?.object["total"] as? Int != 0 {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(await second.stop().status == 0)
    }
  }

  @Test(arguments: [
    (["store", "prune", "--older-than", "0"], 64, "no number of days"),
    (["store", "prune", "--older-than", "x"], 64, "'x' is no number of days"),
    (["store", "prune", "--older-than", "99999999999999999999"], 64, "no number of days"),
    (["store", "prune"], 64, "--older-than"), (["store", "backup"], 64, "file"),
    (["store", "prune", "--older-than", "30"], 66, "There is no store at"),
    (["store", "backup", "copy"], 66, "There is no store at"),
    (["serve", ".", "--keep", "-3"], 64, "days"),
  ])
  func `bad values and missing stores are told`(
    arguments: [String], status: Int32, words: String
  ) async throws {
    try await withGumshoe { gumshoe in
      let outcome = try await gumshoe.run(arguments)
      #expect(outcome.status == status, "\(outcome)")
      #expect(outcome.errors.contains(words), "\(outcome)")
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/copy"))
    }
  }

  /// Makes all sessions of a store some days older.
  private func age(_ store: ServedStore, days: Int) async throws {
    let database = try DatabaseQueue(path: store.path)
    try await database.write { database in
      try database.execute(
        sql: "UPDATE session SET createdAt = createdAt - ?, updatedAt = updatedAt - ?",
        arguments: [days * 86_400_000, days * 86_400_000])
    }
    try database.close()
  }
}
