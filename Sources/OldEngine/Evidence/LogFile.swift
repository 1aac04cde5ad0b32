package import Timeline

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
  package var span: TimeWindow?

  package init(
    path: String, format: String = "plain text", lineCount: Int = 0, entryCount: Int = 0,
    undatedCount: Int = 0, notes: [String] = [], span: TimeWindow? = nil
  ) {
    self.path = path
    self.format = format
    self.lineCount = lineCount
    self.entryCount = entryCount
    self.undatedCount = undatedCount
    self.notes = notes
    self.span = span
  }
}

/// A file, folder or glob that could not be read.
package struct UnreadFile: Hashable, Sendable {
  package var path: String
  package var reason: String
  /// Whether it was read, and nothing is in it.
  package var isEmpty: Bool

  package init(path: String, reason: String, isEmpty: Bool = false) {
    self.path = path
    self.reason = reason
    self.isEmpty = isEmpty
  }
}
