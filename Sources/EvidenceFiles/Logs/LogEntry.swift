import Evidence
import Timeline

/// What one record of a log says, as views into its line or into the parser's own room.
///
/// Valid until the parser that filled it reads its next line. `orders-1 | 2026-01-02T10:05:00Z ERROR
/// [pool-3] payment declined` gives the time, `.error`, service `orders`, logger `pool-3` and the
/// message `payment declined`.
struct LogEntry {
  /// When it was written; nil where the record does not say.
  var time: Timestamp?
  /// The level the record states by a word, a letter, a number, PRI, or an access line's status.
  var level: Level?
  /// Who wrote it, without replica-set and pod hashes, compose index, pid and unit suffix.
  var service: Bytes?
  /// The pod as it is written (`cart-5c8b9d7f6-qwrtz`), where one was named.
  var pod: Bytes?
  /// The machine or node.
  var host: Bytes?
  /// The class, module or thread inside the service.
  var logger: Bytes?
  /// What the innermost layer leaves: the part worth quoting; empty only where nothing is left.
  var message: Bytes
  /// The text of an error or stack that stands in a field of its own beside the message.
  var detail: Bytes?
  /// The HTTP status of an access line or of a status field; nil where there is none.
  var status: Int?
  /// The raw line to cite: the one read last, or one before it, see ``linesBefore``.
  var line: Bytes
  /// How many lines before the one read last the cited line stands: 0 but for joined records.
  var linesBefore = 0
  /// Whether ``message`` goes on in the lines behind the cited one, so that it is not whole in it.
  var isJoined = false
  /// Whether the line looks like a failure and states no time: the neighbour's time is to be borrowed.
  var isFailure = false
  /// Where the fields of the record stand, for ``LogFields``: the innermost structured layer first.
  var structures = LogStructures()

  /// Whether the service was read off the name of a pod.
  var isPod: Bool { pod != nil }

  /// Makes an entry that is nothing but its line.
  init(line: Bytes) {
    self.line = line
    message = line
  }
}

/// What a line is to the entries around it.
enum LineRole: Equatable {
  /// An entry is complete and stands in the value that was passed: it is cited by
  /// ``LogEntry/line``, which is the line at hand unless ``LogEntry/linesBefore`` says otherwise.
  case head
  /// A further line of the last entry: a stack frame, a `Caused by:`, wrapped text.
  case continuation
  /// The beginning of a record whose message comes on a later line (`fail: Shop.Db[0]`,
  /// `# Time: …`, a partial line of a container): the next head or ``LogLineParser/finish(into:)``
  /// has what it says.
  case opening
  /// Nothing but white space.
  case blank
  /// No entry: a line about the file, such as `#Fields: …`, a table's head or `-- Logs begin at …`.
  case remark
}
