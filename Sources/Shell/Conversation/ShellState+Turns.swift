import SessionsAPI

extension ShellState {
  /// Takes in what happened to a conversation's turn.
  mutating func advance(
    _ id: Conversation.ID, _ event: TurnEvent, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard var conversation = self[id], var turn = conversation.activeTurn else { return [] }
    switch event {
    case .away, .back: break
    default: turn.changedAt = now
    }
    switch event {
    case .created(let session): return create(session, turn, in: conversation)
    case .accepted(let ordinal, let resumed):
      turn.pause = nil
      turn.entry.stage = .accepted
      turn.entry.turn = ordinal
      conversation.turns = ordinal
      conversation.turn = turn
      self[id] = conversation
      guard let reference = conversation.reference, !turn.isObserved else { return [] }
      return [
        .save(turn.entry),
        .emit(.turnStarted(reference, input: turn.entry.text, resumed: resumed)),
      ]
    case .waiting(let error, let until):
      // A person is told once, and then sees the prompt count; a script's reader sees each wait.
      let isKnown = front == .interactive && turn.pause?.error == error
      turn.pause = Turn.Pause(error: error, until: until)
      conversation.turn = turn
      self[id] = conversation
      return isKnown ? [] : [.emit(.error(ErrorReport(error)))]
    case .progressed(let progress):
      turn.progress = progress
      turn.pause = nil
      conversation.turn = turn
      self[id] = conversation
      guard let reference = conversation.reference, !turn.isObserved else { return [] }
      return [.emit(.turnProgressed(reference, progress))]
    case .away(let error, let until): return miss(error, until: until, turn, in: conversation)
    case .back: return findAgain(turn, in: conversation)
    case .completed(let answer): return complete(answer, turn, in: conversation, at: now)
    case .failed(let reason): return fail(reason, turn, in: conversation)
    case .refused(let error): return refuse(error, turn, in: conversation)
    }
  }

  private mutating func create(
    _ session: Session, _ turn: Turn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    var turn = turn
    conversation.session = session.id
    conversation.title = session.title.map(PromptTitle.short) ?? conversation.title
    turn.entry.session = session.id
    turn.pause = nil
    conversation.turn = turn
    conversation.queue = conversation.queue.map { entry in
      var entry = entry
      entry.session = session.id
      return entry
    }
    let attached = conversation.attachments
    conversation.attachments = []
    self[conversation.id] = conversation
    // The entry learns its session before the archive does: a start that continues the last
    // session finds the line through it.
    return [
      .save(turn.entry), .record(session),
      .emit(.sessionCreated(session.id, title: session.title ?? conversation.title)),
    ] + (attached.isEmpty ? [] : [.attach(attached, .session(session.id))])
  }

  /// Notes that the service is away; told once for all that runs, then the prompt counts the seconds.
  private mutating func miss(
    _ error: SessionsError, until: ContinuousClock.Instant, _ turn: Turn,
    in conversation: Conversation
  ) -> [ShellEffect] {
    let isKnown = isAway
    var conversation = conversation
    conversation.turn = turn
    conversation.turn?.pause = Turn.Pause(error: error, until: until)
    self[conversation.id] = conversation
    return isKnown ? [] : [.emit(.notice(.serviceIsAway(reason: error.message)))]
  }

  /// Notes that the service answers again; told once all that runs has found it.
  private mutating func findAgain(_ turn: Turn, in conversation: Conversation) -> [ShellEffect] {
    guard turn.pause != nil else { return [] }
    var conversation = conversation
    conversation.turn = turn
    conversation.turn?.pause = nil
    self[conversation.id] = conversation
    return isAway ? [] : [.emit(.notice(.serviceIsBack))]
  }

  /// Whether a turn under way can't reach the service.
  private var isAway: Bool {
    running.contains { $0.turn?.pause?.isRefusal == false }
  }

  private mutating func complete(
    _ answer: TurnAnswer, _ turn: Turn, in conversation: Conversation,
    at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation = conversation
    let watched = conversation.isWatched && conversation.id == currentID
    conversation.turn = nil
    conversation.lastAnswer = answer.markdown
    // Whoever asked elsewhere reads it there; the table tells what nobody read.
    conversation.unread += watched || turn.isObserved ? 0 : 1
    self[conversation.id] = conversation
    var effects: [ShellEffect] = []
    if let reference = conversation.reference {
      effects.append(
        .emit(.turnCompleted(reference, title: conversation.title, answer, watched: watched)))
    }
    if front == .interactive, !watched {
      let place = conversation.id == currentID ? nil : place(of: conversation)
      effects.append(
        .emit(.notice(.answered(title: conversation.title, seconds: answer.seconds, at: place))))
    }
    return effects + [.discard(turn.entry.id)] + sendNext(in: conversation.id, at: now)
  }

  private mutating func fail(
    _ reason: String, _ turn: Turn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    conversation.turn?.entry.stage = .failed
    // That it was to end was told, and what it was asked is asked elsewhere.
    guard !turn.isReplaced || conversation.id == currentID else {
      self[conversation.id] = conversation
      return [.discard(turn.entry.id)]
    }
    let held = holdBehindFailure(in: &conversation)
    self[conversation.id] = conversation
    var effects: [ShellEffect] = []
    if let reference = conversation.reference {
      effects.append(.emit(.turnFailed(reference, title: conversation.title, reason: reason)))
    }
    effects.append(.discard(turn.entry.id))
    guard front == .script else { return effects + held }
    note(.failedTurn)
    guard keepsGoing else { return effects + [.leave(status)] }
    makeCurrent(nil)
    return effects + [.emit(.notice(.keepsGoing))]
  }

  /// Sends the line that waits longest, if nothing holds it back.
  mutating func sendNext(
    in id: Conversation.ID, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard var conversation = self[id], conversation.turn == nil, !conversation.holdsQueue,
      !conversation.queue.isEmpty
    else { return [] }
    var entry = conversation.queue.removeFirst()
    // Behind a long answer nobody remembers which line is next.
    let other = id == currentID ? nil : conversation.title
    let remark: [ShellEffect] =
      front == .interactive ? [.emit(.notice(.sendingQueued(entry.text, in: other)))] : []
    return start(&entry, in: conversation, at: now) + remark
  }
}
