package import SessionsAPI

/// Something that the shell wants done, in the order of the list it stands in.
package enum ShellEffect: Hashable, Sendable {
  /// Keeps an entry on disk, before anything that follows.
  case save(OutboxEntry)
  /// Forgets an entry: its answer was shown, or its text is back on the line.
  case discard(OutboxEntry.ID)
  /// Keeps what the service said of a session it opened.
  case record(Session)
  /// Sends an entry, or looks up what became of it, and follows its turn to the end.
  ///
  /// `resumed` says that another process had begun it.
  case run(OutboxEntry, Conversation.ID, resumed: Bool)
  case emit(ShellOutput)
  /// Puts text back on the line that is being edited.
  case restoreLine(String)
  /// Opens the user's editor for the line, which begins with a text.
  case compose(String)
  case listSessions(SessionsQuery)
  /// Looks for words in the archive.
  case find(String)
  /// Looks a session up and fetches it; a turn is where words were found in it.
  case open(String, turn: Int? = nil)
  /// Keeps the user's own name of a session.
  case rename(Session.ID, String)
  /// Looks a session up that is to be forgotten.
  case findToForget(String)
  /// Removes a session from this machine.
  case forget(SessionName)
  /// Hands a text to the terminal's clipboard; a number tells which evidence of a session it is to be
  /// instead.
  case copy(String, evidence: Int?, Session.ID)
  /// Reads a file that goes with the next message.
  case readAttachment(String)
  /// Runs a command whose output goes with the next message.
  case runCommand(String)
  /// Removes evidence that was to go with a message.
  case discardEvidence([EvidenceLocation])
  /// Gives evidence to a session, or to the one that a line opens.
  case attach([EvidenceLocation], EvidenceOwner)
  /// Gives what was attached to a session to the one too that is asked in its place.
  case share(Session.ID, EvidenceOwner)
  case showTranscript(Session.ID)
  /// Shows a part of a session's answers: evidence or a section; the last answer is given along.
  case showPart(Command.ShowTarget, Session.ID, lastAnswer: String)
  /// Ends the running turn of a conversation's session at the service.
  case stop(Session.ID, Conversation.ID)
  /// Stops sending the line of a conversation, which the service has not taken.
  case abandon(Conversation.ID)
  /// Writes a session to a file.
  case export(ExportRequest, Session.ID)
  case evidence(Command.EvidenceAction, Session.ID?)
  case history(Command.HistoryAction)
  /// Opens a session of another service, by a profile that names that.
  case openElsewhere(FoundTurn)
  case listProfiles
  /// Makes the service of a profile ready.
  case connect(String)
  /// Speaks to the service of a profile from now on.
  case use(profile: String)
  case leave(ExitStatus)
}

extension ShellEffect {
  /// Whether it tells, now or when it has been carried out, what became of a command.
  var answersCommand: Bool {
    switch self {
    case .emit(.result), .emit(.error), .listSessions, .open, .openElsewhere, .showTranscript,
      .showPart, .export,
      .evidence, .find, .history, .listProfiles, .connect, .findToForget, .readAttachment,
      .runCommand, .copy:
      true
    default: false
    }
  }

  /// The remark that is said, if it is one.
  var notice: Notice? {
    if case .emit(.notice(let notice)) = self { notice } else { nil }
  }
}
