import CPlatform

/// How many files, and so connections, this process may have open.
enum OpenFiles {
  /// Raises the soft limit to the hard one; where that is refused, the old one stays.
  static func raiseLimit() {
    cplatform_raise_open_files()
  }
}
