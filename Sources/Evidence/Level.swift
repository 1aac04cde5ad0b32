/// How grave an entry says it is.
package enum Level: Int, Hashable, Sendable, Codable, Comparable, CaseIterable {
  case trace, debug, info, notice, warning, error, fatal

  package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

  /// The level as reports print it: `WARNING`.
  package var name: String {
    switch self {
    case .trace: "TRACE"
    case .debug: "DEBUG"
    case .info: "INFO"
    case .notice: "NOTICE"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .fatal: "FATAL"
    }
  }
}
