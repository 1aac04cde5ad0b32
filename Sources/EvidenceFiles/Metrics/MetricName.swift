import Evidence

/// A metric's name taken apart: whose it is, what it is called, in which unit.
///
///     carts-db_cpu             → carts-db, cpu
///     payment-latency-p99      → payment, latency-p99
///     CpuUsage(m)              → the file's own service, CpuUsage, m
///     cart_memory_bytes        → cart, memory_bytes, bytes
struct MetricName: Hashable {
  /// Empty where the name holds none.
  var service: String
  var metric: String
  var unit: String
  /// What tells it from others of the same name, sorted: `status=500`.
  var labels: [MetricLabel] = []
  /// Which copy of the service it is of, in any words.
  var instance = ""

  /// The name without labels and instance.
  var plain: MetricName {
    var name = self
    name.labels = []
    name.instance = ""
    return name
  }

  /// The name of what a sum or a count is of: `latency` of `latency_sum`; nil for other names.
  func without(suffix: String) -> MetricName? {
    guard metric.hasSuffix(suffix), metric.utf8.count > suffix.utf8.count else { return nil }
    var name = self
    name.metric = String(metric.dropLast(suffix.count))
    return name
  }

  /// Units that stand at the end of names, and as what they are printed.
  private static let units: [(word: String, unit: String)] = [
    ("bytes", "bytes"), ("kb", "KB"), ("mb", "MB"), ("gb", "GB"), ("kib", "KiB"), ("mib", "MiB"),
    ("gib", "GiB"), ("ms", "ms"), ("millis", "ms"), ("milliseconds", "ms"), ("seconds", "s"),
    ("secs", "s"), ("sec", "s"), ("percent", "%"), ("pct", "%"), ("percentage", "%"),
    ("cores", "cores"), ("millicores", "millicores"), ("microseconds", "µs"), ("us", "µs"),
    ("nanoseconds", "ns"), ("ns", "ns"),
  ]
  /// Units in brackets, as exports write them.
  private static let bracketed = [
    "m": "millicores", "Mi": "MiB", "Gi": "GiB", "Ki": "KiB", "s": "s", "ms": "ms", "%": "%",
    "B": "bytes", "bytes": "bytes", "Ops": "per s", "cores": "cores",
  ]

  /// Takes the name of a column apart.
  init(column: String) {
    let (name, unit) = Self.withoutBrackets(column)
    (service, metric) = Self.split(name)
    self.unit = unit ?? Self.unit(of: metric)
  }

  /// Takes a metric's name as it is, of whatever service.
  init(service: String, metric: String, unit: String? = nil) {
    self.service = service
    let (name, bracketed) = Self.withoutBrackets(metric)
    self.metric = name
    self.unit = unit ?? bracketed ?? Self.unit(of: name)
  }

  /// The unit that a name ends in: `bytes` of `memory_bytes_total`; empty where it ends in none.
  ///
  /// A statistic stands behind it: `s` of `request_duration_seconds:p95`.
  static func unit(of name: String) -> String {
    if name.hasSuffix(rate) {
      let counter = String(name.dropLast(rate.count))
      // How many took how many seconds is a number.
      let unit = counter.hasSuffix("_count") ? "" : unit(of: counter)
      return rateUnit(of: unit, kind: MetricKind(name: counter))
    }
    let tokens = MetricKind.tokens(name.prefix { $0 != "=" }.description)
    if name.hasSuffix("/s") || name.hasSuffix("/sec")
      || zip(tokens, tokens.dropFirst()).contains(where: {
        $0 == "per" && ["s", "sec", "second", "seconds"].contains($1)
      })
    {
      return Measured.perSecond
    }
    if name.hasSuffix("%") { return "%" }
    let last = tokens.last { !isStatistic($0) } ?? ""
    return units.first { $0.word == last }?.unit ?? ""
  }

  /// What recording rules, and the queries of sources, call what a counter grows by a second.
  private static let rate = ":rate"

  /// The unit of what a counter grows by a second: of seconds of work they are the processors at work.
  static func rateUnit(of unit: String, kind: MetricKind) -> String {
    switch unit {
    case "": Measured.perSecond
    case "s": kind == .cpu ? "cores" : "s/s"
    default: unit + "/s"
    }
  }

  private static let statistics: Set<String> = [
    "total", "sum", "count", "avg", "average", "mean", "median", "max", "min", "maximum", "minimum",
  ]

  /// Whether a word of a name says which of many values it is: `sum`, `avg`, `p95`.
  private static func isStatistic(_ token: String) -> Bool {
    statistics.contains(token)
      || token.first == "p" && token.count > 1 && token.dropFirst().allSatisfy(\.isNumber)
  }

  /// Whether it ends as counters do by convention: their values tell nothing, what they grow by does.
  var mayBeCounter: Bool {
    let name = metric.prefix { $0 != " " }
    return ["_total", "_sum", "_count"].contains { name.hasSuffix($0) }
  }

  private static func withoutBrackets(_ name: String) -> (String, String?) {
    guard let open = name.lastIndex(where: { $0 == "(" || $0 == "[" }), open > name.startIndex,
      let last = name.last, last == ")" || last == "]"
    else { return (name, nil) }
    let unit = String(name[name.index(after: open)...].dropLast())
    var plain = name[..<open]
    while plain.last == " " || plain.last == "_" { plain.removeLast() }
    return (String(plain), bracketed[unit] ?? unit)
  }

  /// Splits before the first word that begins a metric's name: at underscores where there are any,
  /// for services often have dashes in theirs.
  private static func split(_ name: String) -> (service: String, metric: String) {
    for separator: Character in ["_", "/", ".", ":", " ", "-"] {
      let parts = name.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count > 1 else { continue }
      // Behind a blank the service is over: `orders-db connect timeouts`.
      if separator == " ", parts[0].contains("-") {
        return (String(parts[0]), parts.dropFirst().joined(separator: " "))
      }
      // What begins with a metric's word has no service before it: `cpu_usage`.
      if MetricKind.begins(with: String(parts[0])) { return ("", name) }
      let place = parts.indices.dropFirst().first { index in
        let part = parts[index].split(separator: "-").first.map(String.init) ?? ""
        return MetricKind.begins(with: part)
      }
      guard let place else { continue }
      // What only says which of them is nobody: `connected_clients`, `used_memory`.
      if parts[..<place].allSatisfy({ MetricOwner.isState(String($0)) }) { return ("", name) }
      let separated = String(separator)
      return (
        parts[..<place].joined(separator: separated), parts[place...].joined(separator: separated)
      )
    }
    return ("", name)
  }
}
