import Dispatch
import Synchronization

/// Does things that do not depend on each other on all processors, and waits for them.
///
/// Who waits does what nobody has begun yet himself, and whoever has time helps: things that do others
/// concurrently in their turn, as `concurrentPerform` does not allow them to, share the processors all the same.
///
/// The thread sanitizer of Swift 6.3.1 for Linux reports what stands under `Mutex.withLock` here as races: it
/// does not see the futex that a mutex waits by. A program of one array in a `Mutex` and one
/// `concurrentPerform` that appends to it under the lock gets the same reports.
enum Concurrently {
  /// What each item becomes, in their order.
  static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) -> Result
  ) -> [Result] {
    // Several parts for each processor: those of one may be longer than those of another.
    let parts = min(items.count, mostParts)
    return results(parts) { part in
      items[part * items.count / parts..<(part + 1) * items.count / parts].map(body)
    }.flatMap(\.self)
  }

  /// Two results, made beside each other.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @escaping @Sendable () -> First, _ second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let results = results(2) { part -> (First?, Second?) in
      part == 0 ? (first(), nil) : (nil, second())
    }
    guard let one = results[0].0, let other = results[1].1 else {
      preconditionFailure("a part was not done")
    }
    return (one, other)
  }

  /// What the parts 0, 1, … give, in their order.
  private static func results<Result: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    guard parts > 1 else { return (0..<parts).map(body) }
    let work = SharedWork(parts: parts, body: body)
    for _ in 0..<min(parts - 1, mostHelpers) {
      DispatchQueue.global(qos: .userInitiated).async { work.help() }
    }
    work.help()
    return work.results()
  }

  /// Parts that items are done in: as many as there are detectors.
  private static let mostParts = 32
  /// Threads that are asked for help; the system runs no more of them than it has processors.
  private static let mostHelpers = 3
}

/// Parts that several threads take in turn.
///
/// A thread that comes when all are taken leaves at once.
private final class SharedWork<Result: Sendable>: Sendable {
  private let parts: Int
  private let body: @Sendable (Int) -> Result
  private let state: Mutex<State>
  private let isDone = DispatchSemaphore(value: 0)

  private struct State {
    var taken = 0
    var done = 0
    var results: [Result?]
  }

  init(parts: Int, body: @escaping @Sendable (Int) -> Result) {
    self.parts = parts
    self.body = body
    state = Mutex(State(results: [Result?](repeating: nil, count: parts)))
  }

  /// Does parts until all are taken.
  func help() {
    while let part = take() {
      let result = body(part)
      let isLast = state.withLock { state in
        state.results[part] = result
        state.done += 1
        return state.done == parts
      }
      if isLast { isDone.signal() }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.taken < parts else { return nil }
      state.taken += 1
      return state.taken - 1
    }
  }

  /// The results of all parts, as soon as the last is done; asked for once.
  func results() -> [Result] {
    isDone.wait()
    return state.withLock { state in
      defer { state.results = [] }
      return state.results.compactMap(\.self)
    }
  }
}
