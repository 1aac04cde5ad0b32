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
      turn.stage = .running
      turn.entry.stage = .accepted
      turn.entry.turn = ordinal
      conversation.turns = ordinal
      conversation.phase = .active(turn)
      self[id] = conversation
      guard let reference = conversation.reference else { return [] }
      return [
        .save(turn.entry),
        .emit(.turnStarted(reference, input: turn.entry.text, resumed: resumed)),
      ]
    case .waiting(let error, let until):
      // A person is told once, and then sees the prompt count; a script's reader sees each wait.
      let isKnown =
        if case .waiting(error, _) = turn.stage { front == .interactive } else { false }
      turn.stage = .waiting(error, until: until)
      conversation.phase = .active(turn)
      self[id] = conversation
      return isKnown ? [] : [.emit(.error(ErrorReport(error)))]
    case .progressed(let progress):
      turn.progress = progress
      turn.stage = .running
      conversation.phase = .active(turn)
      self[id] = conversation
      guard let reference = conversation.reference else { return [] }
      return [.emit(.turnProgressed(reference, progress))]
    case .away(let error, let until): return miss(error, until: until, turn, in: conversation)
    case .back:
      guard case .away(_, _, let before) = turn.stage else { return [] }
      turn.stage = before
      conversation.phase = .active(turn)
      self[id] = conversation
      return [.emit(.notice(.serviceIsBack))]
    case .completed(let answer): return complete(answer, turn, in: conversation, at: now)
    case .failed(let reason): return fail(reason, turn, in: conversation)
    case .refused(let error): return refuse(error, turn, in: conversation)
    }
  }

  private mutating func create(
    _ session: Session, _ turn: ActiveTurn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    var turn = turn
    conversation.session = session.id
    conversation.title = session.title.map(PromptTitle.short) ?? conversation.title
    turn.entry.session = session.id
    conversation.phase = .active(turn)
    conversation.queue = conversation.queue.map { entry in
      var entry = entry
      entry.session = session.id
      return entry
    }
    self[conversation.id] = conversation
    // The entry learns its session before the archive does: a start that continues the last
    // session finds the line through it.
    return [
      .save(turn.entry), .record(session),
      .emit(.sessionCreated(session.id, title: session.title ?? conversation.title)),
    ]
  }

  /// Notes that the service is away; told once, then the prompt counts the seconds.
  private mutating func miss(
    _ error: SessionsError, until: ContinuousClock.Instant, _ turn: ActiveTurn,
    in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    var turn = turn
    if case .away(_, _, let before) = turn.stage {
      turn.stage = .away(error, until: until, before: before)
      conversation.phase = .active(turn)
      self[conversation.id] = conversation
      return []
    }
    turn.stage = .away(error, until: until, before: turn.stage)
    conversation.phase = .active(turn)
    self[conversation.id] = conversation
    return [.emit(.notice(.serviceIsAway(reason: error.message)))]
  }

  private mutating func complete(
    _ answer: TurnAnswer, _ turn: ActiveTurn, in conversation: Conversation,
    at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation = conversation
    let watched = conversation.isWatched && conversation.id == currentID
    conversation.phase = .idle
    conversation.lastAnswer = answer.markdown
    conversation.unread += watched ? 0 : 1
    self[conversation.id] = conversation
    var effects: [ShellEffect] = []
    if let reference = conversation.reference {
      effects.append(
        .emit(.turnCompleted(reference, title: conversation.title, answer, watched: watched)))
    }
    return effects + [.discard(turn.entry.id)] + sendNext(in: conversation.id, at: now)
  }

  private mutating func fail(
    _ reason: String, _ turn: ActiveTurn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    conversation.phase = .failed
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

  /// Keeps a line that nobody answered; gives back a line that was refused.
  private mutating func refuse(
    _ error: SessionsError, _ turn: ActiveTurn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    let report = ErrorReport(error)
    let isTaken = turn.entry.stage == .accepted
    switch error {
    case .unauthorized where isTaken, .forbidden where isTaken, .unavailable, .fault, .rateLimited:
      // The entry keeps its stage: whether the service has the line is looked up before it is
      // sent again.
      conversation.phase = .unsent(turn.entry)
      self[conversation.id] = conversation
      return fail(report) + (front == .interactive ? [.emit(.notice(.kept(turn.entry)))] : [])
    case .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .payloadTooLarge:
      var held: [ShellEffect] = []
      if conversation.session == nil, conversation.queue.isEmpty {
        if currentID == conversation.id { currentID = previousID.flatMap { self[$0]?.id } }
        self[conversation.id] = nil
      } else {
        // Without a session, or with one that takes no more, only another one can take the lines.
        let isOver = if case .conflict = error { true } else { conversation.session == nil }
        conversation.phase = isOver ? .failed : .idle
        held = holdQueue(of: &conversation)
        self[conversation.id] = conversation
      }
      let restored = front == .interactive ? [ShellEffect.restoreLine(turn.entry.text)] : []
      return [.discard(turn.entry.id)] + restored + fail(report) + held
    }
  }

  /// Sends the line that waits longest, if nothing holds it back.
  mutating func sendNext(
    in id: Conversation.ID, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard var conversation = self[id], case .idle = conversation.phase, !conversation.holdsQueue,
      !conversation.queue.isEmpty
    else { return [] }
    var entry = conversation.queue.removeFirst()
    // Behind a long answer nobody remembers which line is next.
    let remark: [ShellEffect] =
      front == .interactive ? [.emit(.notice(.sendingQueued(entry.text)))] : []
    return start(&entry, in: conversation, at: now) + remark
  }
}

extension Conversation {
  /// The turn that was last accepted, once the session is known.
  var reference: TurnReference? {
    session.map { TurnReference(session: $0, turn: turns) }
  }
}

extension Conversation {
  /// What is said when the turn is no longer watched.
  var detachment: Notice {
    activeTurn?.entry.stage == .accepted ? .detached(title: title) : .detachedUnsent(title: title)
  }
}

extension Notice {
  /// What is said of a line whose answer was not seen.
  static func kept(_ entry: OutboxEntry) -> Notice {
    entry.stage == .accepted ? .outOfSight : .unsent
  }
}
