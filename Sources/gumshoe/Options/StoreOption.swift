import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The option that names the store of a server.
struct StoreOption: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp("The file that holds sessions and keys.", valueName: "file"))
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
}
