/// A third set: causes below ERROR, in other services, in earlier runs, behind changes and recoveries.
enum HarderIncidents {
  typealias Case = PublicIncidentTests.Case

  static let cases: [Case] = one + two + none

  static let one: [Case] = [
    Case(
      name: "zabbix housekeeper", words: "zabbix history cache full", services: ["zabbix"],
      // Slowness is a symptom: what makes the queries slow is not told.
      fact: nil,
      lines: LogLines.quiet("zabbix", minutes: 0..<10, "agent checks done")
        + """
        10:10:02 - zabbix | slow query: 41.201 sec, "delete from history where itemid=28536"
        10:11:40 - zabbix | slow query: 52.871 sec, "delete from history where itemid=28537"
        10:12:00 - zabbix | slow query: 61.002 sec, "delete from history where itemid=28538"
        """),
    Case(
      name: "etcd database space", words: "kube api writes", fact: "database space exceeded",
      lines: """
        16:00:00 I etcd | finished scheduled compaction
        16:04:00 W etcd | alarm NOSPACE raised by peer 8e9e05c52164694d
        16:04:01 E apiserver | failed to update lease: etcdserver: mvcc: database space exceeded
        16:04:03 E apiserver | failed to update lease: etcdserver: mvcc: database space exceeded
        """),
    Case(
      name: "second run fails otherwise", words: "gateway start", services: ["gateway"],
      fact: "address already in use",
      lines: """
        09:00:00 I gateway | gateway is starting up
        09:00:02 E gateway | route table: no such file or directory /etc/gw/routes.json
        09:00:02 I gateway | shutting down
        09:10:00 I gateway | gateway is starting up
        09:10:01 I gateway | routes loaded
        09:10:02 E gateway | listen tcp :8443: bind: address already in use
        09:10:02 I gateway | shutting down
        """),
    Case(
      name: "spring bean", words: "app start", services: ["app"], fact: "access denied",
      lines: """
        08:00:00 I app | Starting App using Java 17
        08:00:05 W app | Exception encountered during context initialization - cancelling refresh attempt
        08:00:05 I app | Shutting down ExecutorService
        08:00:06 E app | Application run failed
        \torg.springframework.beans.factory.BeanCreationException: Error creating bean with name 'flyway'
        \tCaused by: org.flywaydb.core.internal.exception.FlywaySqlException: Unable to obtain connection from database
        \tCaused by: java.sql.SQLException: Access denied for user 'app'@'10.0.0.9' (using password: YES)
        """),
    Case(
      name: "gunicorn worker timeout", words: "workers restart", services: ["gunicorn"],
      fact: "out of memory",
      lines: """
        12:00:00 I gunicorn | Booting worker with pid: 31
        12:04:00 E gunicorn | Worker (pid:31) was sent SIGKILL! Perhaps out of memory?
        12:04:01 I gunicorn | Booting worker with pid: 32
        12:08:00 E gunicorn | Worker (pid:32) was sent SIGKILL! Perhaps out of memory?
        12:08:01 I gunicorn | Booting worker with pid: 33
        """),
    Case(
      name: "systemd dependency", words: "mount backup", fact: "bad superblock",
      lines: """
        - - systemd | Mounting /srv/backup...
        - - mount | mount: /srv/backup: wrong fs type, bad option, bad superblock on /dev/sdb1, missing codepage or helper program.
        - - systemd | srv-backup.mount: Mount process exited, code=exited, status=32/n/a
        - - systemd | srv-backup.mount: Failed with result 'exit-code'.
        - - systemd | Failed to mount /srv/backup.
        - - systemd | Dependency failed for Backup service.
        """),
    Case(
      name: "kafka consumer group", words: "orders processed late", services: ["consumer"],
      fact: "max.poll.interval",
      lines: LogLines.quiet("consumer", minutes: 0..<12, "processed order")
        + """
        10:12:10 W consumer | consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
        10:12:10 I consumer | Member c-1 sending LeaveGroup request to coordinator
        10:18:40 W consumer | consumer poll timeout has expired. This means the time between subsequent calls to poll() was longer than the configured max.poll.interval.ms
        """),
    Case(
      name: "vm paused", words: "sessions dropped", services: ["zk"], fact: "pause",
      lines: LogLines.quiet("zk", minutes: 0..<10, "snapshot written")
        + """
        10:12:41 W zk | Detected pause in JVM or host machine (eg GC): pause of approximately 41210ms
        10:12:41 W zk | Expiring session 0x1001, timeout of 40000ms exceeded
        10:12:42 W zk | Expiring session 0x1002, timeout of 40000ms exceeded
        """),
  ]

