/// Metrics that tell how much is left of something, and those of what waits to be done.
extension MetricKind {
  /// Whether a metric tells how much is left, so that less is worse: `files_free`, `MemAvailable_bytes`,
  /// `available_ip_address_count`; not `service_available`, `jobs_remaining` or `replicas_available`.
  package static func isRemainder(_ name: String) -> Bool {
    let tokens = Set(tokens(name))
    guard tokens.isDisjoint(with: toBeDone) else { return false }
    if !tokens.isDisjoint(with: rests) { return true }
    if tokens.contains("balance"), !tokens.isDisjoint(with: ["burst", "credit"]) { return true }
    return !tokens.isDisjoint(with: ambiguous) && !tokens.isDisjoint(with: counted)
  }

  /// Whether what is left of it may run out: an operating system leaves no memory free, on purpose.
  package static func runsOut(_ name: String) -> Bool {
    let tokens = Set(tokens(name))
    let isFreeMemory =
      !tokens.isDisjoint(with: ["mem", "memory", "memfree", "swap"])
      && tokens.isDisjoint(with: ["available", "avail", "freeable"])
    return isRemainder(name) && !isFreeMemory
  }

  private static let rests: Set<String> = [
    "free", "remaining", "headroom", "freeable", "unused", "spare",
  ]
  /// Words for what is left, and for what may be reached.
  private static let ambiguous: Set<String> = ["avail", "available", "left"]
  private static let counted: Set<String> = [
    "bytes", "mem", "memory", "disk", "fs", "filesystem", "space", "inodes", "inode", "files",
    "blocks", "ip", "ips", "address", "addresses", "connections", "conns", "slots", "tokens",
    "credits", "threads", "workers", "ports", "capacity", "permits", "entropy", "leases",
  ]
  /// What is well when none is left, or is counted by others.
  private static let toBeDone: Set<String> = [
    "jobs", "job", "tasks", "task", "items", "messages", "queue", "backlog", "time", "seconds",
    "replicas", "pods", "nodes", "consumers", "budget", "work", "retries", "attempts", "rows",
    "batches", "cpu",
  ]

  /// Whether a metric tells how much waits to be done, or for how long the oldest of it has:
  /// `queue_messages_ready`, `consumer_lag`, `ApproximateAgeOfOldestMessage`.
  package static func isBacklog(_ name: String) -> Bool {
    let tokens = Set(tokens(name))
    guard tokens.isDisjoint(with: notWaiting), !isRemainder(name) else { return false }
    if !tokens.isDisjoint(with: ["backlog", "lag", "oldest", "unacked", "undelivered"]) {
      return true
    }
    let waits = !tokens.isDisjoint(with: [
      "pending", "waiting", "queued", "depth", "ready", "visible", "outstanding", "size", "length",
    ])
    return waits
      && !tokens.isDisjoint(with: ["queue", "queues", "messages", "jobs", "tasks", "events"])
  }

  private static let notWaiting: Set<String> = [
    "duration", "latency", "consumers", "errors", "rate", "threads", "memory", "mem", "bytes",
    "restarts", "total", "cpu", "pods", "capacity", "limit",
  ]
}
