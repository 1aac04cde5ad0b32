import SessionsAPI

extension ShellState {
  /// Asks the service to end the turn of the current conversation.
  ///
  /// Its end is told like any other, by whoever follows the turn. A line that waits to be taken is kept
  /// instead, for `/retry`.
  mutating func stop() -> [ShellEffect] {
    guard var current else { return [.emit(.notice(.nothingRuns))] }
    guard let entry = current.turn?.entry, !current.isFailed else {
      return [.emit(.notice(.nothingRuns))]
    }
    if entry.stage != .accepted, let pause = current.activeTurn?.pause {
      current.turn?.pause = Turn.Pause(error: pause.error, until: nil)
      self[current.id] = current
      return [.abandon(current.id), .emit(.notice(.unsent))]
    }
    guard entry.stage == .accepted, let session = current.session else {
      return [.emit(.notice(.notTakenYet(entry.text)))]
    }
    return [.emit(.notice(.stopping(title: current.title))), .stop(session, current.id)]
  }

  /// Takes in that the service has ended a turn: where nobody follows it, nobody else tells.
  mutating func noteStopped(_ id: Conversation.ID) -> [ShellEffect] {
    guard var conversation = self[id], let entry = conversation.unsent, entry.stage == .accepted
    else { return [] }
    conversation.turn?.entry.stage = .failed
    let held = holdBehindFailure(in: &conversation)
    self[id] = conversation
    return [.discard(entry.id)] + held
  }

  /// Says why a turn could not be ended; of one that was asked anew, that it goes on beside.
  mutating func noteNotStopped(_ id: Conversation.ID, _ report: ErrorReport) -> [ShellEffect] {
    guard let conversation = self[id], let turn = conversation.turn, turn.isReplaced else {
      return fail(report)
    }
    // It may have ended just before.
    guard turn.isUnderWay else { return [] }
    return [.emit(.notice(.goesOnBeside(place(of: conversation))))]
  }

  /// Says that a session has failed, in words that fit whether it is the current one, and holds the
  /// lines that wait in it.
  mutating func holdBehindFailure(in conversation: inout Conversation) -> [ShellEffect] {
    let notice: Notice =
      conversation.id == currentID
      ? .sessionFailed(keptLine: false)
      : .otherSessionFailed(place(of: conversation))
    return [.emit(.notice(notice))] + holdQueue(of: &conversation)
  }

  /// Holds the lines that wait behind a turn that failed or a line that was refused, and tells of
  /// them: nobody knows whether they still make sense.
  mutating func holdQueue(of conversation: inout Conversation) -> [ShellEffect] {
    guard !conversation.queue.isEmpty else { return [] }
    conversation.holdsQueue = true
    let lines = conversation.queue.map(\.text)
    guard conversation.id == currentID else {
      return [.emit(.notice(.heldElsewhere(place(of: conversation), lines)))]
    }
    return [
      .emit(.notice(conversation.isFailed ? .heldBehindFailure(lines) : .heldBehindRefusal(lines)))
    ]
  }

  /// Sends what failed, was not sent, was held or does not move any more once more.
  mutating func retry(at now: ContinuousClock.Instant) -> [ShellEffect] {
    guard var current else { return [.emit(.notice(.nothingToRetry))] }
    if let entry = current.unsent { return restart(entry, in: current, resumed: false, at: now) }
    if let input = current.turn?.entry, current.isFailed {
      return askAnew(input, insteadOf: current, at: now)
    }
    if let turn = current.activeTurn, turn.isRunning, let session = current.session {
      return replace(turn, of: session, in: current, at: now)
    }
    guard current.turn == nil, current.holdsQueue else { return [.emit(.notice(.nothingToRetry))] }
    current.holdsQueue = false
    self[current.id] = current
    return sendNext(in: current.id, at: now)
  }

  /// Ends a running turn in which nothing has changed for a while, and asks the same again.
  ///
  /// Whether the service can end it or not, nobody waits for it any more.
  private mutating func replace(
    _ turn: Turn, of session: Session.ID, in conversation: Conversation,
    at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    let still = turn.changedAt.duration(to: now)
    guard still >= Turn.quiet else {
      return [
        .emit(.notice(.stillMoving(title: conversation.title, seconds: still.inSeconds)))
      ]
    }
    var conversation = conversation
    conversation.isWatched = false
    conversation.turn?.isReplaced = true
    return [
      .emit(.notice(.asksAnew(title: conversation.title))), .stop(session, conversation.id),
    ] + askAnew(turn.entry, insteadOf: conversation, at: now)
  }

  /// Asks the question of a session in a new one, and takes the lines along that wait behind it.
  private mutating func askAnew(
    _ input: OutboxEntry, insteadOf conversation: Conversation, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation = conversation
    let held = conversation.queue
    conversation.queue = []
    conversation.holdsQueue = false
    self[conversation.id] = conversation
    nextOptions = input.options
    makeCurrent(nil)
    if conversation.session == nil { drop(conversation.id) }
    return openSession(with: input.text, insteadOf: conversation.session, at: now) + requeue(held)
  }

  /// Lets lines of a session that is left wait behind the turn that runs now.
  private mutating func requeue(_ entries: [OutboxEntry]) -> [ShellEffect] {
    guard var current, !entries.isEmpty else { return [] }
    let moved = entries.map { entry in
      var entry = entry
      entry.conversation = current.id
      entry.session = current.session
      return entry
    }
    current.queue += moved
    self[current.id] = current
    return moved.map { .save($0) }
  }
}
