import SessionsAPI
import Terminal

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
      "Added \(location.source.map { "the source '\($0)'" } ?? "'\(location.path)'") to what this "
        + "shell's sessions may read"
        + (location.purpose == .baseline ? " as a quiet period to compare with." : ".")
    case .sourceTried(let check): "\(check.name): \(check.words)"
    case .refreshing: "Asking the session's sources again."
    case .refreshesLater:
      "A turn is running, and asks what it needs itself. /refresh again when it has ended."
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
