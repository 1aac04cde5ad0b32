package import Evidence

/// Opens files as evidence, and keeps what was read of the last, for follow-ups on files that have
/// not changed.
///
/// All who want the same evidence at once share one reading. A reading looks at the files as it
/// begins, so whoever asks later waits for the next one, shared by all who came meanwhile; where
/// nothing has changed by then, that reads nothing.
package actor EvidenceFilesOpener: EvidenceOpener {
  private let meter: ReadingMeter?
  private let threads: Int
  private let cache: IndexCache?
  private var kept: [Kept] = []
  private var queues: [Wish: Queue] = [:]
  /// What the readings under way share; nil where none is.
  private var twins: TwinFiles?
  private var lastTicket = 0

  /// Makes an opener; 0 threads means one for each processor, four at most.
  ///
  /// Indexes of large files are kept in a cache, where one is given.
  package init(threads: Int = 0, meter: ReadingMeter? = nil, cache: IndexCache? = nil) {
    self.cache = cache
    self.threads = threads
    self.meter = meter
  }

  /// What somebody wants to be read.
  private struct Wish: Hashable {
    var locations: [String]
    var limit: Int?
  }

  private struct Kept {
    var wish: Wish
    /// The files that were read, as they were before: whatever changed since shows against them.
    var found: EvidenceLocations
    var evidence: FileEvidence
  }

  /// What is under way for some locations.
  private struct Queue {
    var reading: Task<Void, Never>
    /// Those who get the result of the reading.
    var waiters: [Int: Waiter]
    /// Those who came after it had looked at the files.
    var later: [Int: Waiter] = [:]
  }

  private struct Waiter {
    var continuation: CheckedContinuation<FileEvidence, any Error>
    var progress: @Sendable (String, Int, Int) -> Void
  }

  /// How many readings are kept: what a shell and two colleagues ask about in turn.
  private static let capacity = 3

  package func open(
    _ locations: [String], limit: Int?, progress: @escaping @Sendable (String, Int, Int) -> Void
  ) async throws -> any EvidenceSource {
    try await evidence(locations, limit: limit, progress: progress)
  }

  /// Reads what some locations name, as ``open(_:limit:progress:)`` does.
  ///
  /// Whoever is cancelled leaves; the reading itself ends when nobody waits for it any more.
  func evidence(
    _ locations: [String], limit: Int? = nil,
    progress: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
  ) async throws -> FileEvidence {
    lastTicket += 1
    let ticket = lastTicket
    let wish = Wish(locations: locations, limit: limit)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        join(wish, ticket, Waiter(continuation: continuation, progress: progress))
      }
    } onCancel: {
      Task { await self.leave(wish, ticket) }
    }
  }

  package nonisolated func pasted(in text: String, name: String) -> PastedEvidence? {
    let pasted = PastedText(text)
    guard pasted.count > 0 else { return nil }
    return PastedEvidence(
      rest: pasted.rest, lines: pasted.count,
      source: FileEvidence(text: pasted.evidence, name: name))
  }

  package func dropIndexes() {
    kept = []
  }

  private func join(_ wish: Wish, _ ticket: Int, _ waiter: Waiter) {
    // Who was cancelled before joining would leave before it came.
    guard !Task.isCancelled else {
      waiter.continuation.resume(throwing: CancellationError())
      return
    }
    guard queues[wish] != nil else {
      begin(wish, [ticket: waiter])
      return
    }
    waiter.progress("waiting for another reading of the logs", 0, 1)
    queues[wish]?.later[ticket] = waiter
  }

  private func leave(_ wish: Wish, _ ticket: Int) {
    guard var queue = queues[wish] else { return }
    let waiter =
      queue.waiters.removeValue(forKey: ticket) ?? queue.later.removeValue(forKey: ticket)
    queues[wish] = queue
    waiter?.continuation.resume(throwing: CancellationError())
    // Its end begins the next reading, if somebody waits for that.
    if queue.waiters.isEmpty { queue.reading.cancel() }
  }

  private func begin(_ wish: Wish, _ waiters: [Int: Waiter]) {
    let reading = Task { await self.read(wish) }
    queues[wish] = Queue(reading: reading, waiters: waiters)
  }

  private func read(_ wish: Wish) async {
    let result: Result<FileEvidence, any Error>
    do {
      result = .success(try await current(wish))
    } catch {
      result = .failure(error)
    }
    let queue = queues.removeValue(forKey: wish)
    if queues.isEmpty { twins = nil }
    for waiter in queue?.waiters.values ?? [:].values { waiter.continuation.resume(with: result) }
    if let later = queue?.later, !later.isEmpty { begin(wish, later) }
  }

  private func current(_ wish: Wish) async throws -> FileEvidence {
    let found = await ThreadStart.result { EvidenceLocations(wish.locations) }
    if let known = kept.first(where: { $0.wish == wish }), known.found.isSame(as: found) {
      return known.evidence
    }
    let waiters = queues[wish]?.waiters ?? [:]
    let tellers = waiters.values.map(\.progress)
    let shared = twins ?? TwinFiles()
    twins = shared
    let evidence = try await FileEvidence.read(
      found, source: "files", limit: wish.limit, threads: threads, meter: meter, cache: cache,
      twins: shared
    ) { step, done, total in
      for tell in tellers { tell(step, done, total) }
    }
    kept.removeAll { $0.wish == wish }
    kept.append(Kept(wish: wish, found: found, evidence: evidence))
    if kept.count > Self.capacity { kept.removeFirst() }
    return evidence
  }
}
