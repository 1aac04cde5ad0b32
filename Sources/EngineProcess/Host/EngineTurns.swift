import Investigation

/// The turns of one engine's process: who waits for which, and what runs in it.
///
/// A turn that was cancelled has nobody who waits, but runs until the process says that it ended.
struct EngineTurns {
  private var last = 0
  private var waiting: [Int: Waiter] = [:]
  private var running: Set<Int> = []

  private struct Waiter {
    var continuation: CheckedContinuation<Answer, any Error>
    var progress: @Sendable (InvestigationProgress) -> Void
  }

  /// How many turns run in the process, those included whose end nobody waits for any more.
  var count: Int { running.count }

  /// Whether anybody waits for the end of a turn.
  var areAwaited: Bool { !waiting.isEmpty }

  /// The number of the next turn.
  mutating func nextNumber() -> Int {
    last += 1
    return last
  }

  /// Begins a turn; the continuation is resumed once, by its end, its cancel or the process's end.
  mutating func begin(
    _ number: Int, _ continuation: CheckedContinuation<Answer, any Error>,
    progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) {
    running.insert(number)
    waiting[number] = Waiter(continuation: continuation, progress: progress)
  }

  /// Lets whoever waits for a turn go on at once; false where nobody does.
  mutating func cancel(_ number: Int) -> Bool {
    guard let waiter = waiting.removeValue(forKey: number) else { return false }
    waiter.continuation.resume(throwing: CancellationError())
    return true
  }

  /// Tells whoever waits for a turn how it goes.
  func tell(_ progress: InvestigationProgress, of number: Int) {
    waiting[number]?.progress(progress)
  }

  /// Ends a turn as the process said.
  mutating func end(_ number: Int, with end: TurnEnd) {
    running.remove(number)
    guard let waiter = waiting.removeValue(forKey: number) else { return }
    switch end {
    case .answered(let answer): waiter.continuation.resume(returning: answer)
    case .failed(let reason): waiter.continuation.resume(throwing: TurnFailure(reason: reason))
    case .cancelled: waiter.continuation.resume(throwing: CancellationError())
    }
  }

  /// Ends all turns, because their process is gone.
  mutating func end(because reason: String) {
    let end = EngineEnd(wasAlone: running.count == 1, reason: reason)
    let waiters = waiting.values
    waiting = [:]
    running = []
    for waiter in waiters { waiter.continuation.resume(throwing: end) }
  }
}
