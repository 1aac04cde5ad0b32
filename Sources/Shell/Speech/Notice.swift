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
  /// Remote sources, by name, are asked again.
  case refreshed([String])
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

extension Notice: CustomStringConvertible {
  package var description: String {
    switch self {
    case .queued(let position):
      "Waits for the running turn (number \(position) in the queue; see /queue)."
    case .nextLineOpensSession: "The next line opens a new session."
    case .bareCommand(let word):
      "Did you mean /\(word)? It was not sent; to ask about it, put it in quotes: \"\(word)\""
    case .detached(let title):
      "Stopped watching '\(title)'. The investigation goes on; /watch comes back to it."
    case .detachedUnsent(let title):
      "Stopped watching '\(title)'. The line is sent once the service takes it; /watch comes back "
        + "to it."
    case .watching(let title): "Watching '\(title)'."
    case .nothingRuns: "No turn is running here."
    case .sessionFailed(let keptLine):
      "This session has failed and takes no more lines. /retry asks the same in a new session, "
        + "/new opens another."
        + (keptLine ? " Your line was not sent; Up brings it back." : "")
    case .sessionTakesNoText:
      "This session has failed and takes no more text. Open another: without --session and "
        + "--continue, or by a line '/new' in front."
    case .otherSessionFailed(let place):
      "[\(place.title)] failed, \(place.command); /retry there asks the same in a new session."
    case .answered(let title, let seconds, let place):
      "[\(title)] idle after \(ElapsedTime.text(seconds: seconds)), \(place?.command ?? "/show")"
    case .standsStill(let place, let reason):
      "[\(place.title)] stands still: \(reason) \(place.command); /retry there goes on."
    case .refusedElsewhere(let place, let line):
      "[\(place.title)] did not take '\(PromptTitle.short(line))'. Up brings the line back; "
        + "\(place.command) goes there."
    case .nothingToRetry: "Nothing failed and nothing is unsent here."
    case .asksAnew(let title): "Stopping '\(title)', and asking the same in a new session."
    case .goesOnBeside(let place):
      "[\(place.title)] could not be stopped and goes on beside it, \(place.command)."
    case .stillMoving(let title, let seconds):
      "'\(title)' runs: something changed \(ElapsedTime.text(seconds: seconds)) ago. /stop ends it "
        + "for good, and /retry then asks the same again."
    case .pressAgainToLeave: "Press Ctrl-C again to leave, or Ctrl-D."
    case .leavingWithWork(let turns, let lines):
      [
        turns == 0 ? nil : "\(count(turns, "turn is", "turns are")) running",
        lines == 0 ? nil : "\(count(lines, "line waits", "lines wait")) to be sent",
      ].compactMap { $0 }.joined(separator: " and ")
        + ". Press Ctrl-D again, or /quit, to leave; nothing is lost."
    case .leavesUnsent(let lines):
      "\(count(lines, "line is", "lines are")) not sent; who comes back to the session has "
        + "\(lines == 1 ? "it" : "them") again."
    case .unsent: "The line is kept. /retry sends it again."
    case .queuedBehindUnsent(let position):
      "Waits (number \(position) in the queue) for the line before it. /retry goes on with that."
    case .sendingQueued(let line, nil): "Now asked: \(line)"
    case .sendingQueued(let line, let title?): "[\(title)] now asked: \(line)"
    case .outOfSight: "The investigation goes on without us. /retry looks at it again."
    case .queueEmptyBehind(let line):
      "'\(PromptTitle.short(line))' is being sent; no lines wait behind it."
    case .detail(isFull: true, let isNew):
      "Answers are printed whole\(isNew ? " from now on" : ""). /detail digest changes it."
    case .detail(isFull: false, let isNew):
      "Answers are printed as far as they fit the window\(isNew ? " from now on" : ""); /show opens "
        + "the whole. /detail full changes it."
    case .queueEmpty: "No lines wait to be sent."
    case .queueDropped(let lines): "Dropped \(count(lines, "line", "lines"))."
    case .noSuchQueuedLine(let number, let total):
      "There is no line \(number): \(count(total, "line waits", "lines wait"))."
    case .heldLines(let lines):
      "Not sent yet when the last shell ended:\n"
        + lines.map { "  \($0)\n" }.joined() + "/retry sends them, /queue clear drops them."
    case .heldBehindFailure(let lines):
      "Held back, not sent:\n"
        + lines.map { "  \($0)\n" }.joined()
        + "/retry sends them behind the failed question, /queue clear drops them."
    case .heldBehindRefusal(let lines):
      "Held back, not sent:\n"
        + lines.map { "  \($0)\n" }.joined() + "/retry sends them, /queue clear drops them."
    case .heldElsewhere(let place, let lines):
      "[\(place.title)] holds back, not sent:\n"
        + lines.map { "  \($0)\n" }.joined() + "\(place.command) goes there."
    case .stopping(let title): "Stopping '\(title)'."
    case .notTakenYet(let line):
      "The service has not taken '\(PromptTitle.short(line))' yet, so there is no turn to stop."
    case .noAnswerYet: "There is no answer here yet."
    case .noSuchEvidence(let number): "No answer here has evidence [\(number)]."
    case .noSuchSection(let name, let known):
      "No section here is called '\(name)'."
        + (known.isEmpty ? "" : " There are: \(known.joined(separator: ", ")).")
    case .changedMeanwhile(let rows):
      "By now: "
        + rows.map { "[\(PromptTitle.short($0.title))] \($0.activity), /switch \($0.number)" }
        .joined(separator: "; ")
    case .noPrevious: "There is no session to go back to. List them with /sessions."
    case .resume(let id, let command): "Come back with: \(command) --session \(id)"
    case .continuesAtNextStart(let titles):
      "Still running: " + titles.map { "'\($0)'" }.joined(separator: ", ")
        + ". The next start takes it up again."
    case .keepsGoing: "The turn failed; the next text opens a new session."
    case .evidenceAdded(let location):
      "Added '\(location.path)' to what this shell's sessions may read"
        + (location.purpose == .baseline ? " as a quiet period to compare with." : ".")
    case .refreshed(let names):
      names.isEmpty
        ? "This session has asked no remote source. Name one with --source."
        : "The next question asks again: \(names.joined(separator: ", "))."
    case .nothingToRename:
      "No session is current. '/new --title NAME' names the one that the next line opens."
    case .renamed(let title): "This session is '\(title)' on this machine from now on."
    case .asksToForget(let session):
      "Forget '\(session.title)' (\(session.id.rawValue.prefix(8)))? Its transcript, what was piped or "
        + "attached to it and what waits to be sent go for good. Type 'yes' to forget it."
    case .keepsSession(let title): "'\(title)' is kept."
    case .copied(let what, let bytes, let through):
      "Sent \(what), \(ByteCount.text(bytes)), to the terminal's clipboard."
        + (through.map { " \($0) passes it on where 'set-clipboard' is 'on'." } ?? "")
    case .noClipboard: "No clipboard can be reached from here. /show prints what could be copied."
    case .tooLongToCopy(let what, let bytes, let limit):
      "\(what) has \(ByteCount.text(bytes)), and terminals take \(ByteCount.text(limit)) at the most: "
        + "nothing was copied. /copy N copies one piece of evidence."
    case .nothingAttached: "Nothing is attached to the next message."
    case .attachmentsDropped(let number):
      "Dropped \(count(number, "attachment", "attachments"))."
    case .nothingPrinted(let command):
      "'\(PromptTitle.short(command))' printed nothing; nothing is attached."
    case .commandEnded(let end): "The command \(end.words)."
    case .historyOff: "Lines typed from now on are not kept on disk."
    case .historyDeleted(let lines): "Deleted \(count(lines, "line", "lines")) of the history."
    case .demo(let path, let questions):
      "The demo incident lies in \(path). Ask, for example:\n"
        + questions.map { "  \($0)" }.joined(separator: "\n")
    case .noEvidence:
      "There is no evidence to look at. Start with 'gumshoe PATH', try 'gumshoe demo', "
        + "or add some here: /evidence add PATH"
    case .greeting: "Ask what went wrong. /help lists the commands, Ctrl-D leaves."
    case .serviceIsAway(let reason): "\(reason) Reconnecting; nothing is lost."
    case .serviceIsBack: "The service answers again."
    case .profileBusy(let name):
      "A turn is running, so the profile stays. Wait for its end, or open a second shell: "
        + "gumshoe --profile \(name)"
    case .profileInUse(let name): "'\(name)' is the profile in use."
    case .profileChanged(let name, let service):
      "Speaking to \(service) from now on (profile '\(name)'). /sessions lists what is there."
    case .serverGreeting(let service):
      "Ask what went wrong; \(service) answers. /help lists the commands, Ctrl-D leaves."
    case .waitingForLog(let name, let patience?):
      "Waiting for a log on \(name), \(patience.inWords) at the most. '</dev/null' saves the wait."
    case .waitingForLog(let name, nil):
      "Waiting for a log on \(name); Ctrl-C, or its end, begins the investigation."
    case .noLogCame(let name, let patience):
      "No log came on \(name) within \(patience.inWords). Going on without it."
    case .logTaken(let name, let bytes):
      "Read \(ByteCount.text(bytes)) from \(name) as evidence. '</dev/null' keeps it out."
    case .logEmpty(let name): "There was nothing on \(name)."
    case .logEnded(let name, let bytes): "Stopped reading \(name) after \(ByteCount.text(bytes))."
    case .logCut(let name, let bytes):
      "More came on \(name) than is kept: what is behind the first \(ByteCount.text(bytes)) is not looked at."
    case .fallback(let text): text
    case .stalled(let title, let minutes):
      "Nothing has changed in '\(title)' for \(count(minutes, "minute", "minutes")). /detach stops "
        + "watching, /stop ends it for good, /retry ends it and asks the same in a new session."
    case .questionStalled(let minutes):
      "Nothing has changed for \(count(minutes, "minute", "minutes")). Ctrl-C stops waiting; the "
        + "investigation goes on."
    case .theme(let name, let others, let isNew):
      (isNew ? "Answers look as on a \(name) background from now on." : "The theme is '\(name)'.")
        + " /theme \(others.joined(separator: ", /theme ")) changes it; 'theme: NAME' in "
        + "config.yaml keeps it."
    }
  }

  private func count(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
  }
}
