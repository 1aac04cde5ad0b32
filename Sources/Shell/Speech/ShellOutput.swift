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

  /// Why a session becomes current.
  package enum Reason: Hashable, Sendable {
    case switched, resumed
  }

  package init(session: Session, reason: Reason) {
    self.session = session
    self.reason = reason
  }
}
