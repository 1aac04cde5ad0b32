import CPlatform
package import Investigation
package import Logging
import Metrics

/// An engine that works in processes of its own, so that no question and no log can end this one.
///
/// All turns share one process, and with it the indexes of what was read. A turn suspected of having
/// ended it (``Inquiry/isAlone``) has a process to itself, one such after the other, while the others
/// go on in theirs.
package actor EngineHost: InvestigationEngine {
  private let command: EngineCommand
  private let timings: EngineTimings
  private let logger: Logger
  private let sleep: @Sendable (Duration) async throws -> Void
  private let ends = Counter(label: "engine_restarts_total")
  private var shared: EngineChild?
  private var active = 0
  private var rest: Task<Void, Never>?
  private var isOneAlone = false
  /// Those who wait to run alone, in the order they came.
  private var aloneWaiters: [(number: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  private var lastWaiter = 0
  private var isClosed = false

  /// The pauses between two tries to start a process for a turn, which then fails.
  ///
  /// A program that can't be run is tried a few times more, for a machine may be out of processes for
  /// the moment; one that something ends again and again from outside, for half a minute.
  private static let startPauses: [Duration] = [.milliseconds(50), .milliseconds(200), .seconds(1)]
  private static let killedPauses: [Duration] =
    startPauses + Array(repeating: .seconds(1), count: 28)

  /// How many processes may end just before a turn begins in them: chance does not do it so often.
  private static let mostGone = 100

  /// Makes a host; no process is started before ``prepare()`` or the first turn.
  package init(
    command: EngineCommand, timings: EngineTimings = EngineTimings(),
    logger: Logger = Logger(label: "gumshoe.engine"),
    sleep: @escaping @Sendable (Duration) async throws -> Void = {
      try await SuspendingClock().sleep(for: $0)
    }
  ) {
    self.command = command
    self.timings = timings
    self.logger = logger
    self.sleep = sleep
    // Writing to an engine that is gone has to be an error, not the end of this process too.
    cplatform_ignore(SIGPIPE)
    // Told from the beginning: a counter that appears with its first event is easily missed.
    ends.increment(by: 0)
  }

  /// Starts the process, so that the first turn does not wait for it.
  package func prepare() {
    _ = sharedChild()
    if active == 0 { beginRest() }
  }

  /// Ends the process that turns share; those that still run in it fail with ``EngineEnd``.
  package func close() async {
    isClosed = true
    rest?.cancel()
    await shared?.close()
    shared = nil
  }

  /// The number of the process that turns share; nil where none runs.
  package var processIdentifier: Int32? {
    get async { await shared?.processIdentifier }
  }

  /// How many turns run in it.
  package var turns: Int {
    get async { await shared?.turnCount ?? 0 }
  }

  package func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    guard !inquiry.isAlone else { return try await answerAlone(inquiry, progress) }
    rest?.cancel()
    active += 1
    defer {
      active -= 1
      if active == 0 { beginRest() }
    }
    return try await retryingStart {
      let child = await self.sharedChild()
      do {
        return try await child.answer(inquiry, progress: progress)
      } catch let gone as EngineChild.Gone {
        await self.forget(child)
        throw gone
      } catch let failure as EngineStartFailure {
        await self.forget(child)
        throw failure
      }
    }
  }

  private func answerAlone(
    _ inquiry: Inquiry, _ progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    try await enterAlone()
    defer { leaveAlone() }
    return try await retryingStart {
      let child = await self.start()
      do {
        let answer = try await child.answer(inquiry, progress: progress)
        await child.close()
        return answer
      } catch {
        await child.close()
        throw error
      }
    }
  }

  /// Has a turn worked on, by another process where one could not be started or was just leaving.
  private func retryingStart(
    _ body: @Sendable () async throws -> Answer
  ) async throws -> Answer {
    // Each kind by itself: what a signal ended before says nothing about the program.
    var failures = (own: 0, killed: 0)
    for _ in 0..<Self.mostGone {
      do {
        return try await body()
      } catch is EngineChild.Gone {
        continue
      } catch let failure as EngineStartFailure {
        guard failure != .otherBuild else { throw failure }
        let pauses = failure.isSignal ? Self.killedPauses : Self.startPauses
        let earlier = failure.isSignal ? failures.killed : failures.own
        guard earlier < pauses.count else { throw failure }
        logger.error("engine does not start", metadata: ["reason": "\(failure)"])
        try await sleep(pauses[earlier])
        if failure.isSignal { failures.killed += 1 } else { failures.own += 1 }
      }
    }
    throw EngineStartFailure.cannotStart(reason: "it ended again and again", isSignal: true)
  }

  private func sharedChild() -> EngineChild {
    if let shared { return shared }
    let child = start()
    shared = child
    return child
  }

  private func start() -> EngineChild {
    let child = EngineChild(command: command, timings: timings, logger: logger)
    Task {
      if await child.run() { ends.increment() }
      forget(child)
    }
    return child
  }

  /// Has the next turn start another process.
  private func forget(_ child: EngineChild) {
    if shared === child { shared = nil }
  }

  // MARK: Alone

  /// Waits until no other turn has a process to itself.
  ///
  /// - Throws: `CancellationError` as soon as the task is cancelled.
  private func enterAlone() async throws {
    try Task.checkCancellation()
    guard isOneAlone else {
      isOneAlone = true
      return
    }
    lastWaiter += 1
    let number = lastWaiter
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { aloneWaiters.append((number, $0)) }
    } onCancel: {
      Task { await self.leaveQueue(number) }
    }
  }

  private func leaveQueue(_ number: Int) {
    guard let index = aloneWaiters.firstIndex(where: { $0.number == number }) else { return }
    aloneWaiters.remove(at: index).continuation.resume(throwing: CancellationError())
  }

  private func leaveAlone() {
    guard !aloneWaiters.isEmpty else {
      isOneAlone = false
      return
    }
    aloneWaiters.removeFirst().continuation.resume()
  }

  // MARK: Rest

  /// Lets the process forget, and later end, if nothing is asked meanwhile.
  private func beginRest() {
    rest?.cancel()
    guard !isClosed else { return }
    rest = Task { [sleep, timings] in
      guard (try? await sleep(timings.drop)) != nil else { return }
      await shared?.dropIndexes()
      guard (try? await sleep(timings.rest - timings.drop)) != nil else { return }
      guard !Task.isCancelled, active == 0 else { return }
      let resting = shared
      shared = nil
      await resting?.close()
    }
  }
}
