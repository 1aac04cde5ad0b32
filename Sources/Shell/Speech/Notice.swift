package import SessionsAPI
import Terminal

/// A remark to whoever types, in the one place that words it.
package enum Notice: Hashable, Sendable {
  case queued(position: Int)
  case nextLineOpensSession
  /// A command's name without its slash, which was not sent.
  case bareCommand(String)
  case detached(title: String)
  /// The turn that is not watched any more is one that the service has not taken yet.
  case detachedUnsent(title: String)
  case watching(title: String)
  case nothingRuns
  case sessionFailed(keptLine: Bool)
  /// The session that a script or a question goes to has failed.
  case sessionTakesNoText
  /// A session that is not the current one has failed.
  case otherSessionFailed(SessionPlace)
  /// A turn that nobody watched has been answered; where to find it, nil where that is here.
  case answered(title: String, seconds: Double, at: SessionPlace?)
  /// A line of a session that is not the current one was not sent, or nobody sees its turn.
  case standsStill(SessionPlace, reason: String)
  /// A line of a session that is not the current one was refused.
  case refusedElsewhere(SessionPlace, line: String)
  case nothingToRetry
  /// The running turn is ended, and its question asked in a new session.
  case asksAnew(title: String)
  /// The turn that was asked again could not be ended.
  case goesOnBeside(SessionPlace)
  /// The turn that would be asked again runs, and something changed in it not long ago.
  case stillMoving(title: String, seconds: Double)
  case pressAgainToLeave
  case leavingWithWork(turns: Int, lines: Int)
  /// Lines stay unsent on the disk.
  case leavesUnsent(lines: Int)
  case unsent
  /// A line waits behind one that was not sent, or whose turn nobody sees.
  case queuedBehindUnsent(position: Int)
  /// A line that waited in the queue goes out.
  case sendingQueued(String, in: String?)
  /// The service has the line, but nobody can see how its turn goes.
  case outOfSight
  /// How much of an answer is printed from now on, or now.
  case detail(isFull: Bool, isNew: Bool)
  case queueEmpty
  /// A line is on its way, and none behind it.
  case queueEmptyBehind(String)
  case queueDropped(Int)
  case noSuchQueuedLine(Int, count: Int)
  case heldLines([String])
  /// Lines that waited for a turn that failed.
  case heldBehindFailure([String])
  /// Lines that waited for one that was refused.
  case heldBehindRefusal([String])
  /// Lines that wait in a session that is not the current one.
  case heldElsewhere(SessionPlace, [String])
  /// The service is asked to end a turn.
  case stopping(title: String)
  /// The line that would have to be stopped is one that the service has not taken.
  case notTakenYet(String)
  case noAnswerYet
  case noSuchEvidence(Int)
  /// No answer has a section that is called so, or more than one begins so.
  case noSuchSection(String, known: [String])
  case noPrevious
  /// Rows of a table that was shown have changed, as their sessions were looked at.
  case changedMeanwhile([SessionRow])
  case resume(Session.ID, command: String)
  case continuesAtNextStart(titles: [String])
  case keepsGoing
  case evidenceAdded(EvidenceLocation)
  /// Remote sources are asked again.
  case refreshing
  /// They are asked again when the turn that runs has ended.
  case refreshesLater
  /// A source that was added was tried.
  case sourceTried(SourceCheck)
  /// No session is there yet that could be named.
  case nothingToRename
  case renamed(title: String)
  case asksToForget(SessionName)
  case keepsSession(title: String)
  /// Something was handed to the terminal's clipboard; where a multiplexer may hold it up, its name.
  case copied(String, bytes: Int, through: String?)
  /// There is no clipboard that could be reached.
  case noClipboard
  case tooLongToCopy(String, bytes: Int, limit: Int)
  case nothingAttached
  case attachmentsDropped(Int)
  /// A command printed nothing.
  case nothingPrinted(String)
  /// A command ended otherwise than well.
  case commandEnded(CommandRun.End)
  case historyOff
  case historyDeleted(Int)
  case demo(path: String, questions: [String])
  case noEvidence
  case greeting
  case serviceIsAway(reason: String)
  case serviceIsBack
  case profileBusy(String)
  case profileInUse(String)
  case profileChanged(String, service: String)
  /// The service across a network that lines go to, at a start.
  case serverGreeting(service: String)
  /// Evidence by a pipe is waited for; how long, where nobody spoke of it.
  case waitingForLog(String, givesUpAfter: Duration?)
  /// None came.
  case noLogCame(String, after: Duration)
  /// It came, although nobody spoke of it.
  case logTaken(String, bytes: Int)
  /// There was nothing in it.
  case logEmpty(String)
  /// Its reading was ended by Ctrl-C or by the clock.
  case logEnded(String, bytes: Int)
  /// More came than is kept.
  case logCut(String, bytes: Int)
  /// A file that could not be used, and what the shell does instead.
  case fallback(String)
  /// Nothing has changed in a turn for some minutes.
  case stalled(title: String, minutes: Int)
  /// The same, of the one question that this process was started for.
  case questionStalled(minutes: Int)
  /// How answers look from now on, or now.
  case theme(name: String, others: [String], isNew: Bool)

  /// A command for another shell that the notice ends with, to be copied.
  var command: String? {
    switch self {
    case .resume(let id, let command): "\(command) --session \(id)"
    case .profileBusy(let name): "gumshoe --profile \(name)"
    default: nil
    }
  }
}
