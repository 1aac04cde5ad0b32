/// Holds whoever comes until it is opened, or the task is cancelled.
package actor AnswerGate {
  private var isOpen: Bool
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(isOpen: Bool = false) {
    self.isOpen = isOpen
  }

  /// Waits until the gate is open.
  package func pass() async {
    while !isOpen, !Task.isCancelled {
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiting.append($0) }
      } onCancel: {
        Task { await self.nudge() }
      }
    }
  }

  /// Lets everybody through, now and later.
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
