/// A fourth set of incidents after public threads, of the kinds that the first three left out.
enum FurtherIncidents {
  typealias Case = PublicIncidentTests.Case

  static let cases: [Case] = [
    Case(
      name: "nfs handle", words: "uploads fail", services: ["web"], fact: "stale file handle",
      lines: LogLines.quiet("web", minutes: 0..<9, "PUT 201")
        + """
        10:09:10 E web | write /mnt/share/a.bin: stale file handle
        10:09:12 E web | write /mnt/share/b.bin: stale file handle
        10:09:17 E web | write /mnt/share/c.bin: stale file handle
        """),
    Case(
      name: "redis memory", words: "cart saved", services: ["cart"], fact: "maxmemory",
      lines: LogLines.quiet("cart", minutes: 0..<9, "cart saved")
        + """
        10:09:10 E cart | save failed: OOM command not allowed when used memory > 'maxmemory'.
        10:09:12 E cart | save failed: OOM command not allowed when used memory > 'maxmemory'.
        """),
    Case(
      name: "keepalived", words: "address unreachable", fact: "same priority",
      lines: """
        11:00:00 I keepalived | (VI_1) Entering MASTER STATE
        11:00:04 W keepalived | (VI_1) received an advert from 10.0.0.3 with our VRID 51 but the same priority, is there a second master?
        11:00:05 E keepalived | (VI_1) two masters with the same priority 100, address conflict
        """),
    Case(
      name: "webhook certificate", words: "deployments created", fact: "unknown authority",
      lines: """
        14:00:00 I apiserver | serving
        14:10:00 E apiserver | failed calling webhook "validate.policy.io": Post "https://policy.svc:443/validate": x509: certificate signed by unknown authority
        14:11:00 E apiserver | failed calling webhook "validate.policy.io": Post "https://policy.svc:443/validate": x509: certificate signed by unknown authority
        """),
    Case(
      name: "unit without its file", words: "worker start", services: ["worker"],
      fact: "no such file",
      lines: """
        05:00:00 - systemd | Started Worker.
        05:00:00 - systemd | worker.service: Failed to locate executable /opt/worker/bin/run: No such file or directory
        05:00:00 - systemd | worker.service: Failed at step EXEC spawning /opt/worker/bin/run: No such file or directory
        05:00:00 - systemd | worker.service: Main process exited, code=exited, status=203/EXEC
        05:00:00 - systemd | worker.service: Start request repeated too quickly.
        """),
    Case(
      name: "mysql connections", words: "site down", services: ["site"],
      fact: "too many connections",
      lines: LogLines.quiet("site", minutes: 0..<10, "page sent")
        + """
        10:10:01 E site | SQLSTATE[HY000] [1040] Too many connections
        10:10:01 E site | SQLSTATE[HY000] [1040] Too many connections
        10:10:02 E site | 500 on /index
        """),
    Case(
      name: "java deadlock", words: "orders hang", services: ["orders"], fact: "deadlock",
      lines: LogLines.quiet("orders", minutes: 0..<10, "order stored")
        + """
        10:10:30 W orders | Found one Java-level deadlock: "http-4" waiting to lock monitor held by "http-9"
        10:11:00 E orders | request timed out after 30 s
        10:11:10 E orders | request timed out after 30 s
        """),
    Case(
      name: "gitlab runner", words: "pipeline stuck", fact: "certificate",
      lines: """
        - - runner | Runtime platform arch=amd64
        - - runner | ERROR: Checking for jobs... error: couldn't execute POST against https://git.example.org/api/v4/jobs/request: tls: failed to verify certificate: x509: certificate is valid for old.example.org, not git.example.org
        - - runner | WARNING: Checking for jobs... failed
        """),
    Case(
      name: "licence", words: "reports empty", services: ["bi"], fact: "license",
      lines: LogLines.quiet("bi", minutes: 0..<6, "report made")
        + """
        10:06:00 W bi | license check: your license expired on 2024-04-30
        10:06:10 E bi | report refused
        10:06:20 E bi | report refused
        """),
    Case(
      name: "kafka replicas", words: "producer fail", services: ["producer"],
      fact: "fewer in-sync replicas",
      lines: """
        09:00:00 I broker | Shrinking ISR from 1,2,3 to 1
        09:00:04 E producer | NotEnoughReplicasException: Messages are rejected since there are fewer in-sync replicas than required.
        09:00:05 E producer | NotEnoughReplicasException: Messages are rejected since there are fewer in-sync replicas than required.
        """),
    Case(
      name: "migration", words: "app start", services: ["app"], fact: "duplicate column",
      lines: """
        12:00:00 I app | Starting app v5.1.0
        12:00:03 I app | Migrating schema to version 41 - add tier
        12:00:03 E app | Migration of schema to version "41 - add tier" failed! Changes successfully rolled back.
        \tMessage    : Duplicate column name 'tier'
        12:00:04 E app | Application run failed
        12:00:04 I app | Shutdown completed
        """),
    Case(
      name: "a rotated password", words: "billing fail", services: ["billing"],
      fact: "password authentication failed",
      lines: LogLines.quiet("billing", minutes: 0..<10, "invoice stored")
        + """
        10:09:00 I vault | secret billing/db rotated, version 8 is active
        10:10:00 E billing | FATAL: password authentication failed for user "billing"
        10:10:05 E billing | FATAL: password authentication failed for user "billing"
        """),
    Case(
      name: "unknown words of a new product", words: "sync stopped", services: ["syncd"],
      fact: "vector clock diverged",
      lines: LogLines.quiet("syncd", minutes: 0..<12, "delta applied")
        + """
        10:12:01 E syncd | halting replication of folder photos: vector clock diverged beyond ancestor 41
        10:12:31 E syncd | halting replication of folder photos: vector clock diverged beyond ancestor 41
        """),
    Case(
      name: "requests that fail and say nothing", words: "wrong", services: ["api"], fact: nil,
      lines: LogLines.quiet("api", minutes: 0..<12, "request served")
        + """
        10:12:01 E api | request failed
        10:12:31 E api | request failed
        10:12:41 E api | internal server error
        """),
    Case(
      name: "a pod that goes and comes", words: "restart", services: ["shop"], fact: nil,
      lines: LogLines.quiet("shop", minutes: 0..<12, "sold")
        + """
        10:12:30 I shop | shop listening on :8080
        """ + "\n" + LogLines.quiet("shop", minutes: 13..<20, "sold")),
  ]
}
