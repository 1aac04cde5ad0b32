/// A second set of incidents after public threads, made when the first was right.
enum MoreIncidents {
  typealias Case = PublicIncidentTests.Case

  static let cases: [Case] = data + edges + silent

  static let data: [Case] = [
    Case(
      name: "postgres wraparound", words: "writes refused", services: ["postgres"],
      fact: "wraparound",
      lines: LogLines.quiet("postgres", minutes: 0..<10, "checkpoint complete")
        + """
        10:10:00 W postgres | database "crm" must be vacuumed within 3000000 transactions
        10:12:00 E postgres | database is not accepting commands to avoid wraparound data loss in database "crm"
        10:12:01 E postgres | database is not accepting commands to avoid wraparound data loss in database "crm"
        10:12:04 E web | PG::ProgramLimitExceeded on INSERT INTO orders
        """),
    Case(
      name: "mongo replica set without majority", words: "writes time out", services: ["mongod"],
      fact: "majority",
      lines: """
        11:00:00 I mongod | Member mongo-2:27017 is now in state DOWN
        11:00:03 I mongod | Member mongo-3:27017 is now in state DOWN
        11:00:04 I mongod | can't see a majority of the set, relinquishing primary
        11:00:04 I mongod | Stepping down from primary in response to heartbeat
        11:00:05 E api | MongoServerSelectionError: server selection timed out after 30000 ms
        11:00:15 E api | MongoServerSelectionError: server selection timed out after 30000 ms
        """),
    Case(
      name: "redis replica", words: "sessions saved", services: ["session"],
      fact: "read only replica",
      lines: LogLines.quiet("session", minutes: 0..<8, "session stored")
        + """
        10:08:02 N redis | Connecting to MASTER 10.2.0.4:6379
        10:08:03 N redis | MASTER <-> REPLICA sync started
        10:08:11 E session | save failed: READONLY You can't write against a read only replica.
        10:08:13 E session | save failed: READONLY You can't write against a read only replica.
        10:08:19 E session | save failed: READONLY You can't write against a read only replica.
        """),
    Case(
      name: "minio clock", words: "backups upload", fact: "requesttimetooskewed",
      lines: """
        02:00:00 I backup | snapshot of volume data started
        02:00:40 E backup | upload of part 1 failed: api error RequestTimeTooSkewed: The difference between the request time and the server's time is too large.
        02:01:10 E backup | upload of part 1 failed: api error RequestTimeTooSkewed: The difference between the request time and the server's time is too large.
        02:01:11 E backup | backup failed, see above
        """),
    Case(
      name: "influx cardinality", words: "influx points dropped", fact: "max-series-per-database",
      lines: LogLines.quiet("influxd", minutes: 0..<12, "wrote batch")
        + """
        10:12:30 E influxd | partial write: max-series-per-database limit exceeded: (1000000) dropped=250
        10:12:40 E influxd | partial write: max-series-per-database limit exceeded: (1000000) dropped=251
        """),
    Case(
      name: "rabbit cluster partition", words: "queues gone", services: ["rabbit"],
      fact: "partitioned_network",
      lines: """
        08:00:00 I rabbit | accepting AMQP connection 10.0.0.9:40112
        08:04:10 E rabbit | ** Node 'rabbit@mq1' not responding **
        08:05:02 E rabbit | Mnesia('rabbit@mq2'): ** ERROR ** mnesia_event got {inconsistent_database, running_partitioned_network, 'rabbit@mq1'}
        08:05:03 W rabbit | queue orders has lost its leader
        """),
    Case(
      name: "hdfs safe mode", words: "job write", fact: "safe mode",
      lines: """
        07:00:00 I namenode | STATE* Safe mode ON. The reported blocks 812 needs additional 44 blocks to reach the threshold 0.9990
        07:10:00 E job | Cannot create file /out/part-0. Name node is in safe mode. The reported blocks 812 needs additional 44 blocks
        07:11:00 E job | Cannot create file /out/part-0. Name node is in safe mode. The reported blocks 812 needs additional 44 blocks
        """),
    Case(
      name: "clickhouse parts", words: "inserts fail", fact: "too many parts",
      lines: LogLines.quiet("clickhouse", minutes: 0..<9, "merged part")
        + """
        10:09:10 E clickhouse | Code: 252. DB::Exception: Too many parts (301). Merges are processing significantly slower than inserts.
        10:09:12 E clickhouse | Code: 252. DB::Exception: Too many parts (302). Merges are processing significantly slower than inserts.
        """),
  ]

