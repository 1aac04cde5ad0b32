/// The phrases that tell what a line says has happened: plain English of any system's logs.
///
/// A phrase is a run of words, of which others may stand up to three between; `*` at a word's end
/// stands for any ending. Signals are tried in this order, and the first that fits holds.
enum SignalTable {
  static let phrases: [(signal: Signal, phrases: [String])] = [
    (
      .recovery,
      [
        "recovered", "recovery complete*", "succeeded after", "success after", "retry succe*",
        "succeeded on attempt", "succeeded on retry", "retried success*", "reconnected",
        "healthy again", "back to normal", "connection restored", "restored connection",
        "error* corrected", "resolved", "circuit breaker closed", "circuit closed",
      ]
    ),
    (
      .memory,
      [
        "out of memory", "oom", "oomkilled", "memory exhausted", "java heap space",
        "cannot allocate memory", "memory limit exceeded", "heap exhausted", "gc overhead",
        "memory allocation fail*", "failed to allocate memory", "memory cgroup",
        "low memory", "memory pressure",
      ]
    ),
    (
      .disk,
      [
        "no space left", "disk full", "disk is full", "out of disk", "disk quota exceeded",
        "volume full", "filesystem full", "file system full", "read only file system",
        "insufficient disk", "disk usage 9*", "disk usage 100", "not enough space", "enospc",
      ]
    ),
    (
      .certificate,
      [
        "certificate expired", "certificate has expired", "cert expired", "certificate not valid",
        "certificate verify failed", "certificate verification failed", "certificate invalid",
        "invalid certificate", "x 509", "expired certificate", "tls handshake fail*",
        "ssl handshake fail*", "handshake error", "pkix path", "ssl handshake exception",
        "certificate unknown", "unknown authority", "self signed certificate",
      ]
    ),
    (
      .hardware,
      [
        "parity error", "machine check exception", "machine check error", "machine check event*",
        "ecc error", "i o error dev*", "buffer i o error",
        "i o error disk", "input output error",
        "hardware error", "hardware fail*", "bad sector", "uncorrectable", "disk failure",
        "interrupt error", "storage interrupt", "tlb error",
      ]
    ),
    (
      .lock,
      [
        "deadlock*", "lock wait timeout", "lock timeout", "could not obtain lock",
        "failed to acquire lock", "unable to acquire lock", "lock contention",
        "could not acquire lock", "blocked for more than", "waiting for lock", "table is locked",
        "database is locked",
      ]
    ),
    (
      .configuration,
      [
        "config* changed", "config* change", "config* reload*", "config* updated",
        "config* update", "config* applied", "applied config*", "apply config*", "reload* config*",
        "changed config*", "updated config*", "new config*", "loaded config*",
        "config* pushed", "config* rolled out", "config* version", "config* revision",
        "setting* changed", "setting* updated", "setting* applied", "changed setting*",
        "parameter* changed", "property changed", "properties changed", "feature flag",
        "flag enabled", "flag disabled", "toggle* enabled", "toggle* disabled", "limit changed",
        "limit lowered", "limit set to", "size changed", "timeout changed", "changed from",
        "value changed", "rule* updated", "rule* changed", "polic* updated", "polic* changed",
        "route* changed", "route* updated", "acl changed", "firewall rule", "rotated",
        "hot reload", "override applied", "override set", "set by operator", "changed by",
        "updated by", "changed to", "lowered to", "reduced to", "raised to", "switched to",
        "switching to", "now set to",
      ]
    ),
    (
      .schema,
      [
        "no such table", "unknown column", "unknown table", "relation does not exist",
        "column does not exist", "table does not exist", "schema mismatch", "migration fail*",
        "schema version", "incompatible schema", "undefined column", "invalid column",
        "duplicate column", "index missing", "missing index", "missing column",
      ]
    ),
    (
      .saturation,
      [
        "pool exhausted", "pool is exhausted", "pool exhaust*", "exhausted pool", "pool full",
        "pool is full", "pool size reached", "no available connection*", "no free connection*",
        "no connection* available", "too many connections", "too many open files",
        "connection limit", "connections exceeded", "limit reached", "limit exceeded",
        "maximum reached", "max* reached", "queue full", "queue is full", "queue overflow",
        "backlog full", "buffer full", "buffer overflow", "capacity exceeded", "capacity reached",
        "at capacity", "no idle thread*", "no free worker*", "no worker* available",
        "thread pool exhaust*", "rejected execution", "task rejected", "rejected from thread pool",
        "slots exhausted",
        "no free slot*", "resource* exhausted", "resource temporarily unavailable",
        "cannot create thread", "unable to create native thread", "remaining connection slots",
        "waiting for connection", "timeout waiting for idle", "could not get connection",
        "unable to acquire connection", "failed to acquire connection",
        "timed out acquiring connection", "connection not available", "exhausted",
        "saturated", "saturation", "overloaded", "overload", "starvation", "starved",
        "all workers busy", "all connections in use", "dropping messages", "load shed*",
        "shedding load", "backpressure", "high watermark", "consumer lag", "queue depth",
        "cpu throttl*", "eviction* storm",
      ]
    ),
    (
      .quota,
      [
        "rate limit*", "quota exceeded", "quota exhaust*", "throttled", "throttling",
        "too many requests", "over quota", "request limit",
      ]
    ),
    (
      .credentials,
      [
        "password authentication failed", "invalid credential*", "bad credential*",
        "invalid api key", "token expired", "expired token", "invalid token", "secret expired",
        "credential* expired", "access key", "login failed for user", "access denied for user",
        "authentication token", "signature mismatch", "key expired", "credential* rejected",
      ]
    ),
    (
      .nameResolution,
      [
        "unknown host", "name or service not known", "no such host", "name resolution",
        "could not resolve", "cannot resolve", "failed to resolve", "unable to resolve", "nxdomain",
        "servfail", "dns fail*", "dns error", "dns lookup", "dns resolution", "getaddrinfo",
        "nodename nor servname", "unresolved host",
      ]
    ),
    (
      .clock,
      [
        "clock skew", "time skew", "clock drift", "clock moved", "clock is not synch*",
        "not yet valid", "time jumped",
      ]
    ),
    (
      .crash,
      [
        "panic", "segmentation fault", "segfault", "sigsegv", "sigabrt", "core dumped", "sigkill",
        "killed process", "crash loop*", "crashloop*", "crashed", "uncaught exception",
        "unhandled exception", "fatal exception", "exited with code", "exited with status",
        "terminated unexpectedly", "process died", "aborted unexpectedly", "stack overflow",
        "kernel panic", "exit code 137",
      ]
    ),
    (
      .failover,
      [
        "failover", "fail over", "leader election", "leader elected", "lost leadership",
        "leader changed", "stepping down", "primary changed", "promoted to primary", "split brain",
        "no leader", "lost quorum", "quorum lost", "not enough replicas", "replication lag",
        "replica lag",
      ]
    ),
    (
      .deployment,
      [
        "deployed", "deploying", "deployment start*", "deployment complete*", "deploy start*",
        "deploy finished", "deploy complete*", "rollout", "rolling update", "rolled out",
        "new version", "release* v*", "released version", "starting version", "version changed",
        "upgraded", "upgrade to", "upgrading to", "rolled back", "rollback", "running version",
        "image pulled", "pulled image", "migration applied", "build deployed",
      ]
    ),
    (
      .dataFault,
      [
        "corrupt*", "checksum mismatch", "checksum error", "checksum fail*", "malformed record",
        "parse error", "failed to parse", "cannot parse", "could not parse", "json parse*",
        "deserializ* error", "deserializ* exception", "failed to deserializ*", "failed to decode",
        "unexpected token", "invalid format", "data loss", "missing blocks", "constraint violation",
        "integrity violation", "duplicate key",
      ]
    ),
    (
      .network,
      [
        "no route to host", "network is unreachable", "network unreachable", "host unreachable",
        "host is unreachable", "ehostunreach", "enetunreach", "packet loss", "link is down",
        "link down", "carrier lost",
      ]
    ),
    (
      .unreachable,
      [
        "connection refused", "refused connection", "unreachable",
        "connection reset", "reset by peer", "broken pipe", "connection closed",
        "connection lost", "lost connection", "lost contact", "error in contacting",
        "error contacting", "unable to contact", "cannot contact", "failed to contact",
        "could not connect", "cannot connect", "can t connect", "unable to connect",
        "failed to connect", "connect failed", "connection failed", "connection failure",
        "econnrefused", "econnreset", "connect exception", "dial tcp",
        "connection aborted", "socket exception", "communications link failure",
        "server has gone away", "not reachable", "network partition*",
        "failed to renew lease", "heartbeat lost", "missed heartbeat*", "lost heartbeat",
        "failed to send heartbeat", "error sending heartbeat",
      ]
    ),
    (
      .codeFault,
      [
        "null pointer", "nil pointer", "nullreference*", "null reference", "index out of bounds",
        "index out of range", "illegal argument", "illegal state", "type error", "attribute error",
        "key error", "value error", "assertion fail*", "assertion error", "class cast",
        "number format", "division by zero", "divide by zero", "undefined is not",
        "cannot read propert*", "undefined method", "no such method", "class not found",
        "no class def found", "unsupported operation", "arithmetic exception",
        "concurrent modification", "invalid argument", "invariant violat*", "not implemented",
        "traceback", "index error", "reference error", "syntax error",
      ]
    ),
    (
      .timeout,
      [
        "timeout", "timeouts", "timed out", "deadline exceeded", "time out", "etimedout",
        "context canceled", "request cancelled", "did not respond", "no response",
      ]
    ),
    (
      .upstream,
      [
        "502", "503", "504", "bad gateway", "service unavailable", "gateway timeout", "upstream",
        "temporarily unavailable", "dependency fail*", "circuit breaker open*", "circuit open",
        "circuit breaker", "downstream", "call to failed", "request to failed", "unhealthy",
        "health check fail*", "no healthy", "unavailable",
      ]
    ),
    (
      .restart,
      [
        "restarted", "restarting", "rebooting", "rebooted", "shutting down",
        "shutdown", "received sigterm", "sigterm", "starting up", "back off restarting",
        "process started", "server started", "service started", "started in", "booted",
      ]
    ),
    (
      .scaling,
      [
        "scaled", "scaling", "scale up", "scale down", "autoscal*", "replicas changed",
        "replica* set", "draining node", "cordoned", "evicted", "preempted",
      ]
    ),
    (
      .denied,
      [
        "permission denied", "access denied", "forbidden", "unauthorized", "unauthorised",
        "authentication failure", "authentication failed", "not authorized", "check pass",
        "invalid user", "failed password", "denied",
      ]
    ),
    (.retry, ["retry*", "retries", "attempt failed", "will retry", "backing off", "reattempt*"]),
    (
      .slowness,
      [
        "slow", "slow query", "latency", "took too long", "exceeded threshold", "high response",
        "degraded", "lagging", "took longer", "long running",
      ]
    ),
    (
      .failure,
      [
        "error", "errors", "exception", "fail", "failed", "failure", "fails", "failing", "fatal",
        "critical", "abort*", "refused", "rejected", "cannot", "unable to", "could not", "invalid",
        "lost", "dead", "500", "killed", "panicked",
      ]
    ),
  ]
}
