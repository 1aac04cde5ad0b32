import FoundationEssentials
package import Investigation
package import InvestigationService
package import SessionsAPI

/// A folder with a store that several services can be opened on.
package struct StoreFolder: Sendable {
  package let path: String

  package var storePath: String { path + "/service.sqlite" }

  package func service(
    _ engine: any InvestigationEngine = ScriptedEngine(),
    settings: ServiceSettings = ServiceSettings(), clock: ServiceClock = .system
  ) throws -> InvestigationService {
    try InvestigationService(
      store: try SQLiteSessionStore(path: storePath), lockFile: storePath + ".owners",
      engine: engine, settings: settings, clock: clock)
  }
}

/// Runs a body with a folder of its own, removed afterwards.
package func withStoreFolder<Result>(
  _ body: (StoreFolder) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gumshoe-store-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(StoreFolder(path: folder))
}

/// Runs a body while a service works.
package func running<Result: Sendable>(
  _ service: InvestigationService, _ body: @Sendable () async throws -> Result
) async throws -> Result {
  let work = Task { await service.run() }
  do {
    let result = try await body()
    work.cancel()
    await work.value
    return result
  } catch {
    work.cancel()
    await work.value
    throw error
  }
}

extension SessionsService {
  /// Waits until a session's turn has ended.
  package func ended(_ id: Session.ID) async throws -> Session {
    while true {
      let session = try await get(id, wait: .seconds(60)).session
      if !session.status.isRunning { return session }
    }
  }
}

/// A body with a key of its own.
package func draft(_ input: String, key: String = UUID().uuidString) -> SessionDraft {
  SessionDraft(input: input, idempotencyKey: key)
}

/// Evidence that no scripted engine looks at.
package let somewhere = [EvidenceLocation(path: "/somewhere")]
