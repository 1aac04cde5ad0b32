import Synchronization

/// The bytes that all sources of a question may take together, beside the limits of each.
package final class FetchBudget: Sendable {
  private let rest: Mutex<Int>

  package init(bytes: Int) {
    rest = Mutex(bytes)
  }

  /// Takes bytes that came, no more than there are.
  func take(bytes: Int) {
    rest.withLock { $0 = max(0, $0 - bytes) }
  }

  /// Takes as many of some bytes as there are, before they are written: sources ask for them at once.
  ///
  /// - Returns: How many were taken.
  func take(atMost bytes: Int) -> Int {
    rest.withLock { rest in
      let taken = max(0, min(rest, bytes))
      rest -= taken
      return taken
    }
  }

  /// The bytes that may still be taken.
  var bytes: Int { rest.withLock { $0 } }
}

/// The requests that each source of a question may make, so that one which makes many leaves some to
/// the others, and the same question asks the same however fast they answer.
///
/// Each gets an equal part of what those with smaller wishes leave.
struct FetchShares: Hashable {
  private let shares: [Int]

  /// Shares a number of requests out among sources by how many each can use.
  init(of total: Int, among wishes: [Int]) {
    var shares = wishes
    var rest = max(0, total)
    let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    for (done, index) in order.enumerated() {
      // What can't be divided goes to those that come first.
      let left = order.count - done
      shares[index] = min(max(0, wishes[index]), (rest + left - 1) / left)
      rest -= shares[index]
    }
    self.shares = shares
  }

  subscript(index: Int) -> Int { shares[index] }
}
