import Evidence

/// Which of a server's metrics tell of an incident, and how each is asked for.
///
/// `http_requests_total` (a counter) → its rate; `http_request_duration_seconds_bucket` → a quantile;
/// gauges as they are. What a name measures is told by ``MetricKind``, what type it is by the server's
/// metadata, else by the customary endings.
struct MetricChoice {
  /// A metric that is asked for.
  struct Wanted: Hashable {
    /// Its name, without `_bucket`, `_total`: `http_request_duration_seconds`.
    var name: String
    var kind: MetricKind
    var form: Form

    /// How it is asked for.
    enum Form: Hashable {
      /// What the counter of this name grows by a second.
      case rate(counter: String)
      /// The time within which 95 of 100 were done, of the histogram with these buckets.
      case quantile(buckets: String)
      /// The value as it stands: of several copies the one that stands out.
      case value
    }
  }

  /// What of the metrics is asked for, the most telling first: of each kind one, then the next of each.
  ///
  /// `types` are `counter`, `gauge`, `histogram`, `summary` by name, as far as the server tells; `words`
  /// are those of the question.
  static func wanted(names: [String], types: [String: String], words: [String]) -> [Wanted] {
    let known = Set(names)
    let all = names.sorted().compactMap { wanted($0, known, types) }
    let words = words.filter { $0.utf8.count > 2 }
    func isNamed(_ metric: Wanted) -> Bool {
      let tokens = MetricKind.tokens(metric.name)
      return words.contains { word in tokens.contains { $0 == word || $0 + "s" == word } }
    }
    var turns: [(turn: Int, rank: Int, metric: Wanted)] = []
    for (rank, kind) in order.enumerated() {
      let ofKind = all.filter { $0.kind == kind }.enumerated().sorted {
        (isNamed($0.element) ? 0 : 1, weight($0.element), $0.offset)
          < (isNamed($1.element) ? 0 : 1, weight($1.element), $1.offset)
      }.map(\.element)
      turns += ofKind.enumerated().map { ($0.offset, rank, $0.element) }
    }
    return turns.sorted { ($0.turn, $0.rank) < ($1.turn, $1.rank) }.map(\.metric)
  }

  /// Kinds by how soon they tell of an incident: what users feel, then what runs out.
  private static let order: [MetricKind] = [
    .latency, .errors, .requests, .pool, .queue, .copies, .throttling, .restarts, .memory, .cpu,
    .threads,
    .availability, .disk, .loss, .files, .collection, .network, .other,
  ]

  /// Counters and histograms are measured by the service itself; of gauges there are many.
  private static func weight(_ metric: Wanted) -> Int {
    switch metric.form {
    case .quantile: 0
    case .rate: 1
    case .value: 2
    }
  }

  private static func wanted(
    _ name: String, _ known: Set<String>, _ types: [String: String]
  ) -> Wanted? {
    guard isPlain(name), !isOfMonitoring(name) else { return nil }
    func wanted(_ base: String, _ form: Wanted.Form) -> Wanted? {
      Wanted(name: base, kind: MetricKind(name: base), form: form)
    }
    if let base = name.without("_bucket") { return wanted(base, .quantile(buckets: name)) }
    if let base = name.without("_sum"), known.contains(base + "_count") {
      // Of a histogram the quantile tells, of a summary its own quantiles or, without any, nothing.
      return nil
    }
    if let base = name.without("_count"),
      known.contains(base + "_sum") || known.contains(base + "_bucket")
    {
      return Wanted(name: name, kind: MetricKind(name: name), form: .rate(counter: name))
    }
    let base = name.without("_total") ?? name
    let isCounter = (types[name] ?? types[base]).map { $0 == "counter" } ?? name.hasSuffix("_total")
    // A rate over minutes blurs when something was restarted; there are few to count.
    if isCounter, MetricKind(name: name) == .restarts { return wanted(name, .value) }
    if isCounter { return wanted(base, .rate(counter: name)) }
    // Constants that carry labels, and times of creation, have no course.
    guard !name.hasSuffix("_info"), !name.hasSuffix("_created"), !name.hasSuffix("_timestamp")
    else {
      return nil
    }
    return wanted(name, .value)
  }

  /// Whether a name stands in a query as it is: of letters, digits, `_` and `:`.
  ///
  /// Source: Prometheus, "Data model". What a server calls otherwise would be an expression of its own.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.first.map { !(0x30...0x39).contains($0) } == true
      && name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "_:".utf8.contains($0)
      }
  }

  /// Whether a metric is of the monitoring itself, or of the inside of a language's runtime.
  private static func isOfMonitoring(_ name: String) -> Bool {
    monitoring.contains { name.hasPrefix($0) } || name.contains(":")
      || name == "ALERTS" || name == "ALERTS_FOR_STATE"
  }

  private static let monitoring = [
    "prometheus_", "promhttp_", "scrape_", "alertmanager_", "vm_", "vmagent_", "vmalert_", "flag",
    "go_memstats_", "go_gc_", "go_info", "go_threads", "python_", "net_conntrack_", "thanos_",
    "cortex_", "loki_", "tempo_", "grafana_", "otelcol_", "process_virtual_",
    "process_max_", "node_scrape_", "kubelet_", "apiserver_", "workqueue_", "rest_client_",
  ]
}

extension String {
  /// The text without an ending; nil where it has another.
  fileprivate func without(_ ending: String) -> String? {
    hasSuffix(ending) && utf8.count > ending.utf8.count
      ? String(dropLast(ending.count)) : nil
  }
}
