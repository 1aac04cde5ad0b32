package import SessionsAPI

/// Something that happens to the shell.
package enum ShellEvent: Hashable, Sendable {
  /// A line was entered, or a script's next line was read.
  case submitted(String)
  /// Text that is a message whatever it looks like: an enclosed turn, or an argument.
  case message(String)
  /// Ctrl-C; whether it cleared text from the line.
  case interrupted(clearedText: Bool)
  /// Ctrl-D on an empty line, or the end of a script.
  case endOfInput
  /// News of a conversation's turn.
  case turn(Conversation.ID, TurnEvent)
  /// The service has ended the turn of a conversation, as was asked.
  case stopped(Conversation.ID)
  /// A session is being taken up: what is submitted waits for it.
  case opening
  /// A session was found and fetched, to become current, with what a dead shell left for it.
  case opened(Session, orphans: [OutboxEntry], reason: OpenReason)
  /// A dead shell left lines whose session was never seen to open.
  case adopted([OutboxEntry])
  /// A session that was asked for could not be opened.
  case openFailed(ErrorReport)
  /// The service of another profile is ready to be used.
  case connected(profile: String, service: String, command: String)

  /// Why a session becomes current.
  package enum OpenReason: Hashable, Sendable {
    case switched, resumed
  }
}

/// What happens to a turn on its way.
package enum TurnEvent: Hashable, Sendable {
  /// The service opened the session.
  case created(Session)
  /// The service has the line, as the user's message number `turn`.
  case accepted(turn: Int, resumed: Bool)
  /// The service takes the line later; it will be sent again at `until`.
  case waiting(SessionsError, until: ContinuousClock.Instant)
  case progressed(Progress)
  /// The service can't be reached, or answers nonsense; it will be asked again at `until`.
  case away(SessionsError, until: ContinuousClock.Instant)
  /// The service answers again.
  case back
  case completed(TurnAnswer)
  /// The turn ended without an answer; the reason is Markdown.
  case failed(reason: String)
  /// The line was not taken, and sending it again unchanged would not help; or nobody answers.
  case refused(SessionsError)
}

/// The answer to a turn.
package struct TurnAnswer: Hashable, Sendable {
  /// Seconds between the question and the answer, by the service's clock.
  package var seconds: Double
  /// The answer, exactly as the service wrote it.
  package var markdown: String
  /// The answer as values, where the service gives them.
  package var report: Report?

  package init(seconds: Double, markdown: String, report: Report? = nil) {
    self.seconds = seconds
    self.markdown = markdown
    self.report = report
  }
}
