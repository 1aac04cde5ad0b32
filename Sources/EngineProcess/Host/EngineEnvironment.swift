import Subprocess

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The variables that an engine's process has: none of the user's own, and so no key.
enum EngineEnvironment {
  static let variables: [Environment.Key: String] = {
    // No backtrace: it would fill a pipe, and takes seconds. No locale: an answer is the same in all.
    var variables: [Environment.Key: String] = ["SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C"]
    // What this program may have needed to be started.
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
      if let value = ProcessInfo.processInfo.environment[name],
        let key = Environment.Key(rawValue: name)
      {
        variables[key] = value
      }
    }
    return variables
  }()
}
