package import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// Where sessions are kept.
///
/// Every call is one transaction; every read names the organisation.
package protocol SessionStore: Sendable {
  /// Writes and reads for real, to find out whether sessions can be written and read.
  ///
  /// - Throws: whatever keeps one of them from being done.
  func probe(at now: Date) async throws

  /// Puts all that is kept into a state that needs no other process to be read, and lets go of it.
  func close() async

  /// Opens a session with its first turn, unless its key is used or its organisation is busy.
  func create(_ session: NewSession, maxRunning: Int) async throws -> CreateOutcome

  /// Gets a session with its progress and its first messages, as many as have some bytes; nil where
  /// the organisation has none such.
  ///
  /// Messages have their reports, whose bytes count too, only where `reports` are asked for.
  func session(
    _ id: Session.ID, messageBytes: Int, reports: Bool, of organization: String
  ) async throws -> SessionStart?

  /// Gets messages of a session behind some, up to a number of them, as many as have some bytes.
  func messages(
    of id: Session.ID, from first: Int, upTo end: Int, bytes: Int, reports: Bool,
    of organization: String
  ) async throws -> [Message]

  /// Tells whether an organisation has a session.
  func hasSession(_ id: Session.ID, of organization: String) async throws -> Bool

  /// Whether any organisation has a session.
  func hasSession(_ id: Session.ID) async throws -> Bool

  /// Lists the sessions behind one of an organisation's, newest first, from the newest where none
  /// is named: at most a number of them, and no more behind some bytes of text.
  func sessions(
    behind last: Session?, atMost limit: Int, bytes: Int, of organization: String
  ) async throws -> [Session]

  /// Begins to list an organisation's sessions, newest first: as many as have some bytes of text.
  func list(
    _ request: PageRequest, bytes: Int, of organization: String
  ) async throws -> ListStart

  /// Adds a turn to an idle session; nil where the organisation has no such session.
  ///
  /// - Throws: ``SessionLifecycle/Refusal``, ``RunningLimit``.
  func followUp(
    _ turn: NewTurn, to id: Session.ID, of organization: String, maxRunning: Int
  ) async throws -> Session?

  /// Asks about a group of alerts, each of them once: as ``AlertPlan`` says, all of it or nothing.
  ///
  /// - Throws: ``SessionLifecycle/Refusal`` where a session that is to be asked is busy,
  ///   ``RunningLimit``.
  func take(_ notice: AlertNotice, maxRunning: Int) async throws -> AlertChange

  /// Lists the sessions that alerts opened, newest first.
  func alertSessions(atMost limit: Int, of organization: String) async throws -> [Session]

  /// Ends the open turn of a session as failed, for a reason in Markdown; nil where the organisation
  /// has no such session. Whoever works on the turn has lost it.
  ///
  /// - Throws: ``SessionLifecycle/Refusal``.
  func cancel(
    _ id: Session.ID, of organization: String, reason: String, at now: Date
  ) async throws -> Session?

  /// Claims the turn that is next, if any waits: a new one, or one whose owner is gone.
  ///
  /// Organisations are served in turn: first the one that is worked for least, of its turns the one
  /// that waits longest. `ofIdleOrganizations` leaves out those that are worked for already.
  func claimTurn(
    owner: Int64, at now: Date, lease: Duration, ofIdleOrganizations: Bool,
    isAlive: @escaping @Sendable (Int64) -> Bool
  ) async throws -> ClaimedTurn?

  /// Tells whether a claim still holds.
  func holds(_ claim: TurnClaim) async throws -> Bool

  /// Tells whether the turn of a session has not been claimed yet.
  func isWaiting(_ id: Session.ID) async throws -> Bool

  /// Prolongs a claim and counts the time since it was last prolonged; nil where it was lost.
  func renew(_ claim: TurnClaim, at now: Date, lease: Duration) async throws -> Duration?

  /// Keeps how far a claimed turn is; does nothing where the claim was lost.
  func report(_ progress: Progress, of claim: TurnClaim) async throws

  /// Counts an end of the engine's process while a claimed turn ran in it; nil where the claim was
  /// lost.
  func noteEngineEnd(wasAlone: Bool, of claim: TurnClaim) async throws -> EngineEnds?

  /// Ends a claimed turn with its answer; false where the claim was lost, and nothing is kept.
  ///
  /// What an answer leaves behind takes the place of what the turns before it left.
  func finish(_ claim: TurnClaim, with outcome: TurnOutcome, at now: Date) async throws -> Bool

  /// Gives a claimed turn back, for the next start to take up.
  func release(_ claim: TurnClaim, at now: Date) async throws

  /// The evidence a session may read.
  func evidence(of id: Session.ID, of organization: String) async throws -> [EvidenceLocation]?

  /// Adds to the evidence of a session.
  func addEvidence(
    _ location: EvidenceLocation, to id: Session.ID, of organization: String
  ) async throws

  /// Deletes the sessions that have ended and last changed before a time, with their idempotency
  /// keys; tells how many. Writers are not held up for long.
  func prune(before cutoff: Date) async throws -> Int

  /// Deletes a session that has ended, its idempotency key too, so that no byte of it stays; false where
  /// the organisation has no such session.
  ///
  /// - Throws: ``SessionLifecycle/Refusal/busy`` while a turn is under way.
  func remove(_ id: Session.ID, of organization: String) async throws -> Bool

  /// A number that changes whenever anybody changes the store.
  func version() async throws -> Int64

  /// What a client can see of each running session: how far its open turn is.
  func openTurns() async throws -> [Session.ID: OpenTurn]
}

