import Evidence

/// What the columns of a table of metrics are, by the names that exports give them.
struct MetricColumns {
  /// The part of a table that a column holds.
  enum Role: Hashable {
    case time, service, metric, statistic, value, unit, labels
  }

  /// Names in lower case, letters and digits only.
  private static let names: [(role: Role, names: Set<String>)] = [
    (
      .time,
      [
        "time", "timestamp", "ts", "date", "datetime", "t", "epoch", "unixtime", "when", "clock",
        "eventtime", "collectedat", "starttime", "at", "minute", "hour", "interval", "bucket",
        "timeutc", "timestamputc", "utc", "sampledat", "recordedat", "measuredat", "sampletime",
        "periodstart", "windowstart", "datehour",
      ]
    ),
    (
      .service,
      [
        "service", "servicename", "app", "application", "component", "podname", "pod", "container",
        "containername", "deployment", "workload", "cmdbid", "entity", "instance", "host",
        "hostname", "node", "job", "resource", "target", "microservice", "svc", "server",
      ]
    ),
    (
      .metric,
      [
        "metric", "metricname", "kpi", "kpiname", "measurement", "name", "indicator", "field",
        "counter", "key", "series",
      ]
    ),
    (.statistic, ["statistic", "stat", "aggregation", "agg", "quantile", "percentile"]),
    (.value, ["value", "val", "reading", "metricvalue", "sample"]),
    (.unit, ["unit", "units", "uom"]),
    (.labels, ["labels", "labelset", "tags", "dimensions", "attributes"]),
  ]

  private static let roles = Dictionary(
    names.flatMap { row in row.names.map { ($0, row.role) } },
    uniquingKeysWith: { first, _ in first })

  /// The columns of each role, in their order.
  private(set) var places: [Role: [Int]] = [:]
  /// The names as they stand in the header.
  let header: [String]
  /// Columns of numbers, each a metric, where the table is no long one.
  private(set) var metrics: [Int] = []
  /// Columns of names or statuses that tell rows of one time apart, where the table is no long one or is
  /// InfluxDB's.
  private(set) var labels: [Int] = []

  /// Whether two columns together name the metric of a row: InfluxDB's measurement and its field.
  private let isOfFlux: Bool
  /// The columns that name the metric of a row.
  var naming: ArraySlice<Int> { (places[.metric] ?? []).prefix(isOfFlux ? 2 : 1) }

  /// The role of a column's name; nil for names of metrics.
  private static func role(_ name: String) -> Role? {
    let key = String(
      decoding: name.utf8.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.filter {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
      }, as: UTF8.self)
    return roles[key]
  }

  /// Takes a header with the rows below it; nil where that is no table of metrics.
  ///
  /// Strict: a time in each row, and numbers in all columns that have no role. Of two columns or fewer one must tell
  /// what it measures, or the name of the file at `path` does.
  init?(header: [String], rows: [[String]], of path: String = "") {
    self.header = header
    guard header.count > 1, rows.count > 0 else { return nil }
    for (place, name) in header.enumerated() {
      guard let role = Self.role(name) else { continue }
      places[role, default: []].append(place)
    }
    guard let time = places[.time]?.first else { return nil }
    // InfluxDB's rows name their metric by a measurement and a field, and have a column for each tag.
    isOfFlux = header.contains("_measurement") && header.contains("_field")
    if isOfFlux {
      places[.metric]?.sort { header[$0] == "_measurement" && header[$1] != "_measurement" }
      labels = header.indices.filter { place in
        Self.role(header[place]) == nil && !Self.ofFlux.contains(header[place])
      }
    }
    let whole = rows.filter { $0.count == header.count }
    guard whole.count * 10 >= rows.count * 9, !whole.isEmpty,
      whole.allSatisfy({ Self.isTime($0[time]) })
    else { return nil }
    if isLong {
      guard let value = places[.value]?.first,
        whole.allSatisfy({ Self.isNumber($0[value], orMissing: true) }),
        whole.contains(where: { Self.isNumber($0[value], orMissing: false) })
      else { return nil }
      return
    }
    let roles = Set([Role.time, .service, .unit].flatMap { places[$0] ?? [] })
    let isTally = Self.isTally(header, whole, time)
    let owners = [time] + (places[.service] ?? [])
    let isRepeated = Set(whole.map { row in owners.map { row[$0] } }).count * 2 <= whole.count
    for place in header.indices where !roles.contains(place) {
      let values = whole.map { $0[place] }
      if isTally, Self.isStatus(header[place], values) {
        labels.append(place)
        continue
      }
      guard values.allSatisfy({ Self.isNumber($0, orMissing: true) }) else {
        // A column of names beside the service is no metric; a column of texts makes it a log.
        guard values.allSatisfy(Self.isLabel) else { return nil }
        // Beside a service it names the copy of it, which is no metric of its own; unless a service has
        // several rows at a time.
        if isTally || places[.service] == nil || isRepeated { labels.append(place) }
        continue
      }
      // A port or another number that names a thing tells rows apart.
      if isTally, Self.numbering.contains(header[place].lowercased()) {
        labels.append(place)
      } else if values.contains(where: { Self.isNumber($0, orMissing: false) }) {
        metrics.append(place)
      }
    }
    guard !metrics.isEmpty else { return nil }
    // One column beside the time may be anything; its name must tell what it measures.
    guard
      isTally || metrics.count > 2
        || metrics.contains(where: { MetricKind(name: header[$0]) != .other })
        || MetricPanel(file: path, columns: metrics.map { header[$0] }) != nil
    else { return nil }
    // The columns of an access log are numbers too, but say what was requested.
    let telling = isTally ? Self.ofEachRequest : Self.ofLogs
    guard !header.contains(where: { telling.contains($0.lowercased()) }) else { return nil }
  }

