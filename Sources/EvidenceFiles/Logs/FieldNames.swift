/// What a named field of a JSON object, a logfmt line or a table says about an entry.
enum FieldRole: Int, CaseIterable {
  case time, date, clock, zone, level, message, service, pod, host, logger, status, detail
  case trace, span
}

/// The names that fields go by in the wild: one table for JSON, logfmt and the columns of tables.
///
/// Names are compared in lower case without `_`, `-`, `.`, `@`, `$`, `/` and spaces; a nested field
/// goes by the names of its parents joined to its own (`kubernetes.pod_name`), and by its own.
enum FieldNames {
  /// The table itself, best first for each role: add a name where a new source of logs needs one.
  static let table: [(role: FieldRole, names: [StaticString])] = [
    (
      .time,
      [
        "timestamp", "time", "ts", "datetime", "eventtime", "logtime", "asctime", "timeunixnano",
        "timestampnanos", "realtimetimestamp", "timegenerated", "timegeneratedutc", "tdate",
        "timestampms", "timestamputc", "timelocal", "timeiso8601", "dateandtime", "dateutc",
        "t", "instant", "instantepochsecond", "starttime", "starttimeutc", "requesttime",
        "lasttimestamp", "createdat", "timecreated", "timecreatedsystemtime", "systemtime",
        "when", "observedtimestamp", "observedtimeunixnano", "receivetimestamp", "logtimestamp",
        "sourcerealtimetimestamp", "ingestiontime", "localtime", "reporttime", "lastseen",
        "firsttimestamp", "recordtime", "requestreceivedtimestamp", "stagetimestamp",
      ]
    ),
    (.date, ["date", "logdate", "day"]),
    (.clock, ["timetaken0", "logclock", "timeofday", "hour"]),
    (.zone, ["tz", "timezone", "tzoffset", "utcoffset", "timezoneoffset", "zoneoffset"]),
    (
      .level,
      [
        "level", "severity", "loglevel", "severitylevel", "severitytext", "lvl", "levelname",
        "loglevelname",
        "logseverity", "sev", "leveldisplayname", "severitylabel", "detectedlevel", "logginglevel",
        "priority", "prioritytext", "severityname", "errorseverity", "severitynumber", "sevlvl",
        "verbosity", "s",
        "syslogseverity", "levelvalue", "entrytype", "type", "at", "l",
      ]
    ),
    (
      .message,
      [
        "message", "msg", "log", "body", "bodystringvalue", "renderedmessage", "m", "text",
        "logmessage", "textpayload", "jsonpayloadmessage", "jsonpayloadmsg", "event",
        "eventmessage",
        "eventname", "content", "description", "logline", "line", "raw", "rawlog", "rawmessage",
        "shortmessage", "fullmessage", "bodystring", "mt", "messagetemplate", "note",
        "statusmessage", "data",
      ]
    ),
    (
      .service,
      [
        "servicename", "service", "resourceservicename", "resourceattributesservicename",
        "attributesservicename", "svc", "app", "application", "appname", "applicationname",
        "kuberneteslabelsapp", "kuberneteslabelsappkubernetesioname", "labelsapp",
        "labelsk8spodapp", "labelsappkubernetesioname", "fieldsapp", "fieldsservice",
        "serviceid", "component0", "containername", "container", "kubernetescontainername",
        "resourcelabelscontainername", "resourcelabelsservicename", "program", "syslogidentifier",
        "progname", "systemdunit", "unit", "providername", "sourcename", "logstreamname",
        "functionname", "logstream", "cloudrolename", "processname", "process", "job", "taskname",
        "object",
        "source", "name", "involvedobjectname", "comm", "devname",
        "eventsource",
      ]
    ),
    (
      .pod,
      [
        "podname", "pod", "kubernetespodname", "k8spodname", "kubernetespod",
        "resourcelabelspodname", "podid",
      ]
    ),
    (
      .host,
      [
        "host", "hostname", "hostname0", "node", "nodename", "server", "machine", "machinename",
        "computer", "instance", "kuberneteshost", "kubernetesnodename", "servername",
        "computername",
        "ssitename", "scomputername", "nodeid",
      ]
    ),
    (
      .logger,
      [
        "logger", "loggername", "loglogger", "category", "categoryname", "sourcecontext",
        "propertiessourcecontext", "class", "module", "target", "component", "channel", "subsystem",
        "c", "context", "caller", "threadname", "thread", "processthreadname",
      ]
    ),
    (
      .status,
      [
        "status", "statuscode", "httpstatus", "httpstatuscode", "responsecode", "responsestatus",
        "responsestatuscode", "httpresponsestatuscode", "scstatus", "downstreamstatus",
        "httpstatus0",
        "httprequeststatus", "edgeresponsestatus", "elbstatuscode", "resstatuscode",
      ]
    ),
    (
      .detail,
      [
        "error", "err", "exception", "errormessage", "exceptionmessage", "errmessage", "errmsg",
        "errorcode", "attrmessage", "attrerror", "cause", "reason", "errorstacktrace",
        "exceptionstacktrace",
        "errorstack", "stacktrace", "stack", "errstack", "thrown", "throwable", "details",
        "errornum", "errordescription", "errordetail", "errorreason", "failurereason",
        "failuremessage",
        "faultstring", "x",
      ]
    ),
    (
      .trace,
      [
        "traceid", "contexttraceid", "tracetraceid", "ddtraceid", "xb3traceid", "xtraceid",
        "xrequesttraceid", "otraceid", "oteltraceid", "spancontexttraceid", "mdctraceid",
      ]
    ),
    (
      .span,
      [
        "spanid", "contextspanid", "tracespanid", "ddspanid", "xb3spanid", "otelspanid",
        "spancontextspanid", "mdcspanid",
      ]
    ),
  ]

