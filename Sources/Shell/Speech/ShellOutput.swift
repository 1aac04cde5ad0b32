package import SessionsAPI

/// Something the shell says, before a presenter gives it a form.
package enum ShellOutput: Hashable, Sendable {
  case sessionCreated(Session.ID, title: String)
  case turnStarted(TurnReference, input: String, resumed: Bool)
  case turnProgressed(TurnReference, Progress)
  case turnCompleted(TurnReference, title: String, TurnAnswer, watched: Bool)
  case turnFailed(TurnReference, title: String, reason: String)
  case error(ErrorReport)
  /// A remark for people only.
  case notice(Notice)
  /// The last exchange of a session that became current.
  case opened(OpenedSession)
  /// The result of a command.
  case result(CommandResult)
}

/// Names a turn: its session, and the ordinal of the user's message in it, from 1.
package struct TurnReference: Hashable, Sendable {
  package var session: Session.ID
  package var turn: Int

  package init(session: Session.ID, turn: Int) {
    self.session = session
    self.turn = turn
  }
}

/// What a user needs to take up a session again.
package struct OpenedSession: Hashable, Sendable {
  package var session: Session
  package var reason: Reason
  /// The ordinal of the turn to show: where words were found; nil for the last one.
  package var turn: Int?

  /// Why a session becomes current.
  package enum Reason: Hashable, Sendable {
    case switched, resumed
  }

  package init(session: Session, reason: Reason, turn: Int? = nil) {
    self.session = session
    self.reason = reason
    self.turn = turn
  }

  /// The exchange to show: the turn's question and its answer, as far as there are any.
  var exchange: (turn: Int, question: Message?, answer: Message?) {
    let messages = session.messages ?? []
    let questions = messages.indices.filter { messages[$0].role == .user }
    let ordinal = turn.flatMap { questions.indices.contains($0 - 1) ? $0 : nil } ?? questions.count
    guard ordinal > 0 else { return (0, nil, nil) }
    let place = questions[ordinal - 1]
    let end = ordinal < questions.count ? questions[ordinal] : messages.endIndex
    return (ordinal, messages[place], messages[place..<end].last { $0.role == .assistant })
  }

  /// Whether that is not the last one.
  var isBack: Bool {
    exchange.turn < (session.messages ?? []).count { $0.role == .user }
  }
}
