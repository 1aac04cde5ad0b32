package import SessionsAPI

/// The statuses a process ends with: those of sysexits.h where it has one.
package enum ExitStatus: Int32, Error, Hashable, Sendable, CaseIterable {
  case success = 0
  /// A turn ended failed.
  case failedTurn = 1
  /// EX_USAGE: a bad command line or script line.
  case usage = 64
  /// EX_NOINPUT: no such session or file.
  case notFound = 66
  /// EX_UNAVAILABLE: the service is out of reach.
  case unavailable = 69
  /// EX_SOFTWARE: a fault of ours.
  case fault = 70
  /// EX_IOERR: what was to be printed could not be written, such as on a full disk.
  case lostOutput = 74
  /// EX_TEMPFAIL: the time given passed with the turn still running.
  case timeout = 75
  /// EX_NOPERM: the key is missing, refused or of too low a role.
  case notPermitted = 77
  /// EX_CONFIG: a bad configuration.
  case configuration = 78
  /// 128 and SIGINT.
  case interrupted = 130

  /// The status for a call that a service refused.
  package init(_ error: SessionsError) {
    self =
      switch error.kind {
      case .badRequest, .payloadTooLarge: .usage
      case .unauthorized, .forbidden: .notPermitted
      case .notFound: .notFound
      case .conflict: .failedTurn
      case .rateLimited, .unavailable: .unavailable
      case .fault: .fault
      }
  }
}
