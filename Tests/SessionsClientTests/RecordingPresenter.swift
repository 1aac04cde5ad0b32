import SessionsAPI
import Shell

/// Remembers what the shell says and when, and wakes whoever waits for it.
actor RecordingPresenter: Presenter {
  /// Something said, and when.
  struct Said: Sendable {
    var output: ShellOutput
    var at: ContinuousClock.Instant
  }

  private(set) var said: [Said] = []
  private(set) var state: ShellState?
  private var waiters: [CheckedContinuation<Void, Never>] = []

  nonisolated var isClosed: Bool { false }

  func present(_ output: ShellOutput) {
    said.append(Said(output: output, at: .now))
    wake()
  }

  func show(_ state: ShellState) {
    self.state = state
    wake()
  }

  /// Waits until what was said, or the state, is as wanted.
  ///
  /// - Throws: `CancellationError`, also where the test's time is over.
  func wait(until isSeen: @Sendable ([Said], ShellState?) -> Bool) async throws {
    while !isSeen(said, state) {
      try Task.checkCancellation()
      await withTaskCancellationHandler {
        await withCheckedContinuation { waiters.append($0) }
      } onCancel: {
        Task { await self.wake() }
      }
    }
  }

  private func wake() {
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.resume() }
  }
}

extension [RecordingPresenter.Said] {
  /// The answers, by the question that the echoing engine repeats in them.
  var answers: [String] {
    compactMap { said in
      guard case .turnCompleted(_, _, let answer, _) = said.output else { return nil }
      return String(answer.markdown.dropFirst("Answer to ".count))
    }
  }

  /// The remarks in words.
  var notices: [Notice] {
    compactMap { if case .notice(let notice) = $0.output { notice } else { nil } }
  }
}
