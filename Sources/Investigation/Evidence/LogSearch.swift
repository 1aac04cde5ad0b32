/// Which entries a search wants; nil and empty parts match all.
package struct LogSearch: Hashable, Sendable {
  package var services: Set<String>
  package var window: ClosedRange<Instant>?
  package var minimumLevel: LogLevel?
  /// Words or quoted strings that must all occur, whatever their case.
  package var terms: [String]
  /// How many entries are wanted, from the newest end or the oldest.
  package var limit: Int
  package var newestFirst: Bool
}

/// The entries that a search found.
package struct LogSearchResult: Sendable {
  /// At most the search's limit, in the order of time.
  package var entries: [Entry]
  /// How many there were.
  package var total: Int

  /// An entry with the service that logged it.
  package struct Entry: Hashable, Sendable {
    package var service: String
    package var level: LogLevel?
    package var excerpt: LogExcerpt
  }
}
