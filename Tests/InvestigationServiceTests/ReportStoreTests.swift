import FoundationEssentials
import GRDB
import Investigation
import SessionsAPI
import Synchronization
import TestSupport
import Testing

@testable import InvestigationService

/// Reports in the store, beside the answers that they say as values.
@Suite struct ReportStoreTests {
  /// An engine whose reports' exhibits are numbered by turn, and that remembers what it was given.
  private static func engine(
    report: @escaping @Sendable (Inquiry) -> Data? = { SampleReport.json($0.turn ?? 0) }
  ) -> ScriptedEngine {
    ScriptedEngine(
      report: report,
      memory: { inquiry in
        Data(((inquiry.memory.map { String(decoding: $0, as: UTF8.self) } ?? "") + "+").utf8)
      })
  }

  /// Asks some questions, one after the other; the session as it then is.
  private func ask(
    _ questions: String..., on sessions: EmbeddedSessions, of service: InvestigationService
  ) async throws -> Session {
    try await running(service) {
      let id = try await sessions.create(draft(questions[0])).session.id
      var session = try await sessions.ended(id)
      for question in questions.dropFirst() {
        _ = try await sessions.followUp(FollowUpDraft(input: question), to: id)
        session = try await sessions.ended(id)
      }
      return session
    }
  }

