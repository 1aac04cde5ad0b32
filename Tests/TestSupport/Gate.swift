/// Holds whoever comes until it is opened.
package actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  package private(set) var arrivals = 0

  package init() {}

  package func pass() async throws {
    arrivals += 1
    while !isOpen {
      try Task.checkCancellation()
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiting.append($0) }
      } onCancel: {
        Task { await self.nudge() }
      }
    }
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
