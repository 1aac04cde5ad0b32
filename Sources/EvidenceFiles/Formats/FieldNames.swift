/// What a named field of a JSON object, a logfmt line or a table says about an entry.
enum FieldRole: Int, CaseIterable {
  case time, level, message, service, pod, host, detail
}

/// The names that fields go by in the wild, best first for each role.
///
/// Names are compared in lower case without `_`, `-`, `.`, `@`, `$` and spaces; a nested field also
/// goes by the names of its parents joined to its own (`kubernetes.pod_name`).
enum FieldNames {
  /// The table itself: add a name where a new source of logs needs one.
  static let table: [(role: FieldRole, names: [String])] = [
    (
      .time,
      [
        "timestamp", "time", "ts", "datetime", "date", "eventtime", "logtime", "asctime",
        "timeunixnano", "observedtimestamp", "timegenerated", "createdat", "t", "instant",
        "instantepochsecond", "when", "starttime",
      ]
    ),
    (
      .level,
      [
        "level", "severity", "loglevel", "severitytext", "lvl", "levelname", "priority",
        "logseverity", "sev", "loglevelname", "severitynumber", "type",
      ]
    ),
    (
      .message,
      [
        "message", "msg", "log", "body", "bodystringvalue", "text", "logmessage", "event",
        "textpayload", "content", "description", "logline", "line", "rawlog", "shortmessage",
        "fullmessage", "eventmessage", "bodystring", "raw",
      ]
    ),
    (
      .service,
      [
        "servicename", "service", "resourceservicename", "attributesservicename", "svc", "app",
        "application", "appname", "applicationname", "kuberneteslabelsapp",
        "kuberneteslabelsappkubernetesioname", "labelsapp", "component", "container",
        "containername", "kubernetescontainername", "program", "syslogidentifier", "systemdunit",
        "process", "processname", "source",
      ]
    ),
    (.pod, ["podname", "pod", "kubernetespodname", "k8spodname", "kubernetespod", "podid"]),
    (.host, ["host", "hostname", "node", "nodename", "server", "machine", "instance"]),
    (
      .detail,
      [
        "error", "err", "exception", "stack", "stacktrace", "exceptionmessage",
        "errormessage", "exceptionstacktrace", "errorstack", "cause", "thrown",
      ]
    ),
  ]

  /// Names that say so little that another field of the table wins whatever its rank.
  static let vague: Set<String> = [
    "container", "containername", "kubernetescontainername", "source",
  ]

  /// A role with its rank, 0 being the best.
  struct Entry {
    var role: FieldRole
    var rank: Int
  }

  /// The table by the hash of the name.
  static let byHash: [UInt64: Entry] = {
    var result: [UInt64: Entry] = [:]
    for (role, names) in table {
      for (rank, name) in names.enumerated() {
        let key = name.utf8.reduce(hashStart) { extend($0, $1) }
        if result[key] == nil {
          result[key] = Entry(role: role, rank: vague.contains(name) ? rank + 100 : rank)
        }
      }
    }
    return result
  }()

  /// Takes one more byte of a name into its hash.
  @inline(__always)
  static func extend(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    switch byte {
    case 0x5F, 0x2D, 0x2E, 0x40, 0x24, 0x20, 0x2F: hash
    default: hashStep(hash, lowered(byte))
    }
  }

  /// The role of a name.
  static func entry(_ name: Bytes) -> Entry? {
    byHash[name.reduce(hashStart) { extend($0, $1) }]
  }
}

/// The values found for each role in one object, line or row.
struct FieldValues {
  /// A value and how good its name was.
  struct Value {
    var bytes: Bytes
    var rank: Int
    /// Whether it has JSON escapes still to be undone.
    var escaped: Bool
  }

  private var time: Value?
  private var level: Value?
  private var message: Value?
  private var service: Value?
  private var pod: Value?
  private var host: Value?
  private var detail: Value?

  /// The value of a role, nil where none was found.
  subscript(role: FieldRole) -> Value? {
    get {
      switch role {
      case .time: time
      case .level: level
      case .message: message
      case .service: service
      case .pod: pod
      case .host: host
      case .detail: detail
      }
    }
    set {
      switch role {
      case .time: time = newValue
      case .level: level = newValue
      case .message: message = newValue
      case .service: service = newValue
      case .pod: pod = newValue
      case .host: host = newValue
      case .detail: detail = newValue
      }
    }
  }

  /// Takes a value where none with a better name is there yet.
  mutating func offer(_ value: Bytes, _ entry: FieldNames.Entry, escaped: Bool) {
    guard !value.isEmpty, self[entry.role].map({ $0.rank > entry.rank }) ?? true else { return }
    self[entry.role] = Value(bytes: value, rank: entry.rank, escaped: escaped)
  }
}
