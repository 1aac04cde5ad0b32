package import SessionsAPI

/// One session as this shell sees it.
package struct Conversation: Identifiable, Hashable, Sendable {
  /// The type of a conversation's identifier.
  package typealias ID = ConversationID

  package let id: ID
  /// Nil until the service has opened the session.
  package var session: Session.ID?
  package var title: String
  /// The turn that is not answered yet: under way, given up for now, or failed; nil where the session
  /// is idle.
  package var turn: Turn?
  /// The lines that wait for the running turn to end, oldest first.
  package var queue: [OutboxEntry] = []
  /// What was attached to those before the service had a session to give it to.
  var attachments: [EvidenceLocation] = []
  /// Whether queued lines are held back until `/retry`, as those of a dead shell are.
  package var holdsQueue = false
  /// Whether the end of a turn prints its whole answer.
  package var isWatched = true
  /// The user's messages that the session is known to hold.
  package var turns = 0
  /// Answers that came while nobody watched.
  package var unread = 0
  /// The last answer, as the service wrote it.
  package var lastAnswer: String?

  package init(id: ID, session: Session.ID?, title: String, turn: Turn? = nil) {
    self.id = id
    self.session = session
    self.title = title
    self.turn = turn
  }

  /// The turn under way, if there is one.
  package var activeTurn: Turn? {
    turn.flatMap { $0.isUnderWay ? $0 : nil }
  }

  /// The line that could not be sent, or whose turn nobody sees, and that waits for `/retry`.
  package var unsent: OutboxEntry? {
    turn.flatMap { $0.isGivenUp ? $0.entry : nil }
  }

  /// Whether the session takes no more lines.
  package var isFailed: Bool {
    turn?.entry.stage == .failed
  }

  /// The status of the contract that the conversation is in; nil where the service has no session.
  package var status: SessionStatus? {
    guard session != nil else { return nil }
    return switch turn?.entry.stage {
    case .failed: .failed
    case .accepted: runningStatus
    case .sending where activeTurn != nil: runningStatus
    case .draft, .queued, .sending, nil: .idle
    }
  }

  private var runningStatus: SessionStatus { turns > 1 ? .followUpRunning : .running }

  /// The turn that was last accepted, once the session is known.
  var reference: TurnReference? {
    session.map { TurnReference(session: $0, turn: turns) }
  }
}

extension Conversation {
  /// What is said when the turn is no longer watched.
  var detachment: Notice {
    activeTurn?.entry.stage == .accepted ? .detached(title: title) : .detachedUnsent(title: title)
  }
}