  @Test func `a report is kept with its answer, and what it was asked for is counted`() async throws
  {
    try await withStoreFolder { folder in
      let service = try folder.service(Self.engine())
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let session = try await ask("one", "two", "three", on: sessions, of: service)
      #expect(
        session.messages?.map(\.report) == [
          nil, try SampleReport.value(1), nil, try SampleReport.value(2), nil,
          try SampleReport.value(3),
        ])
      await service.close()
      let again = try folder.service().sessions(as: .local)
      #expect(try await again.get(session.id, wait: nil).session == session)
    }
  }

  @Test func `only the newest answered turn's memory is kept, and handed on`() async throws {
    try await withStoreFolder { folder in
      let service = try folder.service(Self.engine())
      let sessions = service.sessions(as: .local, evidence: somewhere)
      _ = try await ask("one", "two", "three", on: sessions, of: service)
      let memories = try await DatabaseQueue(path: folder.storePath).read { database in
        try Optional<String>.fetchAll(
          database, sql: "SELECT CAST(memory AS TEXT) FROM turn ORDER BY number")
      }
      #expect(memories == [nil, nil, "+++"])
    }
  }

  @Test func `a turn that leaves nothing behind keeps what was left before`() async throws {
    try await withStoreFolder { folder in
      let seen = Mutex<[Data?]>([])
      let engine = ScriptedEngine(memory: { inquiry in
        seen.withLock { $0.append(inquiry.memory) }
        return inquiry.turn == 1 ? Data("first".utf8) : nil
      })
      let service = try folder.service(engine)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      _ = try await ask("one", "two", "three", on: sessions, of: service)
      #expect(seen.withLock { $0 } == [nil, Data("first".utf8), Data("first".utf8)])
    }
  }

  @Test(arguments: [
    "", "null", "[]", "{", #"{"sections":1,"exhibits":[]}"#, "\u{0}\u{1b}",
    String(repeating: "[", count: 100_000),
    #"{"sections":[],"exhibits":[],"x":""# + String(repeating: "x", count: StoredReport.largest)
      + #""}"#,
  ])
  func `what is no report is left out, and the turn is answered`(json: String) async throws {
    try await withStoreFolder { folder in
      let service = try folder.service(Self.engine { _ in Data(json.utf8) })
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let session = try await ask("one", on: sessions, of: service)
      #expect(session.status == .idle)
      #expect(session.messages?.map(\.markdownContent) == ["one", "re: one"])
      #expect(session.messages?.allSatisfy { $0.report == nil } == true)
    }
  }

  @Test func `a report that was damaged in the store is left out, and its message told`()
    async throws
  {
    try await withStoreFolder { folder in
      let service = try folder.service(Self.engine())
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let session = try await ask("one", "two", on: sessions, of: service)
      try await DatabaseQueue(path: folder.storePath).write { database in
        try database.execute(
          sql: "UPDATE message SET report = substr(report, 2) WHERE position = 1")
      }
      let found = try await sessions.get(session.id, wait: nil).session
      #expect(found.messages?.map { $0.report == nil } == [true, true, true, false])
      #expect(found.messages?.map(\.id) == session.messages?.map(\.id))
    }
  }

  @Test func `a store of version 5 has no reports, and gets some`() async throws {
    try await withStoreFolder { folder in
      let old = try DatabaseQueue(path: folder.storePath)
      try SessionSchema.migrator.migrate(old, upTo: "5: engine ends")
      try await old.write { database in
        try SessionsBefore.insert("old", at: 1, in: database)
        try database.execute(
          sql: """
            INSERT INTO message (session, position, id, role, content, createdAt)
              VALUES ('old', 1, 'a-old', 'assistant', 'then', 1);
            UPDATE turn SET state = 'answered', memory = 'kept';
            UPDATE session SET status = 'idle';
            """)
      }
      let service = try folder.service(Self.engine())
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = Session.ID(rawValue: "old")
      let before = try await sessions.get(id, wait: nil).session
      #expect(before.messages?.map(\.markdownContent) == ["q", "then"])
      try await running(service) {
        _ = try await sessions.followUp(FollowUpDraft(input: "more"), to: id)
        let session = try await sessions.ended(id)
        #expect(
          session.messages?.map(\.report) == [nil, nil, nil, try SampleReport.value(2)])
        // A process of the version before goes on.
        try await old.write { database in
          try SessionsBefore.insert("late", at: 2, in: database)
        }
        #expect(try await sessions.ended(.init(rawValue: "late")).messages?.last?.report != nil)
      }
      let memories = try await old.read { database in
        try Optional<String>.fetchAll(
          database,
          sql: "SELECT CAST(memory AS TEXT) FROM turn WHERE session = 'old' ORDER BY number")
      }
      #expect(memories == [nil, "kept+"])
    }
  }

  @Test func `reports count where they are asked for, and cost nothing where not`() async throws {
    try await withStoreFolder { folder in
      let quote = String(repeating: "q", count: 10_000)
      let service = try folder.service(
        Self.engine { SampleReport.json($0.turn ?? 0, quote: quote) })
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let session = try await ask("one", "two", "three", on: sessions, of: service)
      func count(from first: Int, _ bytes: Int, reports: Bool) async throws -> Int {
        let preference = FetchPreference(messageBytes: bytes, reports: reports)
        guard first > 0 else {
          let start = try await sessions.begin(session.id, wait: nil, preference)
          return start.fetched.session.messages?.count ?? 0
        }
        return try await sessions.messages(of: session.id, from: first, upTo: 6, preference).count
      }
      #expect(try await count(from: 0, 1000, reports: false) == 6)
      #expect(try await count(from: 0, 1000, reports: true) == 2)
      #expect(try await count(from: 0, 25_000, reports: true) == 4)
      #expect(try await count(from: 2, 1000, reports: false) == 4)
      #expect(try await count(from: 2, 1000, reports: true) == 2)
      let bare = try await sessions.begin(
        session.id, wait: nil, FetchPreference(messageBytes: .max))
      #expect(bare.fetched.session.messages?.allSatisfy { $0.report == nil } == true)
    }
  }

  @Test func `who waits is told the messages when the turn has ended`() async throws {
    try await withStoreFolder { folder in
      let gate = Gate()
      let service = try folder.service(ScriptedEngine(gate: gate))
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      #expect(try await sessions.get(id, wait: .zero).session.messages == nil)
      #expect(try await sessions.get(id, wait: nil).session.messages?.count == 1)
      let whole = try await sessions.begin(id, wait: .zero, FetchPreference(messageBytes: .max))
      #expect(whole.fetched.session.messages?.count == 1 && whole.fetched.waitApplied)
      try await running(service) {
        await gate.waitForArrival()
        await gate.open()
        let ended = try await sessions.ended(id)
        #expect(ended.messages?.count == 2)
        #expect(try await sessions.get(id, wait: .seconds(60)).session == ended)
      }
    }
  }
}
