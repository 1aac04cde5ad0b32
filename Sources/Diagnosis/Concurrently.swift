import Dispatch
import Synchronization

/// Does things that do not depend on each other on all processors, and waits for them.
///
/// The thread sanitizer of Swift 6.3.1 for Linux reports what stands under `Mutex.withLock` here as races: it
/// does not see the futex that a mutex waits by. A program of one array in a `Mutex` and one
/// `concurrentPerform` that appends to it under the lock gets the same reports.
enum Concurrently {
  /// What each item becomes, in their order.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    // Several parts for each processor: those of one may be longer than those of another.
    let parts = min(items.count, mostParts)
    let results = Mutex([[Result]](repeating: [], count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = part * items.count / parts..<(part + 1) * items.count / parts
      let result = items[range].map(body)
      results.withLock { $0[part] = result }
    }
    return results.withLock { Array($0.joined()) }
  }

  /// Two results, made beside each other; for what each does concurrently itself half of the processors are
  /// left.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let result = first()
        results.withLock { $0.0 = result }
      } else {
        let result = second()
        results.withLock { $0.1 = result }
      }
    }
    let made = results.withLock { $0 }
    guard let one = made.0, let other = made.1 else {
      preconditionFailure("concurrentPerform returned before both were made")
    }
    return (one, other)
  }

  /// Parts that items are done in: as many as there are detectors.
  private static let mostParts = 32
}
