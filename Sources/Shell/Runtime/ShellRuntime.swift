package import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Runs the shell: feeds events to the state one at a time and carries its effects out.
///
/// Both fronts post events here and wait here for what becomes of them.
package actor ShellRuntime {
  /// What the shell works with.
  package struct Parts: Sendable {
    package var service: any SessionsService
    /// Nil where the service is not embedded.
    package var evidence: (any EvidenceService)?
    package var serviceName: String
    /// The command that opens a shell on the service.
    package var command: String
    package var outbox: Outbox
    package var history: HistoryFile
    package var archive: Archive
    package var pacing: TurnPacing
    /// The other services there are; nil where there is but one.
    package var profiles: (any ServiceProfiles)?
    /// What came by pipes: a session that is taken up reads it too.
    package var piped: [EvidenceLocation] = []

    package init(
      service: any SessionsService, evidence: (any EvidenceService)?, serviceName: String,
      command: String = "gumshoe", outbox: Outbox, history: HistoryFile, archive: Archive,
      pacing: TurnPacing = .contract, profiles: (any ServiceProfiles)? = nil
    ) {
      self.service = service
      self.evidence = evidence
      self.serviceName = serviceName
      self.command = command
      self.outbox = outbox
      self.history = history
      self.archive = archive
      self.pacing = pacing
      self.profiles = profiles
    }

    /// The sessions of the service, in words for whoever types or for a script's reader.
    func directory(for front: SubmittedLine.Front) -> SessionDirectory {
      SessionDirectory(
        service: service, serviceName: serviceName, archive: archive,
        words: front == .interactive ? .conversation : .program)
    }
  }

  var parts: Parts
  /// How many lines `/history` lists.
  static let historyPage = 100
  var directory: SessionDirectory
  /// The services that profiles were changed to, by profile.
  var connections: [String: ServiceConnection] = [:]
  let presenter: any Presenter
  let clock = ContinuousClock()
  private var state: ShellState
  private var inbox: [ShellEvent] = []
  private var isProcessing = false
  private var tasks: [Task<Void, Never>] = []
  /// The tasks that send and follow lines.
  private var runs: [Conversation.ID: Task<Void, Never>] = [:]
  private var lookups = 0
  private var exit: ExitStatus?
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private var lookUpWaiters: [CheckedContinuation<Void, Never>] = []
  private var toldTrouble = false
  /// The half-typed line in the outbox.
  var draft: OutboxEntry.ID?

  package init(state: ShellState, parts: Parts, presenter: any Presenter) {
    self.state = state
    self.parts = parts
    self.presenter = presenter
    directory = parts.directory(for: state.front)
  }

  /// Takes an event in; returns when it and its immediate effects are done.
  ///
  /// An event posted while another is being processed is processed behind it.
  package func post(_ event: ShellEvent) async {
    inbox.append(event)
    guard !isProcessing else { return }
    isProcessing = true
    while !inbox.isEmpty, exit == nil {
      for effect in state.handle(inbox.removeFirst(), at: clock.now) {
        await carryOut(effect)
      }
      await presenter.show(state)
    }
    isProcessing = false
    wakeIfSettled()
  }

  /// Says something that no event caused.
  package func say(_ output: ShellOutput) async {
    await presenter.present(output)
  }

  /// Waits until nothing is under way in the current session, or the shell leaves.
  package func settle() async {
    while !isSettled {
      await withCheckedContinuation { waiters.append($0) }
    }
  }

  /// Waits until what commands asked for beside the turns has been said, or the shell leaves.
  package func lookedUp() async {
    while lookups > 0, exit == nil {
      await withCheckedContinuation { lookUpWaiters.append($0) }
    }
  }

  /// Waits until the shell leaves, and stops what still runs.
  package func finish() async -> ExitStatus {
    while exit == nil {
      await withCheckedContinuation { waiters.append($0) }
    }
    await stop()
    return exit ?? .success
  }

  /// Leaves from outside, as a signal or a time limit does.
  package func leave(_ status: ExitStatus) {
    if exit == nil { exit = status }
    wakeIfSettled()
  }

  /// The status that the shell left with, nil while it runs.
  package var exitStatus: ExitStatus? { exit }

  /// The state as it is now.
  package var snapshot: ShellState { state }

  /// Stops following turns; they go on at the service, and in the outbox.
  private func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    tasks = []
  }

  private var isSettled: Bool {
    exit != nil || (inbox.isEmpty && !isProcessing && lookups == 0 && state.isSettled)
  }

  private func wakeIfSettled() {
    if lookups == 0 || exit != nil {
      let woken = lookUpWaiters
      lookUpWaiters = []
      for waiter in woken { waiter.resume() }
    }
    guard isSettled else { return }
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.resume() }
  }

  private func carryOut(_ effect: ShellEffect) async {
    switch effect {
    case .save(let entry): await keep { try await self.parts.outbox.put(entry) }
    case .discard(let id): await keep { try await self.parts.outbox.remove(id) }
    case .record(let session):
      try? parts.archive.record(session, service: parts.serviceName)
    case .run(let entry, let conversation, let resumed):
      run(entry, in: conversation, resumed: resumed)
    case .emit(let output):
      await presenter.present(output)
      remember(output)
      if presenter.isClosed { leave(.success) }
    case .restoreLine(let text): await presenter.restoreLine(text)
    case .compose(let text): await presenter.compose(text)
    case .listSessions(let query): lookUp { try await self.list(query) }
    case .open(let target, let turn): lookUp { try await self.open(target, turn: turn) }
    case .openElsewhere(let hit): lookUp { try await self.openElsewhere(hit) }
    case .rename(let id, let name):
      do {
        _ = try parts.archive.rename(id, service: parts.serviceName, to: name)
      } catch {
        await say(.error(ErrorReport(thrown: error)))
      }
    case .findToForget(let target): lookUp { try await self.findToForget(target) }
    case .forget(let session): lookUp { try await self.forget(session) }
    case .copy(let answer, let number, let session):
      lookUp { await self.copy(answer, evidence: number, of: session) }
    case .readAttachment(let path): lookUp { try await self.readAttachment(path) }
    case .runCommand(let command): lookUp { try await self.runCommand(command) }
    case .discardEvidence(let locations):
      for location in locations { await parts.evidence?.discard(location) }
    case .attach(let locations, let owner): await attach(locations, to: owner)
    case .share(let session, let owner): await share(session, with: owner)
    case .showTranscript(let id):
      lookUp {
        let session = try await self.directory.fetch(id)
        await self.say(.result(.transcript(session)))
      }
    case .showPart(let target, let session, let lastAnswer):
      lookUp { await self.show(target, of: session, lastAnswer: lastAnswer) }
    case .stop(let session, let conversation):
      lookUp {
        do {
          _ = try await self.parts.service.cancel(session)
          await self.post(.stopped(conversation))
        } catch let error as SessionsError {
          await self.post(.notStopped(conversation, ErrorReport(error)))
        }
      }
    case .abandon(let conversation): runs[conversation]?.cancel()
    case .export(let request, let id): lookUp { try await self.export(id, request) }
    case .evidence(let action, let id): lookUp { try await self.evidence(action, of: id) }
    case .history(let action): await history(action)
    case .find(let words): lookUp { try await self.find(words) }
    case .listProfiles: lookUp { try await self.listProfiles() }
    case .connect(let profile): lookUp { try await self.connect(profile) }
    case .use(let profile): use(profile)
    case .leave(let status): leave(status)
    }
  }

  /// Begins something that goes on beside everything else until it ends or the shell leaves.
  func begin(_ work: @escaping @Sendable () async -> Void) {
    tasks.append(Task { await work() })
  }

  private func run(_ entry: OutboxEntry, in conversation: Conversation.ID, resumed: Bool) {
    let runner = TurnRunner(
      service: parts.service, pacing: parts.pacing, clock: clock,
      keep: { [parts] session in try? parts.archive.record(session, service: parts.serviceName) },
      tell: { [weak self] event in await self?.post(.turn(conversation, event)) })
    tasks.removeAll(where: \.isCancelled)
    let task = Task { await runner.run(entry, resumed: resumed) }
    runs[conversation] = task
    tasks.append(task)
  }

  /// Does something that asks the service, beside the turns, and reports its failure.
  private func lookUp(_ body: @escaping @Sendable () async throws -> Void) {
    lookups += 1
    tasks.append(
      Task {
        do {
          try await body()
        } catch is CancellationError {
          // The shell is leaving.
        } catch {
          await post(.openFailed(ErrorReport(thrown: error)))
        }
        endLookUp()
      })
  }

  private func endLookUp() {
    lookups -= 1
    wakeIfSettled()
  }

  /// Does something with the outbox; a failure is told once, and the shell goes on in memory.
  private func keep(_ body: () async throws -> Void) async {
    do {
      try await body()
    } catch {
      guard !toldTrouble else { return }
      toldTrouble = true
      await presenter.present(
        .notice(.fallback("\(error) Lines are remembered only while this shell runs.")))
    }
  }

  /// Notes which sessions were used, and how much of them was read: not those that only end behind
  /// another one.
  private func remember(_ output: ShellOutput) {
    switch output {
    case .turnCompleted(let turn, _, _, true): touch(turn.session, readTurns: turn.turn)
    case .turnFailed(let turn, _, _) where turn.session == state.current?.session:
      touch(turn.session, readTurns: turn.turn)
    case .turnStarted(let turn, _, _): touch(turn.session, readTurns: nil)
    case .opened(let opened):
      let turns = (opened.session.messages ?? []).count { $0.role == .assistant }
      touch(opened.session.id, readTurns: turns)
    default: break
    }
  }

  private func touch(_ id: Session.ID, readTurns: Int?) {
    try? parts.archive.touch(
      id, service: parts.serviceName, readTurns: readTurns, at: Date())
  }
}
