/// A store that could not be opened.
package enum StoreError: Error, Hashable, Sendable {
  case folderNotWritable(path: String, reason: String)
  case notWritable(path: String)
  case damaged(path: String, reason: String)
  /// A newer gumshoe has written it.
  case newer(path: String)
  case busy(path: String)
  case full(path: String)
  /// The file that was opened is no longer at its path.
  case gone(path: String)
  case other(path: String, reason: String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .folderNotWritable(let path, let reason):
      "The folder of the session store '\(path)' cannot be written: \(reason). Make it writable, "
        + "or set XDG_DATA_HOME to another."
    case .notWritable(let path):
      "The session store '\(path)' cannot be written. Check its permissions and the file system."
    case .damaged(let path, let reason):
      "The session store '\(path)' is damaged (\(reason)). It was left as it is: restore a copy, or "
        + "move it away to begin a new one."
    case .newer(let path):
      "The session store '\(path)' was written by a newer gumshoe. Use that one."
    case .busy(let path):
      "The session store '\(path)' stayed locked by another process. Try again."
    case .full(let path):
      "There is no room left on the disk of the session store '\(path)'. Free some."
    case .gone(let path):
      "The session store '\(path)' was moved, deleted or replaced while it was in use. Put the same "
        + "file back, or start again."
    case .other(let path, let reason): "The session store '\(path)' cannot be used: \(reason)."
    }
  }
}
