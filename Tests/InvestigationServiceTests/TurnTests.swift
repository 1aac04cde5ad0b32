import FoundationEssentials
import InvestigationService
import SessionsAPI
import TestSupport
import Testing

/// Turns under leases: waiting, progress, the hour, processes that come and go.
@Suite struct TurnTests {
  @Test func `a wait is over at progress, and at the end`() async throws {
    try await withStoreFolder { folder in
      let gate = Gate()
      let service = try folder.service(ScriptedEngine(gate: gate))
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      let first = Task { try await sessions.get(id, wait: .seconds(60)) }
      try await running(service) {
        let seen = try await first.value
        #expect(seen.waitApplied && seen.session.status == .running)
        #expect(seen.session.progress?.step == "reading")
        await gate.open()
        #expect(try await sessions.ended(id).status == .idle)
      }
    }
  }

  @Test func `a wait that nothing ends is cancelled`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      let waiting = Task { try await sessions.get(id, wait: .seconds(60)) }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { _ = try await waiting.value }
    }
  }

  @Test func `another service's change wakes a waiter`() async throws {
    try await withStoreFolder { folder in
      let gate = Gate()
      let idle = try folder.service(ScriptedEngine(gate: gate))
      let worker = try folder.service(ScriptedEngine())
      let id = try await idle.sessions(as: .local, evidence: somewhere).create(draft("q")).session
        .id
      let watch = Task { await StoreWatcherProbe.run(idle) }
      defer { watch.cancel() }
      let waited = Task { try await idle.sessions(as: .local, evidence: somewhere).ended(id) }
      try await running(worker) {
        let session = try await waited.value
        #expect(session.status == .idle)
      }
    }
  }

  @Test func `a stopped service gives its turns back, and the next one ends them once`()
    async throws
  {
    try await withStoreFolder { folder in
      let gate = Gate()
      let first = try folder.service(ScriptedEngine(gate: gate))
      let id = try await first.sessions(as: .local, evidence: somewhere).create(draft("q")).session
        .id
      try await running(first) {
        await gate.waitForArrival()
      }
      #expect(
        try await first.sessions(as: .local, evidence: somewhere).get(id, wait: nil).session.status
          == .running)
      let second = try folder.service()
      try await running(second) {
        let session = try await second.sessions(as: .local, evidence: somewhere).ended(id)
        #expect(session.messages?.map(\.markdownContent) == ["q", "re: q"])
      }
    }
  }

  @Test func `a turn whose owner died is claimed at once, its late answer thrown away`()
    async throws
  {
    try await withStoreFolder { folder in
      let store = try SQLiteSessionStore(path: folder.storePath)
      let service = try folder.service()
      let id = try await service.sessions(as: .local, evidence: somewhere).create(draft("q"))
        .session.id
      let now = Date()
      let dead = try #require(
        try await store.claimTurn(owner: 99, at: now, lease: .seconds(15), isAlive: { _ in true }))
      #expect(
        try await store.claimTurn(owner: 7, at: now, lease: .seconds(15), isAlive: { _ in true })
          == nil)
      try await running(service) {
        let session = try await service.sessions(as: .local, evidence: somewhere).ended(id)
        #expect(session.messages?.last?.markdownContent == "re: q")
      }
      let late = try await store.finish(
        dead.claim, with: .answered(markdown: "late", report: nil, memory: nil), at: now)
      #expect(!late)
      #expect(try await store.renew(dead.claim, at: now, lease: .seconds(15)) == nil)
      let session = try await service.sessions(as: .local, evidence: somewhere).get(id, wait: nil)
        .session
      #expect(session.messages?.count == 2)
    }
  }

  @Test func `the hour counts only while somebody works`() async throws {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let gate = Gate()
      // A long lease: each renewal waits for the disk, and an hour has many short ones.
      var settings = ServiceSettings()
      settings.lease = .seconds(600)
      let first = try folder.service(
        ScriptedEngine(gate: gate), settings: settings, clock: time.clock)
      let id = try await first.sessions(as: .local, evidence: somewhere).create(draft("q")).session
        .id
      try await running(first) {
        await gate.waitForArrival()
        try await pass(seconds: 1800, time)
      }
      // A night without any process.
      time.advance(by: 40_000)
      let second = try folder.service(
        ScriptedEngine(gate: gate), settings: settings, clock: time.clock)
      let sessions = second.sessions(as: .local, evidence: somewhere)
      try await running(second) {
        while await gate.arrivals == 1 {
          time.advance(by: 0.1)
          try await letOthersWork()
        }
        try await pass(seconds: 1700, time)
        var session = try await sessions.get(id, wait: nil).session
        #expect(session.status == .running)
        while session.status.isRunning {
          if time.sleepers >= Self.sleepersAtWork { time.advance(by: 100) }
          try await letOthersWork()
          session = try await sessions.get(id, wait: nil).session
        }
        #expect(session.status == .failed)
        #expect(session.messages?.last?.markdownContent.contains("one hour") == true)
      }
    }
  }

  /// Who sleeps while a turn is worked on and all is quiet: the dispatcher, and whoever keeps the
  /// claim.
  private static let sleepersAtWork = 2

  /// Pauses between two looks at a condition: yielding in a circle starves the store's threads.
  private func letOthersWork() async throws {
    try await Task.sleep(for: .milliseconds(1))
  }

  /// Lets seconds pass by the hundred, each time when all have done what the last asked for.
  private func pass(seconds: Int, _ time: ManualClock) async throws {
    for _ in 0..<seconds / 100 {
      while time.sleepers < Self.sleepersAtWork { try await letOthersWork() }
      time.advance(by: 100)
    }
  }
}

/// Runs what a service watches with, and no worker.
enum StoreWatcherProbe {
  static func run(_ service: InvestigationService) async {
    await service.watch()
  }
}
