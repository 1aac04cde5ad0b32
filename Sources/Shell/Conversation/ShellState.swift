import SessionsAPI
package import Terminal

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// The shell's whole state: events go in, effects come out, nothing else happens.
///
/// Both fronts use it. No clock, no file and no service is reached from here.
package struct ShellState: Sendable {
  package var conversations: [Conversation] = []
  package var currentID: Conversation.ID?
  /// The conversations that were current, the last one last; `/switch -` goes back along them.
  var visited: [Conversation.ID] = []
  /// The sessions by the numbers that were told, in the last table and since; `/switch` takes those.
  var numbered: [Session.ID] = []
  /// What the next session is opened with, as `/new` or the command line said.
  package var nextOptions: SessionOptions
  /// Whether one more Ctrl-C or Ctrl-D leaves.
  package var isLeaving = false
  /// Whether answers are printed whole, however long they are.
  package var showsWholeAnswers = false
  /// The background that answers are styled for.
  package var theme = Theme.Name.dark
  /// The worst that a script with `keepGoing` has met so far.
  package var status = ExitStatus.success

  /// The log that goes to a server with the next text.
  private var log: LogMessage?
  /// What goes with the next message.
  var attachments: [Attachment] = []
  /// What the last search told; empty where another table was told since.
  var found: [FoundTurn] = []
  /// The session that is forgotten once that is confirmed.
  package internal(set) var forgetting: SessionName?
  /// What was submitted while a session was being taken up; nil where none is.
  var held: [ShellEvent]?
  let front: SubmittedLine.Front
  /// Whether a script goes on behind a failed turn.
  let keepsGoing: Bool
  /// Names the service that lines go to, in outbox and archive.
  var service: String
  /// The command that opens a shell on that service.
  var command: String
  /// What was left with other services, to be found again when they are switched back to.
  var parked: [String: ParkedConversations] = [:]
  let makeIdentifier: @Sendable () -> String
  let date: @Sendable () -> Date

  package init(
    front: SubmittedLine.Front, keepsGoing: Bool = false, service: String,
    command: String = "gumshoe",
    options: SessionOptions = SessionOptions(), log: LogMessage? = nil,
    makeIdentifier: @escaping @Sendable () -> String = { Identifier<Conversation>().rawValue },
    date: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.front = front
    self.keepsGoing = keepsGoing
    self.service = service
    self.command = command
    self.nextOptions = options
    self.log = log
    self.makeIdentifier = makeIdentifier
    self.date = date
  }

  /// The conversation that lines go to.
  package var current: Conversation? {
    currentID.flatMap { self[$0] }
  }

  /// The conversations with a turn under way.
  package var running: [Conversation] {
    conversations.filter { $0.activeTurn != nil }
  }

  /// Those of them that were asked here, rather than by another shell.
  var ours: [Conversation] {
    running.filter { $0.turn?.isObserved == false }
  }

  /// Whether a line answers what was asked, and is none to come back to.
  package func isAnswer(_ line: String) -> Bool {
    forgetting != nil && Self.answers.contains(line.trimmingBlanks().lowercased())
  }

  private static let answers: Set = ["", "y", "yes", "n", "no"]

  /// Whether nothing is under way or waiting to be sent in the current conversation.
  package var isSettled: Bool {
    guard let current else { return true }
    return current.activeTurn == nil && (current.queue.isEmpty || current.holdsQueue)
  }

  /// Takes an event in, and tells what is to be done.
  package mutating func handle(
    _ event: ShellEvent, at now: ContinuousClock.Instant
  ) -> [ShellEffect] {
    switch event {
    case .opening:
      held = held ?? []
      return []
    case .submitted where held != nil, .message where held != nil:
      held?.append(event)
      return []
    case .submitted(let text):
      isLeaving = false
      if let session = forgetting { return answer(text, forgetting: session, at: now) }
      return submit(text, at: now)
    case .message(let text):
      isLeaving = false
      return send(text, at: now)
    case .interrupted(let clearedText): return interrupt(clearedText: clearedText)
    case .endOfInput: return endInput()
    case .turn(let id, let event): return advance(id, event, at: now)
    case .stopped(let id): return noteStopped(id)
    case .notStopped(let id, let report): return noteNotStopped(id, report)
    case .noticed(let session): return observe(session, at: now)
    case .listed(let sessions):
      numbered = sessions
      found = []
      return []
    case .found(let turns):
      numbered = turns.map(\.session)
      found = turns
      return []
    case .forgettable(let session): return askToForget(session)
    case .forgot(let session): return drop(forgotten: session)
    case .attached(let attachment): return take(attachment) + release(at: now)
    case .opened(let session, let orphans, let reason, let turn):
      return open(session, orphans: orphans, reason: reason, turn: turn, at: now)
        + release(at: now)
    case .adopted(let orphans): return adopt(orphans, at: now) + release(at: now)
    case .openFailed(let report): return fail(report) + release(at: now)
    case .connected(let profile, let service, let command, let hit):
      return use(profile, service: service, command: command, opening: hit)
    }
  }

  /// Takes in what waited for a session to be taken up or a file to be read, or for that to fail.
  private mutating func release(at now: ContinuousClock.Instant) -> [ShellEffect] {
    let events = held ?? []
    held = nil
    return events.flatMap { handle($0, at: now) }
  }

  subscript(id: Conversation.ID) -> Conversation? {
    get { conversations.first { $0.id == id } }
    set {
      let index = conversations.firstIndex { $0.id == id }
      switch (index, newValue) {
      case (let index?, let value?): conversations[index] = value
      case (let index?, nil): conversations.remove(at: index)
      case (nil, let value?): conversations.append(value)
      case (nil, nil): break
      }
    }
  }

  /// The text as it is sent: the first one takes the log along, and what was attached as text.
  mutating func withLog(_ text: String) -> String {
    let texts = [log].compactMap { $0 } + attachments.compactMap(\.text)
    log = nil
    attachments.removeAll { $0.text != nil }
    return texts.reduce(text) { $1.text(asking: $0) }
  }

  /// Makes a conversation current, or none; the one before is what `/switch -` goes back to, also
  /// where there was none for a while.
  mutating func makeCurrent(_ id: Conversation.ID?) {
    guard id != currentID else { return }
    if let currentID {
      visited.removeAll { $0 == currentID }
      visited.append(currentID)
    }
    currentID = id
  }

  /// The conversation that was current last, is not now, and can still be come back to.
  var previous: Conversation? {
    visited.lazy.reversed().filter { $0 != currentID }.compactMap { self[$0] }
      .first { $0.session != nil }
  }

  /// Takes a conversation away that has nothing left to come back to.
  mutating func drop(_ id: Conversation.ID) {
    if currentID == id { currentID = previous?.id }
    self[id] = nil
  }

  /// The number by which `/switch` finds a session; one that has none is given the next.
  mutating func number(of session: Session.ID) -> Int {
    if let index = numbered.firstIndex(of: session) { return index + 1 }
    numbered.append(session)
    return numbered.count
  }

  /// The session that a number in the last table names.
  func toldSession(_ number: String) -> Session.ID? {
    Int(number).flatMap { numbered.indices.contains($0 - 1) ? numbered[$0 - 1] : nil }
  }

  /// What the last search told by a number.
  func hit(_ number: String) -> FoundTurn? {
    Int(number).flatMap { number in found.first { $0.number == number } }
  }

  /// Reports an error: a script ends with it, a person reads on.
  mutating func fail(_ report: ErrorReport) -> [ShellEffect] {
    guard front == .script else { return [.emit(.error(report))] }
    note(report.exitStatus)
    return keepsGoing ? [.emit(.error(report))] : [.emit(.error(report)), .leave(status)]
  }

  /// Remembers the first thing that went wrong in a script that goes on.
  mutating func note(_ status: ExitStatus) {
    if self.status == .success { self.status = status }
  }
}
