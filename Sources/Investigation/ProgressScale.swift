import Synchronization

/// Tells the progress of an investigation on one scale that never goes back.
///
/// Reading reports from several threads at once, each in its own numbers.
final class ProgressScale: Sendable {
  private let tell: @Sendable (InvestigationProgress) -> Void
  private let last = Mutex<InvestigationProgress?>(nil)

  init(_ tell: @escaping @Sendable (InvestigationProgress) -> Void) {
    self.tell = tell
  }

  /// Tells a step, unless a later one was told or it is the same.
  func tell(_ step: String, done: Int) {
    let next = InvestigationProgress(
      step: step, done: min(done, InvestigationProgress.whole),
      total: InvestigationProgress.whole)
    last.withLock { last in
      guard last.map({ $0.done <= next.done && $0 != next }) ?? true else { return }
      last = next
      // Told under the lock: otherwise two threads could tell in the wrong order.
      tell(next)
    }
  }

  /// A teller for a part of the scale that counts in numbers of its own.
  func part(_ range: Range<Int>) -> @Sendable (InvestigationProgress) -> Void {
    { [self] progress in
      let share = progress.total > 0 ? progress.done * range.count / progress.total : 0
      tell(progress.step, done: range.lowerBound + min(share, range.count - 1))
    }
  }
}
