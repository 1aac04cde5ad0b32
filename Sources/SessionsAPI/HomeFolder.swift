#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Paths as people type them into shells.
package enum HomeFolder {
  /// The path with the home folder in place of a `~` that stands alone at its beginning; `~name` stays.
  ///
  ///     ~/logs   →   /home/ann/logs
  package static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"),
      let home = ProcessInfo.processInfo.environment["HOME"]
    else { return path }
    return home + path.dropFirst()
  }
}
