import HTTPTypes
import Hummingbird
import SessionsAPI

/// A request that can't be a call of the contract, whatever it wants.
enum RequestFault: Error, Hashable, Sendable {
  case noRoute(path: String)
  case wrongMethod(String, allowed: [String])
  case bodyTooLarge(limit: Int)
  case notJSON(contentType: String?)
  case encoded(String)
  case bodyTooSlow
  case headersTooLarge
  case notHTTP
  case notOneHost

  /// The status it is answered with.
  var status: HTTPResponse.Status {
    switch self {
    case .noRoute: .notFound
    case .wrongMethod: .methodNotAllowed
    case .bodyTooLarge: .contentTooLarge
    case .notJSON, .encoded: .unsupportedMediaType
    case .bodyTooSlow: .requestTimeout
    case .headersTooLarge: .requestHeaderFieldsTooLarge
    case .notHTTP, .notOneHost: .badRequest
    }
  }

  /// The answer, in the envelope.
  var response: Response {
    var headers: HTTPFields = [:]
    if case .wrongMethod(_, let allowed) = self {
      headers[.allow] = allowed.joined(separator: ", ")
    }
    return ErrorEnvelope(message: description, retryAfter: nil).response(status, headers: headers)
  }
}

extension RequestFault: CustomStringConvertible {
  var description: String {
    switch self {
    case .noRoute(let path):
      "There is nothing at '\(path)'. The calls are described at /openapi.yaml."
    case .wrongMethod(let method, let allowed):
      "'\(method)' is not possible here; use \(allowed.joined(separator: " or "))."
    case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes."
    case .notJSON(let type?): "The body is '\(type)'; it must be 'application/json'."
    case .notJSON(nil): "The body has no content type; it must be 'application/json'."
    case .encoded(let encoding):
      "The body is encoded as '\(encoding)'; it must be sent as it is."
    case .bodyTooSlow: "The body did not arrive in time."
    case .headersTooLarge: "The header fields are too large."
    case .notHTTP: "The request is not valid HTTP/1.1."
    case .notOneHost: "The request must have one 'Host' header."
    }
  }
}
