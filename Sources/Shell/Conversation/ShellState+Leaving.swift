import SessionsAPI

extension ShellState {
  /// Steps down the ladder of Ctrl-C: clears the line, detaches, hints, leaves.
  mutating func interrupt(clearedText: Bool) -> [ShellEffect] {
    if let session = forgetting {
      forgetting = nil
      return [.emit(.notice(.keepsSession(title: session.title)))]
    }
    guard !clearedText else {
      isLeaving = false
      return []
    }
    if var current, current.activeTurn != nil, current.isWatched {
      current.isWatched = false
      self[current.id] = current
      isLeaving = false
      return [.emit(.notice(current.detachment))]
    }
    guard !isLeaving else { return leave() }
    isLeaving = true
    return [.emit(.notice(.pressAgainToLeave))]
  }

  /// Leaves at Ctrl-D, but says first what would be left behind.
  mutating func endInput() -> [ShellEffect] {
    guard front == .interactive, !isLeaving, !ours.isEmpty || unsentLines > 0 else {
      return leave()
    }
    isLeaving = true
    return [.emit(.notice(.leavingWithWork(turns: ours.count, lines: unsentLines)))]
  }

  /// Leaves, and says how to come back.
  func leave() -> [ShellEffect] {
    guard front == .interactive else { return [.leave(status)] }
    var effects: [ShellEffect] = []
    if !ours.isEmpty {
      effects.append(.emit(.notice(.continuesAtNextStart(titles: ours.map(\.title)))))
    }
    if unsentLines > 0 { effects.append(.emit(.notice(.leavesUnsent(lines: unsentLines)))) }
    if let session = (current ?? previous)?.session {
      effects.append(.emit(.notice(.resume(session, command: command))))
    }
    return effects + [.leave(.success)]
  }

  /// The lines of all sessions that wait to be sent, or could not be.
  private var unsentLines: Int {
    conversations.map { conversation in
      let isUnsent = conversation.unsent.map { $0.stage != .accepted } ?? false
      return conversation.queue.count + (isUnsent ? 1 : 0)
    }.reduce(0, +)
  }
}
