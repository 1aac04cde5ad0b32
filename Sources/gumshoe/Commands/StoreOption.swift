import ArgumentParser
import InvestigationService

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The option that names the store of a server.
struct StoreOption: ParsableArguments {
  @Option(name: .customLong("store"), help: "The file that holds sessions and keys.")
  var path: String?

  /// The store's path; `server.sqlite` in the data folder where none is given.
  func resolved() throws -> String {
    try path ?? Folders.current().data + "/server.sqlite"
  }

  /// The path of a store that is there.
  ///
  /// - Throws: ``ServeFailure/missingStore(_:)`` as a ``StartFailure``.
  func existing() throws -> String {
    let path = try resolved()
    guard FileManager.default.fileExists(atPath: path) else {
      throw StartFailure.serving(.missingStore(path))
    }
    return path
  }

  /// Opens the store for a call and closes it behind that; one that is not there may be made.
  ///
  /// - Throws: ``StartFailure``.
  func reaching<Result>(
    mayMake: Bool = false, _ body: (SQLiteSessionStore) async throws -> Result
  ) async throws -> Result {
    let path = mayMake ? try resolved() : try existing()
    let store = try ServerLaunch.store(at: path)
    let result = try await ServerLaunch.reaching(path) { try await body(store) }
    await store.close()
    return result
  }
}
