import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where gumshoe keeps its files: the XDG base directories.
///
/// Source: XDG Base Directory Specification 0.8. A relative path in a variable is ignored, as the
/// specification says.
struct Folders {
  /// History and outbox.
  var state: String
  /// The archive and the embedded service's store.
  var data: String
  /// Indexes and the demo's files, which may be deleted at any time.
  var cache: String

  /// Where indexes of evidence are kept.
  var indexes: String { cache + "/indexes" }

  /// Where evidence that came by pipes is kept for its sessions.
  var piped: String { data + "/piped" }

  /// Reads the folders from the environment.
  ///
  /// - Throws: ``StartFailure/noHome``.
  init(environment: [String: String]) throws {
    func folder(_ variable: String, _ fallback: String) throws -> String {
      if let path = environment[variable], path.hasPrefix("/") { return path + "/gumshoe" }
      guard let home = environment["HOME"], !home.isEmpty else { throw StartFailure.noHome }
      return "\(home)/\(fallback)/gumshoe"
    }
    state = try folder("XDG_STATE_HOME", ".local/state")
    data = try folder("XDG_DATA_HOME", ".local/share")
    cache = try folder("XDG_CACHE_HOME", ".cache")
  }

  /// The folder of `config.yaml` and `keys`.
  ///
  /// - Throws: ``StartFailure/noHome``.
  static func configuration(environment: [String: String]) throws -> String {
    if let path = environment["XDG_CONFIG_HOME"], path.hasPrefix("/") { return path + "/gumshoe" }
    guard let home = environment["HOME"], !home.isEmpty else { throw StartFailure.noHome }
    return "\(home)/.config/gumshoe"
  }

  /// The folders of this process.
  static func current() throws -> Folders {
    try Folders(environment: ProcessInfo.processInfo.environment)
  }
}
