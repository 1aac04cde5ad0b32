extension FaultTable {
  /// Something there is too little of.
  static let resources: [FaultScript] = [
    FaultScript(
      kind: .connectionPool,
      change: "configuration reloaded: datasource.hikari.maximum-pool-size {old} -> {new}",
      errors: [
        "HikariPool-1 - Connection is not available, request timed out after 30000ms "
          + "(total={new}, active={new}, idle=0, waiting={count})"
      ],
      markers: ["HikariPool-1", "maximum-pool-size"], callers: .timeout),
    FaultScript(
      kind: .connectionPool,
      change: "settings from consul applied: db.max_open_conns={new} (was {old})",
      errors: ["acquire conn: pool of {new} is fully in use, {count} callers waiting"],
      markers: ["acquire conn", "max_open_conns"], callers: .timeout),
    FaultScript(
      kind: .connectionPool, change: "picked up config revision {number}: pool_size is now {new}",
      errors: [
        "sqlalchemy.exc.TimeoutError: QueuePool limit of size {new} overflow 0 reached, "
          + "connection timed out, timeout 30.00"
      ],
      markers: ["QueuePool limit", "pool_size is now"], callers: .failed),
    FaultScript(
      kind: .memory, warnings: ["heap at {percent}% of 512 MiB after full collection"],
      errors: ["request aborted: java.lang.OutOfMemoryError: Java heap space"],
      trace: [
        "\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)",
        "\tat com.acme.export.Report.render(Report.java:212)",
      ],
      level: .fatal, markers: ["OutOfMemoryError"], callers: .refused, course: .crashing,
      returning: "started in 14.2 seconds"),
    FaultScript(
      kind: .memory, warnings: ["rss 49{count} MiB of 512 MiB"],
      errors: ["main process exited, OOMKilled, exit code 137"], level: .fatal,
      markers: ["OOMKilled"], callers: .refused, course: .crashing,
      returning: "listening on :8080"),
    FaultScript(
      kind: .memory,
      errors: ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
      level: .fatal, markers: ["Reached heap limit"], callers: .refused, course: .crashing,
      returning: "server listening on port 8080"),
    FaultScript(
      kind: .disk, warnings: ["/var/lib/{service} is {percent}% full"],
      errors: ["append to segment {number} failed: write: no space left on device"],
      markers: ["no space left on device"], callers: .failed),
    FaultScript(
      kind: .disk,
      errors: ["OSError: [Errno 28] No space left on device: '/data/spool/{number}.tmp'"],
      markers: ["No space left on device"], callers: .failed),
    FaultScript(
      kind: .threads, change: "worker.threads changed {old} -> {new} by ops",
      errors: [
        "Task FutureTask@{id} rejected from ThreadPoolExecutor[Running, pool size = {new}, "
          + "active threads = {new}, queued tasks = 100]"
      ],
      markers: ["ThreadPoolExecutor", "worker.threads"], callers: .failed),
    FaultScript(
      kind: .descriptors, errors: ["accept4: too many open files, dropping connection"],
      markers: ["too many open files"], callers: .timeout),
    FaultScript(
      kind: .backlog, change: "consumer concurrency lowered from {old} to {new}",
      warnings: ["lag on topic entries is {number}"],
      errors: ["queue is full ({number} waiting), message refused"],
      markers: ["queue is full", "concurrency lowered"], callers: .timeout, course: .growing),
    FaultScript(
      kind: .quota,
      errors: [
        "429 Too Many Requests from provider, retry-after 60: monthly quota used up"
      ],
      markers: ["monthly quota"], callers: .failed),
    FaultScript(
      kind: .quota,
      errors: ["ThrottlingException: Rate exceeded for operation PutItem, request {id}"],
      markers: ["ThrottlingException"], callers: .timeout),
    FaultScript(
      kind: .quota, change: "rate limit of tenant default set to {new} rps, was {old}",
      errors: ["request rejected: tenant default is over its rate limit of {new} rps"],
      markers: ["over its rate limit", "rate limit of tenant"], callers: .failed),
  ]
}
