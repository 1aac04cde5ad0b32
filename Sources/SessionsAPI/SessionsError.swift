/// A call that a service refused or could not answer: the facts, whose words are one extension's.
///
/// Where it is ``Kind/unavailable`` or ``Kind/fault`` and comes from across a network, the call may
/// have been carried out and its answer lost.
package enum SessionsError: Error, Hashable, Sendable {
  /// The body or the query breaks a rule of the contract.
  case request(RequestProblem)
  /// The embedded service may not look at something.
  case evidence(EvidenceProblem)
  /// The key is missing, malformed, unknown or revoked.
  case key(KeyProblem)
  /// Listing needs the role `admin`.
  case needsAdmin
  /// The API is not enabled for an organisation.
  case disabled(organization: String)
  case noSession(Session.ID)
  /// The session's state does not allow the call.
  case state(StateProblem)
  /// The organisation has as many running sessions as it may; seconds after which one may be over.
  case full(limit: Int, retryAfter: Int)
  case store(StoreProblem)
  /// What came by a pipe can't be kept in a folder.
  case pipeNotKept(folder: String, reason: String)
  case stopping
  /// A fault that the service's log says more of.
  case mistake
  /// An error of ours that nobody foresaw.
  case unexpected(String)
  /// Something went wrong on the way to a server, or the server makes no sense.
  case server(String, ServerProblem)
  /// A service's own words, which are whole sentences; seconds after which to try again.
  case told(Kind, String, retryAfter: Int?)

  /// The kinds of the contract, one an HTTP status.
  package enum Kind: Hashable, Sendable {
    /// 400: the body is not JSON, or a field is missing or invalid.
    case badRequest
    /// 401: the key is missing, malformed, unknown or revoked.
    case unauthorized
    /// 403: the API is not enabled for the organisation, or the role is too low.
    case forbidden
    /// 404: there is no such session in the caller's organisation.
    case notFound
    /// 409: a follow-up to a session that is not idle; no time to retry after where it failed.
    case conflict
    /// 413: the body is larger than 1 MiB.
    case payloadTooLarge
    /// 429: the organisation has as many running sessions as it may.
    case rateLimited
    /// 500: an unexpected fault, or an answer that makes no sense.
    case fault
    /// 503: the service, or something it needs, is out of reach.
    case unavailable
  }
}

extension SessionsError {
  /// Seconds after which a running session may take a follow-up.
  package static let busyRetryAfter = 5

  /// What a caller can do about it.
  package var kind: Kind {
    switch self {
    case .request, .evidence: .badRequest
    case .key: .unauthorized
    case .needsAdmin, .disabled: .forbidden
    case .noSession: .notFound
    case .state: .conflict
    case .full: .rateLimited
    case .store, .pipeNotKept, .stopping: .unavailable
    case .mistake, .unexpected: .fault
    case .server(_, let problem): problem.kind
    case .told(let kind, _, _): kind
    }
  }

  /// The HTTP status of the contract.
  package var status: Int {
    switch kind {
    case .badRequest: 400
    case .unauthorized: 401
    case .forbidden: 403
    case .notFound: 404
    case .conflict: 409
    case .payloadTooLarge: 413
    case .rateLimited: 429
    case .fault: 500
    case .unavailable: 503
    }
  }

  /// The seconds after which the same call may succeed, where the service says.
  package var retryAfter: Int? {
    switch self {
    case .state(.busy): Self.busyRetryAfter
    case .full(_, let seconds): seconds
    case .server(_, let problem): problem.retryAfter
    case .told(_, _, let seconds): seconds
    case .request, .evidence, .key, .needsAdmin, .disabled, .noSession, .state, .store,
      .pipeNotKept, .stopping, .mistake, .unexpected:
      nil
    }
  }
}
