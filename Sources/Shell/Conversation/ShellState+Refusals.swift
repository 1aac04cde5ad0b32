import SessionsAPI

extension ShellState {
  /// Keeps a line that nobody answered; gives back a line that was refused.
  mutating func refuse(
    _ error: SessionsError, _ turn: Turn, in conversation: Conversation
  ) -> [ShellEffect] {
    let isTaken = turn.entry.stage == .accepted
    return switch error.kind {
    case .unauthorized where isTaken, .forbidden where isTaken, .unavailable, .fault, .rateLimited:
      keep(turn, after: error, in: conversation)
    case .badRequest, .unauthorized, .forbidden, .notFound, .conflict, .payloadTooLarge:
      giveBack(turn, after: error, in: conversation)
    }
  }

  /// Keeps a line until `/retry`; whether the service has it is looked up before it is sent again, so
  /// it keeps its stage.
  private mutating func keep(
    _ turn: Turn, after error: SessionsError, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    conversation.turn = turn
    conversation.turn?.pause = Turn.Pause(error: error, until: nil)
    self[conversation.id] = conversation
    guard front == .interactive else { return fail(ErrorReport(error)) }
    guard conversation.id == currentID else {
      return [
        .emit(.notice(.standsStill(place(of: conversation), reason: error.message)))
      ]
    }
    let isTaken = turn.entry.stage == .accepted
    return fail(ErrorReport(error)) + [.emit(.notice(isTaken ? .outOfSight : .unsent))]
  }

  /// Gives a line back: onto the prompt where its session is the current one, for there it is wanted;
  /// elsewhere it would stand in the way, and is on Up.
  private mutating func giveBack(
    _ turn: Turn, after error: SessionsError, in conversation: Conversation
  ) -> [ShellEffect] {
    var conversation = conversation
    let isHere = conversation.id == currentID
    var told: [ShellEffect] = []
    if front == .interactive {
      told =
        isHere
        ? [.restoreLine(turn.entry.text)]
        : [.emit(.notice(.refusedElsewhere(place(of: conversation), line: turn.entry.text)))]
    }
    told += fail(ErrorReport(error))
    if conversation.session == nil, conversation.queue.isEmpty {
      drop(conversation.id)
    } else {
      // Without a session, or with one that takes no more, only another one can take the lines.
      let isOver = error.kind == .conflict || conversation.session == nil
      conversation.turn = isOver ? turn : nil
      if isOver { conversation.turn?.entry.stage = .failed }
      told += holdQueue(of: &conversation)
      self[conversation.id] = conversation
    }
    return [.discard(turn.entry.id)] + told
  }
}
