import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
package import SessionsAPI
import SystemPackage

/// Why no answer came, of what the libraries say.
package enum TransportFailure {
  /// The contract's error for what went wrong on the way to a server.
  static func error(for failure: any Error, server: ServerAddress, proxy: HTTPProxy?)
    -> SessionsError
  {
    .server("\(server)", problem(of: failure, proxy: proxy.map { "\($0.host):\($0.port)" }))
  }

  private static func problem(of failure: any Error, proxy: String?) -> ServerProblem {
    if failure is NIOTooManyBytesError { return .answerTooLarge }
    if let failure = failure as? UnusableAuthorities {
      return .unusableAuthorities(path: failure.path)
    }
    return .outOfReach(obstacle(of: failure), proxy: proxy)
  }

  /// What kept an answer from coming.
  package static func obstacle(of failure: any Error) -> ServerProblem.Obstacle {
    if isCertificate(failure) { return .certificate }
    if let failure = failure as? HTTPClientError { return obstacle(of: failure) }
    if let failure = failure as? NIOConnectionError { return obstacle(of: failure) }
    if failure is SlowAnswer { return .noAnswerInTime }
    if failure is NIOSSLError || failure is BoringSSLError { return .noTLS }
    if let failure = failure as? IOError { return obstacle(of: failure) }
    if let failure = failure as? ChannelError, case .connectTimeout = failure {
      return .noConnectionInTime
    }
    return .broken("\(failure)")
  }

  private static func obstacle(of failure: HTTPClientError) -> ServerProblem.Obstacle {
    switch failure {
    case .connectTimeout, .getConnectionFromPoolTimeout: .noConnectionInTime
    case .tlsHandshakeTimeout: .noSecureConnectionInTime
    case .httpProxyHandshakeTimeout, .invalidProxyResponse: .proxyRefuses
    case .proxyAuthenticationRequired: .proxyWantsLogin
    case .readTimeout, .deadlineExceeded, .writeTimeout: .noAnswerInTime
    case .remoteConnectionClosed: .closed
    default: .broken(failure.shortDescription)
    }
  }

  private static func obstacle(of failure: NIOConnectionError) -> ServerProblem.Obstacle {
    if let first = failure.connectionErrors.first {
      return obstacle(of: first.error)
    }
    if failure.dnsAError != nil || failure.dnsAAAAError != nil { return .noHost(failure.host) }
    return .noConnection(host: failure.host, port: failure.port)
  }

  private static func obstacle(of failure: IOError) -> ServerProblem.Obstacle {
    switch Errno(rawValue: failure.errnoCode) {
    case .connectionRefused: .nothingListens
    case .connectionReset, .brokenPipe: .cut
    case .noRouteToHost, .networkUnreachable: .noWay
    case .timedOut: .noConnectionInTime
    case let other: .system(other.description)
    }
  }

  /// Whether the server's certificate was refused, as opposed to any other trouble with TLS.
  private static func isCertificate(_ failure: any Error) -> Bool {
    if case NIOSSLError.unableToValidateCertificate = failure { return true }
    if let failure = failure as? NIOSSLExtraError {
      return failure == .failedToValidateHostname
    }
    return "\(failure)".contains("CERTIFICATE_VERIFY_FAILED")
  }
}

/// An answer that took longer than its time.
package struct SlowAnswer: Error {}

/// A file of authorities that holds no certificate that can be used.
package struct UnusableAuthorities: Error {
  package var path: String
}
