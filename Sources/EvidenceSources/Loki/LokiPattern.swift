package import Timeline

/// The patterns of lines that a server found itself, and which of them began when the failures did.
///
///     "level=info msg=\"applied config pool.max <_> -> <_>\"", from 10:29:40 on, twice
///     → worth its lines, where the failures rise at 10:30
///
/// Source: Loki's HTTP API, "Patterns detection" (from version 3 on, where it is switched on).
package struct LokiPattern: Hashable, Sendable {
  /// The text with `<_>` for what changes.
  package var text: String
  /// Seconds since 1970 of the first step with such a line.
  package var first: Int64
  /// The lines there are.
  package var lines: Double

  /// Patterns whose lines are fetched: each is a query.
  private static let most = 3
  /// Milliseconds before the onset, and behind it, within which what began belongs to it.
  private static let near: (before: Int64, behind: Int64) = (5 * 60_000, 2 * 60_000)
  /// The share of a window in which all patterns begin that were there before.
  private static let known: Int64 = 10

  /// Those that began near the onset and were not there before, the rarest first: what is written a
  /// thousand times stands among the failures anyway.
  package static func telling(
    of patterns: [LokiPattern], around onset: Instant?, in window: TimeWindow
  ) -> [LokiPattern] {
    guard let onset else { return [] }
    let beginning = window.lowerBound.advanced(by: window.length / known)
    let fresh = patterns.filter { pattern in
      let first = Instant(milliseconds: pattern.first * 1000)
      return first > beginning && first >= onset.advanced(by: -near.before)
        && first <= onset.advanced(by: near.behind)
    }
    return Array(
      fresh.sorted { ($0.lines, $0.first, $0.text) < ($1.lines, $1.first, $1.text) }.prefix(most))
  }
}