extension SessionStore {
  /// Claims the turn that is next, of whatever organisation.
  package func claimTurn(
    owner: Int64, at now: Date, lease: Duration, isAlive: @escaping @Sendable (Int64) -> Bool
  ) async throws -> ClaimedTurn? {
    try await claimTurn(
      owner: owner, at: now, lease: lease, ofIdleOrganizations: false, isAlive: isAlive)
  }
}

/// How far an open turn is.
package struct OpenTurn: Hashable, Sendable {
  package var number: Int
  package var progress: Progress?
}

/// The beginning of a list, and what is known of its rest.
package struct ListStart: Sendable {
  /// The first sessions of the page.
  package var sessions: [Session]
  /// The sessions there are.
  package var total: Int
  package var prev: Int?
  package var next: Int?
  /// How many sessions of the page follow behind those that were read.
  package var rest: Int
}

/// A session with its first messages, and how many it had when it was read.
package struct SessionStart: Sendable {
  package var session: Session
  package var messages: Int
}

/// What whoever gets a session wants to have of its messages.
package struct FetchPreference: Hashable, Sendable {
  /// The bytes of texts and reports behind which no further message is read at once.
  package var messageBytes: Int
  /// Whether answers come with their reports.
  package var reports: Bool
  /// Whether messages are left out where a turn still runs when a wait is over.
  package var isMinimal: Bool

  package init(messageBytes: Int, reports: Bool = false, isMinimal: Bool = false) {
    self.messageBytes = messageBytes
    self.reports = reports
    self.isMinimal = isMinimal
  }

  /// A session without any message: enough to see whether it has changed.
  static let head = FetchPreference(messageBytes: 0)
}

/// A session to be opened.
package struct NewSession: Sendable {
  package var id: Session.ID
  package var principal: Principal
  package var draft: SessionDraft
  package var title: String
  package var turn: NewTurn
  package var evidence: [EvidenceLocation]
}

/// A turn to be worked on.
package struct NewTurn: Sendable {
  package var input: String
  package var thinkingMode: ThinkingMode
  package var questionID: Message.ID
  /// The identifier that is promised for the answer.
  package var answerID: Message.ID
  package var createdAt: Date
  /// What the session reads from this turn on; nil where that stays as it is.
  package var evidence: [EvidenceLocation]?
}

/// What became of a create.
package enum CreateOutcome: Sendable {
  case created(Session)
  /// The key was used before, for this session.
  case replayed(Session)
}

/// The organisation has as many running sessions as it may.
package struct RunningLimit: Error, Hashable, Sendable {
  package var maxRunning: Int

  /// Seconds after which another try makes sense.
  package static let retryAfter = 30
}

/// A worker's right to a turn: it holds as long as no other claim has a newer token.
package struct TurnClaim: Hashable, Sendable {
  package var session: Session.ID
  package var number: Int
  package var token: Int64
}

/// A claimed turn with all that is needed to work on it.
package struct ClaimedTurn: Sendable {
  package var claim: TurnClaim
  package var input: String
  package var thinkingMode: ThinkingMode
  package var incidentTime: Date?
  package var evidence: [EvidenceLocation]
  /// What the last answered turn left behind, as JSON.
  package var memory: Data?
  /// The time that was worked on the turn before this claim.
  package var worked: Duration
  package var engineEnds = EngineEnds()
}

/// How often the engine's process ended while a turn ran in it.
///
/// Claims, restarts and ends of a service or a shell never count.
package struct EngineEnds: Hashable, Sendable {
  /// While other turns ran in it too.
  package var shared = 0
  /// While nothing else ran in it.
  package var alone = 0

  package init(shared: Int = 0, alone: Int = 0) {
    self.shared = shared
    self.alone = alone
  }

  /// Whether the turn may be what ended it, and has to run alone.
  package var isSuspect: Bool { shared + alone > 0 }

  /// Whether the turn is what ends it: one end alone may be chance, such as a kill from outside.
  package var isGuilty: Bool { alone > 1 }
}

/// How a turn ended.
package enum TurnOutcome: Sendable {
  /// With an answer in Markdown and as values, and what it leaves behind as JSON.
  case answered(markdown: String, report: Report?, memory: Data?)
  /// Without one; the reason is Markdown.
  case failed(reason: String)
}
