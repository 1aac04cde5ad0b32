import Evidence
import Synchronization

/// What a second look brings together, part by part.
protocol MergeableResult: AnyObject, Sendable {
  /// Moves the line numbers.
  func moveLines(by lines: Int)
  /// Takes in what a later part found.
  func absorb(_ other: Self)
}

/// Reads again the parts of the evidence that one of several scopes may leave entries of.
///
/// One pass, whatever happens to the files meanwhile: each file comes in as a whole, when its last
/// part was read and held what it held when the evidence was found, or not at all.
struct SecondLook: Sendable {
  let reading: EvidenceReading
  let index: EvidenceIndex
  let matchers: [ScopeMatcher]
  let threads: Int

  /// What the files brought, and those that are no longer as they were.
  struct Outcome<Result> {
    var result: Result
    var unread: [Catalog.Unread]
  }

  /// Looks for the entries of the first scope.
  ///
  /// - Throws: `CancellationError`.
  func run<Result: MatchConsumer & MergeableResult>(
    _ make: @escaping @Sendable () -> Result
  ) async throws -> Outcome<Result> {
    let matcher = matchers[0]
    return try await run(make) { plan, file in
      ScopeSink(matcher, plan: plan, file: file, consumer: make())
    } take: { result, sink, lines in
      sink.settle()
      sink.consumer.moveLines(by: lines)
      result.absorb(sink.consumer)
    }
  }

  /// Looks, with a sink for each part of a file; `take` puts what a part brought into the result, with
  /// the number of lines that stand before it.
  ///
  /// - Throws: `CancellationError`.
  func run<Result: MergeableResult, Sink: EntrySink & SendableMetatype>(
    _ make: @escaping @Sendable () -> Result,
    sink: @escaping @Sendable (FilePlan, Int) -> Sink,
    take: @escaping @Sendable (Result, Sink, Int) -> Void
  ) async throws -> Outcome<Result> {
    let pieces = reading.pieces.indices.filter { reading.pieces[$0].contains(where: isWanted) }
    let linesBefore = linesBefore()
    let files = LookedFiles(make, lastOfPlan: lastPieces(of: pieces))
    try await WorkerThreads<LookedPiece<Result>>(
      pieces: pieces.count, threads: threads,
      work: { place, isCancelled in
        let result = make()
        let failure = PieceReader(reading: reading).read(
          reading.pieces[pieces[place]], isWanted: isWanted, isCancelled: isCancelled,
          sink: { part in
            let plan = reading.parts[part].plan
            return sink(reading.plans[plan], plan)
          }, done: { part, sink, _ in take(result, sink, linesBefore[part]) })
        return LookedPiece(result: result, failure: failure)
      },
      merge: { index, found in
        let plans = reading.pieces[pieces[index]].map { reading.parts[$0].plan }
        files.take(found, piece: pieces[index], plans: plans)
      }
    ).run()
    let (result, failed) = files.result
    return Outcome(
      result: result,
      unread: failed.map {
        Catalog.Unread(path: reading.plans[$0.key].file.display, reason: $0.value)
      }.sorted { $0.path < $1.path })
  }

  /// The last of some pieces that each file has a part in.
  private func lastPieces(of pieces: [Int]) -> [Int: Int] {
    var last: [Int: Int] = [:]
    for piece in pieces {
      for part in reading.pieces[piece] { last[reading.parts[part].plan] = piece }
    }
    return last
  }

  private func isWanted(_ part: Int) -> Bool {
    let plan = reading.parts[part].plan
    guard index.failed[plan] == nil else { return false }
    return matchers.contains {
      $0.mayMatch(path: reading.plans[plan].file.display)
        && $0.mayMatch(index.parts[part], names: index.serviceNames)
    }
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
