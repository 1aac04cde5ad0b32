/// What is seen of a fault, what follows from it, what came before, and how it ends.
extension FaultKind {
  static let symptoms: [FaultKind] = [
    FaultKind(
      id: "timeouts", role: .symptom, weight: 0.4, name: "timeouts", verb: "ran into timeouts",
      phrases: [
        "timeout", "timeouts", "timed out", "time out", "deadline exceeded", "etimedout",
        "no answer", "took too long to respond", "did not answer", "operation timed",
        "read timed", "gateway timeout", "timeout expired", "timeout exceeded",
      ],
      words: ["timeout", "timeouts", "slow", "hang"],
      nextChecks: ["where the time of SERVICE goes: what it waits for"]),
    FaultKind(
      id: "server-errors", role: .symptom, weight: 0.3, name: "failed requests",
      verb: "answered with errors",
      phrases: [
        "bad gateway", "service unavailable", "internal server error", "server error",
        "answered 5*", "status 5*", "status code 5*", "returned 5*", "response 5*", "http 5*",
        "answered 401", "answered 403", "answered 429", "temporarily unavailable",
        "upstream connect error", "upstream prematurely", "upstream request",
        "dependency failed", "call * failed", "request * failed",
        "no valid response",
      ],
      words: ["errors", "500", "502", "503", "504", "5xx"],
      nextChecks: ["which requests of SERVICE fail, and what they call"],
      isToldByCallers: true, lacks: .reason),
    FaultKind(
      id: "latency", role: .symptom, weight: 0.3, name: "slow answers", verb: "became slow",
      phrases: [
        "slow", "slow query", "slow sql", "slow request", "too slow", "slowlog", "latency",
        "took too long",
        "took longer", "took * longer", "long running", "high response", "response time",
        "exceeded threshold", "executing too slow", "longer than", "exceeded * threshold",
        "answered after", "apply entries took", "likely overloaded",
      ],
      words: ["slow", "latency", "performance", "slower"],
      nextChecks: ["which operation of SERVICE is slow, and since when"]),
    FaultKind(
      id: "client-gone", role: .symptom, weight: 0.15, name: "clients that left",
      verb: "was left by its clients",
      phrases: [
        "broken pipe", "epipe", "client * closed", "client closed", "closed by client",
        "client disconnect*", "client * disconnected", "cancelled by client", "canceled by client",
        "cancelled by user", "canceled by user", "canceling statement due to user request",
        "client abort*", "aborted by client", "closed by the client", "client gone",
        "client has gone", "user aborted", "closed the connection before",
        "client prematurely closed", "unexpected eof on client",
        "could not send data to client", "connection reset by client", "client terminated",
      ],
      words: ["client", "disconnect", "cancelled"],
      nextChecks: ["what the clients of SERVICE saw: their own logs, a proxy's timeouts"],
      lacks: .concern),
    FaultKind(
      id: "denied", role: .symptom, weight: 0.4, name: "refused access", verb: "refused access",
      phrases: [
        "unauthorized", "unauthorised", "authentication failure", "authentication failed",
        "authentication error", "forbidden", "denied", "invalid user", "failed password",
        "failed login", "login failed", "declined", "refused", "rejected", "not allowed",
      ],
      words: ["denied", "refused", "rejected", "login", "unauthorized"],
      nextChecks: ["who is refused by SERVICE, and since when"], lacks: .subject),
    FaultKind(
      id: "failure", role: .symptom, weight: 0.35, name: "errors", verb: "reported errors",
      phrases: [
        "error", "errors", "exception", "fail", "failed", "failure", "fails", "failing", "fatal",
        "critical", "abort", "aborted", "aborting", "cannot", "unable to", "could not", "couldn t",
        "can t", "invalid", "lost", "dead", "killed", "unexpected", "unrecoverable", "severe",
        "exit code", "exit status", "problem", "broken", "bad", "missing", "illegal", "violation",
        "emergency", "alert", "abend", "abended", "died", "crashed",
      ],
      words: ["error", "errors", "fail", "failure", "broken"],
      nextChecks: ["the lines around the first error of SERVICE"]),
  ]

