import Evidence

/// How many entries each of several scopes has.
// Unchecked: one thread fills it, then one other merges it under a lock; it is never shared.
final class ScopeCounts: MergeableResult, @unchecked Sendable {
  private(set) var counts: [Int]

  init(_ scopes: Int) {
    counts = [Int](repeating: 0, count: scopes)
  }

  /// Adds what a part of a file has.
  func add(_ part: ScopeCounter) { add(part.counts) }

  func moveLines(by lines: Int) {}

  func absorb(_ other: ScopeCounts) { add(other.counts) }

  private func add(_ more: [Int]) {
    for place in counts.indices { counts[place] += more[place] }
  }
}

/// Compares the entries of a part of a file with several scopes, and counts them.
final class ScopeCounter: EntrySink {
  private let sinks: [ScopeSink<SampleSearch>]

  init(_ matchers: [ScopeMatcher], plan: FilePlan, file: Int) {
    sinks = matchers.map {
      ScopeSink($0, plan: plan, file: file, consumer: SampleSearch(order: .earliest, limit: 0))
    }
  }

  func entry(_ entry: LogEntry, isBorrowed: Bool, line: Int) {
    for sink in sinks { sink.entry(entry, isBorrowed: isBorrowed, line: line) }
  }

  func further(line: Int, raw: Bytes) {
    for sink in sinks { sink.further(line: line, raw: raw) }
  }

  /// How many there were, in the order of the scopes.
  var counts: [Int] {
    sinks.map { sink in
      sink.settle()
      return sink.consumer.total
    }
  }
}
