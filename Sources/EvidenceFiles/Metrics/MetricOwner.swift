import Evidence

/// Whose the columns of a table of metrics are, where the table's file is named after it.
///
///     redis_stats.csv       connected_clients, maxclients       → redis: all of them
///     listings-metrics.csv  hit_ratio, db_cpu_pct, http_5xx     → listings: all of them, by their whole names
///     shop-metrics.csv      carts_cpu, orders_cpu               → nobody: the columns name whose they are
struct MetricOwner {
  let service: String

  /// Nil where a file's name holds no name, or only what is measured, or where columns tell the same of
  /// several things.
  init?(file path: String, columns: [String]) {
    guard let name = Self.name(in: path) else { return nil }
    var heads: [String: Set<String>] = [:]
    for column in columns {
      let name = MetricName(column: column)
      if !name.service.isEmpty { heads[name.metric, default: []].insert(name.service) }
    }
    guard heads.values.allSatisfy({ $0.count == 1 }) else { return nil }
    service = name
  }

  /// The metric of a column: a part of the owner keeps its name in the metric's, `db_cpu_pct`; who has a
  /// name of its own keeps its metric.
  func name(of column: String) -> MetricName {
    let name = MetricName(column: column)
    if name.service.isEmpty { return MetricName(service: service, metric: column) }
    let words = MetricKind.tokens(name.service)
    let own = MetricKind.tokens(service)
    // The owner's own name before a column says nothing more: `redis_connected_clients`.
    if words.starts(with: own), words.dropFirst(own.count).allSatisfy(Self.isPart),
      column.utf8.count > service.utf8.count, column.lowercased().hasPrefix(service.lowercased())
    {
      return MetricName(
        service: service, metric: String(column.dropFirst(service.count + 1)))
    }
    guard words.allSatisfy(Self.isPart) else { return name }
    return MetricName(service: service, metric: column)
  }

  /// The name in a file's name, without the words that say what kind of file it is.
  private static func name(in path: String) -> String? {
    let file = path.split(separator: "/").last ?? ""
    let stem = file.prefix { $0 != "." }
    var name = ""
    var isNamed = false
    var separator = ""
    for part in stem.split(
      omittingEmptySubsequences: false, whereSeparator: { "-_ ".contains($0) })
    {
      defer {
        let end = part.endIndex
        separator = end < stem.endIndex ? String(stem[end]) : ""
      }
      let word = part.lowercased()
      if generic.contains(word) || word.allSatisfy(\.isNumber) {
        isNamed = isNamed || generic.contains(word)
        continue
      }
      name += (name.isEmpty ? "" : separator) + part
    }
    // Without any such word the name is that of the file itself, which needs no rule.
    guard isNamed, !name.isEmpty,
      !MetricKind.tokens(name).contains(where: MetricKind.begins), !isPart(name.lowercased())
    else { return nil }
    return name
  }

  /// Words of files' names for what a table is, and for where and how often it was taken.
  private static let generic: Set<String> = [
    "stats", "stat", "statistics", "metrics", "metric", "counters", "counter", "gauges", "status",
    "data", "export", "exported", "dashboard", "panel", "graph", "by", "per", "minute", "minutes",
    "min", "hour", "hourly", "day", "daily", "second", "seconds", "1m", "5m", "10m", "15m", "30s",
    "10s", "1h", "node", "nodes", "host", "hosts", "values", "series", "timeseries", "samples",
    "monitoring", "monitor", "grafana", "prometheus", "prom", "influx", "datadog", "cloudwatch",
    "zabbix", "query", "result", "results", "all", "raw", "wide", "performance", "perf", "info",
    "history", "report", "summary", "csv", "tsv", "prod", "production", "staging", "cluster",
    "incident", "the", "of", "from", "and", "system", "service", "app", "my", "test",
  ]

  /// Whether a word says in which state something is, and names nothing.
  static func isState(_ word: String) -> Bool { states.contains(word.lowercased()) }

  private static let states: Set<String> = [
    "connected", "used", "active", "idle", "open", "opened", "free", "rejected", "blocked",
    "evicted", "expired", "current", "busy", "total", "max", "min", "avg", "mean", "peak",
    "available", "failed", "running", "established",
  ]

  /// Whether a word names a part that any program has or uses, and no service by itself.
  private static func isPart(_ word: String) -> Bool { isState(word) || parts.contains(word) }

  private static let parts: Set<String> = [
    "db", "database", "sql", "cache", "http", "https", "grpc", "rpc", "api", "queue", "jvm", "gc",
    "pool", "client", "server", "upstream", "backend", "downstream", "inbound", "outbound",
    "incoming", "outgoing", "net", "tcp", "process", "proc", "container", "os", "sys", "keyspace",
    "key", "keys", "user", "kernel", "replication", "replica", "query", "page", "commit", "worker",
    "event", "loop", "disk", "fs", "slow",
  ]
}
