extension ServerProblem {
  /// The contract's wait where a 429 names none, in seconds.
  private static let usualWait = 30

  /// What a caller can do about it.
  package var kind: SessionsError.Kind {
    switch self {
    case .answerTooLarge, .nonsense, .otherSession: .fault
    case .unusableAuthorities, .outOfReach: .unavailable
    case .cannotStop: .badRequest
    case .noKey: .unauthorized
    case .noAPI: .notFound
    case .answered(let status, _, _, _): Self.kind(ofStatus: status, hasEnvelope: true)
    case .bare(let status, _, _, _): Self.kind(ofStatus: status, hasEnvelope: false)
    }
  }

  /// Seconds after which to try again, where the server says so or the contract does.
  package var retryAfter: Int? {
    switch self {
    case .answered(let status, _, let seconds, _), .bare(let status, _, let seconds, _):
      switch kind {
      case .rateLimited: seconds ?? Self.usualWait
      case .unavailable where status != 407: seconds
      case .conflict: seconds
      default: nil
      }
    default: nil
    }
  }

  /// The kind of a status, which without the contract's envelope may be anybody's.
  private static func kind(ofStatus status: Int, hasEnvelope: Bool) -> SessionsError.Kind {
    switch status {
    case 401: .unauthorized
    case 403: .forbidden
    case 404 where hasEnvelope: .notFound
    case 409 where hasEnvelope: .conflict
    case 407 where !hasEnvelope: .unavailable
    case 413: .payloadTooLarge
    case 429: .rateLimited
    case 408, 502, 503, 504: .unavailable
    case 405: .fault
    case 400..<500 where hasEnvelope: .badRequest
    default: .fault
    }
  }
}
