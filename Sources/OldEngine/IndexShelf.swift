/// Keeps what was read of the last evidence, for follow-ups on files that have not changed.
///
/// All who want the same evidence at once share one reading. A reading looks at the files as it
/// begins, so whoever asks later waits for the next one, shared by all who came meanwhile; where
/// nothing has changed by then, that reads nothing.
actor IndexShelf {
  private let meter: ReadingMeter?
  private var kept: [Kept] = []
  private var queues: [[String]: Queue] = [:]
  private var lastTicket = 0

  init(meter: ReadingMeter? = nil) {
    self.meter = meter
  }

  private struct Kept {
    var locations: [String]
    /// The files that were read, as they were before: whatever changed since shows against them.
    var found: EvidenceLocations
    var snapshot: EvidenceSnapshot
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
    var continuation: CheckedContinuation<EvidenceSnapshot, any Error>
    var progress: @Sendable (InvestigationProgress) -> Void
  }

  /// How many snapshots are kept.
  private static let capacity = 3

  /// The evidence at some locations: read, unless it was read before and the files are the same.
  ///
  /// Whoever is cancelled leaves; the reading itself ends when nobody waits for it any more.
  func snapshot(
    of locations: [String], progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> EvidenceSnapshot {
    lastTicket += 1
    let ticket = lastTicket
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        join(locations, ticket, Waiter(continuation: continuation, progress: progress))
      }
    } onCancel: {
      Task { await self.leave(locations, ticket) }
    }
  }

  /// Lets go of all that is kept.
  func clear() {
    kept = []
  }

  private func join(_ locations: [String], _ ticket: Int, _ waiter: Waiter) {
    // Who was cancelled before joining would leave before it came.
    guard !Task.isCancelled else {
      waiter.continuation.resume(throwing: CancellationError())
      return
    }
    guard queues[locations] != nil else {
      begin(locations, [ticket: waiter])
      return
    }
    waiter.progress(
      InvestigationProgress(step: "waiting for another reading of the logs", done: 0, total: 1))
    queues[locations]?.later[ticket] = waiter
  }

  private func leave(_ locations: [String], _ ticket: Int) {
    guard var queue = queues[locations] else { return }
    let waiter =
      queue.waiters.removeValue(forKey: ticket) ?? queue.later.removeValue(forKey: ticket)
    queues[locations] = queue
    waiter?.continuation.resume(throwing: CancellationError())
    // Its end begins the next reading, if somebody waits for that.
    if queue.waiters.isEmpty { queue.reading.cancel() }
  }

  private func begin(_ locations: [String], _ waiters: [Int: Waiter]) {
    let reading = Task { await self.read(locations) }
    queues[locations] = Queue(reading: reading, waiters: waiters)
  }

  private func read(_ locations: [String]) async {
    let result: Result<EvidenceSnapshot, any Error>
    do {
      result = .success(try await current(locations))
    } catch {
      result = .failure(error)
    }
    let queue = queues.removeValue(forKey: locations)
    for waiter in queue?.waiters.values ?? [:].values { waiter.continuation.resume(with: result) }
    if let later = queue?.later, !later.isEmpty { begin(locations, later) }
  }

  private func current(_ locations: [String]) async throws -> EvidenceSnapshot {
    let found = await EvidenceLocations.find(locations)
    if let known = kept.first(where: { $0.locations == locations }), known.found.isSame(as: found) {
      return known.snapshot
    }
    let waiters = queues[locations]?.waiters ?? [:]
    let tellers = waiters.values.map(\.progress)
    let snapshot = try await EvidenceReader(locations: locations, meter: meter).snapshot(
      of: found
    ) { progress in
      for tell in tellers { tell(progress) }
    }
    kept.removeAll { $0.locations == locations }
    kept.append(Kept(locations: locations, found: found, snapshot: snapshot))
    if kept.count > Self.capacity { kept.removeFirst() }
    return snapshot
  }
}
