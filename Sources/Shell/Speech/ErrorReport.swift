package import SessionsAPI

/// A problem as it is told to users and scripts.
package struct ErrorReport: Hashable, Sendable {
  package var code: Code
  /// A whole sentence: what failed, why, and what to do next.
  package var message: String
  /// Seconds after which the shell, or the user, may try again.
  package var retryAfter: Int?
  /// The status a script ends with, where its code alone does not tell.
  private var status: ExitStatus?

  /// The codes of the JSON event `error`.
  package enum Code: String, Hashable, Sendable {
    case usage
    case badRequest = "bad_request"
    case unauthorized, forbidden
    case notFound = "not_found"
    case conflict
    case rateLimited = "rate_limited"
    case unavailable, timeout, interrupted
    case internalFault = "internal"
  }

  package init(code: Code, message: String, retryAfter: Int? = nil) {
    self.code = code
    self.message = message
    self.retryAfter = retryAfter
  }

  package init(_ error: SessionsError) {
    let code: Code =
      switch error.kind {
      case .badRequest, .payloadTooLarge: .badRequest
      case .unauthorized: .unauthorized
      case .forbidden: .forbidden
      case .notFound: .notFound
      case .conflict: .conflict
      case .rateLimited: .rateLimited
      case .unavailable: .unavailable
      case .fault: .internalFault
      }
    self.init(code: code, message: error.message, retryAfter: error.retryAfter)
  }

  /// Whether asking again later may well be answered: nothing is wrong with the question.
  var isAway: Bool {
    switch code {
    case .unavailable, .internalFault, .rateLimited: true
    default: false
    }
  }

  /// Reports whatever was thrown.
  package init(thrown error: any Error) {
    switch error {
    case let error as SessionsError: self.init(error)
    case let error as ShellError: self = error.report
    case let error as FileError:
      self.init(code: .internalFault, message: "\(error)")
      status = .lostOutput
    default: self.init(code: .internalFault, message: "\(error)")
    }
  }

  /// The exit status of a script that ends with this.
  package var exitStatus: ExitStatus {
    if let status { return status }
    return switch code {
    case .usage, .badRequest: .usage
    case .unauthorized, .forbidden: .notPermitted
    case .notFound: .notFound
    case .conflict: .failedTurn
    case .rateLimited, .unavailable: .unavailable
    case .timeout: .timeout
    case .interrupted: .interrupted
    case .internalFault: .fault
    }
  }
}
