import Timeline

/// What a named value says of a span.
enum SpanField: Int, CaseIterable {
  case trace, span, parent, service, pod, operation, start, end, duration, status, error, kind

  /// The names that each goes by, in lower case without marks between words, the best first: add one
  /// where a new source of traces needs it.
  ///
  /// OpenTelemetry's (`opentelemetry-proto`, `trace.proto`), Jaeger's and Zipkin's models, and those of
  /// tables that are exported from them.
  private var names: [String] {
    switch self {
    case .trace: ["traceid", "trace"]
    case .span: ["spanid", "span", "id", "segmentid"]
    case .parent:
      ["parentspanid", "parentid", "parentspan", "parent", "parentsegmentid", "refspanid"]
    case .service:
      [
        "servicename", "service", "resourceservicename", "processservicename", "servicecode",
        "localendpointservicename", "cmdbid", "app", "application",
      ]
    case .pod: ["podname", "pod", "k8spodname", "resourcek8spodname", "instance", "container"]
    case .operation:
      ["operationname", "operation", "spanname", "name", "endpoint", "endpointname", "method"]
    case .start:
      [
        "starttimeunixnano", "starttime", "start", "timestamp", "starttimems", "starttimeus",
        "starttimens", "startmillis", "startmicros", "startnanos", "begintime", "begin", "time",
        "starttimemillis", "starttimemicros", "starttimenanos", "starttimestamp",
      ]
    case .end:
      [
        "endtimeunixnano", "endtime", "end", "endtimems", "endtimeus", "endtimens", "finishtime",
        "endtimemillis", "endtimemicros", "endtimenanos", "endtimestamp",
      ]
    case .duration:
      [
        "duration", "durationns", "durationus", "durationms", "durationnano", "durationnanos",
        "durationmicros", "durationmillis", "elapsed", "elapsedms", "latency", "latencyms",
        "elapsedtime", "durations", "durationseconds",
      ]
    case .status:
      ["statuscode", "otelstatuscode", "status", "httpstatuscode", "responsecode", "resultcode"]
    case .error: ["error", "iserror", "haserror"]
    case .kind: ["kind", "spankind"]
    }
  }

  private static let table: [String: (field: SpanField, rank: Int)] = {
    var table: [String: (SpanField, Int)] = [:]
    for field in allCases {
      for (rank, name) in field.names.enumerated() where table[name] == nil {
        table[name] = (field, rank)
      }
    }
    return table
  }()

  /// A name as the table has it: `Start_Time(ms)` is `starttimems`.
  static func plain(_ name: Bytes) -> String {
    var letters: [UInt8] = []
    for byte in name where isLetter(byte) || isDigit(byte) { letters.append(lowered(byte)) }
    return String(decoding: letters, as: UTF8.self)
  }

  /// What a name means, and how well it says so: 0 is best.
  static func named(_ name: Bytes) -> (field: SpanField, rank: Int)? { table[plain(name)] }
}

/// In what a time or a duration is counted.
enum SpanUnit: Int64 {
  case nanoseconds = 1, microseconds = 1000, milliseconds = 1_000_000, seconds = 1_000_000_000

  /// What the end of a name says: `durationMs` counts in milliseconds.
  init?(name: Bytes) {
    let name = SpanField.plain(name)
    if name.hasSuffix("nano") || name.hasSuffix("nanos") || name.hasSuffix("ns") {
      self = .nanoseconds
    } else if name.hasSuffix("micros") || name.hasSuffix("us"), !name.hasSuffix("status") {
      self = .microseconds
    } else if name.hasSuffix("millis") || name.hasSuffix("ms") {
      self = .milliseconds
    } else if name.hasSuffix("seconds") {
      self = .seconds
    } else {
      return nil
    }
  }

  /// What the number of a time since 1970 is counted in: today's has 10, 13, 16 or 19 digits.
  init(sinceEpoch number: Int64) {
    switch number.magnitude {
    case 100_000_000_000_000_000...: self = .nanoseconds
    case 100_000_000_000_000...: self = .microseconds
    case 100_000_000_000...: self = .milliseconds
    default: self = .seconds
    }
  }
}

/// Reads the numbers and times in the values of spans.
struct SpanNumbers {
  private let stamps = StampReader()

  /// A number, whole or with a fraction, in nanoseconds of a unit.
  ///
  /// `28160` in microseconds is 28,160,000; `1.5` in seconds is 1,500,000,000.
  static func nanoseconds(_ value: Bytes, _ unit: SpanUnit) -> Int64? {
    let value = value.trimmed()
    let isNegative = value.first == UInt8(ascii: "-")
    var at = isNegative ? 1 : 0
    guard at < value.count, isDigit(value[at]) else { return nil }
    var whole: Int64 = 0
    while at < value.count, isDigit(value[at]) {
      whole = whole.multipliedClamped(by: 10).addingClamped(Int64(value[at] &- 0x30))
      at += 1
    }
    var result = whole.multipliedClamped(by: unit.rawValue)
    if at < value.count, value[at] == UInt8(ascii: ".") {
      at += 1
      var step = unit.rawValue / 10
      while at < value.count, isDigit(value[at]) {
        result = result.addingClamped(step &* Int64(value[at] &- 0x30))
        step /= 10
        at += 1
      }
    }
    return at == value.count ? (isNegative ? Int64(0).subtractingClamped(result) : result) : nil
  }

  /// A time in nanoseconds since 1970, and its unit where it is a number.
  func time(_ value: Bytes, unit: SpanUnit?) -> (nanoseconds: Int64, unit: SpanUnit?)? {
    let value = value.trimmed()
    if let whole = Self.nanoseconds(value, .nanoseconds) {
      // In nanoseconds the fraction is cut off: the number itself.
      let unit = unit ?? SpanUnit(sinceEpoch: whole)
      return Self.nanoseconds(value, unit).map { ($0, unit) }
    }
    return stamps.read(value: value).map {
      ($0.timestamp.instant.milliseconds.multipliedClamped(by: 1_000_000), nil)
    }
  }
}
