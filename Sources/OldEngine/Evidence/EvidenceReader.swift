package import Timeline

/// Reads the logs that some locations name into an index.
///
/// Reads only, streams, and keeps memory bounded whatever the size of the files. The same files give
/// the same results, to the byte, however many threads read them and whatever their folders are
/// called.
package struct EvidenceReader: Sendable {
  /// Folders, files and globs.
  package let locations: [String]
  /// Threads that read at a time.
  package let threads: Int
  private let meter: ReadingMeter?

  /// Makes a reader; 0 threads means one for each processor, four at most.
  package init(locations: [String], threads: Int = 0, meter: ReadingMeter? = nil) {
    self.locations = locations
    self.threads = threads > 0 ? threads : min(4, Processors.count)
    self.meter = meter
  }

  /// Reads all logs into an index.
  ///
  /// What cannot be read is named in the index, not thrown. A file that lies wholly outside the
  /// window is passed over and says so in its notes.
  ///
  /// - Throws: `CancellationError`.
  package func index(window: TimeWindow? = nil) async throws -> LogIndex {
    try await snapshot(of: EvidenceLocations.find(locations), window: window) { _ in }.index
  }

  /// Looks at the logs, and reads them into an index that can be searched further.
  ///
  /// - Throws: `CancellationError`.
  package func snapshot() async throws -> EvidenceSnapshot {
    try await snapshot(of: EvidenceLocations.find(locations)) { _ in }
  }

  /// Reads the logs that were found.
  func snapshot(
    of found: EvidenceLocations, window: TimeWindow? = nil,
    progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> EvidenceSnapshot {
    let reading = await EvidenceReading.begin(found, window: window, meter: meter)
    let collector = IndexCollector(reading: reading, progress: progress)
    try await WorkerThreads<IndexCollector.Part>(
      pieces: reading.parts.count, threads: threads,
      work: { collector.read($0, isCancelled: $1) },
      merge: { collector.merge($0, $1) }
    ).run()
    let (index, places) = await ThreadStart.result { collector.index() }
    try Task.checkCancellation()
    return EvidenceSnapshot(index: index, reading: reading, places: places, threads: threads)
  }
}
