import CPlatform
import Investigation
import Logging
import Subprocess
import SystemPackage

/// One engine's process, seen from its host: turns go in, their ends come out.
///
/// It is started by swift-subprocess, which has all that is needed: a process group of its own, no
/// descriptor but three pipes, a process descriptor to kill by, output read to its end.
actor EngineChild {
  private let command: EngineCommand
  private let timings: EngineTimings
  private let logger: Logger
  private var phase = Phase.starting
  private var hasStarted = false
  private var startWaiters: [CheckedContinuation<Void, Never>] = []
  private var nextTurn = 1
  /// The turns that run in the process, those included whose end nobody waits for any more.
  private var running: Set<Int> = []
  private var pending: [Int: Pending] = [:]
  private var decoder = FrameDecoder<EngineEvent>()
  private var watchdog: Watchdog
  private var standardError = ErrorTail()
  /// Why it was killed by this host, in half a sentence.
  private var killReason: String?

  private let requests = AsyncStream<[UInt8]>.makeStream()
  private let kills = AsyncStream<Void>.makeStream()
  private let begin = SuspendingClock.now

  private enum Phase {
    case starting, ready
    /// Its standard input is closed, or it was killed: no turn begins in it any more.
    case leaving
    case ended(EngineStartFailure)
  }

  private struct Pending {
    var continuation: CheckedContinuation<Answer, any Error>
    var progress: @Sendable (InvestigationProgress) -> Void
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
  var turns: Int { running.count }

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
    let number = nextTurn
    nextTurn += 1
    let frame = try FrameEncoder.encode(EngineRequest.begin(turn: number, inquiry: inquiry))
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        running.insert(number)
        pending[number] = Pending(continuation: continuation, progress: progress)
        requests.continuation.yield(frame)
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
    requests.continuation.finish()
  }

  private func cancel(_ number: Int) {
    guard let turn = pending.removeValue(forKey: number) else { return }
    // Whoever cancelled wants to go on at once; that the process obeys is watched.
    watchdog.cancel(number, at: now)
    send(.cancel(turn: number))
    turn.continuation.resume(throwing: CancellationError())
  }

  private func send(_ request: EngineRequest) {
    guard let frame = try? FrameEncoder.encode(request) else { return }
    requests.continuation.yield(frame)
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
    var options = PlatformOptions()
    // Of its own, so that Ctrl-C at a terminal does not reach it.
    options.processGroupID = 0
    options.teardownSequence = []
    let reason: String
    var isKill = false
    do {
      let result = try await Subprocess.run(
        .path(FilePath(command.path)),
        arguments: Arguments(
          executablePathOverride: "gumshoe", remainingValues: command.arguments),
        environment: .custom(EngineEnvironment.variables),
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        self.begin(process: execution.processIdentifier.value)
        await self.attend(execution)
      }
      reason = Self.words(for: result.terminationStatus)
      isKill = killReason == nil && result.terminationStatus == .signaled(SIGKILL)
    } catch {
      reason = "\(error)"
    }
    return end(killReason ?? reason, isKill: isKill)
  }

  private func begin(process number: Int32) {
    processIdentifier = number
  }

  private typealias Running = Execution<CustomWriteInput, SequenceOutput, SequenceOutput>

  /// Carries what is said both ways until the process says no more.
  private nonisolated func attend(_ process: Running) async {
    let watch = Task { await self.watch() }
    defer { watch.cancel() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await frame in self.requests.stream {
          guard (try? await process.standardInputWriter.write(frame)) != nil else { break }
        }
        try? await process.standardInputWriter.finish()
      }
      group.addTask {
        for await _ in self.kills.stream { try? process.send(signal: .kill) }
      }
      group.addTask {
        do {
          for try await buffer in process.standardError {
            await self.takeError(buffer.withUnsafeBytes { Array($0) })
          }
          await self.finishErrors()
        } catch {
          self.logger.debug("cannot read engine's errors", metadata: ["error": "\(error)"])
        }
      }
      do {
        for try await buffer in process.standardOutput {
          await self.take(buffer.withUnsafeBytes { Array($0) })
        }
      } catch {
        await self.kill("its output could not be read: \(error)")
      }
      // It says no more, so it is gone; where it only closed its output, it has to go.
      self.kills.continuation.yield()
      self.kills.continuation.finish()
      self.requests.continuation.finish()
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
    kills.continuation.yield()
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
    case .progress(let number, let progress): pending[number]?.progress(progress)
    case .ended(let number, let end):
      running.remove(number)
      watchdog.end(number)
      guard let turn = pending.removeValue(forKey: number) else { return }
      switch end {
      case .answered(let answer): turn.continuation.resume(returning: answer)
      case .failed(let reason): turn.continuation.resume(throwing: TurnFailure(reason: reason))
      case .cancelled: turn.continuation.resume(throwing: CancellationError())
      }
    }
  }

  private func takeError(_ bytes: [UInt8]) {
    log(standardError.take(bytes))
  }

  private func finishErrors() {
    log(standardError.finish())
  }

  private func log(_ lines: [String]) {
    for line in lines { logger.warning("engine says", metadata: ["line": "\(line)"]) }
  }

  /// Tells all who wait that the process is gone.
  private func end(_ reason: String, isKill: Bool) -> Bool {
    let isUnexpected: Bool
    switch phase {
    // A turn that was cancelled may be unanswered; that it ends with its process is as it should be.
    case .leaving: isUnexpected = killReason != nil || !pending.isEmpty
    case .starting, .ready: isUnexpected = true
    case .ended: isUnexpected = false
    }
    var words = reason
    if let last = standardError.lastLine { words += " (it said: `\(last)`)" }
    if isUnexpected {
      logger.error(
        "engine ended", metadata: ["reason": "\(words)", "turns": "\(running.count)"])
    }
    if case .ended = phase {} else { phase = .ended(.cannotStart(reason: words, isKill: isKill)) }
    wakeStartWaiters()
    let wasAlone = running.count == 1
    let waiting = pending.values
    pending = [:]
    running = []
    processIdentifier = nil
    for turn in waiting {
      turn.continuation.resume(throwing: EngineEnd(wasAlone: wasAlone, reason: words))
    }
    return isUnexpected
  }

  private func wakeStartWaiters() {
    let waiters = startWaiters
    startWaiters = []
    for waiter in waiters { waiter.resume() }
  }

  private static func words(for status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "it left with status \(code)"
    case .signaled(let signal): "it was ended by signal \(signal)"
    }
  }
}
