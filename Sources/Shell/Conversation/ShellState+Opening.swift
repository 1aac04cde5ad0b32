import Redaction
import SessionsAPI

extension ShellState {
  /// Makes a fetched session current and takes up what runs or waits in it.
  mutating func open(
    _ session: Session, orphans: [OutboxEntry], reason: OpenedSession.Reason, turn: Int? = nil,
    at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation =
      conversations.first { $0.session == session.id }
      ?? Conversation(
        id: orphans.first?.conversation ?? .init(rawValue: makeIdentifier()), session: session.id,
        title: "")
    conversation.title = PromptTitle.short(session.title ?? session.input)
    conversation.isWatched = true
    conversation.unread = 0
    if conversation.activeTurn == nil { refresh(&conversation, from: session, at: now) }
    self[conversation.id] = conversation
    makeCurrent(conversation.id)

    var effects: [ShellEffect] = [
      .emit(.opened(OpenedSession(session: session, reason: reason, turn: turn)))
    ]
    effects += takeUp(orphans, in: conversation.id, at: now)
    if let opened = self[conversation.id], opened.activeTurn == nil, session.status.isRunning {
      effects += follow(session, in: opened, at: now)
    }
    return effects
  }

  /// Takes up the lines of a dead shell whose session was never seen to open.
  mutating func adopt(
    _ orphans: [OutboxEntry], at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard let first = orphans.first else { return [] }
    let conversation = Conversation(
      id: first.conversation, session: nil,
      title: first.options.title ?? PromptTitle.short(first.text))
    conversations.append(conversation)
    makeCurrent(conversation.id)
    return takeUp(orphans, in: conversation.id, at: now)
  }

  /// Sends an entry again whose first sending nobody answered.
  mutating func restart(
    _ entry: OutboxEntry, in conversation: Conversation, resumed: Bool,
    at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    var conversation = conversation
    conversation.turn = Turn(entry: entry, at: now)
    self[conversation.id] = conversation
    return [.save(entry), .run(entry, conversation.id, resumed: resumed)]
  }

  private func refresh(
    _ conversation: inout Conversation, from session: Session, at now: ContinuousClock.Instant
  ) {
    let messages = session.messages ?? []
    conversation.turns = messages.count { $0.role == .user }
    conversation.lastAnswer = messages.last { $0.role == .assistant }?.markdownContent
    guard conversation.unsent == nil else { return }
    guard session.status == .failed else { return conversation.turn = nil }
    let question = messages.last { $0.role == .user }?.markdownContent ?? session.input
    var failed = entry(question, in: conversation)
    failed.stage = .failed
    conversation.turn = Turn(entry: failed, at: now)
  }

  /// Takes up what was being sent; holds what was only queued, or sends it in a script.
  private mutating func takeUp(
    _ orphans: [OutboxEntry], in id: Conversation.ID, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard var conversation = self[id] else { return [] }
    var effects: [ShellEffect] = []
    var lines = orphans.filter { $0.stage != .draft }
    if front == .interactive, conversation.turn == nil {
      // Whose answer stands in the session already was printed with it.
      let answered = lines.filter { $0.stage == .accepted && $0.turn <= conversation.turns }
      lines.removeAll { answered.contains($0) }
      effects += answered.map { .discard($0.id) }
    }
    let drafts = orphans.filter { $0.stage == .draft }
    let queued = lines.filter { $0.stage == .queued }
    lines.removeAll { $0.stage == .queued }
    conversation.queue += queued
    // What this shell queued itself goes on waiting for its turn.
    if front == .interactive, !queued.isEmpty { conversation.holdsQueue = true }
    self[id] = conversation
    if let turn = conversation.activeTurn {
      effects += takeOver(lines, of: turn, in: conversation)
      return effects + tellHeld(orphans, in: id) + restore(drafts)
    }
    if let entry = lines.first {
      effects += restart(entry, in: conversation, resumed: true, at: now)
    } else {
      effects += sendNext(in: id, at: now)
    }
    return effects + tellHeld(orphans, in: id) + restore(drafts)
  }

  /// Makes the line of a turn that is followed already ours, if a dead shell left it; what else it was
  /// sending waits behind that turn.
  private mutating func takeOver(
    _ lines: [OutboxEntry], of turn: Turn, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    var rest = lines
    if let index = rest.firstIndex(where: {
      [$0.text, SecretMask.masked($0.text)].contains(turn.entry.text)
    }) {
      conversation.turn?.entry.id = rest.remove(at: index).id
      conversation.turn?.isObserved = false
    }
    conversation.queue.insert(contentsOf: rest, at: 0)
    conversation.holdsQueue = conversation.holdsQueue || !rest.isEmpty
    self[conversation.id] = conversation
    return conversation.turn.map { $0.isObserved ? [] : [.save($0.entry)] } ?? []
  }

  /// Tells which lines are held, where some were just taken over.
  private func tellHeld(_ orphans: [OutboxEntry], in id: Conversation.ID) -> [ShellEffect] {
    guard !orphans.isEmpty, let held = self[id], held.holdsQueue else { return [] }
    return [.emit(.notice(.heldLines(held.queue.map(\.text))))]
  }

  /// Puts what was half typed back on the line.
  private func restore(_ drafts: [OutboxEntry]) -> [ShellEffect] {
    guard front == .interactive, let draft = drafts.last else { return [] }
    return [.restoreLine(draft.text)] + drafts.map { .discard($0.id) }
  }

  /// Follows a turn that another process, or an earlier one, set going.
  private mutating func follow(
    _ session: Session, in conversation: Conversation, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard let question = session.messages?.last(where: { $0.role == .user }) else { return [] }
    var entry = entry(question.markdownContent, in: conversation)
    entry.session = session.id
    entry.stage = .accepted
    entry.turn = conversation.turns
    return restart(entry, in: conversation, resumed: true, at: now)
  }
}
