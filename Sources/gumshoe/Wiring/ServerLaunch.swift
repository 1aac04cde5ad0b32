import CoreMetrics
import EngineProcess
import EvidenceSources
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
    let path = try options.store.resolved()
    // What is fetched for sessions lies beside their store.
    let fetched = path + ".fetched"
    // A service may have no home; then each of its engines reads for itself.
    let folders = try? Folders.current()
    let engine = EngineCommand.ours(
      try options.engineLimits(), cache: folders?.indexes, passedOver: fetched)
    let evidence = try locations()
    let book = try await sources(evidence)
    LogOutput.toStandardError(isVerbose: options.isVerbose)
    if settings.metrics != nil { MetricsSystem.bootstrap(metrics) }
    OpenFiles.raiseLimit()
    for path in evidence.filter({ $0.source == nil }).map(\.path) where Self.isEmptyFolder(path) {
      TextSink.standardError.write(
        "gumshoe: the folder '\(path)' is empty; questions fail until there is something in it\n")
    }
    let store = try Self.store(at: path)
    let keys = try await Self.reaching(path) { try await store.keys() }
    if keys.allSatisfy({ $0.revokedAt != nil }) {
      TextSink.standardError.write(
        "gumshoe: nobody has a key yet: gumshoe keys create --name NAME --role member"
          + (options.store.path.map { " --store '\($0)'" } ?? "") + "\n")
    }
    do {
      try await serve(
        store, at: path, evidence, settings, rules, engine,
        SourceFetcher(folder: fetched, book: book, now: { .now }))
    } catch {
      await store.close()
      throw error
    }
    await store.close()
  }

  private func serve(
    _ store: SQLiteSessionStore, at path: String, _ evidence: [EvidenceLocation],
    _ settings: ServerSettings, _ rules: ServiceSettings, _ command: EngineCommand,
    _ fetcher: SourceFetcher
  ) async throws {
    let engine = EngineHost(command: command)
    let service: InvestigationService
    do {
      service = try InvestigationService(
        store: store, lockFile: path + ".owners",
        engine: FetchingEngine(engine, fetcher: fetcher), settings: rules)
    } catch {
      throw StartFailure.storeUnusable("\(error)")
    }
    let sweeping = Task {
      while !Task.isCancelled {
        await fetcher.sweep { name in
          // A store that can't be read now keeps all.
          (try? await store.hasSession(Session.ID(rawValue: name))) ?? true
        }
        try? await Task.sleep(for: Self.sweep)
      }
    }
    defer { sweeping.cancel() }
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

  /// How often what was fetched for sessions is looked through, as often as old ones are deleted.
  private static let sweep = Duration.seconds(3600)

  /// The evidence in the form that every session keeps.
  private func locations() throws -> [EvidenceLocation] {
    let named =
      (places + options.evidence).map { EvidenceLocation(path: $0) }
      + options.sources.names.map { EvidenceLocation.source($0) }
      + options.baseline.map { EvidenceLocation(path: $0, purpose: .baseline) }
    guard named.contains(where: { $0.purpose == .evidence }) else {
      throw StartFailure.serving(.noEvidence)
    }
    return try named.map { location in
      guard location.source == nil else { return location }
      if let source = location.remote { return source }
      guard !location.path.contains("://") else { throw StartFailure.urlEvidence(location.path) }
      do throws(SessionsError) {
        return EvidenceLocation(
          path: try EvidencePath.absolute(location.path), purpose: location.purpose)
      } catch {
        throw StartFailure.unreadableEvidence(error.message)
      }
    }
  }

  /// The sources that the server's own configuration names, where any is wanted.
  ///
  /// - Throws: ``StartFailure`` where one that is named is not there.
  private func sources(_ evidence: [EvidenceLocation]) async throws -> SourceBook {
    let environment = ProcessInfo.processInfo.environment
    let names = evidence.compactMap(\.source)
    guard !names.isEmpty else { return SourceBook(environment: environment) }
    let named = options.configurationFile ?? environment["GUMSHOE_CONFIG"]
    let standard = (try? Folders.configuration(environment: environment)).map {
      $0 + "/config.yaml"
    }
    var known: [SourceSettings] = []
    if let path = named ?? standard {
      known = try await ConfigurationFile(path: path, mustExist: named != nil).sources
    }
    let book = SourceBook(known, environment: environment)
    for name in names {
      do throws(SourceFailure) {
        _ = try book.source(name)
      } catch {
        throw StartFailure.unreadableEvidence("Source \(name): \(error)")
      }
    }
    return book
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
