package import SessionsAPI

/// One session as this shell sees it.
package struct Conversation: Identifiable, Hashable, Sendable {
  /// The type of a conversation's identifier, which it has before its session has one.
  package typealias ID = Identifier<Conversation>

  package let id: ID
  /// Nil until the service has opened the session.
  package var session: Session.ID?
  package var title: String
  package var phase: Phase
  /// The lines that wait for the running turn to end, oldest first.
  package var queue: [OutboxEntry] = []
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
  /// The last input, which `/retry` sends again after a failure.
  package var lastInput: OutboxEntry?

  package init(id: ID, session: Session.ID?, title: String, phase: Phase) {
    self.id = id
    self.session = session
    self.title = title
    self.phase = phase
  }

  /// Where a conversation stands.
  package enum Phase: Hashable, Sendable {
    case idle
    case failed
    /// A line could not be sent, and waits for `/retry`.
    case unsent(OutboxEntry)
    case active(ActiveTurn)
  }

  /// The turn under way, if there is one.
  package var activeTurn: ActiveTurn? {
    guard case .active(let turn) = phase else { return nil }
    return turn
  }
}

/// A turn between its submission and its answer.
package struct ActiveTurn: Hashable, Sendable {
  package var entry: OutboxEntry
  package var stage: Stage
  package var startedAt: ContinuousClock.Instant
  /// When the service last told something new.
  package var changedAt: ContinuousClock.Instant
  package var progress: Progress?

  /// What the turn waits for.
  package enum Stage: Hashable, Sendable {
    /// The service's word that it has the line.
    case sending
    /// The time after which the service may take the line.
    case waiting(SessionsError, until: ContinuousClock.Instant)
    /// The answer.
    case running
    /// The service, which can't be reached; what the turn waited for before is kept.
    indirect case away(SessionsError, until: ContinuousClock.Instant, before: Stage)
  }
}
