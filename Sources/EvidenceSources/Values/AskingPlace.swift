package import Timeline

/// Where questions are asked, for advice on how to ask about another time.
package enum AskingPlace: String, Hashable, Sendable, Codable {
  /// At the prompt of the shell.
  case shell
  /// On the command line, or in lines that come by a pipe.
  case commandLine
  /// Over the API.
  case api

  /// Advice on asking about another time, as a sentence, with a time that is worth it where one is known.
  package func advice(for time: Instant?) -> String {
    let minute = time.map { Instant(milliseconds: $0.milliseconds / 60_000 * 60_000) }
    let clock = minute.map { CivilTime($0).clockText.prefix(5) }
    let day = minute.map { CivilTime($0).dateText }
    let spoken = day.flatMap { day in clock.map { "around \(day) \($0)" } } ?? "since 10:05"
    let named = "Name another time in the question, as in '\(spoken)'"
    let example = minute.map { $0.rfc3339.replacing(".000", with: "") } ?? "2026-01-31T10:05:00Z"
    switch self {
    case .shell: return "\(named); '/new --time \(example)' opens a session about it."
    case .commandLine: return "\(named), or with --time \(example)."
    case .api: return "\(named), or as the field 'time' of a new session: \"\(example)\"."
    }
  }
}
