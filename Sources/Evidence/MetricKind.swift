/// What a metric measures, as its name tells: the field's usual words, as data.
///
///     carts_cpu → cpu · PodServerLatencyP95(s) → latency · http_requests_errors_total → errors
package enum MetricKind: String, Hashable, Sendable, Codable, CaseIterable {
  case throttling, loss, restarts, copies, errors, availability, collection, latency, queue, pool,
    threads, files, memory, cpu, network, disk, requests, other

  /// The words by which a name is known; a `*` at the end stands for any ending.
  ///
  /// Kinds stand in the order in which they are tried: `request_errors` are errors, `cpu_throttled`
  /// is throttling, `request_duration` latency.
  private static let words: [(kind: MetricKind, words: [String])] = [
    (.throttling, ["throttl*"]),
    (.loss, ["retrans*", "loss", "lost", "dropped", "drops", "drop", "discard*"]),
    (.restarts, ["restart*", "crashes"]),
    (.copies, ["consumers", "replicas", "subscribers"]),
    (
      .errors,
      [
        "error", "errors", "err", "errs", "errorrate", "fail*", "exception*", "5xx", "4xx",
        "reject*", "timeouts", "fault*", "aborted", "unsuccessful",
      ]
    ),
    (.availability, ["availab*", "success*", "up", "health*", "uptime", "sla"]),
    (.collection, ["gc"]),
    (
      .latency,
      [
        "latency", "latencies", "lat", "duration*", "elapsed", "delay", "responsetime", "rt", "mrt",
        "ttfb", "took", "response", "p50", "p90", "p95", "p99", "p999",
      ]
    ),
    (.queue, ["queue", "queued", "backlog", "lag", "pending", "waiting", "inflight"]),
    (.pool, ["pool", "connections", "connection", "conn", "conns", "sessions", "clients"]),
    (.cpu, ["cpu", "cpus", "load1", "load5", "load15", "cores"]),
    (.threads, ["thread*", "goroutines", "processes", "workers"]),
    (.files, ["fd", "fds", "descriptors", "handles", "files"]),
    (.memory, ["mem", "memory", "heap", "rss", "ram", "swap", "workingset"]),
    (
      .network,
      [
        "network", "net", "receive*", "transmit*", "rx", "tx", "packets", "bandwidth", "ingress",
        "egress", "tcp",
      ]
    ),
    (
      .disk,
      [
        "disk", "fs", "filesystem", "io", "iops", "iowait", "read", "reads", "write", "writes",
        "volume", "storage", "inodes", "syscallread", "syscallwrite", "diskio",
      ]
    ),
    (
      .requests,
      [
        "request*", "req", "reqs", "qps", "rps", "tps", "throughput", "calls", "traffic", "hits",
        "2xx", "3xx", "workload", "ops", "lod", "load", "rate", "orders", "messages", "events",
        "transactions",
      ]
    ),
  ]

  /// The kind of a metric, by its name.
  ///
  /// How many took how long are requests: `request_duration_count`; those that were answered with a
  /// server's error are errors: `requests_total status=503`.
  package init(name: String) {
    let tokens = Self.tokens(name)
    let isFailing = zip(tokens, tokens.dropFirst()).contains { word, value in
      Self.statuses.contains(word) && value.count == 3 && value.hasPrefix("5")
    }
    guard !isFailing else {
      self = .errors
      return
    }
    // What a cache gives up, and what a database finds in its own memory, nobody asked for.
    guard !tokens.contains(where: Self.inner.contains) else {
      self = .other
      return
    }
    // What PostgreSQL counts of its backends are connections.
    if zip(tokens, tokens.dropFirst()).contains(where: { $0 == "stat" && $1 == "activity" }),
      !tokens.contains("duration")
    {
      self = .pool
      return
    }
    if Self.isStart(tokens) {
      self = .restarts
      return
    }
    var kinds = Set(tokens.flatMap(Self.kinds))
    // A packet that a network interface cannot read is lost.
    if kinds.contains(.errors), tokens.contains(where: Self.interfaces.contains) {
      kinds.insert(.loss)
    }
    // What is left of something is no share of requests.
    let told = Self.words.lazy.map(\.kind).first { kind in
      kinds.contains(kind) && (kind != .availability || !Self.isRemainder(name))
    }
    self = told == .latency && tokens.contains("count") ? .requests : told ?? .other
  }

  /// The kinds that a word of a name stands for.
  private static func kinds(_ token: String) -> [MetricKind] {
    (whole[token] ?? []) + beginnings.filter { token.hasPrefix($0.word) }.map(\.kind)
  }

  /// The kinds of words that stand for themselves.
  private static let whole = Dictionary(
    grouping: words.flatMap { row in row.words.filter { $0.last != "*" }.map { ($0, row.kind) } },
    by: \.0
  ).mapValues { $0.map(\.1) }

  /// The beginnings of words, and their kinds.
  private static let beginnings = words.flatMap { row in
    row.words.filter { $0.last == "*" }.map { (word: String($0.dropLast()), kind: row.kind) }
  }

  /// Words for what a machine is joined to a network by: `node_network_receive_errs`, `net_err_in`, `ifInErrors`.
  private static let interfaces: Set<String> = ["net", "network", "interface", "nic", "if"]

  /// Words for what goes on inside of a cache or a database.
  private static let inner: Set<String> = [
    "evicted", "evictions", "eviction", "expired", "blks", "misses", "missed",
  ]

  /// Whether a metric tells when something was started, in seconds since 1970: `process_start_time_seconds`.
  package static func isStart(_ tokens: [String]) -> Bool {
    zip(tokens, tokens.dropFirst()).contains { ["start", "boot"].contains($0) && $1 == "time" }
  }

  /// Words before the status of an answer (RFC 9110, 15).
  private static let statuses: Set<String> = ["status", "code", "statuscode", "http", "httpcode"]

  /// Whether a word alone begins the name of a metric: `cpu` of `carts_cpu`, not `carts`.
  package static func begins(with word: String) -> Bool {
    let tokens = tokens(word)
    guard tokens.count == 1, let token = tokens.first, token != "orders", token != "events" else {
      return tokens.count == 2 && tokens.contains { MetricKind.strong.contains($0) }
    }
    return !kinds(token).isEmpty
  }

  /// Words that name nothing else than a measure, in compounds too: `CpuUsage`.
  private static let strong: Set<String> = ["cpu", "memory", "latency", "mem"]

  /// The words of a name in lower case: `PodServerLatencyP95(s)` → pod, server, latency, p95, s.
  package static func tokens(_ name: String) -> [String] {
    var tokens: [String] = []
    var token = ""
    var wasLower = false
    // Capitals in a row: the last one begins a word where small letters follow, `CPUUtilization`.
    var capitals = 0
    for character in name.unicodeScalars {
      let isUpper = (0x41...0x5A).contains(character.value)
      let isDigit = (0x30...0x39).contains(character.value)
      let isLower = (0x61...0x7A).contains(character.value) || character.value >= 0x80
      guard isUpper || isDigit || isLower else {
        if !token.isEmpty { tokens.append(token) }
        token = ""
        wasLower = false
        capitals = 0
        continue
      }
      if isUpper, wasLower {
        tokens.append(token)
        token = ""
      }
      if isLower, capitals > 2, let last = token.popLast() {
        tokens.append(token)
        token = String(last)
      }
      capitals = isUpper ? capitals + 1 : 0
      token.unicodeScalars.append(
        isUpper ? Unicode.Scalar(character.value + 0x20) ?? character : character)
      wasLower = isLower
    }
    if !token.isEmpty { tokens.append(token) }
    return tokens.flatMap(parts)
  }

  /// The words of a compound by which settings name the most there may be: `maxclients` → max, clients.
  private static func parts(_ token: String) -> [String] {
    guard token.hasPrefix("max"), compounds.contains(String(token.dropFirst(3))) else {
      return [token]
    }
    return ["max", String(token.dropFirst(3))]
  }

  /// What such compounds limit.
  private static let compounds: Set<String> = [
    "clients", "conn", "conns", "connections", "memory", "threads", "workers", "sessions", "files",
    "processes", "sockets",
  ]
}