  static let edges: [Case] = [
    Case(
      name: "ldap certificate name", words: "users log in", services: ["sso"],
      fact: "no subject alternative",
      lines: """
        09:00:00 I sso | realm staff loaded
        09:03:00 E sso | could not query directory
        \tjavax.naming.CommunicationException: simple bind failed: ldap.corp:636
        \tCaused by: javax.net.ssl.SSLHandshakeException: No subject alternative DNS name matching ldap.corp found.
        09:03:04 W sso | login of u12 refused
        """),
    Case(
      name: "caddy permission", words: "site start", services: ["caddy"], fact: "permission denied",
      lines: """
        - I caddy | using provided configuration
        - E caddy | Error: loading initial config: loading new config: http app module: start: listening on :443: listen tcp :443: bind: permission denied
        """),
    Case(
      name: "conntrack", words: "connections dropped", services: ["web"], fact: "table full",
      lines: LogLines.quiet("web", minutes: 0..<10, "GET / 200")
        + """
        10:10:01 - kernel | nf_conntrack: nf_conntrack: table full, dropping packet
        10:10:06 - kernel | nf_conntrack: nf_conntrack: table full, dropping packet
        10:10:20 E web | health probe from lb timed out
        10:10:40 E web | health probe from lb timed out
        """),
    Case(
      name: "kernel oom", words: "java restart", services: ["java"], fact: "oom",
      lines: """
        12:00:00 I java | processed batch 12
        12:00:31 - kernel | java invoked oom-killer: gfp_mask=0xcc0, order=0
        12:00:31 - kernel | Out of memory: Killed process 2211 (java) total-vm:8123456kB
        12:00:33 N systemd | java.service: Main process exited, code=killed, status=9/KILL
        12:00:38 N systemd | java.service: Scheduled restart job, restart counter is at 1.
        12:00:39 I java | starting java worker (pid 2301)
        """),
    Case(
      name: "terraform lock", words: "apply fail", fact: "state lock",
      lines: """
        - - ci | Initializing the backend...
        - - ci | Acquiring state lock. This may take a few moments...
        - - ci | Error: Error acquiring the state lock
        - - ci | Error message: ConditionalCheckFailedException: The conditional request failed
        - - ci | ERROR: Job failed: exit code 1
        """),
    Case(
      name: "npm registry", words: "build fail", fact: "eai_again",
      lines: """
        - - build | npm ci
        - - build | npm WARN deprecated request@2.88.2: request has been deprecated
        - - build | npm ERR! code EAI_AGAIN
        - - build | npm ERR! request to https://registry.npmjs.org/left-pad failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org
        - - build | npm ERR! A complete log of this run can be found in: /root/.npm/_logs
        """),
    Case(
      name: "kubelet image", words: "pod start", services: ["cart"], fact: "manifest",
      lines: """
        15:00:00 I kubelet | Pulling image "registry.example.org/cart:9.1"
        15:00:02 E kubelet | Failed to pull image "registry.example.org/cart:9.1": rpc error: code = NotFound desc = failed to resolve reference: manifest for cart:9.1 not found: manifest unknown
        15:00:03 W kubelet | Error: ImagePullBackOff for pod web/cart-7d9f8b6c5-x2k4q
        """),
    Case(
      name: "django setting", words: "app boot", fact: "secret_key",
      lines: """
        - - app | Starting gunicorn 20.1.0
        - - app | Exception in worker process
        \tTraceback (most recent call last):
        \t  File "/app/settings.py", line 12, in <module>
        \tdjango.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.
        - - app | Worker exiting (pid: 9)
        - - app | Shutting down: Master
        - - app | Reason: Worker failed to boot.
        """),
  ]

  static let silent: [Case] = [
    Case(
      name: "nothing but health", words: "wrong catalogue", services: ["catalogue"], fact: nil,
      lines: LogLines.quiet("catalogue", minutes: 0..<30, "GET /health 200, 0 failed checks")),
    Case(
      name: "killed by somebody", words: "killed", services: ["etl"], fact: nil,
      lines: LogLines.quiet("etl", minutes: 0..<9, "chunk loaded")
        + """
        10:09:20 N systemd | etl.service: Main process exited, code=killed, status=9/KILL
        10:09:20 N systemd | etl.service: Failed with result 'signal'.
        10:09:25 I etl | starting etl (pid 91)
        """),
    Case(
      name: "answers cut by users", words: "downloads stop", services: ["media"], fact: nil,
      lines: LogLines.quiet("media", minutes: 0..<25, "GET /clip 206")
        + """
        10:03:10 W media | write tcp 10.0.0.4:443: write: broken pipe
        10:14:41 W media | write tcp 10.0.0.4:443: write: broken pipe
        10:20:02 I media | request cancelled by client
        """),
    Case(
      name: "a failover that went well", words: "wrong orders", services: ["orders"], fact: nil,
      lines: LogLines.quiet("orders", minutes: 0..<15, "order stored")
        + """
        10:15:00 I orders | planned failover test started
        10:15:04 I orders | failed over successfully to replica 2
        10:15:05 W orders | option legacy_ids is deprecated and will be removed
        """ + "\n" + LogLines.quiet("orders", minutes: 16..<30, "order stored")),
    Case(
      name: "a warning and no more", words: "slow search", services: ["search"], fact: nil,
      lines: LogLines.quiet("search", minutes: 0..<25, "query answered")
        + "10:12:30 W search | query took longer than 500 ms\n"),
  ]
}
