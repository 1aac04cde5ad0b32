import FoundationEssentials
import GRDB
import SessionsAPI
import TestSupport
import Testing

@testable import InvestigationService

/// Pages of a long list: whatever the clock did, they are the list in pieces.
@Suite struct PageTests {
  @Test func `pages are the list in pieces, also where times tie and the clock goes back`()
    async throws
  {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(settings: roomy, clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      for pause in [0, 0, 0, 1, 0, 0, -30, 0, 1, 0, 100, 0, 0, 0, 0, 1, -0.5, 2, 2, 0, 0, 0, 0] {
        time.advance(by: pause)
        let now = time.clock.now()
        #expect(try await sessions.create(draft("q")).session.createdAt == now)
      }
      try await expectPages(of: sessions, total: 23)
    }
  }

  @Test func `a store of the version before is numbered, and goes on`() async throws {
    try await withStoreFolder { folder in
      let old = try DatabaseQueue(path: folder.storePath)
      try SessionSchema.migrator.migrate(old, upTo: "2: keys")
      try await old.write { database in
        for index in 0..<15 {
          try database.execute(
            sql: """
              INSERT INTO session (id, organization, user, idempotencyKey, status, title, input,
                createdAt, updatedAt) VALUES (?, ?, 'u', ?, 'idle', 't', 'q', ?, 0)
              """,
            arguments: [
              UUID().uuidString, index.isMultiple(of: 5) ? "other" : "local", "\(index)",
              1000 + index / 4,
            ])
        }
      }
      let sessions = try folder.service(settings: roomy).sessions(as: .local, evidence: somewhere)
      try await expectPages(of: sessions, total: 12)
      let new = try await sessions.create(draft("q")).session
      let newest = try await sessions.list(PageRequest(page: 1, limit: 1)).sessions
      #expect(newest.map(\.id) == [new.id])
      try await expectPages(of: sessions, total: 13)
      // A process that has not been started again since is refused, instead of hiding its sessions.
      let refusal = await #expect(throws: DatabaseError.self) {
        try await old.write { database in
          try database.execute(
            sql: """
              INSERT INTO session (id, organization, user, idempotencyKey, status, title, input,
                createdAt, updatedAt) VALUES ('x', 'local', 'u', 'k', 'idle', 't', 'q', 0, 0)
              """)
        }
      }
      #expect(refusal?.message?.contains("older than its store") == true)
    }
  }

  private var roomy: ServiceSettings {
    var settings = ServiceSettings()
    settings.maxRunning = 100
    return settings
  }

  /// Expects pages of every size to be the whole list, which is in the contract's order.
  private func expectPages(of sessions: EmbeddedSessions, total: Int) async throws {
    let all = try await sessions.list(.everything)
    #expect(all.count == total && all.total == total)
    let ages = all.sessions.map { ($0.createdAt, $0.id.rawValue) }
    #expect(
      zip(ages, ages.dropFirst()).allSatisfy { $0.0 > $1.0 || ($0.0 == $1.0 && $0.1 < $1.1) })
    for limit in 1...total {
      var joined: [Session.ID] = []
      for page in 1...((total - 1) / limit + 1) {
        joined += try await sessions.list(PageRequest(page: page, limit: limit)).sessions.map(\.id)
      }
      #expect(joined == all.sessions.map(\.id), "pages of \(limit)")
    }
  }
}