  static let two: [Case] = [
    Case(
      name: "configuration change then pool", words: "checkout fail", services: ["checkout"],
      fact: "pool",
      lines: LogLines.quiet("checkout", minutes: 0..<20, "ledger answered 200")
        + LogLines.quiet("ledger", minutes: 0..<20, "entry stored")
          + """
          10:18:30 I ledger | pool size changed from 40 to 4 by ops
          10:20:10 E ledger | no idle connection in pool, 31 waiting
          10:20:12 E checkout | call to ledger timed out after 5 s
          10:20:20 E ledger | no idle connection in pool, 44 waiting
          10:20:22 E checkout | call to ledger timed out after 5 s
          10:20:24 E checkout | call to ledger timed out after 5 s
          """),
    Case(
      name: "database that went away", words: "api 500", services: ["api"], fact: "no space left",
      lines: LogLines.quiet("api", minutes: 0..<15, "stored")
        + """
        10:15:00 E db | PANIC: could not write to file "pg_wal/xlogtemp.41": No space left on device
        10:15:01 I db | terminating any other active server processes
        10:15:01 I db | database system is shut down
        10:15:02 E api | connect to db failed: connection refused
        10:15:04 E api | connect to db failed: connection refused
        10:15:06 E api | connect to db failed: connection refused
        """),
    Case(
      name: "dns behind everything", words: "payments fail", services: ["payments"],
      fact: "servfail",
      lines: LogLines.quiet("payments", minutes: 0..<10, "paid")
        + """
        10:10:00 E coredns | plugin/errors: 2 bank.example.org. A: read udp 10.0.0.2:53: SERVFAIL
        10:10:01 E payments | request to bank.example.org failed: timed out
        10:10:03 E coredns | plugin/errors: 2 bank.example.org. A: read udp 10.0.0.2:53: SERVFAIL
        10:10:04 E payments | request to bank.example.org failed: timed out
        """),
    Case(
      name: "a loud neighbour", words: "search empty", services: ["search"],
      fact: "index corrupted",
      lines: (0..<30).map {
        "\(LogLines.clock(10, $0, 7)) E thumbs | could not render picture \($0): connection refused\n"
          + "\(LogLines.clock(10, $0, 9)) I search | 10 hits"
      }.joined(separator: "\n") + "\n"
        + """
        10:21:00 E search | segment 9: checksum mismatch, index corrupted
        10:21:04 W search | answered 0 hits
        10:21:09 W search | answered 0 hits
        """),
    Case(
      name: "certificate of the ingress", words: "webhook deliver", fact: "expired",
      lines: LogLines.quiet("relay", minutes: 0..<10, "delivered")
        + """
        10:10:01 W relay | delivery 41 failed, will retry in 30s: Post "https://hooks.example.org/in": tls: failed to verify certificate: x509: certificate has expired or is not yet valid
        10:10:31 W relay | delivery 41 failed, will retry in 60s: Post "https://hooks.example.org/in": tls: failed to verify certificate: x509: certificate has expired or is not yet valid
        10:11:31 E relay | delivery 41 given up after 3 attempts
        """),
  ]

  static let none: [Case] = [
    Case(
      name: "node drained on purpose", words: "pods gone", services: ["shop"], fact: nil,
      lines: LogLines.quiet("shop", minutes: 0..<10, "sold")
        + """
        10:10:00 I shop | received SIGTERM, draining
        10:10:04 I shop | drained, bye
        """),
    Case(
      name: "answers got slower", words: "slow", services: ["shop"], fact: nil,
      lines: LogLines.quiet("shop", minutes: 0..<10, "sold")
        + (10..<20).map { "\(LogLines.clock(10, $0, 0)) W shop | slow request: \($0 * 90) ms" }
        .joined(separator: "\n")),
    Case(
      name: "a healthy start", words: "wrong", services: ["shop"], fact: nil,
      lines: """
        10:00:00 I shop | shop is starting up
        10:00:01 I shop | checking disk: not full, 0 errors
        10:00:02 I shop | connection pool ready, 10 of 10 idle
        10:00:03 I shop | ready to accept requests
        """),
    Case(
      name: "somebody logged in badly", words: "login", services: ["auth"], fact: nil,
      lines: LogLines.quiet("auth", minutes: 0..<20, "login of u1 ok")
        + "10:07:30 W auth | failed login for u9: unauthorized\n"),
  ]
}
