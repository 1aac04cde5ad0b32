import FoundationEssentials
package import InvestigationService
import Synchronization

/// Time that passes when a test says so.
package final class ManualClock: Sendable {
  private let state = Mutex(
    (
      now: Date(timeIntervalSince1970: 1_000_000),
      sleepers: [(Date, CheckedContinuation<Void, Never>)]()
    ))

  package init() {}

  package var clock: ServiceClock {
    ServiceClock(
      now: { self.state.withLock { $0.now } },
      sleep: { duration in
        let seconds =
          Double(duration.components.seconds)
          + Double(duration.components.attoseconds) / 1e18
        await withTaskCancellationHandler {
          await withCheckedContinuation { continuation in
            let wakes = self.state.withLock { state in
              state.sleepers.append((state.now.addingTimeInterval(seconds), continuation))
              return Task.isCancelled
            }
            if wakes { self.advance(by: 0, wakingAll: true) }
          }
        } onCancel: {
          self.advance(by: 0, wakingAll: true)
        }
        try Task.checkCancellation()
      })
  }

  package var sleepers: Int { state.withLock { $0.sleepers.count } }

  /// Lets time pass and wakes whoever has slept long enough.
  package func advance(by seconds: Double, wakingAll: Bool = false) {
    let woken = state.withLock { state in
      state.now = state.now.addingTimeInterval(seconds)
      let woken = state.sleepers.filter { wakingAll || $0.0 <= state.now }
      state.sleepers.removeAll { sleeper in wakingAll || sleeper.0 <= state.now }
      return woken
    }
    for sleeper in woken { sleeper.1.resume() }
  }
}
