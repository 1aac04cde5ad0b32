import Synchronization

/// Does pieces of work on threads of its own, and puts the results together in their order.
///
/// Reading files blocks, so it stays off the threads that Swift's tasks share.
struct WorkerThreads<Output: Sendable>: Sendable {
  let pieces: Int
  let threads: Int
  let work: @Sendable (Int, @escaping () -> Bool) -> Output
  /// Called for piece 0, 1, … in this order, by one thread at a time.
  let merge: @Sendable (Int, Output) -> Void

  private final class Board: Sendable {
    let state = Mutex(State())
    let cancelled = Atomic(false)

    struct State {
      var next = 0
      var merged = 0
      var running = 0
      var done: [Int: Output] = [:]
    }
  }

  /// Runs all work; returns early, with what was merged by then, when the task is cancelled.
  func run() async throws {
    let board = Board()
    await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
        let count = max(1, min(threads, pieces))
        board.state.withLock { $0.running = count }
        for _ in 0..<count {
          ThreadStart.begin { loop(board) { continuation.resume() } }
        }
      }
    } onCancel: {
      board.cancelled.store(true, ordering: .relaxed)
    }
    try Task.checkCancellation()
  }

  private func loop(_ board: Board, _ finish: () -> Void) {
    let isCancelled = { board.cancelled.load(ordering: .relaxed) }
    while !isCancelled() {
      let piece = board.state.withLock { state -> Int? in
        guard state.next < pieces else { return nil }
        state.next += 1
        return state.next - 1
      }
      guard let piece else { break }
      let output = work(piece, isCancelled)
      board.state.withLock { state in
        state.done[piece] = output
        while let ready = state.done.removeValue(forKey: state.merged) {
          merge(state.merged, ready)
          state.merged += 1
        }
      }
    }
    let isLast = board.state.withLock { state in
      state.running -= 1
      return state.running == 0
    }
    if isLast { finish() }
  }
}
