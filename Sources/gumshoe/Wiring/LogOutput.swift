import Logging

/// Where this process's log goes: once decided, before anything logs.
enum LogOutput {
  /// Has warnings written to standard error, and what is merely of interest if asked for.
  static func toStandardError(isVerbose: Bool) {
    let level: Logger.Level = isVerbose ? .info : .warning
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
  }

  /// Has nothing written: the screen is the user's, who is told in words whatever concerns a turn.
  static func toNobody() {
    LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
  }
}
