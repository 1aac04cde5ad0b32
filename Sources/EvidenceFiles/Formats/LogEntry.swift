import Evidence
import Timeline

/// What a line says, as views into it; valid only until the next line is read.
struct LogEntry {
  /// Milliseconds since 1970.
  var time: Int64?
  /// Whether the time states its offset.
  var zoned = false
  var level: Level?
  /// What is left for the template.
  var message: Bytes
  /// The service or program that the line names.
  var service: Bytes?
  /// Whether that is the name of a pod, with its hashes behind.
  var serviceIsPod = false
  /// The text of an error that stands in a field of its own.
  var detail: Bytes?
  /// Whether the message lay inside a JSON object, a table or a container's line.
  var wrapped = false
  /// The machine, node or pod.
  var host: Bytes?
  /// The class, module or thread that names itself as the writer.
  var logger: Bytes?
  /// Seconds east of UTC, where the time states them.
  var offset: Int32? { zoned ? 0 : nil }
  /// How much of the date is known.
  var date = Timestamp.DatePart.full
  /// Whether the time is that of the entry before.
  var isTimeBorrowed = false

  init(message: Bytes) {
    self.message = message
  }
}
