/// A call that a service refused or could not answer.
///
/// The cases carry whole sentences that say what happened, and what to do where whoever throws knows
/// it. `retryAfter` is in whole seconds. Where ``unavailable(_:retryAfter:)`` or ``fault(_:)`` comes
/// from across a network, the call may have been carried out and its answer lost.
package enum SessionsError: Error, Hashable, Sendable {
  /// 400: the body is not JSON, or a field is missing or invalid.
  case badRequest(String)
  /// 401: the key is missing, malformed, unknown or revoked.
  case unauthorized(String)
  /// 403: the API is not enabled for the organisation, or the role is too low.
  case forbidden(String)
  /// 404: there is no such session in the caller's organisation.
  case notFound(String)
  /// 409: a follow-up to a session that is not idle; no time to retry after where it failed.
  case conflict(String, retryAfter: Int?)
  /// 413: the body is larger than 1 MiB.
  case payloadTooLarge(String)
  /// 429: the organisation has as many running sessions as it may.
  case rateLimited(String, retryAfter: Int)
  /// 500: an unexpected fault, or an answer that makes no sense.
  case fault(String)
  /// 503: the service, or something it needs, is out of reach.
  case unavailable(String, retryAfter: Int?)
}

extension SessionsError {
  /// The HTTP status of the contract.
  package var status: Int {
    switch self {
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

  /// The service's words.
  package var message: String {
    switch self {
    case .badRequest(let message), .unauthorized(let message), .forbidden(let message),
      .notFound(let message), .conflict(let message, _), .payloadTooLarge(let message),
      .rateLimited(let message, _), .fault(let message), .unavailable(let message, _):
      message
    }
  }

  /// The seconds after which the same call may succeed, where the service says.
  package var retryAfter: Int? {
    switch self {
    case .conflict(_, let seconds), .unavailable(_, let seconds): seconds
    case .rateLimited(_, let seconds): seconds
    case .badRequest, .unauthorized, .forbidden, .notFound, .payloadTooLarge, .fault: nil
    }
  }
}

extension SessionsError: CustomStringConvertible {
  package var description: String { message }
}
