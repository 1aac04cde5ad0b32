import FoundationEssentials
import SessionsAPI
import TestSupport
import Testing

@testable import InvestigationService

/// Commits of other processes wake those whom they concern.
@Suite struct WatcherTests {
  @Test func `a commit wakes whose session it changed or ended, and nobody else`() async throws {
    let board = ChangeBoard()
    let (changed, ended, bystander) = (Session.ID(), Session.ID(), Session.ID())
    let seen = await board.generation(of: bystander)
    let waits = [changed, ended, bystander].map { id in
      Task { await board.wait(for: id, beyond: 0) }
    }
    for id in [changed, ended, bystander] {
      while await !board.isAwaited(id) { try await letOthersWork() }
    }
    await board.noteCommit(changed: [changed], open: [changed, bystander])
    await waits[0].value
    await waits[1].value
    #expect(await board.isAwaited(bystander))
    // Who read a session before the commit and waits only now looks again instead.
    await board.wait(for: bystander, beyond: seen)
    await board.change(bystander)
    await waits[2].value
    #expect(await !board.hasWaiters)
  }

  @Test(.timeLimit(.minutes(5)))
  func `a turn that begins and ends elsewhere between two looks is told`() async throws {
    try await withStoreFolder { folder in
      let time = ManualClock()
      let service = try folder.service(clock: time.clock)
      let sessions = service.sessions(as: .local, evidence: somewhere)
      let watch = Task { await service.watch() }
      // Somebody else's wait keeps the watcher looking.
      let long = try await sessions.create(draft("long")).session.id
      let other = Task { try await sessions.get(long, wait: .seconds(60)) }
      while time.sleepers == 0 { try await letOthersWork() }

      let short = try await sessions.create(draft("short")).session.id
      let wait = Task { try await sessions.get(short, wait: .seconds(60)).session }
      while await !service.board.isAwaited(short) { try await letOthersWork() }
      let elsewhere = try SQLiteSessionStore(path: folder.storePath)
      for answer in ["long", "short"] {
        let turn = try #require(
          try await elsewhere.claimTurn(
            owner: 1, at: time.clock.now(), lease: .seconds(60), isAlive: { _ in true }))
        guard turn.claim.session == short else { continue }
        let outcome = TurnOutcome.answered(markdown: answer, report: nil, memory: nil)
        #expect(try await elsewhere.finish(turn.claim, with: outcome, at: time.clock.now()))
      }
      time.advance(by: 1)
      #expect(try await wait.value.status == .idle)
      other.cancel()
      watch.cancel()
      time.advance(by: 0, wakingAll: true)
      await watch.value
    }
  }

  /// Pauses between two looks at a condition: yielding in a circle starves the store's threads.
  private func letOthersWork() async throws {
    try await Task.sleep(for: .milliseconds(1))
  }
}
