import Evidence
import Synchronization

/// What a second look brings together, part by part.
protocol MergeableResult: AnyObject, Sendable {
  /// Moves the line numbers.
  func moveLines(by lines: Int)
  /// Takes in what a later part found.
  func absorb(_ other: Self)
}

/// Reads again the parts of the evidence that a scope may leave entries of.
///
/// One pass, whatever happens to the files meanwhile: each file comes in as a whole, when its last
/// part was read and held what it held when the evidence was found, or not at all.
struct SecondLook: Sendable {
  let reading: EvidenceReading
  let index: EvidenceIndex
  let matcher: ScopeMatcher
  let threads: Int

  /// What the files brought, and those that are no longer as they were.
  struct Outcome<Result> {
    var result: Result
    var unread: [Catalog.Unread]
  }

  private struct State<Result> {
    var total: Result
    /// The file whose parts come in.
    var open: Result?
    var failed: [Int: String] = [:]
  }

  /// Looks.
  ///
  /// - Throws: `CancellationError`.
  func run<Result: MatchConsumer & MergeableResult>(
    _ make: @escaping @Sendable () -> Result
  ) async throws -> Outcome<Result> {
    let parts = reading.parts.indices.filter(isWanted)
    let linesBefore = linesBefore()
    let lastOfPlan = Dictionary(parts.map { (reading.parts[$0].plan, $0) }) { max($0, $1) }
    let state = Mutex<State<Result>>(State(total: make()))
    let shared = Shared(state)
    try await WorkerThreads<Part<Result>>(
      pieces: parts.count, threads: threads,
      work: { piece, isCancelled in
        let part = reading.parts[parts[piece]]
        let plan = reading.plans[part.plan]
        let sink = ScopeSink(matcher, plan: plan, file: part.plan, consumer: make())
        let summary = PartReader(plan: plan, range: part.range, sink: sink).run(
          isCancelled: isCancelled)
        sink.settle()
        return Part(result: sink.consumer, failure: summary.failure)
      },
      merge: { piece, found in
        let number = parts[piece]
        let plan = reading.parts[number].plan
        shared.state.withLock { state in
          if let failure = found.failure { state.failed[plan] = failure }
          found.result.moveLines(by: linesBefore[number])
          let file = state.open ?? make()
          file.absorb(found.result)
          state.open = file
          guard lastOfPlan[plan] == number else { return }
          if state.failed[plan] == nil { state.total.absorb(file) }
          state.open = nil
        }
      }
    ).run()
    return shared.state.withLock { state in
      Outcome(
        result: state.total,
        unread: state.failed.map {
          Catalog.Unread(path: reading.plans[$0.key].file.display, reason: $0.value)
        }.sorted { $0.path < $1.path })
    }
  }

  private struct Part<Result: Sendable>: Sendable {
    var result: Result
    var failure: String?
  }

  /// Holds the state for closures that outlive no call.
  private final class Shared<Result: Sendable>: Sendable {
    let state: Mutex<State<Result>>

    init(_ state: consuming Mutex<State<Result>>) {
      self.state = state
    }
  }

  private func isWanted(_ part: Int) -> Bool {
    let plan = reading.parts[part].plan
    return index.failed[plan] == nil && matcher.mayMatch(path: reading.plans[plan].file.display)
      && matcher.mayMatch(index.parts[part], names: index.serviceNames)
  }

  /// How many lines of its file stand before each part.
  private func linesBefore() -> [Int] {
    var before = [Int](repeating: 0, count: reading.parts.count)
    for part in reading.parts.indices.dropFirst() where !reading.parts[part].isFirst {
      before[part] = before[part - 1] + index.parts[part - 1].lines
    }
    return before
  }
}
