import SessionsAPI

extension ShellState {
  /// Understands a submitted line and acts on it.
  mutating func submit(_ text: String, at now: ContinuousClock.Instant) -> [ShellEffect] {
    do {
      switch try SubmittedLine.parse(text, front: front) {
      case .blank: return []
      case .message(let message): return send(message, at: now)
      case .command(let command): return perform(command, at: now)
      case .bare(let word): return [.emit(.notice(.bareCommand(word)))]
      }
    } catch {
      return fail(ErrorReport(code: .usage, message: error.description))
    }
  }

  /// Sends text by the table of the design: opens a session, follows up, queues or refuses.
  mutating func send(_ text: String, at now: ContinuousClock.Instant) -> [ShellEffect] {
    guard var conversation = current else { return openSession(with: text, at: now) }
    guard !conversation.isFailed else { return sendToFailed(text, at: now) }
    var entry = entry(withLog(text), in: conversation)
    let attached = giveAttachments(to: &conversation)
    guard conversation.turn != nil || !conversation.queue.isEmpty else {
      return attached + start(&entry, in: conversation, at: now)
    }
    conversation.queue.append(entry)
    self[conversation.id] = conversation
    let notice: Notice =
      conversation.activeTurn == nil
      ? .queuedBehindUnsent(position: conversation.queue.count)
      : .queued(position: conversation.queue.count)
    return attached + [.save(entry), .emit(.notice(notice))]
  }

  /// Answers text for a session that takes no more: a script ends with it, or opens a new session.
  private mutating func sendToFailed(
    _ text: String, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard front == .script else {
      // Not back onto the prompt: what one wants to type there is /retry. It is on Up.
      return [.emit(.notice(.sessionFailed(keptLine: true)))]
    }
    guard !keepsGoing else { return openSession(with: text, at: now) }
    return fail(ErrorReport(code: .conflict, message: "\(Notice.sessionTakesNoText)"))
  }

  /// Opens a new session with its first question, and makes it current; what was attached to one in
  /// whose place it is asked is its own too.
  mutating func openSession(
    with text: String, insteadOf former: Session.ID? = nil, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    let conversation = Conversation(
      id: .init(rawValue: makeIdentifier()), session: nil,
      title: nextOptions.title ?? PromptTitle.short(text))
    var entry = entry(withLog(text), in: conversation)
    let attached = takeEvidence()
    entry.options = nextOptions
    nextOptions = SessionOptions(thinkingMode: nextOptions.thinkingMode)
    conversations.append(conversation)
    makeCurrent(conversation.id)
    let owner = EvidenceOwner.draft(key: entry.idempotencyKey)
    return (former.map { [.share($0, owner)] } ?? [])
      + (attached.isEmpty ? [] : [.attach(attached, owner)])
      + start(&entry, in: conversation, at: now)
  }

  /// Sends an entry now.
  mutating func start(
    _ entry: inout OutboxEntry, in conversation: Conversation, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation = conversation
    entry.session = conversation.session
    // What only waited was never sent, and is not looked for in the session first.
    let stage = entry.stage
    if stage != .accepted {
      entry.stage = .sending
      entry.turn = conversation.turns + 1
    }
    conversation.isWatched = conversation.isWatched || conversation.id == currentID
    conversation.turn = Turn(entry: entry, at: now)
    self[conversation.id] = conversation
    var sent = entry
    sent.stage = stage
    return [.save(entry), .run(sent, conversation.id, resumed: false)]
  }

  /// Makes the outbox entry of a line.
  func entry(_ text: String, in conversation: Conversation) -> OutboxEntry {
    OutboxEntry(
      id: .init(rawValue: makeIdentifier()), service: service, conversation: conversation.id,
      session: conversation.session, text: text,
      options: SessionOptions(thinkingMode: nextOptions.thinkingMode),
      idempotencyKey: makeIdentifier(), stage: .queued, turn: conversation.turns + 1,
      createdAt: date())
  }
}
