/// The entries of one service, one template and one level.
package struct LogSeries: Sendable {
  /// Index into ``LogIndex/services``.
  package var service: Int
  /// Index into ``LogIndex/templates``.
  package var template: Int
  package var level: LogLevel?
  /// All entries, those without a time included.
  package var total: Int
  /// The entries a bucket, ascending, without empty ones.
  package var counts: [Bucket]
  /// Entries to quote: the first, the last, and some between, in the order of time; never empty.
  package var samples: [LogExcerpt]

  package init(
    service: Int, template: Int, level: LogLevel?, total: Int, counts: [Bucket],
    samples: [LogExcerpt]
  ) {
    self.service = service
    self.template = template
    self.level = level
    self.total = total
    self.counts = counts
    self.samples = samples
  }

  /// A count of entries from `index * bucketWidth` milliseconds since 1970.
  package struct Bucket: Hashable, Sendable {
    package var index: Int64
    package var count: Int

    package init(index: Int64, count: Int) {
      self.index = index
      self.count = count
    }
  }
}

/// How grave an entry says it is.
package enum LogLevel: Int, Hashable, Comparable, Sendable, Codable {
  case trace, debug, info, notice, warning, error, fatal

  package static func < (a: LogLevel, b: LogLevel) -> Bool {
    a.rawValue < b.rawValue
  }
}
