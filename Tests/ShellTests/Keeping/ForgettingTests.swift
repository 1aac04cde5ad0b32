import Foundation
import GRDB
import SessionsAPI
import Testing

@testable import Shell

/// What is left of a session in the files when it is forgotten, and of a name that it was given.
@Suite struct ForgettingTests {
  private let time = Date(timeIntervalSince1970: 1000)

  private func session(_ id: String, _ texts: [String]) -> Session {
    Session(
      id: .init(rawValue: id), status: .idle, title: texts[0], input: texts[0], createdAt: time,
      updatedAt: time,
      messages: texts.enumerated().map {
        Message(
          id: .init(rawValue: "\(id)-\($0)"), role: $0.isMultiple(of: 2) ? .user : .assistant,
          markdownContent: $1, createdAt: time)
      })
  }

  private func bytes(below folder: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try names.reduce(into: [:]) {
      $0[$1] = try Data(contentsOf: URL(filePath: "\(folder)/\($1)"))
    }
  }

  @Test func `no word of a forgotten session is in any file of the archive`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      for number in 0..<50 {
        try archive.record(
          session("s\(number)", ["common \(number)", "kept\(number)"]), service: "x")
      }
      try archive.record(
        session("gone", ["zanzibar question", "xylophone 数据库 answer"]), service: "x")
      #expect(try archive.find("zanzibar", usedService: "x").count == 1)
      #expect(
        try bytes(below: folder).values.contains { $0.range(of: Data("zanzibar".utf8)) != nil })
      #expect(try archive.forget(.init(rawValue: "gone"), service: "x"))
      #expect(try !archive.forget(.init(rawValue: "gone"), service: "x"))
      #expect(try archive.find("zanzibar", usedService: "x").isEmpty)
      #expect(try archive.find("数据", usedService: "x").isEmpty)
      #expect(try archive.find("kept7", usedService: "x").count == 1)
      for (name, bytes) in try bytes(below: folder) {
        for word in ["zanzibar", "xylophone", "数据", "ylophone"] {
          #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) is in \(name)")
        }
      }
    }
  }

  @Test func `a session's own name is kept, shown and found, and goes with it`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      let original = session("a", ["why did it fail?", "because"])
      try archive.record(original, service: "x")
      let id = Session.ID(rawValue: "a")
      #expect(try archive.rename(id, service: "x", to: "payday outage password=hunter22"))
      #expect(try !archive.rename(.init(rawValue: "b"), service: "x", to: "b"))
      // What the service says later does not undo it.
      try archive.record(original, service: "x")
      try archive.refresh([original], service: "x")
      let title = "payday outage password=[masked]"
      #expect(try archive.session(id, service: "x")?.session.title == title)
      #expect(archive.named([original], service: "x").map(\.title) == [title])
      #expect(archive.named([original], service: "y").map(\.title) == ["why did it fail?"])
      #expect(try archive.find("outage pay", usedService: "x").map(\.title) == [title])
      #expect(try archive.find("utage", usedService: "x").isEmpty)
      _ = try archive.forget(id, service: "x")
      try archive.record(original, service: "x")
      #expect(try archive.session(id, service: "x")?.session.title == "why did it fail?")
    }
  }

  @Test func `an archive of an earlier version is found through as a new one is`() async throws {
    try await withTemporaryFolder { folder in
      do {
        let old = try DatabaseQueue(path: folder + "/archive.sqlite")
        try Archive.migrator.migrate(old, upTo: "3: what of a session is kept, what runs")
        try await old.write { database in
          try database.execute(
            sql: """
              INSERT INTO session (service, id, title, input, status, createdAt, updatedAt, usedAt)
              VALUES ('x', 'a', 'T', 'I', 'idle', 1, 1, 1);
              INSERT INTO message (service, session, id, position, role, content, createdAt)
              VALUES ('x', 'a', 'm', 0, 'user', 'checkout 数据库mysql挂了', 1);
              """)
        }
        try old.close()
      }
      let archive = try Archive(folder: folder)
      for words in ["check", "数据", "据库", "mysql", "挂", "checkout 挂了"] {
        #expect(try archive.find(words, usedService: "x").count == 1, "\(words)")
      }
    }
  }

  @Test func `of words that very many messages hold, the newest are found`() async throws {
    try await withTemporaryFolder { folder in
      let archive = try Archive(folder: folder)
      for number in 0..<1100 {
        try archive.record(session("s\(number)", ["disk"]), service: number < 1050 ? "x" : "y")
      }
      let found = try archive.find("disk", usedService: "x")
      #expect(found.count == 20)
      #expect(found.first?.session.rawValue == "s1099")
      #expect(found.allSatisfy { $0.isElsewhere })
    }
  }

  @Test func `what waits for a forgotten session goes, and only that`() async throws {
    try await withTemporaryFolder { folder in
      let outbox = Outbox(folder: folder)
      func entry(_ id: String, _ session: String?, _ text: String) -> OutboxEntry {
        OutboxEntry(
          id: .init(rawValue: id), service: "x",
          conversation: .init(rawValue: "c-\(session ?? "n")"),
          session: session.map { .init(rawValue: $0) }, text: text, idempotencyKey: id,
          stage: .queued, turn: 1, createdAt: time)
      }
      try await outbox.put(entry("1", "gone", "zanzibar"))
      try await outbox.put(entry("2", "other", "mauritius"))
      try await outbox.put(entry("3", "gone", "answered long ago"))
      try await outbox.remove(.init(rawValue: "3"))
      try await outbox.forget(.init(rawValue: "gone"), service: "x")
      let text = try String(contentsOfFile: folder + "/outbox.jsonl", encoding: .utf8)
      #expect(!text.contains("zanzibar") && !text.contains("long ago"))
      #expect(text.contains("mauritius"))
    }
  }

  @Test func `a secret that was typed and taken out again does not stay behind`() async throws {
    try await withTemporaryFolder { folder in
      let outbox = Outbox(folder: folder)
      var draft = OutboxEntry(
        id: .init(rawValue: "1"), service: "x", conversation: .init(rawValue: "c"), session: nil,
        text: "log in with password=Zq8hunterX9z", idempotencyKey: "", stage: .draft, turn: 0,
        createdAt: time)
      try await outbox.put(draft)
      draft.text = "log in"
      try await outbox.put(draft)
      try await outbox.remove(draft.id)
      let text = try String(contentsOfFile: folder + "/outbox.jsonl", encoding: .utf8)
      #expect(!text.contains("Zq8hunterX9z"))
    }
  }
}
