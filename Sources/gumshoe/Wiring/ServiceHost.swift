import EvidenceSources
import InvestigationService
import SessionsAPI
import SessionsClient
import Shell

/// The services that a shell may speak to: opened when they are first wanted, closed when it leaves.
actor ServiceHost: ServiceProfiles {
  private let folders: Folders
  private let settings: ConnectionSettings
  private let evidence: [EvidenceLocation]
  private let environment: [String: String]
  private let piped: PipedFolder
  /// Where questions are asked.
  private let place: AskingPlace
  private var embedded: EmbeddedService?
  private var work: Task<Void, Never>?
  private var clients: [String: SessionsClient] = [:]

  init(
    folders: Folders, settings: ConnectionSettings, evidence: [EvidenceLocation],
    environment: [String: String], piped: PipedFolder? = nil, place: AskingPlace = .commandLine
  ) {
    self.place = place
    self.folders = folders
    self.piped = piped ?? PipedFolder(path: folders.piped)
    self.settings = settings
    self.evidence = evidence
    self.environment = environment
  }

  /// Runs a body with a service; afterwards turns under way are given back and connections closed.
  ///
  /// - Throws: ``StartFailure``, and whatever the body throws.
  func withService<Result: Sendable>(
    _ selection: ServiceSelection, files: ShellFiles,
    _ body: @Sendable (ShellRuntime.Parts) async throws -> Result
  ) async throws -> Result {
    let connection = try connection(to: selection)
    let parts = ShellRuntime.Parts(
      service: connection.service, evidence: connection.evidence, serviceName: connection.name,
      command: connection.command, outbox: files.outbox, history: files.history,
      archive: files.archive, pacing: connection.pacing, profiles: self)
    do {
      let result = try await body(parts)
      await close()
      return result
    } catch {
      await close()
      throw error
    }
  }

  /// The service itself, without anything running in it.
  ///
  /// - Throws: ``StartFailure``.
  func idleService(_ selection: ServiceSelection) throws -> ServiceConnection {
    guard case .embedded = selection else { return try connection(to: selection) }
    let opened = try embedded ?? embeddedService()
    embedded = opened
    return opened.connection
  }

  /// Ends the embedded service's work and closes the connections.
  func close() async {
    work?.cancel()
    await work?.value
    work = nil
    await embedded?.close()
    embedded = nil
    piped.close()
    for client in clients.values { await client.close() }
    clients = [:]
  }

  func profiles() throws -> [ProfileRow] {
    try settings.names.map { name in
      guard name != ProfileName.embedded else {
        return ProfileRow(name: name, service: EmbeddedService.name, hasKey: false)
      }
      guard case .server(let profile) = try settings.selection(ofProfile: name) else {
        return ProfileRow(name: name, service: EmbeddedService.name, hasKey: false)
      }
      return ProfileRow(name: name, service: profile.serviceName, hasKey: profile.key.value != nil)
    }
  }

  func connect(_ profile: String) throws -> ServiceConnection {
    do {
      return try connection(to: settings.selection(ofProfile: profile))
    } catch let failure as StartFailure {
      throw ShellError.unusableProfile(failure.report)
    }
  }

  private func connection(to selection: ServiceSelection) throws -> ServiceConnection {
    switch selection {
    case .embedded:
      if let embedded { return embedded.connection }
      let opened = try embeddedService()
      embedded = opened
      work = Task { await opened.run() }
      return opened.connection
    case .server(let profile):
      let client =
        try clients[profile.serviceName]
        ?? Self.client(for: profile, environment: environment) { [settings] in
          await settings.storedKey(for: profile)
        }
      clients[profile.serviceName] = client
      return ServiceConnection(
        service: client, evidence: nil, name: profile.serviceName, command: profile.shellCommand,
        pacing: .contract)
    }
  }

  private func embeddedService() throws -> EmbeddedService {
    try EmbeddedService(
      folders: folders, evidence: evidence, piped: piped,
      sources: SourceBook(settings.file.sources, environment: environment),
      command: settings.embeddedCommand, place: place)
  }

  /// Makes a client for a server; nothing is opened before its first call.
  ///
  /// `storedKey` reads the key that may have been stored since.
  ///
  /// - Throws: ``StartFailure`` where the environment names a proxy that can't be one.
  static func client(
    for profile: ServerProfile, environment: [String: String],
    storedKey: @escaping @Sendable () async -> APIKey? = { nil }
  ) throws(StartFailure) -> SessionsClient {
    let proxy: HTTPProxy?
    do {
      proxy = try HTTPProxy(for: profile.address, environment: environment)
    } catch {
      throw .connecting(.badProxy(error))
    }
    return SessionsClient(
      ClientSettings(
        server: profile.address, key: profile.clientKey(stored: storedKey),
        authorityFile: profile.authorityFile, proxy: proxy))
  }
}
