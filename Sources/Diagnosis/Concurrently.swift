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

  /// Parts that items are done in: as many as there are detectors.
  private static let mostParts = 32

}
