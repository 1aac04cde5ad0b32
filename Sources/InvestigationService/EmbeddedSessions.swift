import Logging
package import SessionsAPI
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A caller's view of a service in the same process: the contract, and the evidence beside it.
package final class EmbeddedSessions: SessionsService {
  let service: InvestigationService
  let principal: Principal
  /// What new sessions may read.
  let defaults: Mutex<[EvidenceLocation]>
  /// Whether every session reads that and nothing else, also one that was opened on other evidence.
  private let isEvidenceFixed: Bool
  /// Keeps for its session what came by a pipe; nil where nothing comes by pipes.
  let piped: PipedFolder?
  /// What the next session alone may read, beside that.
  let attached = Mutex<[String: [EvidenceLocation]]>([:])
  /// Makes what is kept of an input: without its secrets, where nobody else has to get it back as it
  /// was sent.
  private let kept: @Sendable (String) -> String
  /// The remote sources; nil where nobody asks any.
  let remote: (any RemoteEvidence)?

  /// The longest that an answer is held (contract, "Waiting without polling").
  package static let longestWait = Duration.seconds(60)

  init(
    service: InvestigationService, principal: Principal, evidence: [EvidenceLocation],
    isEvidenceFixed: Bool, piped: PipedFolder?, kept: @escaping @Sendable (String) -> String,
    remote: (any RemoteEvidence)?
  ) {
    self.kept = kept
    self.remote = remote
    self.isEvidenceFixed = isEvidenceFixed
    self.piped = piped
    self.service = service
    self.principal = principal
    defaults = Mutex(evidence)
  }

  package func create(_ draft: SessionDraft) async throws -> CreatedSession {
    try RequestRules.check(draft)
    let key = draft.idempotencyKey
    let own = attached.withLock { $0[key] ?? [] }
    let evidence = defaults.withLock { $0 } + own
    guard !evidence.isEmpty else { throw SessionsError.evidence(.none) }
    var draft = draft
    draft.input = kept(draft.input)
    draft.title = draft.title.map(kept)
    let now = service.clock.now()
    let id = Session.ID()
    do {
      let session = NewSession(
        id: id, principal: principal, draft: draft,
        title: draft.title ?? RequestRules.title(from: draft.input),
        turn: turn(draft.input, draft.thinkingMode, at: now),
        evidence: try evidence.map { try piped?.keep($0, for: id) ?? $0 })
      let created = try await open(session)
      if created.isReplay { piped?.drop(id) }
      attached.withLock { $0[key] = nil }
      for location in own { piped?.release(location) }
      return created
    } catch {
      // Whether it was opened is not sure where the answer of the store was lost.
      if let piped,
        (try? await service.store.hasSession(id, of: principal.organization)) == false
      {
        piped.drop(id)
      }
      throw error
    }
  }

  private func open(_ session: NewSession) async throws -> CreatedSession {
    try await reachingStore {
      switch try await service.store.create(session, maxRunning: service.settings.maxRunning) {
      case .replayed(let session): return CreatedSession(session: session, isReplay: true)
      case .created(let session):
        await service.bell.ring()
        return CreatedSession(session: session, isReplay: false)
      }
    }
  }

  package func list(_ request: PageRequest) async throws -> SessionPage {
    let list = try await begin(request, bytes: .max)
    return SessionPage(
      sessions: list.sessions, total: list.total, prev: list.prev, next: list.next)
  }

  /// Begins to list: the first sessions of a page, no more behind some bytes of text.
  package func begin(_ request: PageRequest, bytes: Int) async throws -> ListStart {
    try checkMayList()
    try RequestRules.check(request)
    return try await reachingStore {
      try await service.store.list(request, bytes: bytes, of: principal.organization)
    }
  }

  /// Checks the role that listing needs, before anything else of the call is looked at.
  ///
  /// - Throws: ``SessionsError/needsAdmin``.
  package func checkMayList() throws(SessionsError) {
    guard principal.role >= .admin else {
      throw .needsAdmin
    }
  }

  /// Lists the sessions behind one, newest first, no more behind some bytes of text: how a long list
  /// is read without holding it all.
  package func sessions(
    behind last: Session?, atMost limit: Int, bytes: Int
  ) async throws -> [Session] {
    try checkMayList()
    return try await reachingStore {
      try await service.store.sessions(
        behind: last, atMost: limit, bytes: bytes, of: principal.organization)
    }
  }

  /// Checks that a session is there, before anything else of the call is looked at.
  ///
  /// - Throws: ``SessionsError/noSession(_:)``.
  package func check(_ id: Session.ID) async throws {
    try await reachingStore {
      guard try await service.store.hasSession(id, of: principal.organization) else {
        throw Self.unknown(id)
      }
    }
  }

  package func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession {
    try await begin(
      id, wait: wait, FetchPreference(messageBytes: .max, reports: true, isMinimal: true)
    ).fetched
  }

  /// A session with its first messages, and how many it had when it was read.
  package struct FetchedStart: Sendable {
    package var fetched: FetchedSession
    package var messages: Int
  }

  /// Gets a session with its first messages, as many as are preferred.
  ///
  /// A wait ends at once when whoever asked has gone.
  package func begin(
    _ id: Session.ID, wait: Duration?, _ preference: FetchPreference, departure: Ending? = nil
  ) async throws -> FetchedStart {
    if let wait {
      var latest = try await waitForChange(of: id, atMost: wait, departure)
      if preference.isMinimal, latest.status.isRunning {
        latest.messages = nil
        return FetchedStart(
          fetched: FetchedSession(session: latest, waitApplied: true), messages: 0)
      }
    }
    let start = try await fetch(id, preference)
    return FetchedStart(
      fetched: FetchedSession(session: start.session, waitApplied: wait != nil),
      messages: start.messages)
  }

  /// Waits while a turn runs until a session's status or progress changes, or a time has passed; the
  /// session as it then is, without any message.
  private func waitForChange(
    of id: Session.ID, atMost wait: Duration, _ departure: Ending?
  ) async throws -> Session {
    let deadline = ContinuousClock.now + min(wait, Self.longestWait)
    var seen = await service.board.generation(of: id)
    let first = try await fetch(id, .head).session
    var latest = first
    while latest.status.isRunning, latest.status == first.status,
      latest.progress == first.progress, ContinuousClock.now < deadline,
      await !service.board.isClosed, departure?.hasCome != true
    {
      await waitForChange(of: id, beyond: seen, until: deadline, departure)
      try Task.checkCancellation()
      seen = await service.board.generation(of: id)
      latest = try await fetch(id, .head).session
    }
    return latest
  }

  /// Gets messages of a session behind some that are known, up to a number of them, no more behind
  /// some bytes.
  package func messages(
    of id: Session.ID, from first: Int, upTo end: Int, _ preference: FetchPreference
  ) async throws -> [Message] {
    try await reachingStore {
      try await service.store.messages(
        of: id, from: first, upTo: end, bytes: preference.messageBytes,
        reports: preference.reports, of: principal.organization)
    }
  }

  package func cancel(_ id: Session.ID) async throws -> Session {
    try await reachingStore {
      let session = try await service.store.cancel(
        id, of: principal.organization, reason: TurnEndWords.stopped(by: principal.user),
        at: service.clock.now())
      guard let session else { throw Self.unknown(id) }
      service.work.lose(id)
      await service.board.change(id)
      return session
    }
  }

  package func followUp(
    _ draft: FollowUpDraft, to id: Session.ID
  ) async throws -> FollowUpReceipt {
    // The order of the checks is the contract's: 404 before 400 before 409 before 429.
    try await check(id)
    try RequestRules.check(input: draft.input)
    let turn = turn(
      kept(draft.input), draft.thinkingMode, at: service.clock.now(),
      evidence: isEvidenceFixed ? defaults.withLock { $0 } : nil)
    return try await reachingStore {
      let session = try await service.store.followUp(
        turn, to: id, of: principal.organization, maxRunning: service.settings.maxRunning)
      guard let session else { throw Self.unknown(id) }
      await service.bell.ring()
      await service.board.change(id)
      return FollowUpReceipt(
        session: session, userMessageID: turn.questionID, assistantMessageID: turn.answerID)
    }
  }

  private func turn(
    _ input: String, _ mode: ThinkingMode, at now: Date, evidence: [EvidenceLocation]? = nil
  ) -> NewTurn {
    NewTurn(
      input: input, thinkingMode: mode, questionID: .init(), answerID: .init(), createdAt: now,
      evidence: evidence)
  }

  private func fetch(
    _ id: Session.ID, _ preference: FetchPreference
  ) async throws -> SessionStart {
    try await reachingStore {
      let start = try await service.store.session(
        id, messageBytes: preference.messageBytes, reports: preference.reports,
        of: principal.organization)
      guard let start else { throw Self.unknown(id) }
      if start.session.status.isRunning, let trouble = try await trouble(of: id) {
        throw SessionsError.store(trouble)
      }
      return start
    }
  }

  /// Why the turn of a running session does not get on; nil where nothing is wrong.
  private func trouble(of id: Session.ID) async throws -> StoreProblem? {
    if let trouble = await service.board.trouble(of: id) { return trouble }
    guard let trouble = await service.board.claimTrouble else { return nil }
    return try await service.store.isWaiting(id) ? trouble : nil
  }

  private func waitForChange(
    of id: Session.ID, beyond generation: Int, until deadline: ContinuousClock.Instant,
    _ departure: Ending?
  ) async {
    await withTaskGroup(of: Void.self) { group in
      if let departure { group.addTask { await departure.wait() } }
      group.addTask { await self.service.board.wait(for: id, beyond: generation) }
      group.addTask { try? await ContinuousClock().sleep(until: deadline) }
      await group.next()
      group.cancelAll()
    }
  }

  /// The refusal of a session that is not there.
  static func unknown(_ id: Session.ID) -> SessionsError {
    .noSession(id)
  }

  /// Calls the store; its refusals and failures come out in the contract's words.
  func reachingStore<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as SessionsError {
      throw error
    } catch let refusal as SessionLifecycle.Refusal {
      throw refusal.error
    } catch let limit as RunningLimit {
      throw SessionsError.full(limit: limit.maxRunning, retryAfter: RunningLimit.retryAfter)
    } catch let error as CancellationError {
      throw error
    } catch {
      service.logger.error("store out of reach", metadata: ["error": "\(error)"])
      throw StoreFailure.unavailable(error)
    }
  }
}