  static let consequences: [FaultKind] = [
    FaultKind(
      id: "exit", role: .consequence, weight: 0.2, name: "an exit", verb: "exited",
      phrases: [
        "exiting", "exited", "shutting down", "exit status *", "exit code *", "exited with",
        "shut down", "shutdown", "prepare to shutdown", "terminating", "terminated", "stopping",
        "stopped", "received sigterm", "sigterm", "received signal", "received sigint", "quitting",
        "bailing out", "aborting startup", "startup failed", "failed to start", "start failed",
        "main process exited", "failed with result", "process exited", "killing container",
        "draining", "marked for termination", "failed to initialize", "initialization failed",
        "error during startup", "cannot start", "could not start", "unable to start",
        "application run failed", "fatal exception during", "connections forcibly closed",
        "detected zombie", "server will be stopped",
      ],
      words: ["exit", "stop", "shutdown", "start", "terminated"],
      nextChecks: ["what SERVICE logged just before it ended"]),
    FaultKind(
      id: "restart-loop", role: .consequence, weight: 0.3, name: "a restart loop",
      verb: "was restarted again and again",
      phrases: [
        "back off restarting", "crash loop*", "crashloop*", "restart counter",
        "repeated too quickly",
        "respawning too", "restarting too", "too many restarts", "scheduled restart",
        "restarting container", "giving up restart*", "entered fatal state", "exited too quickly",
        "start limit hit", "spawned * too quickly", "max restart* intensity",
        "reached maximum restart intensity", "disabled due to a series of failures",
        "worker failed to boot",
      ],
      words: ["restart", "restarts", "loop", "crashloop"],
      nextChecks: ["the last lines of a run of SERVICE before it ends"]),
    FaultKind(
      id: "retry", role: .consequence, weight: 0.1, name: "retries", verb: "had to retry",
      phrases: [
        "retry", "retries", "retrying", "will retry", "retried", "backing off", "reattempt*",
        "attempt * failed", "trying again", "try again", "next attempt", "reconnecting",
        "attempting reconnect", "giving up", "gave up", "no more attempts", "skipping",
        "falling back", "fallback", "waiting for", "will be blocked",
      ],
      words: ["retry", "retries"],
      nextChecks: ["what SERVICE tries, and why it fails"], lacks: .concern),
    FaultKind(
      id: "cancelled", role: .consequence, weight: 0.1, name: "work that was called off",
      verb: "called off its work",
      phrases: [
        "context canceled", "context cancelled", "request cancelled", "request canceled",
        "operation was canceled", "operation was cancelled", "cancelled because",
        "canceled because", "see above", "see previous", "previous error", "due to previous",
        "because of previous", "as a result of", "current transaction is aborted",
        "upstream failed",
        "dependency failed for", "aborted due to", "set to up for retry", "externally set",
        "rolled back due", "rolling back transaction",
        "due to administrator command", "cancelled by user", "canceled by user",
      ],
      words: ["cancelled"],
      nextChecks: ["the error before it in SERVICE"]),
    // A kubelet still asks for what was just removed: it is told so, and goes on.
    FaultKind(
      id: "container-gone", role: .consequence, weight: 0.1, name: "a container that was removed",
      verb: "asked for a container that was removed",
      phrases: [
        "error occurred when try to find container", "could not find container",
        "containerstatus from runtime service failed", "no such container",
        "removecontainer from runtime service failed",
      ],
      words: ["container"],
      nextChecks: ["who removed the container that SERVICE asks for"]),
    FaultKind(
      id: "unclean-end", role: .consequence, weight: 0.25, name: "a run that ended without a word",
      verb: "ended without a word",
      phrases: [
        "without a shutdown", "not properly shut down", "not shut down properly",
        "not cleanly shut down", "unclean shutdown", "improper shutdown",
        "was interrupted last known",
        "was not shutdown cleanly", "crash recovery", "not shut down cleanly", "was interrupted",
        "previous run ended", "did not shut down", "abnormal shutdown", "recovering from crash",
        "starting from a dirty", "dirty shutdown", "lock file found",
      ],
      words: ["killed", "restart", "crash"],
      nextChecks: [
        "dmesg and the supervisor's log (`kubectl describe`, `journalctl -u`) at the end of the run"
      ]),
  ]

