/// A reason why a demo cannot be shown.
package enum DemoError: Error, Equatable {
  /// Its files cannot be written below a folder.
  case unwritable(folder: String, reason: String)
}

extension DemoError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unwritable(let folder, let reason):
      "The demo's files cannot be written to '\(folder)': \(reason). Make room there, or set "
        + "XDG_CACHE_HOME to a folder that can be written."
    }
  }
}
