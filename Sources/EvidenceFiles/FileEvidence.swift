import CPlatform
package import Evidence
import Timeline

/// Files as evidence: one look at them, how each is read, and the index of what they hold.
///
/// It serves a turn from the index to the last citation. What appears, grows, rotates or vanishes
/// meanwhile changes nothing that is cited: a second look reads the files that were found, as far as
/// they were long then, and takes nothing from one that no longer holds what it held.
package struct FileEvidence: EvidenceSource {
  package var catalog: Catalog { index.catalog }
  package var observations: [Observation] { index.observations }
  package var requests: TracedRequests { index.requests }
  let index: EvidenceIndex
  private let reading: EvidenceReading
  private let threads: Int

  /// Reads what was found into an index.
  ///
  /// What cannot be read is named in the catalog, not thrown. The same files give the same results, to
  /// the byte, however many threads read them; 0 threads means one for each processor, four at most. What another
  /// reading knows of the same bytes is taken from `twins`.
  /// - Throws: `CancellationError`.
  static func read(
    _ found: EvidenceLocations, source: String, limit: Int? = nil, threads: Int = 0,
    meter: ReadingMeter? = nil, cache: IndexCache? = nil, twins: TwinFiles? = nil,
    progress: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) async throws -> FileEvidence {
    let threads = threads > 0 ? threads : WorkerThreads<Void>.usual
    let meter = ReadingMeter(within: meter)
    // Where reading takes seconds, memory counts for more than the last tenth of speed.
    let isLarge = found.files.reduce(0) { $0 + $1.size } > largeEvidence
    if isLarge { cplatform_share_heap() }
    let planned = try await FilePlanner.plan(found.files, threads: threads, meter: meter)
    let reading = await ThreadStart.result {
      EvidenceReading(
        found, source: source, limit: limit, meter: meter, cache: cache, planned: planned)
    }
    let pace = ReadingPace(reading, meter: meter)
    let (collector, jobs) = await ThreadStart.result {
      let collector = IndexCollector(
        reading: reading, shelf: cache?.shelf(for: reading), pace: pace, twins: twins,
        progress: progress)
      return (collector, collector.jobs())
    }
    try await WorkerThreads<IndexCollector.Output>(
      pieces: jobs.count, threads: threads,
      work: { collector.work(jobs[$0], isCancelled: $1) },
      merge: { collector.merge($1) }
    ).run()
    let index = await ThreadStart.result {
      defer { if isLarge { cplatform_trim_memory() } }
      return collector.index()
    }
    try Task.checkCancellation()
    return FileEvidence(index: index, reading: reading, threads: threads)
  }

  /// Bytes of files from which on memory is saved.
  private static let largeEvidence = 1 << 30

  /// Reads text in memory, on the calling thread.
  init(text: [UInt8], name: String) {
    let found = EvidenceLocations(text: text, name: name)
    let reading = EvidenceReading(found, source: name, meter: nil)
    let collector = IndexCollector(reading: reading)
    for piece in reading.pieces.indices {
      collector.merge(piece, collector.read(piece, isCancelled: { false }))
    }
    self.init(index: collector.index(), reading: reading, threads: 1)
  }

  private init(index: EvidenceIndex, reading: EvidenceReading, threads: Int) {
    self.index = index
    self.reading = reading
    self.threads = threads
  }

  package func samples(
    _ scope: Scope, order: SampleOrder, limit: Int
  ) async throws -> SampleList {
    let look = look(scope)
    let outcome = try await look.run { SampleSearch(order: order, limit: limit) }
    var list = outcome.result.list(in: reading)
    list.unread = outcome.unread
    return list
  }

  package func aggregate(_ aggregate: Aggregate) async throws -> Aggregation {
    let look = look(aggregate.scope)
    let request = AggregateRequest(aggregate, reading: reading, index: index)
    let outcome = try await look.run { Aggregator(request) }
    var result = outcome.result.aggregation(in: reading)
    result.unread = outcome.unread + result.unread
    return result
  }

  package func counts(of scopes: [Scope]) async throws -> [Int] {
    let matchers = scopes.map(ScopeMatcher.init)
    let look = SecondLook(reading: reading, index: index, matchers: matchers, threads: threads)
    return try await look.run(
      { ScopeCounts(matchers.count) }, sink: { ScopeCounter(matchers, plan: $0, file: $1) },
      take: { total, counter, _ in total.add(counter) }
    ).result.counts
  }

  package func statedTexts() async throws -> [StatedText] {
    try await StatedTextReader(reading: reading, index: index, threads: threads).texts()
  }

  package func surroundings(
    of reference: Reference, before: Int, after: Int
  ) async throws -> [ContextLine]? {
    guard reference.source == reading.source, case .line(let path, let number) = reference.locator,
      let plan = reading.plans.firstIndex(where: { $0.file.display == path }),
      index.failed[plan] == nil
    else { return nil }
    let reader = ContextReader(
      reading: reading, index: index, plan: plan, number: number, before: before, after: after)
    return try await reader.lines()
  }

  private func look(_ scope: Scope) -> SecondLook {
    SecondLook(reading: reading, index: index, matchers: [ScopeMatcher(scope)], threads: threads)
  }
}
