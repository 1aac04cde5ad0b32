import Evidence
import Timeline

/// Reads the lines of one part of a file, in their order, into entries.
///
/// One parser serves one thread and one part. Before a part that does not begin its file it is good
/// to let it read the few lines before (and to drop what they give): records of several lines that
/// straddle the border are then told from the lines of their own.
///
///     var entry = LogEntry(line: line)
///     switch parser.parse(line, into: &entry) {
///     case .head: take(entry)          // cited line: number - entry.linesBefore
///     case .continuation: addFurther(line)
///     case .opening, .blank, .remark: break
///     }
///     // at the end: if parser.finish(into: &entry) { take(entry) }
final class LogLineParser {
  private let context: LogContext

  /// - Parameter context: What the whole file tells of its lines, the same for all its parts.
  init(context: LogContext = LogContext()) {
    self.context = context
  }

  /// Reads a line without its end; `entry` is whole only where a head is returned.
  func parse(_ line: Bytes, into entry: inout LogEntry) -> LineRole {
    entry = LogEntry(line: line)
    return .head
  }

  /// Gives the last entry where the text ended before its record did; false where none is open.
  func finish(into entry: inout LogEntry) -> Bool {
    false
  }

  /// Reads a record that is an object of JSON, such as one of an array; nil fields say nothing.
  ///
  /// The object may span lines. False where the bytes are no whole object, or it says nothing that
  /// a log says: neither a message nor a time nor a level.
  func parse(object: Bytes, into entry: inout LogEntry) -> Bool {
    false
  }

  /// Reads a row of a table by the names of its columns; its cited line is `line`.
  ///
  /// The values are without their quotes; doubled quotes in them are undone by the caller.
  func parse(row fields: [(name: Bytes, value: Bytes)], line: Bytes, into entry: inout LogEntry)
    -> Bool
  {
    false
  }
}

/// What a whole file tells of its lines; made once of its first lines, shared by all its parts.
struct LogContext: Sendable {
  /// Whether lines of the file carry times, so that one without belongs to the one before.
  var hasTimes = true
  /// The order of day and month in its dates, and the year or day that other evidence gives.
  var stamps = StampContext()

  /// Reads it off some lines, best the file's first few hundred and some of its middle and end.
  static func sniff(_ lines: [Bytes]) -> LogContext {
    LogContext()
  }
}

/// The structured layers of an entry that hold fields.
struct LogStructures {}

/// The fields of an entry, looked for on demand.
enum LogFields {
  /// Calls a closure for each field of an entry, in the order they stand, outer layers last.
  ///
  /// Names of nested JSON keys are dotted: `{"http":{"status":500}}` has `http.status` = `500`. Text
  /// has `key=value`, `key: value` and numbers with units: `took 2.9 s` has `took` = `2.9 s`. Access
  /// lines have `client method path status bytes duration user_agent`. Values are without quotes.
  static func each(of entry: LogEntry, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {}
}
