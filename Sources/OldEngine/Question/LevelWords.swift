/// The words for how grave lines are.
enum LevelWords {
  private static let levels: [String: LogLevel] = [
    "error": .error, "errors": .error, "err": .error, "exception": .error, "exceptions": .error,
    "failures": .error, "warning": .warning, "warnings": .warning, "warn": .warning,
    "warns": .warning, "fatal": .fatal, "fatals": .fatal, "critical": .fatal, "panics": .fatal,
  ]

  /// The gravest level that all the words allow.
  static func level(in words: [String]) -> LogLevel? {
    words.compactMap { levels[$0] }.min()
  }
}
