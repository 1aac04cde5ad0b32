import Synchronization

/// What all sources of a question may take together, beside the limits of each.
package final class FetchBudget: Sendable {
  private let rest: Mutex<(requests: Int, bytes: Int)>

  package init(requests: Int, bytes: Int) {
    rest = Mutex((requests, bytes))
  }

  /// Takes a request; false where none is left.
  func takeRequest() -> Bool {
    rest.withLock { rest in
      guard rest.requests > 0 else { return false }
      rest.requests -= 1
      return true
    }
  }

  /// Takes bytes that came, no more than there are.
  func take(bytes: Int) {
    rest.withLock { $0.bytes = max(0, $0.bytes - bytes) }
  }

  /// The requests that may still be made.
  var requests: Int { rest.withLock { $0.requests } }
  /// The bytes that may still be taken.
  var bytes: Int { rest.withLock { $0.bytes } }
}
