import Dispatch
import Synchronization

/// Does things that do not depend on each other on all processors, and waits for them.
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

  /// What two closures give.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let results = Mutex<(First?, Second?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { place in
      if place == 0 {
        let result = first()
        results.withLock { $0.0 = result }
      } else {
        let result = second()
        results.withLock { $0.1 = result }
      }
    }
    guard case (let first?, let second?) = results.withLock(\.self) else {
      preconditionFailure("concurrentPerform waits for both")
    }
    return (first, second)
  }
}
