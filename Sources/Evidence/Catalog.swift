package import Timeline

/// What some evidence holds: the table of contents that a question is read against.
package struct Catalog: Hashable, Sendable, Codable {
  /// The services, sorted by name.
  package var services: [Service] = []
  /// Machines, nodes and pods, sorted.
  package var hosts: [String] = []
  /// Loggers: classes and modules that name themselves as writers, sorted; at most 500.
  package var loggers: [String] = []
  /// The files that were read, in the order of their paths.
  package var files: [File] = []
  /// What could not be read, and why.
  package var unread: [Unread] = []
  /// The first and the last time, nil where no entry carries one.
  package var window: TimeWindow?
  /// Seconds east of UTC where all evidence that states a zone states the same; else nil.
  package var offset: Int?
  /// Whether any entry states its zone; where none does, times are read and printed as written.
  package var statesZone = false
  /// How much of the dates is known everywhere.
  package var date = Timestamp.DatePart.full
  /// Entries by level; those without one are missing.
  package var levels: [Level: Int] = [:]
  /// All entries.
  package var entries = 0
  /// The names of fields (`user`, `status`, `duration_ms`) with how often they occur in the samples.
  package var fields: [String: Int] = [:]
  /// The words of the message templates in lower case, with how many entries have them.
  package var words: [String: Int] = [:]

  package init() {}

  /// Who writes.
  package struct Service: Hashable, Sendable, Codable {
    package var name: String
    package var entries: Int
    /// Entries at level error and above.
    package var errors: Int
    package var window: TimeWindow?
    /// The files it writes to.
    package var paths: [String]

    package init(
      name: String, entries: Int = 0, errors: Int = 0, window: TimeWindow? = nil,
      paths: [String] = []
    ) {
      self.name = name
      self.entries = entries
      self.errors = errors
      self.window = window
      self.paths = paths
    }
  }

  /// A file that was read.
  package struct File: Hashable, Sendable, Codable {
    /// The path as citations show it: relative to its evidence folder.
    package var path: String
    /// The format that most lines have, in words: `JSON lines in CRI`.
    package var format: String
    /// Lines in decompressed text, header included.
    package var lines: Int
    /// Entries; a stack trace is one.
    package var entries: Int
    /// Entries that carry no time of their own.
    package var undated: Int
    package var window: TimeWindow?
    /// What a reader of the report has to know: cut short, lines skipped, a year unknown.
    package var notes: [String]
    /// Whether a limit left a part of it unread.
    package var isCut: Bool

    package init(
      path: String, format: String, lines: Int = 0, entries: Int = 0, undated: Int = 0,
      window: TimeWindow? = nil, notes: [String] = [], isCut: Bool = false
    ) {
      self.isCut = isCut
      self.path = path
      self.format = format
      self.lines = lines
      self.entries = entries
      self.undated = undated
      self.window = window
      self.notes = notes
    }
  }

  /// What was named as evidence and could not be read.
  package struct Unread: Hashable, Sendable, Codable {
    /// The path as citations show it.
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
}
