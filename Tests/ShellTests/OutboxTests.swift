import FoundationEssentials
import SessionsAPI
import Shell
import Testing

@Suite(.timeLimit(.minutes(5))) struct OutboxTests {
  private func entry(_ text: String) -> OutboxEntry {
    OutboxEntry(
      id: .init(), service: "embedded", conversation: .init(rawValue: "c"), session: nil,
      text: text, idempotencyKey: text, stage: .queued, turn: 1,
      createdAt: Date(timeIntervalSince1970: 5))
  }

  @Test func `entries of a living owner are nobody's orphans`() async throws {
    try await withTemporaryFolder { folder in
      let first = Outbox(folder: folder)
      try await first.put(entry("a"))
      let second = Outbox(folder: folder)
      #expect(try await second.orphans(service: "embedded").isEmpty)
      withExtendedLifetime(first) {}
    }
  }

  @Test func `entries of a dead owner are adopted once`() async throws {
    try await withTemporaryFolder { folder in
      var kept = entry("a")
      do {
        let dead = Outbox(folder: folder)
        try await dead.put(kept)
        try await dead.put(entry("b"))
        kept.stage = .accepted
        try await dead.put(kept)
        let gone = entry("c")
        try await dead.put(gone)
        try await dead.remove(gone.id)
      }
      try await OutboxOwners.waitForEnd(in: folder)
      let second = Outbox(folder: folder)
      let third = Outbox(folder: folder)
      let orphans = try await second.orphans(service: "embedded")
      #expect(orphans.map(\.text) == ["a", "b"])
      #expect(orphans.first == kept)
      #expect(try await second.orphans(service: "other").isEmpty)
      #expect(try await second.adopt(orphans).map(\.text) == ["a", "b"])
      #expect(try await third.adopt(orphans).isEmpty)
      #expect(try await third.orphans(service: "embedded").isEmpty)
      withExtendedLifetime(second) {}
    }
  }

  @Test func `a secret is in the file until it is sent, and no longer`() async throws {
    try await withTemporaryFolder { folder in
      let outbox = Outbox(folder: folder)
      let secret = entry("why is ghp_abcdefghijklmnopqrstuvwx refused?")
      let other = entry("and then?")
      for entry in [secret, other] { try await outbox.put(entry) }
      func text() throws -> String {
        String(
          decoding: try Data(contentsOf: URL(filePath: folder + "/outbox.jsonl")), as: UTF8.self)
      }
      #expect(try text().contains("ghp_"))
      try await outbox.remove(secret.id)
      #expect(try !text().contains("ghp_") && text().contains("and then?"))
    }
  }

  @Test func `a torn line is skipped and healed`() async throws {
    try await withTemporaryFolder { folder in
      do {
        let dead = Outbox(folder: folder)
        try await dead.put(entry("whole"))
        let path = folder + "/outbox.jsonl"
        let handle = try Data(contentsOf: URL(filePath: path))
        try (handle + Data(#"{"v":1,"op":"pu"#.utf8)).write(to: URL(filePath: path))
        try await dead.put(entry("next"))
      }
      try await OutboxOwners.waitForEnd(in: folder)
      let orphans = try await Outbox(folder: folder).orphans(service: "embedded")
      #expect(orphans.map(\.text) == ["whole", "next"])
    }
  }

  @Test func `a folder that can't be written leaves the entries in memory`() async throws {
    try await withTemporaryFolder { folder in
      let file = folder + "/file"
      try Data().write(to: URL(filePath: file))
      let outbox = Outbox(folder: file + "/state")
      try await outbox.put(entry("a"))
      #expect(outbox.trouble?.path == file + "/state")
      #expect(try await outbox.orphans(service: "embedded").isEmpty)
    }
  }
}