  static let changes: [FaultKind] = [
    FaultKind(
      id: "configuration-change", role: .change, weight: 0.85, name: "a configuration change",
      verb: "had its configuration changed",
      phrases: [
        "invoked with name", "invoked with path", "invoked with dest",
        "config* changed", "config* change", "config* changes", "config* reload*",
        "config* updated",
        "config* update", "config* applied", "applied config*", "apply config*", "reload* config*",
        "changed config*", "updated config*", "new config*", "config* pushed",
        "config* rolled out", "config* revision", "setting* changed", "changed * to",
        "owner changed",
        "mode changed", "content changed", "permissions changed", "setting* updated",
        "setting* * applied", "changed setting*", "setting* reload*", "reload* setting*",
        "parameter* changed", "parameter * changed to",
        "property changed", "properties changed", "feature flag", "flag * enabled",
        "flag * disabled", "enabled flag", "disabled flag", "toggle* enabled", "toggle* disabled",
        "limit changed", "limit lowered",
        "limit * set to", "size changed", "timeout changed", "changed from", "value changed",
        "rule* updated", "rule* changed", "polic* updated", "polic* changed", "route* changed",
        "route* updated", "acl changed", "firewall rule*", "rotated",
        "override applied",
        "override set", "set by operator", "changed by", "updated by", "changed to", "lowered to",
        "reduced to", "raised to", "increased to", "switched to", "switching to", "now set to",
        "is now * was", "lowered from", "raised from", "is now", "changed * by",
      ],
      words: ["configuration", "config", "change", "changed"],
      nextChecks: ["who changed the configuration of SERVICE, and how to undo it"]),
    FaultKind(
      id: "schema-change", role: .change, weight: 0.85, name: "a change of the schema",
      verb: "had its schema changed",
      phrases: [
        "running migration", "migration applied", "schema migration", "migration * applied",
        "applied migration*", "migrating schema", "alter table", "update table * from",
        "drop index", "drop table",
        "drop column", "add column", "create index", "rename column", "rename table",
        "truncate table", "schema changed", "mapping updated", "migrated up", "migrated down",
        "cmd dropindexes", "cmd drop indexes", "cmd createindexes", "cmd create indexes",
        "cmd collmod",
      ],
      words: ["migration", "schema", "index", "change", "changed"],
      nextChecks: ["what that change did to the tables of SERVICE, and how to undo it"]),
    FaultKind(
      id: "release", role: .change, weight: 0.75, name: "a release", verb: "was released anew",
      phrases: [
        "deployed", "deploying", "deployment start*", "deployment complete*", "deploy start*",
        "deploy finished", "deploy complete*", "rollout", "rolling update", "rolled out",
        "new version", "release v*", "release * is live", "released version", "starting * version",
        "starting * v *", "version changed", "upgraded", "upgrade to", "upgrading to",
        "upgraded from", "status installed", "upgrade * amd", "upgrade * arm", "upgrade * all",
        "packages installed", "package installed", "installer installed the product",
        "rolled back", "rollback", "running version", "build deployed", "starting * commit",
        "installed * version", "scaled up replica set", "unpacking", "updated image",
        "successfully pulled image", "image * changed", "version * was",
      ],
      words: ["release", "deploy", "deployment", "version", "upgrade", "rollout"],
      nextChecks: ["what that release of SERVICE changed, and how to roll it back"]),
    FaultKind(
      id: "resource-change", role: .change, weight: 0.85,
      name: "a resource that was destroyed or changed", verb: "had a resource destroyed or changed",
      phrases: ["destruction complete", "modifications complete"],
      words: ["terraform", "destroyed", "apply"],
      nextChecks: ["what needed the resources that are gone, and how to make them again"]),
    FaultKind(
      id: "operator-act", role: .change, weight: 0.6, name: "what an operator did",
      verb: "was acted upon by an operator",
      phrases: [
        "requested by", "launched by", "started by", "triggered by", "initiated by", "issued by",
        "executed by", "run by", "ran by", "stopped by", "queued by", "approved by", "removed by",
        "deleted by", "created by", "enabled by", "disabled by", "cleared by", "terminated by",
        "manual run", "manually started", "manually triggered", "manually run",
        "forced * requested",
        "user * requested * operation", "pg terminate backend", "pg cancel backend",
        "flagged as revoked", "by operator", "by an operator", "operator requested",
        "maintenance mode enabled", "maintenance mode disabled", "ui commit",
      ],
      words: ["who", "operator", "manual", "manually"],
      nextChecks: ["who did that to SERVICE, and why"]),
    // What was written into the code says nothing of when it came to run.
    FaultKind(
      id: "commit", role: .change, weight: 0.4, name: "a change of the code",
      verb: "had its code changed",
      phrases: ["merge pull request", "merged pull request", "merge branch", "merged branch"],
      words: ["commit", "commits", "merge", "merged"],
      nextChecks: ["which release of SERVICE first held that change, and when it was deployed"]),
    FaultKind(
      id: "scaling", role: .change, weight: 0.4, name: "a scaling", verb: "was scaled",
      phrases: [
        "scaled", "scaling", "scale up", "scale down", "autoscal*", "replicas changed",
        "replica* set to", "draining node", "cordoned", "evicted", "evicting", "preempted",
        "node * drained", "rebalanc*",
      ],
      words: ["scale", "scaling", "replicas", "autoscaler"],
      nextChecks: ["how many instances of SERVICE ran, and who changed it"]),
    FaultKind(
      id: "restart", role: .change, weight: 0.45, name: "a restart", verb: "was restarted",
      phrases: [
        "restarted", "restarting", "rebooting", "rebooted", "starting", "started", "starting up",
        "process started", "server started", "service started", "booted", "booting",
        "listening on", "server listening", "ready to handle connections", "ready to accept",
        "ready for connections", "accepting connections", "up and running", "startup complete*",
        "linux version", "command line", "new worker * forked",
      ],
      words: ["restart", "restarted", "reboot", "started"],
      nextChecks: ["who restarted SERVICE, and why"]),
    FaultKind(
      id: "election", role: .change, weight: 0.5, name: "a failover or election",
      verb: "changed its leader",
      phrases: [
        "failover", "fail over", "failed over", "leader election", "leader elected",
        "elected leader",
        "new leader", "leader changed", "changed leader", "stepping down", "stepped down",
        "primary changed", "promoted to", "promoting", "became leader", "became follower",
        "became candidate", "starting election", "election timeout", "election took",
        "won election",
        "entering follower", "entering candidate", "entering leader", "new master", "new primary",
        "leading leader",
      ],
      words: ["failover", "election", "leader"],
      nextChecks: ["why the leader of SERVICE changed: the last words of the old one"]),
  ]

  static let recoveries: [FaultKind] = [
    FaultKind(
      id: "recovered", role: .recovery, weight: 0, name: "a recovery", verb: "recovered",
      phrases: [
        "recovered", "has recovered", "recovery complete*", "reconnected", "connection restored",
        "restored connection", "connection * re established", "connection reestablished",
        "back to normal", "back online", "is up again", "is back", "healthy again",
        "became healthy",
        "is healthy", "became ready", "alarm clear*", "alarm * cleared", "circuit breaker closed",
        "circuit closed", "succeeded after", "success after", "retry succe*", "retried success*",
        "succeeded on retry", "succeeded on attempt", "leadership acquired", "election won",
        "is up reason", "caught up", "resumed", "failed over successfully", "failover complete*",
        "failover * success*", "failover * ok", "error* corrected", "issue resolved",
        "incident resolved", "volume grown", "disk space * freed", "space reclaimed", "unblocked",
        "available again", "reachable again", "connectivity restored", "lock released",
        "successfully pulled",
      ],
      words: ["recover", "recovered", "recovery"],
      nextChecks: ["whether SERVICE stays well"])
  ]
}
