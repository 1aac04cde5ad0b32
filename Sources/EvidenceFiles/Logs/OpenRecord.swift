import Evidence
import Timeline

/// A record of several lines that is not complete yet, with copies of what its lines said.
final class OpenRecord {
  /// What it waits for.
  enum Kind {
    case none
    /// The message on the next line: .NET, java.util.logging, Erlang, a time alone on its line.
    case message
    /// The rest of a text that a container's runtime has cut.
    case partial
    /// The statement behind the comments of MySQL's slow log.
    case slow
    /// The fields of an entry of `journalctl -o export`, up to a blank line.
    case export
    /// The fields of an entry of `journalctl -o verbose`, up to the next one's time.
    case verbose
  }

  @exclusivity(unchecked) private(set) var kind = Kind.none
  /// Whether further lines of its head were passed that hold named values.
  var hasNamedValues = false
  /// How many lines it has so far.
  private(set) var lines = 0
  /// Which of them is to be cited, from 0.
  private var citedLine = 0
  private var time: Timestamp?
  private var level: Level?
  private var serviceRank = Int.max
  private var facts: LogEntry.Facts = []
  private let line = ScratchBytes()
  private let text = ScratchBytes()
  private let service = ScratchBytes()
  private let pod = ScratchBytes()
  private let host = ScratchBytes()
  private let logger = ScratchBytes()

  /// Text of a record that is kept, in bytes: containers cut at 16 KiB, and few parts make a line.
  private static let mostText = 1 << 20

  /// Begins a record with what its first line said.
  func begin(_ kind: Kind, _ line: Bytes, _ entry: LogEntry) {
    self.kind = kind
    lines = 1
    hasNamedValues = false
    citedLine = 0
    time = entry.time
    level = entry.level
    serviceRank = entry.serviceRank
    facts = entry.facts.intersection([.wrapper, .time, .firmLevel, .numbered])
    text.begin(0)
    keep(line: line)
    copy(entry.service, service)
    copy(entry.pod, pod)
    copy(entry.host, host)
    copy(entry.logger, logger)
  }

  private func copy(_ bytes: Bytes?, _ room: ScratchBytes) {
    room.begin(bytes?.count ?? 0)
    if let bytes { room.append(bytes) }
  }

  /// Takes the line at hand as the one to cite.
  func keep(line: Bytes) {
    self.line.begin(line.count)
    self.line.append(line)
    citedLine = lines - 1
  }

  /// Counts one more line.
  func addLine() { lines += 1 }

  /// Appends to its text.
  func take(text bytes: Bytes) {
    guard text.count < Self.mostText else { return }
    text.append(bytes)
  }

  /// The text so far.
  var collected: Bytes { text.bytes }

  /// Takes one field of the journal: `PRIORITY=3`, `MESSAGE=…`, `_SYSTEMD_UNIT=invoice.service`.
  func take(field: Bytes, line: Bytes, _ stamps: StampReader) {
    guard let sign = field.first(UInt8(ascii: "=")) else { return }
    let name = field.part(0, sign)
    let value = field.part(sign + 1, field.count)
    if name.has("MESSAGE"), name.count == 7 {
      text.begin(value.count)
      text.append(value)
      keep(line: line)
    } else if name.has("PRIORITY"), name.count == 8 {
      level = LevelWords.level(value: value)
    } else if name.has("__REALTIME_TIMESTAMP")
      || name.has("_SOURCE_REALTIME_TIMESTAMP") && time == nil
    {
      if let stamp = stamps.read(value: value) { time = stamp.timestamp }
    } else if name.has("_HOSTNAME"), name.count == 9 {
      copy(value, host)
    } else if name.has("SYSLOG_IDENTIFIER") || name.has("_SYSTEMD_UNIT") && service.count == 0
      || name.has("_COMM") && service.count == 0
    {
      copy(value.part(0, PodName.unitLength(value)), service)
      serviceRank = ServiceRank.program
    }
  }

  /// Fills what an entry does not say itself, and ends the record.
  ///
  /// `citesItself` where the line at hand is the one to cite; else the line that was kept.
  func complete(_ entry: inout LogEntry, citesItself: Bool, isAtEnd: Bool = false) {
    let before = isAtEnd ? lines - 1 : lines
    entry.recordLinesBefore = before
    if !citesItself {
      entry.line = line.bytes
      entry.linesBefore = before - citedLine
    }
    // The time of the wrapper counts, as for a text that was not cut.
    let isWrappers = kind == .partial
    if let time,
      entry.time.map({ $0.date < time.date || isWrappers && $0.date == time.date }) ?? true
    {
      entry.time = time
    }
    if entry.level == nil { entry.level = level }
    if service.count > 0, serviceRank < entry.serviceRank {
      entry.service = service.bytes
      entry.serviceRank = serviceRank
    }
    if pod.count > 0, entry.pod == nil { entry.pod = pod.bytes }
    if host.count > 0, entry.host == nil { entry.host = host.bytes }
    if logger.count > 0, entry.logger == nil { entry.logger = logger.bytes }
    entry.facts.formUnion(facts)
    kind = .none
  }

  /// Whether the record states its level: a word in the message does not unsay it.
  var statedLevel: Level? { level }

  /// Whether its first line stood in a wrapper: then those that follow it do as well.
  var isWrapped: Bool { facts.contains(.wrapper) }

  /// Whether its first line was the number of an error: its words have the same time.
  var isNumbered: Bool { facts.contains(.numbered) }

  /// The time of its first line.
  var openedAt: Timestamp? { time }

  /// Forgets the record.
  func drop() { kind = .none }
}
