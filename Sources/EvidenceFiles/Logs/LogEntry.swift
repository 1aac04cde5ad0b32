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
  /// The identifiers of the request and of its step that wrote it, where fields name them.
  var trace: Bytes?
  var span: Bytes?
  /// The raw line to cite: the one read last, or one before it, see ``linesBefore``.
  var line: Bytes
  /// How many lines before the one read last the cited line stands: 0 but for joined records.
  var linesBefore = 0
  /// How many lines before the one read last the record begins.
  var recordLinesBefore = 0
  /// Whether ``message`` goes on in the lines behind the cited one, so that it is not whole in it.
  var isJoined = false
  /// Whether the line looks like a failure and states no time: the neighbour's time is to be borrowed.
  var isFailure = false
  /// Where the fields of the record stand, for ``LogFields``.
  var structures = LogStructures()

  /// How good the name of the service is; less is better, as for ``FieldValues``.
  var serviceRank = Int.max
  /// What layers have told, for those that follow.
  var facts: Facts = []

  /// Whether the service was read off the name of a pod.
  var isPod: Bool { pod != nil }

  /// Whether day and month of the time could be the other way round, and nothing in the file decides.
  var isDateOrderOpen: Bool { facts.contains(.openOrder) }

  /// Makes an entry that is nothing but its line.
  init(line: Bytes) {
    self.line = line
    message = line
  }

  /// What has been recognised of a line.
  struct Facts: OptionSet {
    let rawValue: UInt32

    /// A time.
    static let time = Facts(rawValue: 1)
    /// A level of the innermost text.
    static let level = Facts(rawValue: 2)
    /// A wrapper that makes any line an entry of its own: a container's, syslog's, JSON.
    static let wrapper = Facts(rawValue: 4)
    /// The message is to come on the next line.
    static let opening = Facts(rawValue: 8)
    /// A container cut the text: it goes on in the next line.
    static let partial = Facts(rawValue: 16)
    /// A further line of the record before, although it has a time: `DETAIL:` of PostgreSQL.
    static let continuation = Facts(rawValue: 32)
    /// An access line: its level came of its status.
    static let access = Facts(rawValue: 64)
    /// A line about the file or its viewer.
    static let remark = Facts(rawValue: 128)
    /// A level that stands bare behind the time, not in capitals: see ``LogContext/hasBareLevels``.
    static let bareLevel = Facts(rawValue: 256)
    /// A level in capitals or brackets: a line that begins with it stands alone.
    static let firmLevel = Facts(rawValue: 512)
    /// A level behind words that are no prefix's: see ``LogContext/hasLateLevels``.
    static let lateLevel = Facts(rawValue: 2048)
    /// Day and month of the time could be the other way round.
    static let openOrder = Facts(rawValue: 4096)
    /// A time, or a field with a level, inside a wrapper: the text is a whole line of its own.
    static let innerTime = Facts(rawValue: 8192)
    /// White space before the innermost text: inside a wrapper it tells a further line.
    static let indented = Facts(rawValue: 1024)
    /// The time counts from the start of a machine or a program: good for the order of lines alone.
    static let uptime = Facts(rawValue: 131_072)
    /// The number of an error, whose words stand on the next line, with the same time.
    static let numbered = Facts(rawValue: 65_536)
    /// A field `log` that ends in a line end, as those of Docker do: see ``LogContext/hasLogEnds``.
    static let endedLog = Facts(rawValue: 16_384)
    /// A field `log` without one.
    static let openLog = Facts(rawValue: 32_768)
  }

  /// Whether a stamp can be the time of this entry: a queue's number of ten digits is no date, and one
  /// that completes a day is of that day.
  func admits(_ stamp: Stamp) -> Bool {
    guard stamp.certainty == .number, let time else { return true }
    return time.isSameDay(as: stamp.timestamp)
  }

  /// Takes a time where none is known, or one that says less of the date.
  @inline(__always)
  mutating func offer(_ stamp: Stamp) {
    facts.insert(.time)
    if let time {
      if time.date >= stamp.timestamp.date || !admits(stamp) { return }
      // What counts from a start is kept beside no other time.
      facts.remove(.uptime)
    }
    time = stamp.timestamp
    if stamp.isOrderOpen { facts.insert(.openOrder) } else { facts.remove(.openOrder) }
  }

  /// Takes the name of a service where no better one is known.
  mutating func offer(service name: Bytes, rank: Int) {
    guard rank < serviceRank, !name.isEmpty else { return }
    service = name
    serviceRank = rank
  }

  /// Takes the name of a pod, and of the service behind it.
  mutating func offer(pod name: Bytes, rank: Int = ServiceRank.pod) {
    guard !name.isEmpty else { return }
    if pod == nil { pod = name }
    offer(service: name.part(0, PodName.serviceLength(name)), rank: rank)
  }
}

/// How well different layers know the service; the outer of two equals wins.
enum ServiceRank {
  /// A field that means nothing else: `service.name`, at most this rank of its role.
  static let field = 12
  /// A pod or a container.
  static let pod = 20
  /// The program of syslog, which may be no more than the logging driver.
  static let program = 40
  /// A name inside brackets that most likely is the application's.
  static let guess = 120
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

/// The structured layers of an entry that hold fields, the innermost last.
struct LogStructures {
  /// A layer, and how to read its fields.
  enum Layer {
    case json(Bytes), logfmt(Bytes), ltsv(Bytes), access(Bytes), text(Bytes)
    case columns(Bytes, LineColumns), cells(Bytes, TableForm)
  }

  private(set) var first: Layer?
  private(set) var second: Layer?
  private(set) var third: Layer?

  /// Adds a layer inside those there are; the first three count.
  mutating func add(_ layer: Layer) {
    if first == nil {
      first = layer
    } else if second == nil {
      second = layer
    } else if third == nil {
      third = layer
    }
  }
}
