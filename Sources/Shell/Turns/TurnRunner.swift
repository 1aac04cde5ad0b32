import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Takes one line to the service and its turn to the end, telling each step.
///
/// Sends nothing twice: a create carries its idempotency key, and a follow-up that may have reached
/// the service is looked up in the session before it is sent again.
struct TurnRunner: Sendable {
  let service: any SessionsService
  let pacing: TurnPacing
  let clock: ContinuousClock
  /// Keeps what the service said of the session.
  let keep: @Sendable (Session) -> Void
  let tell: @Sendable (TurnEvent) async -> Void

  /// Runs until the turn has ended or the line was refused.
  ///
  /// `resumed` says that another process had begun it.
  func run(_ entry: OutboxEntry, resumed: Bool) async {
    do {
      let session = try await open(entry)
      let turn = try await deliver(entry, to: session)
      await tell(.accepted(turn: turn, resumed: resumed))
      await tell(try await follow(session, turn: turn))
    } catch let error as SessionsError {
      await tell(.refused(error))
    } catch is CancellationError {
      // The shell is leaving: the entry stays in the outbox, and the next start takes it up.
    } catch {
      await tell(.refused(.fault("Unexpected error: \(error)")))
    }
  }

  /// Opens the session of an entry, unless it has one.
  private func open(_ entry: OutboxEntry) async throws -> Session.ID {
    if let session = entry.session { return session }
    let draft = SessionDraft(
      input: entry.text, idempotencyKey: entry.idempotencyKey, title: entry.options.title,
      time: entry.options.time, thinkingMode: entry.options.thinkingMode)
    let session = try await waitingOutRefusals { try await service.create(draft).session }
    await tell(.created(session))
    return session.id
  }

  /// Brings an entry into its session; the ordinal of the user's message that carries it.
  private func deliver(_ entry: OutboxEntry, to session: Session.ID) async throws -> Int {
    switch entry.stage {
    case .accepted: return entry.turn
    case .sending where entry.session == nil: return 1
    case .sending:
      let known = try await service.get(session, wait: nil).session
      if let turn = known.turn(carrying: entry) { return turn }
    case .queued, .draft: break
    }
    let draft = FollowUpDraft(input: entry.text, thinkingMode: entry.options.thinkingMode)
    let receipt = try await waitingOutRefusals { try await service.followUp(draft, to: session) }
    let messages = try await service.get(session, wait: nil).session.messages ?? []
    let questions = messages.filter { $0.role == .user }
    let position = questions.firstIndex { $0.id == receipt.userMessageID }
    return position.map { $0 + 1 } ?? questions.count
  }

  /// Waits for the end of a turn, telling its progress.
  private func follow(_ id: Session.ID, turn: Int) async throws -> TurnEvent {
    var poll = TurnPacing.Poll(pacing)
    var lastProgress: Progress?
    var fetched = try await service.get(id, wait: nil)
    while true {
      if let end = fetched.session.end(ofTurn: turn) {
        keep(fetched.session)
        return end
      }
      if let progress = fetched.session.progress, progress != lastProgress {
        lastProgress = progress
        await tell(.progressed(progress))
      }
      let before = clock.now
      fetched = try await service.get(id, wait: pacing.longestWait)
      let answeredAtOnce = before.duration(to: clock.now) < pacing.shortestPoll
      if !fetched.waitApplied, answeredAtOnce, fetched.session.end(ofTurn: turn) == nil {
        try await clock.sleep(for: poll.next())
      }
    }
  }

  /// Repeats a call for as long as the service names a time after which it may succeed.
  private func waitingOutRefusals<Answer>(
    _ call: () async throws -> Answer
  ) async throws -> Answer {
    while true {
      do {
        return try await call()
      } catch let error as SessionsError {
        guard let seconds = error.retryAfter, error.isWorthWaitingOut else { throw error }
        let until = clock.now.advanced(by: .seconds(seconds))
        await tell(.waiting(error, until: until))
        try await clock.sleep(until: until)
      }
    }
  }
}

extension SessionsError {
  /// Whether the same call may succeed after `retryAfter`: 409 while a turn runs, and 429.
  var isWorthWaitingOut: Bool {
    switch self {
    case .conflict, .rateLimited: true
    default: false
    }
  }
}

extension Session {
  /// The ordinal of the user's message that carries an entry's text, from where it was expected.
  func turn(carrying entry: OutboxEntry) -> Int? {
    let questions = (messages ?? []).filter { $0.role == .user }
    guard entry.turn >= 1, questions.count >= entry.turn else { return nil }
    return questions.indices
      .first { $0 >= entry.turn - 1 && questions[$0].markdownContent == entry.text }
      .map { $0 + 1 }
  }

  /// How a turn ended, nil while it runs.
  func end(ofTurn turn: Int) -> TurnEvent? {
    let messages = messages ?? []
    let starts = messages.indices.filter { messages[$0].role == .user }
    guard starts.indices.contains(turn - 1) else {
      return status.isRunning ? nil : .failed(reason: "The session holds no turn \(turn).")
    }
    let question = messages[starts[turn - 1]]
    let isLast = turn == starts.count
    guard !isLast || !status.isRunning else { return nil }
    let limit = isLast ? messages.endIndex : starts[turn]
    let answer = messages[starts[turn - 1]..<limit].last { $0.role == .assistant }
    if isLast, status == .failed {
      return .failed(reason: answer?.markdownContent ?? "The service gives no reason.")
    }
    guard let answer else { return .failed(reason: "The session holds no answer to this turn.") }
    let seconds = answer.createdAt.timeIntervalSince(question.createdAt)
    return .completed(TurnAnswer(seconds: max(0, seconds), markdown: answer.markdownContent))
  }
}
