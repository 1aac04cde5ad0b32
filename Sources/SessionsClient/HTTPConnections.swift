package import AsyncHTTPClient
package import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Synchronization

/// Connections to one server that are kept: opened by the first request, closed once.
///
/// What speaks HTTP to a server goes through one of these: the Sessions API's client, and the sources
/// of evidence. Redirections are left to the caller, who knows what may be sent where.
package final class HTTPConnections: Sendable {
  private let settings: ConnectionOptions
  private let state = Mutex(State.unopened)

  /// One thread for every client of a process, for as long as it lives: a loop that ended would
  /// refuse what the library still has to tell.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private enum State {
    case unopened
    case open(HTTPClient)
    case closed
  }

  package init(_ settings: ConnectionOptions) {
    self.settings = settings
  }

  deinit {
    guard case .open(let client) = state.withLock({ $0 }) else { return }
    // The library insists on being shut down, also where nobody called `close`.
    client.shutdown { _ in }
  }

  /// The client, opened by the first request.
  ///
  /// - Throws: ``UnusableAuthorities`` and ``UnusableCertificate``; `CancellationError` once closed.
  package func client() throws -> HTTPClient {
    try state.withLock { state in
      switch state {
      case .closed: throw CancellationError()
      case .open(let client): return client
      case .unopened:
        let client = HTTPClient(
          eventLoopGroupProvider: .shared(Self.group), configuration: try settings.configuration())
        state = .open(client)
        return client
      }
    }
  }

  /// Ends what is under way and gives the connections up.
  package func close() async {
    let previous = state.withLock { state in
      defer { state = .closed }
      return state
    }
    guard case .open(let client) = previous else { return }
    try? await client.shutdown()
  }
}

/// How a server is connected to.
package struct ConnectionOptions: Sendable {
  /// A PEM file of the authorities to trust, in place of the system's.
  package var authorityFile: String?
  /// PEM files of the client's own certificate and its key.
  package var certificateFile: String?
  package var keyFile: String?
  /// The proxy on the way; nil for none.
  package var proxy: HTTPProxy?
  /// For a connection to stand, TLS and a proxy's consent included.
  package var connect: Duration
  /// The silence after which an answer that has begun is given up.
  package var read: Duration
  /// The most bytes that a compressed answer may become; nil where none is decompressed.
  package var decompressed: Int?

  package init(
    authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
    proxy: HTTPProxy? = nil, connect: Duration, read: Duration, decompressed: Int? = nil
  ) {
    self.authorityFile = authorityFile
    self.certificateFile = certificateFile
    self.keyFile = keyFile
    self.proxy = proxy
    self.connect = connect
    self.read = read
    self.decompressed = decompressed
  }

  fileprivate func configuration() throws -> HTTPClient.Configuration {
    var security = TLSConfiguration.makeClientConfiguration()
    security.certificateVerification = .fullVerification
    if let path = authorityFile {
      let certificates = (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
      guard !certificates.isEmpty else { throw UnusableAuthorities(path: path) }
      security.trustRoots = .certificates(certificates)
    }
    if let path = certificateFile {
      let chain = (try? NIOSSLCertificate.fromPEMFile(path)) ?? []
      guard !chain.isEmpty else { throw UnusableCertificate(path: path) }
      let keyPath = keyFile ?? path
      guard let key = try? NIOSSLPrivateKey(file: keyPath, format: .pem) else {
        throw UnusableCertificate(path: keyPath)
      }
      security.certificateChain = chain.map { .certificate($0) }
      security.privateKey = .privateKey(key)
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: security, redirectConfiguration: .disallow,
      timeout: .init(connect: connect.timeAmount, read: read.timeAmount),
      proxy: proxy.map(Self.proxy),
      decompression: decompressed.map { .enabled(limit: .size($0)) } ?? .disabled)
    // Retries are decided above, where it is known what may be sent twice.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Every watched session holds a connection for as long as it waits.
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    return configuration
  }

  private static func proxy(_ proxy: HTTPProxy) -> HTTPClient.Configuration.Proxy {
    guard let credentials = proxy.credentials else {
      return .server(host: proxy.host, port: proxy.port)
    }
    return .server(
      host: proxy.host, port: proxy.port,
      authorization: .basic(username: credentials.user, password: credentials.password))
  }
}

/// A client's certificate or key that can't be used.
package struct UnusableCertificate: Error {
  package var path: String
}

extension Duration {
  /// The duration as NIO counts it, in nanoseconds.
  package var timeAmount: TimeAmount {
    .nanoseconds(components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000)
  }
}
