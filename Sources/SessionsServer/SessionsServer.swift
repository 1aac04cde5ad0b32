import HTTPTypes
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import InvestigationService
package import Logging
import NIOCore
package import SessionsAPI
import ServiceLifecycle
package import UnixSignals

/// The Sessions API over HTTP: an investigation service, its keys, and where it listens.
package struct SessionsServer: Sendable {
  private let service: InvestigationService
  private let gate: KeyGate
  private let evidence: [EvidenceLocation]
  private let settings: ServerSettings
  private let logger: Logger

  /// Makes a server; every session it opens may read the evidence.
  package init(
    service: InvestigationService, keys: any KeyStore, evidence: [EvidenceLocation],
    settings: ServerSettings, logger: Logger
  ) {
    self.service = service
    gate = KeyGate(store: keys, logger: logger)
    self.evidence = evidence
    self.settings = settings
    self.logger = logger
  }

  /// Serves until the surrounding service group shuts down.
  ///
  /// Those who wait are answered first, requests end, and then the turns under way go back to the
  /// store.
  ///
  /// `onListening` is told the addresses with the ports that the system chose.
  ///
  /// - Throws: ``ServerError``.
  package func run(
    signals: [UnixSignal] = [], onListening: @escaping @Sendable (ListeningAddresses) async -> Void
  ) async throws {
    let bound = BoundAddresses(expectsMetrics: settings.metrics != nil, tell: onListening)
    var services: [any Service] = [WorkService(service: service)]
    if let metrics = settings.metrics {
      services.append(
        ListeningService(
          address: metrics.address,
          application: try application(of: metrics) { await bound.setMetrics(metrics.address, $0) })
      )
    }
    services.append(
      ListeningService(
        address: settings.address,
        application: try application { await bound.setAPI(settings.address, $0) }))
    services.append(WaitEnder(service: service))
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: signals, logger: logger)
    configuration.maximumGracefulShutdownDuration = settings.limits.shutdownTime
    // Past it the process would crash: only where something hangs for good, not on a busy machine.
    configuration.maximumCancellationDuration = .seconds(60)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch is CancellationError {
      // The requests that did not end in time were cut off.
    }
  }

  /// The application that answers the API.
  package func application(
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    let router = Router(context: APIRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ObservingMiddleware())
    router.add(middleware: EnvelopeMiddleware())
    router.add(middleware: KeyMiddleware(gate: gate))
    StatusRoutes(service: service).add(to: router)
    let reader = BodyReader(limit: settings.limits.bodySize, syntax: try JSONSyntax())
    SessionsRoutes(service: service, evidence: evidence, reader: reader).add(to: router)
    HookRoutes(service: service, evidence: evidence, reader: reader).add(to: router)
    return Application(
      router: router, server: try channel(), configuration: configuration(settings.address),
      onServerRunning: onServerRunning, logger: logger)
  }

  private func application(
    of metrics: MetricsListener,
    onServerRunning: @escaping @Sendable (any Channel) async -> Void
  ) throws -> some ApplicationProtocol {
    let router = Router(context: APIRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: EnvelopeMiddleware(methods: MetricsRoute.methods(at:)))
    MetricsRoute(metrics: metrics.source).add(to: router)
    return Application(
      router: router, server: try channel(), configuration: configuration(metrics.address),
      onServerRunning: onServerRunning, logger: logger)
  }

  private func configuration(_ address: ListenAddress) -> ApplicationConfiguration {
    ApplicationConfiguration(
      address: .hostname(address.host, port: address.port), backlog: 1024,
      availableConnectionsDelegate: .maximum(settings.limits.connections, logger: logger))
  }

  private func channel() throws -> HTTPServerBuilder {
    let limits = settings.limits
    let configuration = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionGuard(limits: limits)],
      idleTimeout: TimeAmount(limits.idleTime),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: limits.headerFieldSize, maxHeaderListSize: limits.headerSize,
        maxHeaderFieldCount: limits.headerCount))
    let plain = HTTPServerBuilder { responder in
      LoopBoundChannel(
        base: HeadCheckedChannel(
          base: HTTP1Channel(responder: responder, configuration: configuration)))
    }
    guard let tls = settings.tls else { return plain }
    return try .tls(plain, tlsConfiguration: tls.configuration())
  }
}
