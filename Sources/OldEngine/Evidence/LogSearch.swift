package import Timeline

/// Which entries a search wants; nil and empty parts match all.
package struct LogSearch: Hashable, Sendable {
  package var services: Set<String>
  package var window: TimeWindow?
  package var minimumLevel: LogLevel?
  /// Words or quoted strings that must all occur, whatever their case.
  package var terms: [String]
  /// How many entries are wanted, from the newest end or the oldest.
  package var limit: Int
  package var newestFirst: Bool

  package init(
    services: Set<String> = [], window: TimeWindow? = nil,
    minimumLevel: LogLevel? = nil, terms: [String] = [], limit: Int = 20,
    newestFirst: Bool = true
  ) {
    self.services = services
    self.window = window
    self.minimumLevel = minimumLevel
    self.terms = terms
    self.limit = limit
    self.newestFirst = newestFirst
  }
}

/// The entries that a search found.
package struct LogSearchResult: Sendable {
  /// At most the search's limit, in the order of time.
  package var entries: [Entry]
  /// How many there were.
  package var total: Int
  /// The files that are no longer as they were when they were indexed; nothing is cited from them.
  package var unread: [UnreadFile]

  package init(entries: [Entry], total: Int, unread: [UnreadFile] = []) {
    self.entries = entries
    self.total = total
    self.unread = unread
  }

  /// An entry with the service that logged it.
  package struct Entry: Hashable, Sendable {
    package var service: String
    package var level: LogLevel?
    /// The entry; its ``LogExcerpt/file`` is an index into ``LogIndex/files`` of its snapshot.
    package var excerpt: LogExcerpt

    package init(service: String, level: LogLevel?, excerpt: LogExcerpt) {
      self.service = service
      self.level = level
      self.excerpt = excerpt
    }
  }
}
