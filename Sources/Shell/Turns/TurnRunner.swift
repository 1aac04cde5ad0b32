import Redaction
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
      await tell(.refused(.unexpected("\(error)")))
    }
  }

  /// Opens the session of an entry, unless it has one.
  private func open(_ entry: OutboxEntry) async throws -> Session.ID {
    if let session = entry.session { return session }
    let draft = SessionDraft(
      input: entry.text, idempotencyKey: entry.idempotencyKey, title: entry.options.title,
      time: entry.options.time, thinkingMode: entry.options.thinkingMode)
    let session = try await waitingOutRefusals {
      guard pacing.opensWhenBack else { return try await service.create(draft).session }
      // The key of the create keeps a second one from opening a second session.
      return try await reaching(where: { !$0.isWorthWaitingOut }) {
        try await service.create(draft).session
      }
    }
    await tell(.created(session))
    return session.id
  }

  /// Brings an entry into its session; the ordinal of the user's message that carries it.
  private func deliver(_ entry: OutboxEntry, to session: Session.ID) async throws -> Int {
    // What opened the session is in it.
    guard entry.session != nil else { return 1 }
    switch entry.stage {
    case .accepted: return entry.turn
    case .sending:
      let known = try await reaching { try await service.get(session, wait: nil).session }
      if let turn = known.turn(carrying: entry) { return turn }
    case .queued, .draft, .failed: break
    }
    return try await sendFollowUp(entry, to: session)
  }

  /// Sends a follow-up until the service has it.
  ///
  /// Behind an attempt that went wrong it is looked up first: the attempt may have arrived, or arrive
  /// late, which a 409 to a later attempt then shows.
  private func sendFollowUp(_ entry: OutboxEntry, to session: Session.ID) async throws -> Int {
    let draft = FollowUpDraft(input: entry.text, thinkingMode: entry.options.thinkingMode)
    var outage: TurnPacing.Outage?
    var failures = 0
    while true {
      if failures > 0 {
        let known = try await reaching { try await service.get(session, wait: nil).session }
        if let turn = known.turn(carrying: entry) { return turn }
      }
      do {
        let receipt = try await service.followUp(draft, to: session)
        let known = try await reaching { try await service.get(session, wait: nil).session }
        return known.turn(of: receipt.userMessageID)
      } catch let error as SessionsError {
        if let seconds = error.retryAfter, error.isWorthWaitingOut {
          try await waitOut(error, seconds: seconds)
          continue
        }
        outage = outage ?? TurnPacing.Outage(pacing)
        guard error.isAway, failures < pacing.resends,
          let until = outage?.next(after: error, at: clock.now)
        else { throw error }
        failures += 1
        await tell(.away(error, until: until))
        try await clock.sleep(until: until)
      }
    }
  }

  /// Waits for the end of a turn, telling its progress.
  private func follow(_ id: Session.ID, turn: Int) async throws -> TurnEvent {
    var poll = TurnPacing.Poll(pacing)
    var lastProgress: Progress?
    var fetched = try await reaching { try await service.get(id, wait: nil) }
    while true {
      if let end = fetched.session.end(ofTurn: turn) {
        keep(fetched.session)
        return end
      }
      var isNews = false
      if let progress = fetched.session.progress, progress != lastProgress {
        lastProgress = progress
        isNews = true
        await tell(.progressed(progress))
      }
      let before = clock.now
      let known = fetched.session
      fetched = try await reaching { try await service.get(id, wait: pacing.longestWait) }
      if fetched.session.hidesNews(since: known) {
        fetched = try await reaching { try await service.get(id, wait: nil) }
      }
      // A service that claims to wait but answers at once with nothing new is polled too.
      let hasWaited = fetched.waitApplied && (isNews || fetched.session.progress != lastProgress)
      let answeredAtOnce = before.duration(to: clock.now) < pacing.shortestPoll
      if !hasWaited, answeredAtOnce, fetched.session.end(ofTurn: turn) == nil {
        try await clock.sleep(for: poll.next(retryAfter: fetched.retryAfter))
      }
    }
  }

  /// Repeats a call that changes nothing for as long as the service is away and patience lasts.
  private func reaching<Answer>(
    where isExpected: (SessionsError) -> Bool = { _ in true }, _ call: () async throws -> Answer
  ) async throws -> Answer {
    var outage: TurnPacing.Outage?
    while true {
      do {
        let answer = try await call()
        if outage != nil { await tell(.back) }
        return answer
      } catch let error as SessionsError where error.isAway && isExpected(error) {
        outage = outage ?? TurnPacing.Outage(pacing)
        guard let until = outage?.next(after: error, at: clock.now) else { throw error }
        await tell(.away(error, until: until))
        try await clock.sleep(until: until)
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
        try await waitOut(error, seconds: seconds)
      }
    }
  }

  private func waitOut(_ error: SessionsError, seconds: Int) async throws {
    let until = clock.now.advanced(by: .seconds(seconds))
    await tell(.waiting(error, until: until))
    try await clock.sleep(until: until)
  }
}

extension SessionsError {
  /// Whether the same call may succeed after `retryAfter`: 409 while a turn runs, and 429.
  var isWorthWaitingOut: Bool {
    kind == .conflict || kind == .rateLimited
  }

  /// Whether a later look at the session may well be answered: nothing is wrong with the question.
  var isAway: Bool {
    switch kind {
    case .unavailable, .fault, .rateLimited: true
    case .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .payloadTooLarge: false
    }
  }
}

extension Session {
  /// The ordinal of the user's message that carries an entry's text, from where it was expected.
  func turn(carrying entry: OutboxEntry) -> Int? {
    let questions = (messages ?? []).filter { $0.role == .user }
    guard entry.turn >= 1, questions.count >= entry.turn else { return nil }
    // A service that keeps no secrets has it without them.
    let texts = [entry.text, SecretMask.masked(entry.text)]
    return questions.indices
      .first { $0 >= entry.turn - 1 && texts.contains(questions[$0].markdownContent) }
      .map { $0 + 1 }
  }

  /// The ordinal of a user's message, or of the last one where it is not there.
  func turn(of message: Message.ID) -> Int {
    let questions = (messages ?? []).filter { $0.role == .user }
    return questions.firstIndex { $0.id == message }.map { $0 + 1 } ?? max(1, questions.count)
  }

  /// Whether something other than the progress has changed and the messages, which would tell what,
  /// are left out.
  ///
  /// An end of the turn shows them, but a follow-up that another shell sent at once hides the end.
  func hidesNews(since known: Session) -> Bool {
    messages == nil
      && (!status.isRunning || status != known.status || updatedAt != known.updatedAt)
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
    return .completed(
      TurnAnswer(
        seconds: max(0, seconds), markdown: answer.markdownContent, report: answer.report))
  }
}
