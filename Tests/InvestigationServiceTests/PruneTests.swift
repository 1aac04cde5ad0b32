import FoundationEssentials
import SessionsAPI
import TestSupport
import Testing

@testable import InvestigationService

/// Old sessions are deleted, and whoever pages through the rest does not notice.
@Suite struct PruneTests {
  private static let day = 86_400.0

  private var roomy: ServiceSettings {
    var settings = ServiceSettings()
    settings.maxRunning = 10_000
    return settings
  }

  @Test func `what has ended long ago goes, with its key; what runs or was asked lately stays`()
    async throws
  {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(settings: roomy, clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let other = service.sessions(
        as: Principal(organization: "other", user: "u", role: .admin), evidence: somewhere)
      var ids: [Session.ID] = []
      for index in 0..<30 {
        ids.append(try await sessions.create(draft("q\(index)", key: "k\(index)")).session.id)
        _ = try await other.create(draft("q", key: "k\(index)"))
        time.advance(by: 1)
        // One in three is left running.
        if !index.isMultiple(of: 3) { _ = try await sessions.cancel(ids[index]) }
      }
      time.advance(by: 40 * Self.day)
      // And one that is as old ends now.
      _ = try await sessions.cancel(ids[6])
      #expect(try await service.prune(olderThanDays: 30) == 20)
      let left = try await sessions.list(.everything)
      #expect(
        left.sessions.map(\.id)
          == ids.indices.filter { $0.isMultiple(of: 3) }.reversed()
          .map { ids[$0] })
      #expect(left.total == 10)
      #expect(try await other.list(.everything).total == 30)
      let gone = await #expect(throws: SessionsError.self) {
        try await sessions.get(ids[1], wait: nil)
      }
      #expect(gone?.status == 404)
      // Its key opens a new session, one of a session that stays does not.
      #expect(try await sessions.create(draft("again", key: "k1")).isReplay == false)
      #expect(try await sessions.create(draft("again", key: "k3")).isReplay)
      try await expectPages(of: sessions, total: 11)
      #expect(try await service.prune(olderThanDays: 30) == 0)
    }
  }

  @Test func `an organisation of which all is deleted begins anew`() async throws {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(settings: roomy, clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      // More than one transaction looks at.
      for index in 0..<1100 {
        let id = try await sessions.create(draft("q\(index)")).session.id
        if index != 700 { _ = try await sessions.cancel(id) }
      }
      time.advance(by: 2 * Self.day)
      #expect(try await service.prune(olderThanDays: 1) == 1099)
      try await expectPages(of: sessions, total: 1)
      for _ in 0..<3 { _ = try await sessions.create(draft("q")) }
      try await expectPages(of: sessions, total: 4)
      for session in try await sessions.list(.everything).sessions {
        _ = try await sessions.cancel(session.id)
      }
      time.advance(by: 2 * Self.day)
      #expect(try await service.prune(olderThanDays: 1) == 4)
      #expect(try await sessions.list(PageRequest(page: 1, limit: 5)).total == 0)
      _ = try await sessions.create(draft("q"))
      try await expectPages(of: sessions, total: 1)
    }
  }

  @Test func `sessions that come while others are deleted are numbered without gaps`() async throws
  {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(settings: roomy, clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      for index in 0..<400 {
        let id = try await sessions.create(draft("q\(index)")).session.id
        if !index.isMultiple(of: 10) { _ = try await sessions.cancel(id) }
      }
      time.advance(by: 2 * Self.day)
      async let pruned = service.prune(olderThanDays: 1)
      for _ in 0..<50 { _ = try await sessions.create(draft("new")) }
      #expect(try await pruned == 360)
      try await expectPages(of: sessions, total: 90)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a service that keeps sessions for some days deletes older ones by itself`() async throws {
    try await withStoreFolder { folder in
      let time = ManualClock()
      var settings = roomy
      settings.keepDays = 7
      let service = try folder.service(settings: settings, clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      _ = try await sessions.cancel(id)
      let work = Task { await service.run() }
      // The dispatcher and the pruner sleep.
      while time.sleepers < 2 { try await Task.sleep(for: .milliseconds(1)) }
      #expect(try await sessions.list(.everything).total == 1)
      time.advance(by: 7 * Self.day + 1)
      while try await sessions.list(.everything).total > 0 {
        try await Task.sleep(for: .milliseconds(1))
      }
      work.cancel()
      time.advance(by: 0, wakingAll: true)
      await work.value
    }
  }

  /// Expects pages of some sizes to be the whole list.
  private func expectPages(of sessions: EmbeddedSessions, total: Int) async throws {
    let all = try await sessions.list(.everything)
    #expect(all.count == total && all.total == total)
    for limit in [1, 2, 7, total] {
      var joined: [Session.ID] = []
      var page: Int? = 1
      while let number = page {
        let found = try await sessions.list(PageRequest(page: number, limit: limit))
        #expect(found.total == total && found.prev == (number == 1 ? nil : number - 1))
        joined += found.sessions.map(\.id)
        page = found.next
      }
      #expect(joined == all.sessions.map(\.id), "pages of \(limit)")
    }
  }
}
