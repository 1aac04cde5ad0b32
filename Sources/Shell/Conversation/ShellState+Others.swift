import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ShellState {
  /// Follows a session that another shell of this machine, or an earlier start, set going, so that its
  /// end is told.
  ///
  /// Its line is not ours: it is not kept in the outbox, and its beginning is not told.
  mutating func observe(
    _ session: Session, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    guard front == .interactive, session.status.isRunning,
      let question = session.messages?.last(where: { $0.role == .user })
    else { return [] }
    var conversation =
      conversations.first { $0.session == session.id }
      ?? Conversation(
        id: .init(rawValue: makeIdentifier()), session: session.id,
        title: PromptTitle.short(session.title ?? session.input))
    guard conversation.turn == nil else { return [] }
    conversation.turns = (session.messages ?? []).count { $0.role == .user }
    conversation.isWatched = conversation.id == currentID && conversation.isWatched
    var entry = entry(question.markdownContent, in: conversation)
    entry.stage = .accepted
    entry.turn = conversation.turns
    conversation.turn = Turn(entry: entry, at: now)
    conversation.turn?.isObserved = true
    conversation.turn?.startedAt = begin(of: question, at: now)
    self[conversation.id] = conversation
    return [.run(entry, conversation.id, resumed: false)]
  }

  /// When a message was asked, by the clock of turns; the clocks of two machines may differ.
  private func begin(
    of message: Message, at now: ContinuousClock.Instant
  ) -> ContinuousClock.Instant {
    let age = date().timeIntervalSince(message.createdAt)
    // A turn that has run for longer than a day is a clock gone wrong.
    return now - .seconds(min(max(0, age), 86_400))
  }

  /// How a conversation is named and come back to where another one is current.
  mutating func place(of conversation: Conversation) -> SessionPlace {
    SessionPlace(title: conversation.title, number: conversation.session.map { number(of: $0) })
  }

  /// Adds to a table what only this shell knows: what runs now, since when, and what waits behind it.
  package func live(_ rows: [SessionRow], at now: ContinuousClock.Instant) -> [SessionRow] {
    rows.map { row in
      guard let conversation = conversations.first(where: { $0.session == row.id }) else {
        return row
      }
      var row = row
      row.status = conversation.status ?? row.status
      row.unread = max(row.unread, conversation.unread)
      row.turns = row.turns ?? (conversation.turns > 0 ? conversation.turns : nil)
      row.queued = conversation.queue.count
      row.elapsed = conversation.activeTurn.map { $0.startedAt.duration(to: now).inSeconds }
      row.progress = conversation.activeTurn?.progress
      row.isCutOff = conversation.activeTurn?.pause?.isRefusal == false
      row.isUnsent = conversation.unsent != nil
      return row
    }
  }
}
