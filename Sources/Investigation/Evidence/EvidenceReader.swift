/// Reads the logs that some locations name: whole into an index, or again for the entries wanted.
///
/// Reads only, streams, and keeps memory bounded whatever the size of the files. The same files give
/// the same results, to the byte, however many threads read them and whatever their folders are
/// called.
package struct EvidenceReader: Sendable {
  /// Folders, files and globs.
  package let locations: [String]
  /// Threads that read at a time.
  package let threads: Int

  /// Makes a reader; 0 threads means one for each processor, four at most.
  package init(locations: [String], threads: Int = 0) {
    self.locations = locations
    self.threads = threads > 0 ? threads : min(4, Processors.count)
  }

  /// Reads all logs into an index.
  ///
  /// What cannot be read is named in the index, not thrown. A file that lies wholly outside the
  /// window is passed over and says so in its notes.
  ///
  /// - Throws: `CancellationError`.
  package func index(
    window: ClosedRange<Instant>? = nil,
    progress: @escaping @Sendable (InvestigationProgress) -> Void = { _ in }
  ) async throws -> LogIndex {
    try await index(of: EvidenceLocations.find(locations), window: window, progress: progress)
  }

  /// Reads the logs that were found into an index.
  func index(
    of found: EvidenceLocations, window: ClosedRange<Instant>? = nil,
    progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> LogIndex {
    let reading = await EvidenceReading.begin(found, window: window)
    let collector = IndexCollector(reading: reading, progress: progress)
    try await WorkerThreads<IndexCollector.Part>(
      pieces: reading.parts.count, threads: threads,
      work: { collector.read($0, isCancelled: $1) },
      merge: { collector.merge($0, $1) }
    ).run()
    return collector.index()
  }

  /// Reads the logs again for the entries a search wants.
  ///
  /// - Throws: `CancellationError`.
  package func search(_ search: LogSearch) async throws -> LogSearchResult {
    let reading = await EvidenceReading.begin(
      EvidenceLocations.find(locations), window: search.window)
    let collector = SearchCollector(reading: reading, search: search)
    try await WorkerThreads<SearchSink>(
      pieces: reading.parts.count, threads: threads,
      work: { collector.read($0, isCancelled: $1) },
      merge: { collector.merge($0, $1) }
    ).run()
    return collector.result()
  }
}
