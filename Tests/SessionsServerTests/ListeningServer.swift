import Investigation
import InvestigationService
import Logging
import ServiceLifecycle
import SessionsServer
import TestSupport

/// A server of this process that listens on a port of its own.
struct ListeningServer: Sendable {
  let fixture: ServerFixture
  let addresses: ListeningAddresses
  /// Begins a graceful shutdown.
  let stop: @Sendable () -> Void

  var port: Int { addresses.api.port }
  var member: KeySecret { fixture.member }
  var admin: KeySecret { fixture.admin }

  /// A request's head with the member's key.
  func request(_ line: String, _ fields: String...) -> String {
    let all = ["Host: a", "Authorization: Bearer \(member.text)"] + fields
    return "\(line) HTTP/1.1\r\n" + all.map { $0 + "\r\n" }.joined() + "\r\n"
  }
}

extension ServerFixture {
  /// Runs a body while the server listens; afterwards it leaves gracefully.
  func listening<Result: Sendable>(
    _ body: @Sendable (ListeningServer) async throws -> Result
  ) async throws -> Result {
    let (listening, told) = AsyncStream.makeStream(of: ListeningAddresses.self)
    let group = ServiceGroup(
      services: [RunningServer(server: server) { told.yield($0) }], logger: .init(label: "test"))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { told.finish() }
        try await group.run()
      }
      guard let addresses = await listening.first(where: { _ in true }) else {
        try await tasks.waitForAll()
        throw CancellationError()
      }
      let server = ListeningServer(fixture: self, addresses: addresses) {
        Task { await group.triggerGracefulShutdown() }
      }
      let result: Result
      do {
        result = try await body(server)
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
      return result
    }
  }
}

/// The server as a service of a test's group.
private struct RunningServer: Service {
  let server: SessionsServer
  let onListening: @Sendable (ListeningAddresses) -> Void

  func run() async throws {
    try await server.run { onListening($0) }
  }
}

/// Runs a body with a server that listens on a port of its own.
func withListening<Result: Sendable>(
  engine: any InvestigationEngine = ScriptedEngine(gate: Gate()),
  limits: ServerLimits = ServerLimits(), tls: TLSFiles? = nil,
  _ body: @Sendable (ListeningServer) async throws -> Result
) async throws -> Result {
  let settings = ServerSettings(
    address: ListenAddress(host: "127.0.0.1", port: 0), tls: tls, limits: limits)
  return try await withServer(engine: engine, server: settings) { fixture in
    try await fixture.listening(body)
  }
}
