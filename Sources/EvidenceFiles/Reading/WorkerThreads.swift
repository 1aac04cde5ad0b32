import CPlatform
import Synchronization

/// Starts threads.
enum ThreadStart {
  /// Runs a closure that blocks on a thread of its own, and waits for its result.
  static func result<Result: Sendable>(
    of body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      begin { continuation.resume(returning: body()) }
    }
  }

  /// Runs a closure on a new thread; on this one, where the system gives none.
  static func begin(_ body: @escaping @Sendable () -> Void) {
    let pointer = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    if cplatform_start_thread(threadMain, pointer, stackSize) == 0 { return }
    Unmanaged<ThreadBody>.fromOpaque(pointer).release()
    body()
  }

  /// The size of a thread's stack, in bytes.
  ///
  /// A limit of memory counts all of it, used or not, and nothing here calls itself deeper than its
  /// own limits: the system's usual 8 MiB would be a third of a small engine for four threads.
  private static let stackSize = 1 << 20
}

/// Carries a closure to the thread that runs it.
private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

/// Where a new thread begins.
private func threadMain(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().body()
  return nil
}

/// Does pieces of work on threads of its own, and puts the results together in their order.
///
/// Reading files blocks, so it stays off the threads that Swift's tasks share.
struct WorkerThreads<Output: Sendable>: Sendable {
  let pieces: Int
  let threads: Int
  let work: @Sendable (Int, @escaping () -> Bool) -> Output
  /// Called for piece 0, 1, … in this order, by one thread at a time.
  let merge: @Sendable (Int, Output) -> Void

  /// How many threads read where nobody says: reading more files at once helps no disk.
  static var usual: Int { min(4, Int(cplatform_processors())) }

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
