/// Holds whoever comes until it is opened.
package actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  package private(set) var arrivals = 0
  private var watching: [CheckedContinuation<Void, Never>] = []

  package init() {}

  package func pass() async throws {
    arrivals += 1
    for watcher in watching { watcher.resume() }
    watching = []
    while !isOpen {
      try Task.checkCancellation()
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiting.append($0) }
      } onCancel: {
        Task { await self.nudge() }
      }
    }
  }

  /// Waits until somebody has come.
  package func waitForArrival() async {
    guard arrivals == 0 else { return }
    await withCheckedContinuation { watching.append($0) }
  }

  package func open() {
    isOpen = true
    nudge()
  }

  private func nudge() {
    let woken = waiting
    waiting = []
    for waiter in woken { waiter.resume() }
  }
}
