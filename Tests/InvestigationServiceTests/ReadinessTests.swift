import FoundationEssentials
import SessionsAPI
import Synchronization
import TestSupport
import Testing

@testable import InvestigationService

/// Whether a store is ready is found out for real, and seldom.
@Suite struct ReadinessTests {
  private struct Trouble: Error {}

  @Test func `Defect 7: a crowd of askers costs one look in two seconds`() async throws {
    let looks = Mutex(0)
    let time = Mutex(ContinuousClock.now)
    let readiness = Readiness(now: { time.withLock { $0 } }) {
      let count = looks.withLock {
        $0 += 1
        return $0
      }
      if count == 2 { throw Trouble() }
    }
    func ask(_ times: Int) async -> [Bool] {
      await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<times { group.addTask { await readiness.trouble() == nil } }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    func pass(_ pause: Duration) { time.withLock { $0 = $0.advanced(by: pause) } }
    #expect(await ask(1000).allSatisfy { $0 })
    pass(.milliseconds(1999))
    #expect(await ask(1000).allSatisfy { $0 })
    #expect(looks.withLock { $0 } == 1)
    pass(.milliseconds(1))
    // Trouble is told as long as well-being is.
    #expect(await ask(1000).allSatisfy { !$0 })
    pass(.milliseconds(1999))
    #expect(await ask(1000).allSatisfy { !$0 })
    #expect(looks.withLock { $0 } == 2)
    pass(.milliseconds(1))
    #expect(await ask(1).allSatisfy { $0 })
  }

  @Test(.timeLimit(.minutes(5)))
  func `a disk that never answers holds nobody`() async throws {
    let readiness = Readiness(patience: .milliseconds(20)) { try await Gate().pass() }
    for _ in 0..<3 { #expect(await readiness.trouble() is StoreSilence) }
  }

  @Test func `Defect 7: a store that was moved away is not ready until the same file is back`()
    async throws
  {
    try await withStoreFolder { folder in
      let store = try SQLiteSessionStore(path: folder.storePath)
      try await store.probe(at: Date())
      let aside = folder.path + "/aside"
      try FileManager.default.moveItem(atPath: folder.storePath, toPath: aside)
      await #expect(throws: StoreError.gone(path: folder.storePath)) {
        try await store.probe(at: Date())
      }
      // Another file in its place is not it either.
      try FileManager.default.copyItem(atPath: aside, toPath: folder.storePath)
      await #expect(throws: StoreError.gone(path: folder.storePath)) {
        try await store.probe(at: Date())
      }
      try FileManager.default.removeItem(atPath: folder.storePath)
      try FileManager.default.moveItem(atPath: aside, toPath: folder.storePath)
      try await store.probe(at: Date())
    }
  }

  @Test func `Defect 7: a missing store is never replaced, and takes no session`() async throws {
    try await withStoreFolder { folder in
      let sessions = try folder.service().sessions(as: .local, evidence: somewhere)
      let id = try await sessions.create(draft("q")).session.id
      try FileManager.default.removeItem(atPath: folder.storePath)
      let refused = await #expect(throws: SessionsError.self) {
        _ = try await sessions.create(draft("lost"))
      }
      #expect(refused?.status == 503)
      #expect(
        refused?.message
          == "The session store is out of reach: its file was moved, deleted or replaced.")
      // More readers at once than there are connections, so that some would be opened now.
      _ = await withTaskGroup(of: Void.self) { group in
        for _ in 0..<64 {
          group.addTask { _ = try? await sessions.get(id, wait: nil) }
          group.addTask { _ = try? await sessions.list(.everything) }
        }
      }
      #expect(!FileManager.default.fileExists(atPath: folder.storePath))
    }
  }

  @Test func `what a call could not read is looked at until it can be read`() async throws {
    try await withStoreFolder { folder in
      let store = try SQLiteSessionStore(path: folder.storePath)
      let service = try InvestigationService(
        store: store, lockFile: folder.storePath + ".owners", engine: ScriptedEngine())
      func sessions(_ organization: String) -> EmbeddedSessions {
        service.sessions(
          as: Principal(organization: organization, user: "u", role: .member), evidence: somewhere)
      }
      // More than a look reads, and the one at fault behind them all.
      let question = "the one that is damaged"
      for index in 0..<300 { _ = try await sessions("o\(index)").create(draft("q")) }
      let id = try await sessions("local").create(draft(question)).session.id
      await store.close()
      let again = try SQLiteSessionStore(path: folder.storePath)
      let sound = try Data(contentsOf: URL(filePath: folder.storePath))
      try Damage.strike(folder.storePath, pagesWith: question)
      await #expect(throws: (any Error).self) {
        _ = try await again.session(id, messageBytes: .max, reports: true, of: "local")
      }
      for _ in 0..<2 {
        await #expect(throws: (any Error).self) { try await again.probe(at: Date()) }
      }
      try Damage.heal(folder.storePath, sound)
      try await again.probe(at: Date())
    }
  }
}
