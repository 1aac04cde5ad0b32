import Investigation
import Logging

/// One engine's process, seen from its host: turns go in, their ends come out.
actor EngineChild {
  private let command: EngineCommand
  private let timings: EngineTimings
  private let logger: Logger
  private var phase = Phase.starting
  private var hasStarted = false
  private var startWaiters: [CheckedContinuation<Void, Never>] = []
  private var turns = EngineTurns()
  private var decoder = FrameDecoder<EngineEvent>()
  private var watchdog: Watchdog
  private var standardError = ErrorTail()
  /// Why it was killed by this host, in half a sentence.
  private var killReason: String?

  private let pipes = EnginePipes()
  private let begin = SuspendingClock.now

  private enum Phase {
    case starting, ready
    /// Its standard input is closed, or it was killed: no turn begins in it any more.
    case leaving
    case ended(EngineStartFailure)
  }

  /// Thrown where a turn came too late for this process; another takes it.
  struct Gone: Error {}

  init(command: EngineCommand, timings: EngineTimings, logger: Logger) {
    self.command = command
    self.timings = timings
    self.logger = logger
    watchdog = Watchdog(timings, at: .zero)
  }

  /// The process's number; nil before it runs.
  private(set) var processIdentifier: Int32?

  /// How many turns run in it.
  var turnCount: Int { turns.count }

  private var now: Duration { begin.duration(to: .now) }

  // MARK: Turns

  /// Has a turn worked on.
  ///
  /// - Throws: ``EngineEnd``, ``EngineStartFailure``, ``Gone``, ``TurnFailure``,
  ///   `CancellationError` as soon as the task is cancelled.
  func answer(
    _ inquiry: Inquiry, progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> Answer {
    await waitForStart()
    try Task.checkCancellation()
    switch phase {
    case .starting, .leaving: throw Gone()
    case .ended(let failure): throw hasStarted ? Gone() : failure
    case .ready: break
    }
    let number = turns.nextNumber()
    let frame = try FrameEncoder.encode(EngineRequest.begin(turn: number, inquiry: inquiry))
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        turns.begin(number, continuation, progress: progress)
        pipes.send(frame)
      }
    } onCancel: {
      Task { await self.cancel(number) }
    }
  }

  /// Asks for what was read to be forgotten.
  func dropIndexes() {
    send(.dropIndexes)
  }

  /// Ends the process, and with it the turns that still run in it.
  func close() {
    if case .ended = phase { return }
    phase = .leaving
    pipes.close()
  }

  private func cancel(_ number: Int) {
    guard turns.cancel(number) else { return }
    // Whoever cancelled goes on at once; that the process obeys is watched.
    watchdog.cancel(number, at: now)
    send(.cancel(turn: number))
  }

  private func send(_ request: EngineRequest) {
    guard let frame = try? FrameEncoder.encode(request) else { return }
    pipes.send(frame)
  }

  private func waitForStart() async {
    while case .starting = phase, !Task.isCancelled {
      await withTaskCancellationHandler {
        await withCheckedContinuation { startWaiters.append($0) }
      } onCancel: {
        // All look again; who was not cancelled waits on.
        Task { await self.wakeStartWaiters() }
      }
    }
  }

  // MARK: The process

  /// Runs the process to its end.
  ///
  /// - Returns: whether it ended though nobody wanted it to.
  func run() async -> Bool {
    let watch = Task { await self.watch() }
    defer { watch.cancel() }
    let end = await pipes.run(command) { await self.hear($0) }
    return self.end(killReason ?? end.reason, isSignal: killReason == nil && end.isSignal)
  }

  private func hear(_ said: EnginePipes.Said) {
    switch said {
    case .begun(let number): processIdentifier = number
    case .output(let bytes): take(bytes)
    case .unreadable(let error): kill("its output could not be read: \(error)")
    case .errors(let bytes): log(standardError.take(bytes))
    case .endOfErrors: log(standardError.finish())
    }
  }

  private func watch() async {
    while !Task.isCancelled {
      try? await SuspendingClock().sleep(for: timings.look)
      if case .starting = phase, now > timings.start {
        kill("it did not begin within \(timings.start.components.seconds) seconds")
      }
      switch watchdog.look(at: now) {
      case nil: continue
      case .silent(let time):
        kill("it gave no sign of life for \(time.components.seconds) seconds")
      case .disobedient(let time):
        kill("it did not stop within \(time.components.seconds) seconds of being told to")
      }
    }
  }

  private func kill(_ reason: String?) {
    killReason = killReason ?? reason
    if case .ready = phase { phase = .leaving }
    pipes.kill()
  }

  private func take(_ bytes: [UInt8]) {
    watchdog.hear(at: now)
    do throws(FrameError) {
      try decoder.decode(bytes) { take($0) }
    } catch {
      kill("\(error)")
    }
  }

  private func take(_ event: EngineEvent) {
    switch event {
    case .ready(let build):
      guard case .starting = phase else { return }
      guard build == command.build else {
        phase = .ended(.otherBuild)
        return kill("it is another build")
      }
      phase = .ready
      hasStarted = true
      wakeStartWaiters()
    case .heartbeat: return
    case .progress(let number, let progress): turns.tell(progress, of: number)
    case .ended(let number, let end):
      watchdog.end(number)
      turns.end(number, with: end)
    }
  }

  private func log(_ lines: [String]) {
    for line in lines { logger.warning("engine says", metadata: ["line": "\(line)"]) }
  }

  /// Tells all who wait that the process is gone.
  private func end(_ reason: String, isSignal: Bool) -> Bool {
    let isUnexpected: Bool
    switch phase {
    // A turn that was cancelled may be unanswered; that it ends with its process is as it should be.
    case .leaving: isUnexpected = killReason != nil || turns.areAwaited
    case .starting, .ready: isUnexpected = true
    case .ended: isUnexpected = false
    }
    var words = reason
    if let last = standardError.lastLine { words += " (it said: `\(last)`)" }
    if isUnexpected {
      logger.error(
        "engine ended", metadata: ["reason": "\(words)", "turns": "\(turns.count)"])
    }
    if case .ended = phase {
    } else {
      phase = .ended(.cannotStart(reason: words, isSignal: isSignal))
    }
    wakeStartWaiters()
    processIdentifier = nil
    turns.end(because: words)
    return isUnexpected
  }

  private func wakeStartWaiters() {
    let waiters = startWaiters
    startWaiters = []
    for waiter in waiters { waiter.resume() }
  }
}
