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
  /// The service could not end it.
  case notStopped(Conversation.ID, ErrorReport)
  /// A session is being taken up: what is submitted waits for it.
  case opening
  /// A session was found and fetched, to become current, with what a dead shell left for it.
  ///
  /// A turn is where words were found in it.
  case opened(
    Session, orphans: [OutboxEntry], reason: OpenedSession.Reason, turn: Int? = nil)
  /// A session of this machine runs that nobody here follows: another shell's, or one of an earlier
  /// start.
  case noticed(Session)
  /// A table of sessions was shown, with numbers from 1.
  case listed([Session.ID])
  /// A search was told, by whose numbers sessions may be named from now on.
  case found([FoundTurn])
  /// The session was found that is to be forgotten.
  case forgettable(SessionName)
  /// A session was removed from this machine.
  case forgot(ForgottenSession)
  /// A file, or what a command printed, is ready to go with the next message.
  case attached(Attachment)
  /// A dead shell left lines whose session was never seen to open.
  case adopted([OutboxEntry])
  /// A session that was asked for could not be opened.
  case openFailed(ErrorReport)
  /// The service of another profile is ready to be used.
  case connected(profile: String, service: String, command: String, opening: FoundTurn? = nil)
}
