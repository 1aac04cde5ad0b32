import Timeline

/// One look at the evidence: its files as they were found, how each is read, and the index of them.
///
/// It serves a turn from the index to the last citation. What appears, grows, rotates or vanishes
/// meanwhile changes nothing that is cited: a search reads the files that were found, as far as they
/// were long then, and takes nothing from one that no longer holds what it held.
package struct EvidenceSnapshot: Sendable {
  package let index: LogIndex
  private let reading: EvidenceReading
  /// The place in the index of each plan's file, nil for one that could not be read.
  private let places: [Int?]
  private let threads: Int

  init(index: LogIndex, reading: EvidenceReading, places: [Int?], threads: Int) {
    self.index = index
    self.reading = reading
    self.places = places
    self.threads = threads
  }

  /// Reads the files again for the entries a search wants.
  ///
  /// - Throws: `CancellationError`.
  package func search(_ search: LogSearch) async throws -> LogSearchResult {
    var unread: [Int: String] = [:]
    while true {
      let parts = reading.parts.filter { unread[$0.plan] == nil && mayHold($0.plan, search) }
      let collector = SearchCollector(reading: reading, parts: parts, search: search)
      try await WorkerThreads<SearchSink>(
        pieces: parts.count, threads: threads,
        work: { collector.read($0, isCancelled: $1) },
        merge: { collector.merge($0, $1) }
      ).run()
      let failed = collector.failed
      guard !failed.isEmpty else {
        var result = collector.result(places: places)
        result.unread = unread.sorted { $0.key < $1.key }.map { plan, reason in
          UnreadFile(path: reading.plans[plan].file.display, reason: reason)
        }
        return result
      }
      // What was taken from such a file pushed other entries out: it is left out from the start.
      unread.merge(failed) { $1 }
    }
  }

  /// Returns whether a file may hold entries of a search, by the times that the index has of it.
  private func mayHold(_ plan: Int, _ search: LogSearch) -> Bool {
    guard let place = places[plan] else { return false }
    guard let window = search.window else { return true }
    return index.files[place].span.map(window.overlaps) ?? false
  }
}
