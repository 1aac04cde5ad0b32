import Synchronization

/// Counts what is read from files, to tell what a question cost.
package final class ReadingMeter: Sendable {
  private let count = Atomic(0)

  package init() {}

  /// The bytes read from files so far, compressed ones as they lie there.
  package var bytes: Int { count.load(ordering: .relaxed) }

  func add(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }
}
