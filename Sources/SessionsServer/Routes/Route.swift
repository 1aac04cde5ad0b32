import HTTPTypes
import InvestigationService

/// What the server answers: each path and method, once, for the router, 405 and the tests.
enum Route: CaseIterable, Hashable, Sendable {
  case createSession, listSessions, getSession, sendFollowUp, cancelTurn, alertmanager,
    alertSessions
  case health, readiness, description

  var method: HTTPRequest.Method {
    switch self {
    case .createSession, .sendFollowUp, .cancelTurn, .alertmanager: .post
    case .listSessions, .getSession, .alertSessions, .health, .readiness, .description: .get
    }
  }

  /// The path as OpenAPI and the router write it.
  var path: String {
    switch self {
    case .createSession, .listSessions: "/v1/sessions"
    case .getSession: "/v1/sessions/{session_id}"
    case .sendFollowUp: "/v1/sessions/{session_id}/messages"
    case .cancelTurn: "/v1/sessions/{session_id}/cancel"
    case .alertmanager, .alertSessions: "/v1/hooks/alertmanager"
    case .health: "/healthz"
    case .readiness: "/readyz"
    case .description: "/openapi.yaml"
    }
  }

  /// The role a caller needs; nil where no key is asked for.
  var role: Principal.Role? {
    switch self {
    case .createSession, .getSession, .sendFollowUp, .cancelTurn, .alertmanager, .alertSessions:
      .member
    case .listSessions: .admin
    case .health, .readiness, .description: nil
    }
  }

  /// Whether a call has a body that is looked at.
  var takesBody: Bool {
    switch self {
    case .createSession, .sendFollowUp, .alertmanager: true
    case .listSessions, .getSession, .cancelTurn, .alertSessions, .health, .readiness,
      .description:
      false
    }
  }

  /// The name of the parameter that holds a session's identifier.
  static let sessionParameter = "session_id"

  /// Whether a path belongs to the API, so that a key is asked for before all else.
  static func needsKey(_ path: String) -> Bool {
    let path = path.utf8.drop { $0 == UInt8(ascii: "/") }
    guard path.starts(with: "v1".utf8) else { return false }
    let next = path.dropFirst(2).first
    return next == nil || next == UInt8(ascii: "/")
  }

  /// The methods that a path takes; none where there is nothing at it.
  static func methods(at path: String) -> [String] {
    let parts = path.split(separator: "/")
    let routes = allCases.filter { route in
      let template = route.path.split(separator: "/")
      return template.count == parts.count
        && zip(template, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    let methods = routes.map(\.method.rawValue)
    return (methods + (methods.contains("GET") ? ["HEAD"] : [])).sorted()
  }
}
