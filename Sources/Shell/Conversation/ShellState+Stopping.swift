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

  /// Sends what failed, was not sent or was held once more.
  mutating func retry(at now: ContinuousClock.Instant) -> [ShellEffect] {
    guard var current else { return [.emit(.notice(.nothingToRetry))] }
    if let entry = current.unsent { return restart(entry, in: current, resumed: false, at: now) }
    if let input = current.turn?.entry, current.isFailed {
      let held = current.queue
      current.queue = []
      current.holdsQueue = false
      self[current.id] = current
      nextOptions = input.options
      makeCurrent(nil)
      if current.session == nil { drop(current.id) }
      return openSession(with: input.text, at: now) + requeue(held)
    }
    guard current.turn == nil, current.holdsQueue else { return [.emit(.notice(.nothingToRetry))] }
    current.holdsQueue = false
    self[current.id] = current
    return sendNext(in: current.id, at: now)
  }

  /// Lets lines of a failed session wait behind the turn that runs now.
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
