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

  private struct State<Result: Sendable>: Sendable {
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
    let pieces = reading.pieces.indices.filter { reading.pieces[$0].contains(where: isWanted) }
    let linesBefore = linesBefore()
    var lastOfPlan: [Int: Int] = [:]
    for piece in pieces {
      for part in reading.pieces[piece] { lastOfPlan[reading.parts[part].plan] = piece }
    }
    let last = lastOfPlan
    let shared = Shared(State(total: make()))
    try await WorkerThreads<Piece<Result>>(
      pieces: pieces.count, threads: threads,
      work: { index, isCancelled in
        let result = make()
        let failure = PieceReader(reading: reading).read(
          reading.pieces[pieces[index]], isWanted: isWanted, isCancelled: isCancelled,
          sink: { part in
            let plan = reading.parts[part].plan
            return ScopeSink(matcher, plan: reading.plans[plan], file: plan, consumer: make())
          },
          done: { part, sink, _ in
            sink.settle()
            sink.consumer.moveLines(by: linesBefore[part])
            result.absorb(sink.consumer)
          })
        return Piece(result: result, failure: failure)
      },
      merge: { index, found in
        let parts = reading.pieces[pieces[index]]
        let plan = reading.parts[parts[0]].plan
        shared.state.withLock { state in
          if let failure = found.failure {
            for part in parts { state.failed[reading.parts[part].plan] = failure }
          }
          let file = state.open ?? make()
          file.absorb(found.result)
          state.open = file
          guard last[plan] == pieces[index] else { return }
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

  private struct Piece<Result: Sendable>: Sendable {
    var result: Result
    var failure: String?
  }

  /// Holds the state for closures that outlive no call.
  private final class Shared<Result: Sendable>: Sendable {
    let state: Mutex<State<Result>>

    init(_ state: State<Result>) {
      self.state = Mutex(state)
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
    for part in reading.parts.indices {
      guard !reading.parts[part].isFirst else {
        before[part] = reading.plans[reading.parts[part].plan].linesPassedOver
        continue
      }
      before[part] = before[part - 1] + index.parts[part - 1].lines
    }
    return before
  }
}