extension MetricKind {
  /// What one calls it in a sentence: `CPU`, `memory`.
  package var noun: String {
    switch self {
    case .throttling: "CPU throttling"
    case .loss: "packet loss"
    case .restarts: "restarts"
    case .copies: "copies"
    case .errors: "errors"
    case .availability: "availability"
    case .collection: "garbage collection"
    case .latency: "latency"
    case .queue: "the queue"
    case .pool: "connections in use"
    case .threads: "threads"
    case .files: "open files"
    case .memory: "memory"
    case .cpu: "CPU"
    case .network: "network traffic"
    case .disk: "disk use"
    case .requests: "requests"
    case .other: "the metric"
    }
  }

  /// Whether it is something that runs out: a cause of what users feel.
  package var isResource: Bool {
    switch self {
    case .throttling, .loss, .restarts, .collection, .queue, .pool, .threads, .files, .memory, .cpu,
      .network, .disk:
      true
    case .copies, .errors, .availability, .latency, .requests, .other: false
    }
  }

  /// Whether a metric tells how much there may be, not how much there is: `pool_max`, `memory_limit`.
  ///
  /// What is used of a limit is none: `cpu_percent_of_limit`, `quota_used`.
  package static func isLimit(_ name: String) -> Bool {
    let tokens = tokens(name)
    // CloudWatch's statistic of what was measured: `…/ApproximateAgeOfOldestMessage/Maximum`.
    let isStatistic = name.hasSuffix("/Maximum")
    return !isStatistic && tokens.contains { limits.contains($0) }
      && !tokens.contains { ofLimits.contains($0) }
  }

  private static let ofLimits: Set<String> = [
    "percent", "percentage", "pct", "ratio", "share", "used", "usage", "utilization", "utilisation",
    "lag", "oldest",
  ]

  private static let limits: Set<String> = [
    "max", "limit", "limits", "capacity", "maximum", "quota", "hard",
  ]
  /// Words for what is used of a limit, beside those above.
  private static let uses: Set<String> = [
    "used", "usage", "current", "active", "open", "allocated", "count", "inuse", "in", "use",
    "desired", "connected", "spec", "status",
  ]

  /// The words of a name without those that tell a limit from what is used of it: `conntrack_entries` and
  /// `conntrack_entries_limit`, `open_fds` and `max_fds` have the same.
  package static func core(_ name: String) -> Set<String> {
    Set(tokens(name)).subtracting(limits).subtracting(uses)
  }

  /// Whether callers and users feel it.
  package var isFelt: Bool { [.errors, .availability, .latency].contains(self) }
}
