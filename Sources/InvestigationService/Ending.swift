import Synchronization

/// An end that comes once and that any number may wait for: of a connection, of a turn, of a probe.
package final class Ending: Sendable {
  private let state = Mutex(State())

  private struct State {
    var hasCome = false
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter = 0
  }

  package init() {}

  /// Whether it has come.
  package var hasCome: Bool { state.withLock { $0.hasCome } }

  /// Lets it come, and wakes all who wait.
  package func come() {
    let waiters = state.withLock { state in
      defer { state.waiters = [:] }
      state.hasCome = true
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Waits until it has come, or the task is cancelled.
  package func wait() async {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // The cancellation handler takes the same lock, so one of the two sees the other.
        let isOver = state.withLock { state in
          guard !state.hasCome, !Task.isCancelled else { return true }
          state.waiters[number] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }
  }
}
