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
        "eventtime", "collectedat", "starttime", "at",
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

  /// The columns of each role, in their order.
  private(set) var places: [Role: [Int]] = [:]
  /// The names as they stand in the header.
  let header: [String]
  /// Columns of numbers, each a metric, where the table is no long one.
  private(set) var metrics: [Int] = []

  /// The role of a column's name; nil for names of metrics.
  private static func role(_ name: String) -> Role? {
    let key = String(
      name.lowercased().unicodeScalars.filter {
        (0x61...0x7A).contains($0.value) || (0x30...0x39).contains($0.value)
      }.map(Character.init))
    return names.first { $0.names.contains(key) }?.role
  }

  /// Takes a header with the rows below it; nil where that is no table of metrics.
  ///
  /// Strict: a time in each row, and numbers in all columns that have no role.
  init?(header: [String], rows: [[String]]) {
    self.header = header
    guard header.count > 1, rows.count > 0 else { return nil }
    for (place, name) in header.enumerated() {
      guard let role = Self.role(name) else { continue }
      places[role, default: []].append(place)
    }
    guard let time = places[.time]?.first else { return nil }
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
    for place in header.indices where !roles.contains(place) {
      guard whole.allSatisfy({ Self.isNumber($0[place], orMissing: true) }) else {
        // A column of names beside the service is no metric; a column of texts makes it a log.
        guard whole.allSatisfy({ Self.isLabel($0[place]) }) else { return nil }
        continue
      }
      if whole.contains(where: { Self.isNumber($0[place], orMissing: false) }) {
        metrics.append(place)
      }
    }
    guard !metrics.isEmpty else { return nil }
    // One column beside the time may be anything; its name must tell what it measures.
    let known = metrics.filter { MetricKind(name: header[$0]) != .other }
    guard !known.isEmpty || metrics.count > 2 else { return nil }
    // The columns of an access log are numbers too, but say what was requested.
    guard !header.contains(where: { Self.ofLogs.contains($0.lowercased()) }) else { return nil }
  }

  /// Names of columns that only logs and spans have.
  private static let ofLogs: Set<String> = [
    "message", "msg", "status", "status_code", "method", "path", "url", "level", "severity",
    "traceid", "trace_id", "spanid", "span_id", "duration", "endtime", "endtimeunixnano",
    "user", "request", "event", "pid",
  ]

  /// Whether each row holds one value of one metric.
  var isLong: Bool { places[.metric] != nil && places[.value] != nil }

  /// The place of a role's first column.
  func place(_ role: Role) -> Int? { places[role]?.first }

  private static func isTime(_ text: String) -> Bool {
    text.utf8.count > 7 && text.utf8.prefix(2).contains { (0x30...0x39).contains($0) }
  }

  private static func isNumber(_ text: String, orMissing: Bool) -> Bool {
    if let number = Double(text) { return orMissing || number.isFinite }
    return orMissing && (text.isEmpty || missing.contains(text.lowercased()))
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