  /// Names that say so little of their role that any other of it wins, whoever nests it.
  private static let vague: [StaticString] = [
    "container", "containername", "kubernetescontainername", "source", "object", "name",
    "sourcename", "logstreamname", "logstream", "job", "process", "processname", "taskname",
    "involvedobjectname",
    "type", "at", "l", "entrytype", "eventsource", "data", "event", "note", "x", "day", "hour",
    "class", "thread",
    "threadname", "processthreadname", "caller", "context", "comm", "providername",
    "resourcelabelscontainername", "ingestiontime", "receivetimestamp", "observedtimestamp",
    "observedtimeunixnano", "unit", "reason",
  ]

  /// A role with its rank, 0 being the best.
  struct Entry {
    var role: FieldRole
    var rank: Int
  }

  /// Endings of names that tell their role where the whole name is unknown: `SyslogMessage`,
  /// `record_severity`.
  private static let endings: [(text: StaticString, role: FieldRole)] = [
    ("message", .message), ("severity", .level), ("level", .level), ("loglevel", .level),
    ("timestamp", .time), ("datetime", .time), ("servicename", .service), ("hostname", .host),
  ]

  /// The role that the ending of a name tells, worse than any name of the table.
  static func ending(_ name: Bytes) -> Entry? {
    // Most names end otherwise: one look at the last letter.
    guard let last = name.last, name.count > 5 else { return nil }
    let letter = lowered(last)
    guard
      letter == UInt8(ascii: "e") || letter == UInt8(ascii: "y") || letter == UInt8(ascii: "l")
        || letter == UInt8(ascii: "p")
    else { return nil }
    for (text, role) in endings where text.utf8CodeUnitCount < name.count {
      var at = name.count
      var index = text.utf8CodeUnitCount
      while index > 0, at > 0 {
        at -= 1
        guard isLetter(name[at]) || isDigit(name[at]) else { continue }
        index -= 1
        guard lowered(name[at]) == text.utf8Start[index] else {
          index = -1
          break
        }
      }
      // Of the two times of a request the first is the entry's.
      let isEnd = role == .time && name.count > 4 && at > 2 && ends(name.part(0, at), "end")
      if index == 0 { return Entry(role: role, rank: isEnd ? nesting : nesting - 1) }
    }
    return nil
  }

  /// Whether a part of a name ends in a word, whatever its case.
  static func ends(_ part: Bytes, _ word: StaticString) -> Bool {
    let start = part.count - word.utf8CodeUnitCount
    guard start >= 0 else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy {
      lowered(part[start + $0]) == word.utf8Start[$0]
    }
  }

  /// Whether a value's name says that there was an error, not only why something was.
  ///
  /// `errorMessage`, not `reason`: the first eight names of ``FieldRole/detail``, in no other object.
  static func namesError(_ value: FieldValues.Value) -> Bool { value.rank < 8 }

  /// What a vague name adds to its rank, and a name inside other objects: see ``FieldValues``.
  static let vagueness = 100, nesting = 200

  /// The table by the hash of the name: open addressing over a power of two.
  private static let slots: [(hash: UInt64, entry: Entry)?] = {
    var slots: [(hash: UInt64, entry: Entry)?] = Array(repeating: nil, count: 1024)
    let isVague = Set(vague.map { hash($0) })
    for (role, names) in table {
      for (rank, name) in names.enumerated() {
        let key = hash(name)
        var slot = Int(key & 1023)
        while let taken = slots[slot], taken.hash != key { slot = (slot + 1) & 1023 }
        let entry = Entry(role: role, rank: isVague.contains(key) ? rank + vagueness : rank)
        if slots[slot] == nil { slots[slot] = (key, entry) }
      }
    }
    return slots
  }()

  private static func hash(_ name: StaticString) -> UInt64 {
    var value = hashStart
    for index in 0..<name.utf8CodeUnitCount { value = extend(value, name.utf8Start[index]) }
    return value
  }

  /// One step of the hash of a name; marks between its words do not count.
  @inline(__always)
  static func extend(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    if isLetter(byte) || isDigit(byte) || byte >= 0x80 { return hashStep(hash, lowered(byte)) }
    return hash
  }

  /// The role of the name with a hash.
  @inline(__always)
  static func entry(hash: UInt64) -> Entry? {
    var slot = Int(hash & 1023)
    while let found = slots[slot] {
      if found.hash == hash { return found.entry }
      slot = (slot + 1) & 1023
    }
    return nil
  }

  /// The role of a name: `Log-Level` is ``FieldRole/level``.
  static func entry(_ name: Bytes) -> Entry? { entry(hash: hash(name)) }

  /// The hash that a name goes by.
  static func hash(_ name: Bytes) -> UInt64 { name.reduce(hashStart) { extend($0, $1) } }
}
