import Logging
import OwnerLock

/// Claims turns and has them worked on, some at once.
struct TurnDispatcher: Sendable {
  let worker: TurnWorker
  let owner: OwnerLock
  let bell: Bell

  /// Works until the task is cancelled; then waits until every turn is given back.
  func run() async {
    await withDiscardingTaskGroup { group in
      var failures = 0
      while !Task.isCancelled {
        let rung = await bell.count
        if let choice = choice(whileActive: await bell.active),
          let turn = await claim(choice, &failures)
        {
          await bell.begin()
          group.addTask {
            await worker.work(on: turn)
            await bell.end()
          }
        } else {
          await lookForLosses()
          await bell.wait(beyond: rung, atMost: worker.settings.scanInterval, by: worker.clock)
        }
      }
      group.cancelAll()
    }
  }

  /// Which turns one more may be claimed of.
  private enum Choice {
    case any
    /// Those of organisations that nobody works for.
    case ofIdleOrganizations
  }

  /// Decides what may be claimed beside what is worked on; nil for nothing.
  ///
  /// Where one organisation has all workers, another need not wait for the end of its turns: there
  /// are as many places again for organisations that nobody works for.
  private func choice(whileActive active: Int) -> Choice? {
    let workers = worker.settings.workers
    return active < workers ? .any : active < 2 * workers ? .ofIdleOrganizations : nil
  }

  /// Lets go of turns that were ended, or claimed, by another process; this one's own are told at
  /// once.
  private func lookForLosses() async {
    for claim in worker.work.claims {
      // Where the store can't be read, the renewal of the claim tells.
      guard (try? await worker.store.holds(claim)) == false else { continue }
      worker.work.lose(claim)
    }
  }

  /// Claims a turn; those who wait for theirs are told when that fails again and again.
  private func claim(_ choice: Choice, _ failures: inout Int) async -> ClaimedTurn? {
    do {
      let turn = try await worker.store.claimTurn(
        owner: owner.number, at: worker.clock.now(), lease: worker.settings.lease,
        ofIdleOrganizations: choice == .ofIdleOrganizations,
        isAlive: { [owner] in owner.isAlive($0) })
      failures = 0
      await worker.board.setClaimTrouble(nil)
      return turn
    } catch is CancellationError {
      return nil
    } catch {
      worker.logger.warning("cannot look for turns", metadata: ["error": "\(error)"])
      failures += 1
      if failures > 1 { await worker.board.setClaimTrouble(StoreFailure.cause(of: error)) }
      return nil
    }
  }
}

/// Rings when there may be something to claim, and counts what is worked on.
actor Bell {
  private(set) var count = 0
  private(set) var active = 0
  private var waiter: CheckedContinuation<Void, Never>?

  /// Tells that a turn was added.
  func ring() {
    count += 1
    waiter?.resume()
    waiter = nil
  }

  /// Counts a turn that begins.
  func begin() {
    active += 1
  }

  /// Counts a turn that ended, which leaves room for another.
  func end() {
    active -= 1
    ring()
  }

  /// Waits for a ring, at most for some time.
  func wait(beyond rung: Int, atMost limit: Duration, by clock: ServiceClock) async {
    guard count == rung else { return }
    let alarm = Task {
      try? await clock.sleep(limit)
      ring()
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter = $0 }
    } onCancel: {
      alarm.cancel()
    }
    alarm.cancel()
  }
}