  /// Whether rows tell how many there were in each minute or hour, so that statuses, methods and routes
  /// are labels: `minute,service,status,requests`.
  private static func isTally(_ header: [String], _ rows: [[String]], _ time: Int) -> Bool {
    guard rows.count > 1, rows.allSatisfy({ isWholeMinute($0[time]) }) else { return false }
    return header.indices.contains { place in
      place != time
        && MetricKind.tokens(header[place]).contains(where: Self.counted.contains)
        && rows.allSatisfy { isNumber($0[place], orMissing: true) }
    }
  }

  private static let counted: Set<String> = [
    "requests", "count", "hits", "calls", "responses", "errors", "total", "failures", "messages",
    "events", "queries", "reqs", "num", "n",
  ]
  /// Numbers that name things.
  private static let numbering: Set<String> = [
    "port", "shard", "partition", "id", "tenant", "zone",
  ]

  /// Whether a column holds statuses (RFC 9110, 15) or classes of them: `503`, `5xx`.
  private static func isStatus(_ name: String, _ values: [String]) -> Bool {
    let tokens = MetricKind.tokens(name)
    return tokens.contains { ["status", "code", "statuscode"].contains($0) }
      && values.allSatisfy { value in
        value.utf8.count == 3 && value.utf8.first.map { (0x31...0x35).contains($0) } ?? false
      }
  }

  /// Whether a time ends in no seconds: `10:05`, `10:05:00Z`, `1760000040`.
  private static func isWholeMinute(_ text: String) -> Bool {
    if let epoch = Int64(text) {
      return epoch % (epoch > 100_000_000_000 ? 60_000 : 60) == 0
    }
    guard let colon = text.firstIndex(of: ":") else { return text.utf8.count <= 10 }
    let clock = text[text.index(after: colon)...].prefix { $0 != "Z" && $0 != "+" && $0 != " " }
    let parts = clock.split(separator: ":")
    return parts.count < 2 || Double(parts[1]) == 0
  }

  /// Columns of InfluxDB's exports that tell of the query.
  private static let ofFlux: Set<String> = ["", "result", "table", "_start", "_stop"]

  /// Names of columns that only logs and spans have.
  private static let ofLogs: Set<String> = [
    "message", "msg", "status", "status_code", "method", "path", "url", "level", "severity",
    "traceid", "trace_id", "spanid", "span_id", "duration", "endtime", "endtimeunixnano",
    "user", "request", "event", "pid",
  ]
  /// Those of them that differ with each request.
  private static let ofEachRequest: Set<String> = [
    "message", "msg", "url", "traceid", "trace_id", "spanid", "span_id", "user", "pid",
  ]

  /// Whether each row holds one value of one metric.
  var isLong: Bool { places[.metric] != nil && places[.value] != nil }

  /// The place of a role's first column.
  func place(_ role: Role) -> Int? { places[role]?.first }

  private static func isTime(_ text: String) -> Bool {
    text.utf8.count > 7 && text.utf8.prefix(2).contains { (0x30...0x39).contains($0) }
  }

  private static func isNumber(_ text: String, orMissing: Bool) -> Bool {
    var digits = text
    // Most are plain decimals, which are told faster than by the library.
    if digits.withUTF8({ DecimalScan.number($0) }) != nil { return true }
    if let number = Double(text) { return orMissing || number.isFinite }
    if orMissing, text.isEmpty || missing.contains(text.lowercased()) { return true }
    return FormattedValue(text) != nil
  }

  /// What stands for a value that is not there.
  static let missing: Set<String> = [
    "nan", "null", "none", "n/a", "na", "-", "+inf", "-inf", "inf",
  ]

  /// Whether a text can be a name: short, and of one word or two.
  private static func isLabel(_ text: String) -> Bool {
    text.utf8.count <= 80 && text.split(separator: " ").count <= 2
  }
}
