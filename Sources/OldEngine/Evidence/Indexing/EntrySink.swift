/// Takes the entries of a part of a file, in the order of their lines.
protocol EntrySink: AnyObject {
  /// Takes the first line of an entry.
  func entry(_ entry: LogEntry, line: Int, raw: Bytes)
  /// Takes a further line of the entry before.
  func further(line: Int, raw: Bytes)
}

/// What a part of a file turned out to hold.
struct PartSummary {
  /// Lines that begin in the part.
  var lines = 0
  var cutLines = 0
  var repairedLines = 0
  var shortfall: String?
  /// Why nothing of the part counts: it could not be read, or was changed meanwhile.
  var failure: String?
}
