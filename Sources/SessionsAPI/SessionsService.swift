/// The calls of the Sessions API, wherever they are answered.
///
/// The shell speaks to this and cannot tell a service in its own process from one across a
/// network. Every call throws ``SessionsError`` for what the contract names, and
/// `CancellationError` when the task is cancelled; nothing else.
package protocol SessionsService: Sendable {
  /// Opens a session and starts its first turn.
  func create(_ draft: SessionDraft) async throws -> CreatedSession

  /// Lists the organisation's sessions, newest first. Needs the role `admin`.
  func list(_ request: PageRequest) async throws -> SessionPage

  /// Lists the organisation's sessions that alerts opened, newest first, at most 200.
  ///
  /// The call is ours, for members too; a service that lacks it lists none.
  func alertSessions() async throws -> [Session]

  /// Gets a session with its messages, and with the reports of its answers where the service has
  /// any.
  ///
  /// With `wait`, and while a turn runs, the answer is held until the session's status or
  /// progress changes or the time has passed; at most 60 seconds. Where a turn still runs then, the
  /// messages may be nil: who waits knows them.
  func get(_ id: Session.ID, wait: Duration?) async throws -> FetchedSession

  /// Sends a follow-up to an idle session.
  func followUp(_ draft: FollowUpDraft, to id: Session.ID) async throws -> FollowUpReceipt

  /// Ends the running turn of a session for good: the session is then `failed`.
  ///
  /// The call is ours; a service that lacks it throws ``ServerProblem/cannotStop``.
  ///
  /// - Throws: ``SessionsError`` of the kind `conflict` where no turn runs.
  func cancel(_ id: Session.ID) async throws -> Session
}

extension SessionsService {
  package func alertSessions() async throws -> [Session] { [] }
}

/// The answer to "create a session".
package struct CreatedSession: Hashable, Sendable {
  package var session: Session
  /// Whether an earlier create with the same key had opened it: 200 rather than 201.
  package var isReplay: Bool

  package init(session: Session, isReplay: Bool) {
    self.session = session
    self.isReplay = isReplay
  }
}

/// The answer to "get a session".
package struct FetchedSession: Hashable, Sendable {
  package var session: Session
  /// Whether the service honoured the wait: `Preference-Applied` (RFC 7240).
  ///
  /// Where it did not, the caller has to poll.
  package var waitApplied: Bool
  /// The seconds after which the service wants to be asked again, where it says.
  package var retryAfter: Int?

  package init(session: Session, waitApplied: Bool, retryAfter: Int? = nil) {
    self.session = session
    self.waitApplied = waitApplied
    self.retryAfter = retryAfter
  }
}
