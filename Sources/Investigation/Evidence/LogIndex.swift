/// All that one pass over the logs keeps, bounded in size whatever the size of the logs.
package struct LogIndex: Sendable {
  /// The files that were read, in the order of their display paths.
  package var files: [LogFile]
  /// What could not be read, and why.
  package var unread: [UnreadFile]
  /// The names of the services, sorted; where the logs name none, the file's name stands in.
  package var services: [String]
  /// The message templates of all files.
  package var templates: [LogTemplate]
  /// When and how often each service logged each template, at each level.
  package var series: [LogSeries]
  /// The width of the buckets of every ``LogSeries``, in milliseconds.
  package var bucketWidth: Int64
  /// The first and the last time in all files, nil where no entry carries a time.
  package var span: ClosedRange<Instant>?
  /// Whether the times carried an offset; where not, they are read as UTC.
  package var statesZone: Bool
}

/// A log file that was read.
package struct LogFile: Sendable {
  /// The path as citations show it: relative to its evidence folder.
  package var path: String
  /// The format that was recognised, in words.
  package var format: String
  /// Lines in decompressed text, header included.
  package var lineCount: Int
  /// Entries; a stack trace is one.
  package var entryCount: Int
  /// Entries that carry no time of their own.
  package var undatedCount: Int
  /// What a reader of the report has to know: a file cut short, lines that were skipped, and why.
  package var notes: [String]
  package var span: ClosedRange<Instant>?
}

/// A file, folder or glob that could not be read.
package struct UnreadFile: Hashable, Sendable {
  package var path: String
  package var reason: String
}

/// A message with its variable parts taken out.
package struct LogTemplate: Sendable {
  /// The constant words, with `<*>` where the parameters stood.
  package var text: String
}

/// The entries of one service, one template and one level.
package struct LogSeries: Sendable {
  /// Index into ``LogIndex/services``.
  package var service: Int
  /// Index into ``LogIndex/templates``.
  package var template: Int
  package var level: LogLevel?
  package var total: Int
  /// The entries a bucket, ascending, without empty ones.
  package var counts: [Bucket]
  /// Entries to quote: the first, the last, and some between, in the order of time; never empty.
  package var samples: [LogExcerpt]

  /// A count of entries from `index * bucketWidth` milliseconds since 1970.
  package struct Bucket: Hashable, Sendable {
    package var index: Int64
    package var count: Int
  }
}

/// How grave an entry says it is.
package enum LogLevel: Int, Hashable, Comparable, Sendable, Codable {
  case trace, debug, info, notice, warning, error, fatal

  package static func < (a: LogLevel, b: LogLevel) -> Bool {
    a.rawValue < b.rawValue
  }
}

/// One entry that can be quoted and cited.
package struct LogExcerpt: Hashable, Sendable {
  /// Index into ``LogIndex/files``.
  package var file: Int
  /// The line of its beginning, from 1 in decompressed text.
  package var line: Int
  package var time: Instant?
  /// The raw text of that line, at most 2,000 bytes of valid UTF-8.
  package var text: String
}
