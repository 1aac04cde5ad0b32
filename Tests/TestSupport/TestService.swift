package import Investigation
package import InvestigationService
import Logging
import SessionsAPI
import SessionsServer

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A whole investigation service on a store of its own, reachable in process and over HTTP.
package final class TestService: Sendable {
  /// The service as it is reached in process.
  package let embedded: EmbeddedSessions
  /// The URL of its HTTP server.
  package let url: String
  /// A key of an admin.
  package let adminKey: String
  /// A key of a member of the same organisation.
  package let memberKey: String

  private init(embedded: EmbeddedSessions, url: String, adminKey: String, memberKey: String) {
    self.embedded = embedded
    self.url = url
    self.adminKey = adminKey
    self.memberKey = memberKey
  }

  /// Runs a body with a service that works and listens, stopped afterwards.
  package static func run<Result: Sendable>(
    engine: any InvestigationEngine = EchoEngine(), maxRunning: Int = 1000, port: Int = 0,
    folder: String, _ body: @escaping @Sendable (TestService) async throws -> Result
  ) async throws -> Result {
    let path = folder + "/service.sqlite"
    let store = try SQLiteSessionStore(path: path)
    var settings = ServiceSettings()
    settings.maxRunning = maxRunning
    let service = try InvestigationService(
      store: store, lockFile: path + ".owners", engine: engine, settings: settings)
    func key(_ role: Principal.Role) async throws -> String {
      let secret = KeySecret()
      let principal = Principal(organization: "test", user: "\(role)", role: role)
      _ = try await store.add(secret, for: principal, at: Date())
      return secret.text
    }
    let keys = (try await key(.admin), try await key(.member))
    let evidence = [EvidenceLocation(path: folder)]
    let embedded = service.sessions(
      as: Principal(organization: "test", user: "embedded", role: .admin), evidence: evidence)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = SessionsServer(
      service: service, keys: store, evidence: evidence,
      settings: ServerSettings(address: ListenAddress(host: "127.0.0.1", port: port)),
      logger: logger)
    let (addresses, found) = AsyncStream<ListeningAddresses>.makeStream()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { found.finish() }
        try await server.run { found.yield($0) }
      }
      defer { group.cancelAll() }
      for await address in addresses {
        return try await body(
          TestService(
            embedded: embedded, url: "http://\(address.api)", adminKey: keys.0,
            memberKey: keys.1))
      }
      try await group.waitForAll()
      throw CancellationError()
    }
  }
}
