import CoreMetrics
import EngineProcess
import InvestigationService
import Logging
import SessionsAPI
import SessionsServer
import Shell
import UnixSignals

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Puts a server together: store, service, keys, and where it listens.
struct ServerLaunch {
  var options: ServeOptions
  var places: [String]

  /// Serves until SIGTERM or SIGINT.
  func run() async throws {
    let metrics = PrometheusMetrics()
    let settings = try options.settings(metrics: metrics)
    let rules = try options.rules()
    // A service may have no home; then each of its engines reads for itself.
    let folders = try? Folders.current()
    let engine = EngineCommand.ours(
      try options.engineLimits(), cache: folders?.indexes, passedOver: folders?.piped)
    let evidence = try locations()
    LogOutput.toStandardError(isVerbose: options.isVerbose)
    if settings.metrics != nil { MetricsSystem.bootstrap(metrics) }
    OpenFiles.raiseLimit()
    for path in evidence.map(\.path) where Self.isEmptyFolder(path) {
      TextSink.standardError.write(
        "gumshoe: the folder '\(path)' is empty; questions fail until there is something in it\n")
    }
    let path = try options.store.resolved()
    let store = try Self.store(at: path)
    let keys = try await Self.reaching(path) { try await store.keys() }
    if keys.allSatisfy({ $0.revokedAt != nil }) {
      TextSink.standardError.write(
        "gumshoe: nobody has a key yet: gumshoe keys create --name NAME --role member"
          + (options.store.path.map { " --store '\($0)'" } ?? "") + "\n")
    }
    do {
      try await serve(store, at: path, evidence, settings, rules, engine)
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  private func serve(
    _ store: SQLiteSessionStore, at path: String, _ evidence: [EvidenceLocation],
    _ settings: ServerSettings, _ rules: ServiceSettings, _ command: EngineCommand
  ) async throws {
    let engine = EngineHost(command: command)
    let service: InvestigationService
    do {
      service = try InvestigationService(
        store: store, lockFile: path + ".owners", engine: engine, settings: rules)
    } catch {
      throw StartFailure.storeUnusable("\(error)")
    }
    let server = SessionsServer(
      service: service, keys: store, evidence: evidence, settings: settings,
      logger: Logger(label: "gumshoe.server"))
    let scheme = settings.tls == nil ? "http" : "https"
    do {
      try await server.run(signals: [.sigterm, .sigint]) { addresses in
        if let metrics = addresses.metrics {
          TextSink.standardError.write("metrics on \(scheme)://\(metrics)/metrics\n")
        }
        TextSink.standardError.write("listening on \(scheme)://\(addresses.api)\n")
      }
      await engine.close()
    } catch let error as ServerError {
      throw StartFailure.serving(.server(error))
    }
  }

  /// The evidence in the form that every session keeps.
  private func locations() throws -> [EvidenceLocation] {
    let named =
      (places + options.evidence).map { EvidenceLocation(path: $0) }
      + options.baseline.map { EvidenceLocation(path: $0, purpose: .baseline) }
    guard named.contains(where: { $0.purpose == .evidence }) else {
      throw StartFailure.serving(.noEvidence)
    }
    return try named.map { location in
      guard !location.path.contains("://") else { throw StartFailure.urlEvidence(location.path) }
      do throws(SessionsError) {
        return EvidenceLocation(
          path: try EvidencePath.absolute(location.path), purpose: location.purpose)
      } catch {
        throw StartFailure.unreadableEvidence(error.message)
      }
    }
  }

  private static func isEmptyFolder(_ path: String) -> Bool {
    (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true
  }

  /// Opens the store of a server.
  ///
  /// - Throws: ``StartFailure/storeUnusable(_:)``.
  static func store(at path: String) throws(StartFailure) -> SQLiteSessionStore {
    do throws(StoreError) {
      return try SQLiteSessionStore(path: path)
    } catch {
      throw .storeUnusable("\(error)")
    }
  }

  /// Calls an open store; what fails is told in words.
  static func reaching<Result>(
    _ path: String, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch {
      throw StartFailure.storeUnusable("\(StoreError(using: path, error))")
    }
  }
}
