import SessionsAPI

extension ShellState {
  /// Asks the service to end the turn of the current conversation.
  ///
  /// Its end is told like any other, by whoever follows the turn.
  func stop() -> [ShellEffect] {
    guard let current else { return [.emit(.notice(.nothingRuns))] }
    let entry: OutboxEntry? =
      switch current.phase {
      case .active(let turn): turn.entry
      case .unsent(let entry): entry
      case .idle, .failed: nil
      }
    guard let entry else { return [.emit(.notice(.nothingRuns))] }
    guard entry.stage == .accepted, let session = current.session else {
      return [.emit(.notice(.notTakenYet(entry.text)))]
    }
    return [.emit(.notice(.stopping(title: current.title))), .stop(session, current.id)]
  }

  /// Takes in that the service has ended a turn: where nobody follows it, nobody else tells.
  mutating func noteStopped(_ id: Conversation.ID) -> [ShellEffect] {
    guard var conversation = self[id], case .unsent(let entry) = conversation.phase,
      entry.stage == .accepted
    else { return [] }
    conversation.phase = .failed
    let held = holdBehindFailure(in: &conversation)
    self[id] = conversation
    return [.discard(entry.id)] + held
  }

  /// Says that a session has failed, in words that fit whether it is the current one, and holds the
  /// lines that wait in it.
  func holdBehindFailure(in conversation: inout Conversation) -> [ShellEffect] {
    let notice: Notice =
      conversation.id == currentID
      ? .sessionFailed(keptLine: false) : .otherSessionFailed(title: conversation.title)
    return [.emit(.notice(notice))] + holdQueue(of: &conversation)
  }

  /// Holds the lines that wait behind a turn that failed or a line that was refused, and tells of
  /// them: nobody knows whether they still make sense.
  func holdQueue(of conversation: inout Conversation) -> [ShellEffect] {
    guard !conversation.queue.isEmpty else { return [] }
    conversation.holdsQueue = true
    let lines = conversation.queue.map(\.text)
    guard conversation.id == currentID else {
      return [.emit(.notice(.heldElsewhere(title: conversation.title, lines)))]
    }
    let isFailed = conversation.phase == .failed
    return [.emit(.notice(isFailed ? .heldBehindFailure(lines) : .heldBehindRefusal(lines)))]
  }

  /// Sends what failed, was not sent or was held once more.
  mutating func retry(at now: ContinuousClock.Instant) -> [ShellEffect] {
    guard var current else { return [.emit(.notice(.nothingToRetry))] }
    switch current.phase {
    case .unsent(let entry): return restart(entry, in: current, resumed: false, at: now)
    case .failed:
      guard let input = current.lastInput else { return [.emit(.notice(.nothingToRetry))] }
      let held = current.queue
      current.queue = []
      current.holdsQueue = false
      self[current.id] = current
      nextOptions = input.options
      makeCurrent(nil)
      return openSession(with: input.text, at: now) + requeue(held)
    case .idle where current.holdsQueue:
      current.holdsQueue = false
      self[current.id] = current
      return sendNext(in: current.id, at: now)
    case .idle, .active: return [.emit(.notice(.nothingToRetry))]
    }
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
