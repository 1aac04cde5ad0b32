import FoundationEssentials
import SessionsAPI
import Synchronization
import TestSupport
import Testing

@testable import InvestigationService

/// Commits of other processes wake those whom they concern.
@Suite struct WatcherTests {
  @Test func `a commit of another process wakes who waits for its session, and nobody else`()
    async throws
  {
    try await withStoreFolder { folder in
      let service = try folder.service()
      let board = service.board
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let concerned = try await sessions.create(draft("first")).session.id
      let other = try await sessions.create(draft("second")).session.id
      let watch = Task { await service.watch() }

      let wakes = Mutex(0)
      let (woken, wake) = AsyncStream<Void>.makeStream()
      let bystander = Task {
        while !Task.isCancelled {
          await board.wait(for: other, beyond: board.generation(of: other))
          wakes.withLock { $0 += 1 }
          wake.yield()
        }
      }
      // The first look can't know what it missed, and wakes everybody once.
      for await _ in woken { break }

      let elsewhere = try SQLiteSessionStore(path: folder.storePath)
      let now = Date(timeIntervalSince1970: 1_700_000_000)
      let turn = try #require(
        try await elsewhere.claimTurn(
          owner: 1, at: now, lease: .seconds(60), isAlive: { _ in true }))
      #expect(turn.claim.session == concerned)
      for done in 1...5 {
        let generation = await board.generation(of: concerned)
        try await elsewhere.report(
          Progress(step: "reading", done: done, total: 5, updatedAt: now), of: turn.claim)
        await board.wait(for: concerned, beyond: generation)
      }
      #expect(wakes.withLock { $0 } == 1)
      let generation = await board.generation(of: concerned)
      #expect(
        try await elsewhere.finish(
          turn.claim, with: .answered(markdown: "so", memory: nil), at: now))
      await board.wait(for: concerned, beyond: generation)
      #expect(wakes.withLock { $0 } == 1)
      watch.cancel()
      bystander.cancel()
      await watch.value
      await bystander.value
    }
  }
}
