import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL
import SessionsAPI
import SystemPackage

/// Why no answer came, in words.
enum TransportFailure {
  /// The contract's error for what went wrong on the way to a server.
  static func error(for failure: any Error, server: ServerAddress, proxy: HTTPProxy?)
    -> SessionsError
  {
    let way = proxy.map { " through the proxy \($0.host):\($0.port)" } ?? ""
    if failure is NIOTooManyBytesError {
      return .fault("\(server) sent an answer too large to be read. Ask for less.")
    }
    if let failure = failure as? UnusableAuthorities {
      return .unavailable(
        "The file of authorities '\(failure.path)' (--ca-file) holds no certificate that can be "
          + "used. Name a PEM file.", retryAfter: nil)
    }
    let advice =
      isCertificate(failure)
      ? "Name its authority with --ca-file if you trust it." : "'gumshoe doctor' looks closer."
    return .unavailable(
      "\(server) is out of reach\(way): \(reason(for: failure)). \(advice)", retryAfter: nil)
  }

  private static func reason(for failure: any Error) -> String {
    if let failure = failure as? HTTPClientError { return reason(for: failure) }
    if let failure = failure as? NIOConnectionError { return reason(for: failure) }
    if failure is SlowAnswer { return "it did not answer in time" }
    if isCertificate(failure) { return "its certificate is not trusted" }
    if failure is NIOSSLError || failure is BoringSSLError {
      return "no secure connection could be made; perhaps it speaks plain HTTP there"
    }
    if let failure = failure as? IOError { return words(for: failure) }
    if let failure = failure as? ChannelError, case .connectTimeout = failure {
      return "no connection in time"
    }
    return "the connection broke (\(failure))"
  }

  private static func reason(for failure: HTTPClientError) -> String {
    switch failure {
    case .connectTimeout, .getConnectionFromPoolTimeout: "no connection in time"
    case .tlsHandshakeTimeout: "no secure connection in time"
    case .httpProxyHandshakeTimeout, .invalidProxyResponse: "the proxy does not let it through"
    case .proxyAuthenticationRequired: "the proxy wants a login"
    case .readTimeout, .deadlineExceeded, .writeTimeout: "it did not answer in time"
    case .remoteConnectionClosed: "it closed the connection"
    default: "the connection broke (\(failure.shortDescription))"
    }
  }

  private static func reason(for failure: NIOConnectionError) -> String {
    if let first = failure.connectionErrors.first {
      return reason(for: first.error)
    }
    if failure.dnsAError != nil || failure.dnsAAAAError != nil {
      return "there is no host '\(failure.host)'"
    }
    return "no connection to \(failure.host):\(failure.port)"
  }

  private static func words(for failure: IOError) -> String {
    switch Errno(rawValue: failure.errnoCode) {
    case .connectionRefused: "nothing listens there"
    case .connectionReset, .brokenPipe: "the connection was cut"
    case .noRouteToHost, .networkUnreachable: "there is no way to that network"
    case .timedOut: "no connection in time"
    case let other: other.description
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
struct SlowAnswer: Error {}

/// A file of authorities that holds no certificate that can be used.
struct UnusableAuthorities: Error {
  var path: String
}
