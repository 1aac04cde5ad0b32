import Testing

@testable import Diagnosis

/// Incidents after public issue threads of well-known products; the lines are written anew.
struct PublicIncidentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var words: String
    var services: [String] = []
    /// What the first hypothesis must say; nil where no cause may be named.
    var fact: String?
    var lines: String
    var testDescription: String { name }
  }

  @Test(arguments: cases + MoreIncidents.cases + HarderIncidents.cases + FurtherIncidents.cases)
  func `The first hypothesis holds the known cause`(incident: Case) {
    let diagnosis = LogLines.diagnose(
      incident.lines, services: incident.services, words: incident.words)
    guard let fact = incident.fact else {
      #expect(!diagnosis.namesCause, "named \(diagnosis.first)")
      return
    }
    #expect(diagnosis.namesCause, "\(diagnosis.decision): \(diagnosis.first)")
    #expect(diagnosis.first.lowercased().contains(fact), "\(diagnosis.first)")
  }

  static let cases: [Case] = stores + services + platforms

  static let stores: [Case] = [
    Case(
      name: "redis fork", words: "writes fail", services: ["redis"], fact: "cannot allocate memory",
      lines: """
        09:00:01 I redis | 100 changes in 300 seconds. Saving...
        09:00:01 W redis | Can't save in background: fork: Cannot allocate memory
        09:00:07 I redis | 100 changes in 300 seconds. Saving...
        09:00:07 W redis | Can't save in background: fork: Cannot allocate memory
        09:00:09 E web | MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk. Commands that may modify the data set are disabled
        09:00:11 E web | MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk. Commands that may modify the data set are disabled
        """),
    Case(
      name: "mysql second process", words: "start", services: ["mysqld"], fact: "unable to lock",
      lines: """
        03:11:00 N mysqld | /usr/sbin/mysqld starting as process 4411
        03:11:01 N mysqld | InnoDB: Using Linux native AIO
        03:11:02 E mysqld | InnoDB: Unable to lock ./ibdata1 error: 11
        03:11:02 N mysqld | InnoDB: Check that you do not already have another mysqld process using the same InnoDB data or log files.
        03:12:42 E mysqld | InnoDB: Plugin initialization aborted with error Generic error
        03:12:42 E mysqld | Plugin 'InnoDB' init function returned error.
        03:12:42 E mysqld | Unknown/unsupported storage engine: InnoDB
        03:12:42 E mysqld | Aborting
        """),
    Case(
      name: "mongodb checksum", words: "crash", services: ["mongod"], fact: "checksum",
      lines: """
        20:40:10 I mongod | MongoDB starting : pid=1 port=27017 dbpath=/data/db
        20:40:11 I mongod | wiredtiger_open config: create,cache_size=3478M
        20:40:12 E mongod | WiredTiger error (0) file:sizeStorer.wt, WT_CURSOR.next: read checksum error for 4096B block at offset 20480
        20:40:12 E mongod | WiredTiger error (-31804) WT_PANIC: WiredTiger library panic
        20:40:12 I mongod | Fatal Assertion 28558
        20:40:12 I mongod | ***aborting after fassert() failure
        """),
    Case(
      name: "postgres files of an older version", words: "container restart", fact: "incompatible",
      lines: """
        - - db | PostgreSQL Database directory appears to contain a database; Skipping initialization
        - - db | FATAL:  database files are incompatible with server
        - - db | DETAIL:  The data directory was initialized by PostgreSQL version 13, which is not compatible with this version 15.4.
        - - db | PostgreSQL Database directory appears to contain a database; Skipping initialization
        - - db | FATAL:  database files are incompatible with server
        - - db | DETAIL:  The data directory was initialized by PostgreSQL version 13, which is not compatible with this version 15.4.
        """),
    Case(
      name: "cassandra address taken", words: "join cluster", services: ["cassandra"],
      fact: "already exists",
      lines: """
        11:20:00 I cassandra | JOINING: waiting for ring information
        11:20:31 I cassandra | JOINING: schema complete, ready to bootstrap
        11:20:32 E cassandra | Exception encountered during startup
        \tjava.lang.RuntimeException: A node with address /10.4.0.3 already exists, cancelling join. Use cassandra.replace_address if you want to replace this node.
        11:20:32 I cassandra | Announcing shutdown
        11:20:34 I cassandra | Waiting for messaging service to quiesce
        """),
    Case(
      name: "grafana locked database", words: "grafana start", services: ["grafana"],
      fact: "database is locked",
      lines: """
        07:00:00 I grafana | Starting Grafana version 9.5.2
        07:00:01 I grafana | Connecting to DB dbtype=sqlite3
        07:00:01 I grafana | Starting DB migrations
        07:00:06 E grafana | Server shutdown reason="failed to check table existence: database is locked"
        07:00:06 I grafana | Shutdown started
        """),
    Case(
      name: "elasticsearch watermark", words: "indexing fail", fact: "watermark",
      lines: LogLines.quiet("es", minutes: 0..<10, "refreshed index logs")
        + """
        10:11:00 W es | high disk watermark [90%] exceeded on [a8Kq][es-2][/data] free: 8.1gb[8.1%], shards will be relocated away from this node
        10:13:00 W es | flood stage disk watermark [95%] exceeded on [a8Kq][es-2][/data] free: 3.9gb[3.9%], all indices on this node will be marked read-only
        10:13:20 E shipper | bulk of 500 failed: index [logs-1] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]
        10:13:40 E shipper | bulk of 500 failed: index [logs-1] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]
        10:14:00 E shipper | bulk of 500 failed: index [logs-1] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]
        """),
    Case(
      name: "elasticsearch map count", words: "elasticsearch start", fact: "max_map_count",
      lines: """
        06:00:00 I elasticsearch | version[7.17.1], pid[7], build[default/docker]
        06:00:09 I elasticsearch | publish_address {172.18.0.4:9300}, bound_addresses {0.0.0.0:9300}
        06:00:09 E elasticsearch | bootstrap check failure [1] of [1]: max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]
        06:00:09 I elasticsearch | stopping ...
        06:00:10 I elasticsearch | closed
        """),
    Case(
      name: "kafka read-only disk", words: "broker stop", services: ["kafka"], fact: "read-only",
      lines: """
        15:00:00 I kafka | Rolled new log segment at offset 8812 in 4 ms.
        15:02:10 E kafka | Error while writing to checkpoint file /data/kafka/replication-offset-checkpoint
        \tjava.io.FileNotFoundException: /data/kafka/replication-offset-checkpoint.tmp (Read-only file system)
        15:02:11 W kafka | Stopping serving replicas in dir /data/kafka
        15:02:12 F kafka | Shutdown broker because all log dirs in /data/kafka have failed
        """),
    Case(
      name: "ceph disk error", words: "slow ops", services: ["ceph-osd"], fact: "i/o error",
      lines: """
        02:30:00 I ceph-osd | osd.3 842 handle_osd_map epochs [841,842]
        02:31:02 - kernel | blk_update_request: I/O error, dev sdc, sector 81203840 op 0x0:(READ)
        02:31:05 - kernel | blk_update_request: I/O error, dev sdc, sector 81203848 op 0x0:(READ)
        02:31:35 W ceph-osd | osd.3 dev sdc: slow ops, oldest one blocked for 32 sec
        02:31:45 W ceph-osd | osd.3 dev sdc: slow ops, oldest one blocked for 42 sec
        """),
  ]

  static let services: [Case] = [
    Case(
      name: "sidekiq without redis", words: "jobs run", services: ["sidekiq"],
      fact: "connection refused",
      lines: """
        08:00:00 I sidekiq | Booting Sidekiq 6.4.0 with redis options
        08:00:01 E sidekiq | Error connecting to Redis on /var/opt/redis/redis.socket (Redis::CannotConnectError): Connection refused - connect(2)
        08:00:06 E sidekiq | Error connecting to Redis on /var/opt/redis/redis.socket (Redis::CannotConnectError): Connection refused - connect(2)
        08:00:07 F sidekiq | Exiting, could not boot
        """),
    Case(
      name: "jenkins plugin", words: "jenkins pipeline load", fact: "requires",
      lines: """
        05:10:00 I jenkins | Started initialization
        05:10:04 I jenkins | Listed all plugins
        05:10:09 E jenkins | Failed Loading plugin Pipeline v2.7 (workflow-aggregator)
        \tjava.io.IOException: Failed to load: Pipeline (2.7): Jenkins (2.361) or higher required, this plugin requires a newer Jenkins version
        05:10:12 I jenkins | Prepared all plugins
        05:10:15 I jenkins | Jenkins is fully up and running
        """),
    Case(
      name: "keycloak change log lock", words: "keycloak hang start", services: ["keycloak"],
      fact: "lock",
      lines: """
        12:00:00 I keycloak | Initializing database schema
        12:00:01 I keycloak | Waiting for changelog lock....
        12:00:11 I keycloak | Waiting for changelog lock....
        12:00:21 I keycloak | Waiting for changelog lock....
        12:05:02 E keycloak | Failed to start server in (production) mode
        \tCaused by: liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by keycloak-0 (10.1.1.9) since 3/2/24
        12:05:02 E keycloak | For more details run the same command passing the '--verbose' option.
        """),
    Case(
      name: "logstash mapping", words: "events missing", services: ["logstash"],
      fact: "failed to parse field",
      lines: LogLines.quiet("logstash", minutes: 0..<12, "pipeline stats events")
        + """
        10:12:03 W logstash | Could not index event to Elasticsearch. status=400 error={"type"=>"mapper_parsing_exception", "reason"=>"failed to parse field [status] of type [long] in document"}
        10:12:09 W logstash | Could not index event to Elasticsearch. status=400 error={"type"=>"mapper_parsing_exception", "reason"=>"failed to parse field [status] of type [long] in document"}
        10:12:31 W logstash | Could not index event to Elasticsearch. status=400 error={"type"=>"mapper_parsing_exception", "reason"=>"failed to parse field [status] of type [long] in document"}
        """),
    Case(
      name: "postfix relay login", words: "mail sent", services: ["postfix"], fact: "not accepted",
      lines: LogLines.quiet("postfix", minutes: 0..<8, "removed from queue")
        + """
        10:08:11 W postfix | SASL authentication failed; server smtp.example.net[203.0.113.7] said: 535 5.7.8 Username and Password not accepted
        10:08:11 I postfix | 4F1A2: to=<a@example.org>, relay=none, status=deferred (SASL authentication failed)
        10:09:40 W postfix | SASL authentication failed; server smtp.example.net[203.0.113.7] said: 535 5.7.8 Username and Password not accepted
        """),
    Case(
      name: "celery and a full rabbit", words: "tasks stuck", services: ["celery"], fact: "disk",
      lines: LogLines.quiet("celery", minutes: 0..<10, "task done")
        + """
        10:10:02 I rabbitmq | Disk free space is insufficient. Free bytes: 48234496. Limit: 50000000
        10:10:02 W rabbitmq | disk resource limit alarm set on node rabbit@mq. Publishers will be blocked until this alarm clears
        10:10:20 E celery | consumer: cannot publish to rabbitmq: connection.blocked, timed out after 10 s
        10:10:40 E celery | consumer: cannot publish to rabbitmq: connection.blocked, timed out after 10 s
        """),
    Case(
      name: "node heap", words: "build fail", fact: "heap",
      lines: """
        - - ci | creating an optimized production build...
        - - ci | <--- Last few GCs --->
        - - ci | [19:0x5d4a] 60123 ms: Mark-sweep 2041.1 (2081.2) -> 2040.3 (2082.7) MB, 1490.1 / 0.0 ms
        - - ci | FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory
        - - ci | error Command failed with signal "SIGABRT".
        - - ci | The command returned a non-zero code: 1
        """),
    Case(
      name: "rails pool", words: "requests slow", services: ["puma"], fact: "pool",
      lines: LogLines.quiet("puma", minutes: 0..<10, "Completed 200 OK")
        + """
        10:10:05 E puma | ActiveRecord::ConnectionTimeoutError (could not obtain a connection from the pool within 5.000 seconds (waited 5.002 seconds); all pooled connections were in use):
        10:10:06 I puma | Completed 500 Internal Server Error
        10:10:09 E puma | ActiveRecord::ConnectionTimeoutError (could not obtain a connection from the pool within 5.000 seconds (waited 5.002 seconds); all pooled connections were in use):
        10:10:10 I puma | Completed 500 Internal Server Error
        """),
    Case(
      name: "only clients that leave", words: "downloads end early", services: ["web"], fact: nil,
      lines: LogLines.quiet("web", minutes: 0..<20, "GET /file 200")
        + """
        10:05:30 I web | 2034 client prematurely closed connection while sending response to client
        10:11:40 I web | 2057 client prematurely closed connection while sending response to client
        """),
    Case(
      name: "new start without a word", words: "worker stop", services: ["worker"], fact: nil,
      lines: LogLines.quiet("worker", minutes: 0..<14, "batch done")
        + """
        10:14:30 I worker | Starting worker v2.1 on host w-1 with PID 1
        10:14:33 I worker | Started worker in 3.1 seconds
        """ + "\n" + LogLines.quiet("worker", minutes: 15..<20, "batch done")),
  ]

  static let platforms: [Case] = [
    Case(
      name: "nginx port", words: "nginx start", services: ["nginx"], fact: "address already in use",
      lines: """
        04:00:00 - nginx | bind() to 0.0.0.0:80 failed (98: Address already in use)
        04:00:00 - nginx | bind() to 0.0.0.0:80 failed (98: Address already in use)
        04:00:01 - nginx | bind() to 0.0.0.0:80 failed (98: Address already in use)
        04:00:02 - nginx | still could not bind()
        """),
    Case(
      name: "vault and consul", words: "vault active", services: ["vault"],
      fact: "permission denied",
      lines: """
        01:00:00 I vault | core: vault is unsealed
        01:00:01 I vault | core: entering standby mode
        01:00:02 E vault | core: failed to acquire lock: error="failed to create session: Unexpected response code: 403 (Permission denied)"
        01:00:12 E vault | core: failed to acquire lock: error="failed to create session: Unexpected response code: 403 (Permission denied)"
        01:00:22 E vault | core: failed to acquire lock: error="failed to create session: Unexpected response code: 403 (Permission denied)"
        """),
    Case(
      name: "docker port", words: "container start", fact: "already allocated",
      lines: """
        13:00:00 I dockerd | API listen on /var/run/docker.sock
        13:04:00 E dockerd | Handler for POST /v1.41/containers/8f3a/start returned error: driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:8080 failed: port is already allocated
        """),
    Case(
      name: "containerd name", words: "pod start", fact: "reserved",
      lines: """
        13:00:00 I kubelet | SyncLoop ADD source=api pods=[web/cart-0]
        13:00:04 E kubelet | CreateContainer in sandbox failed: rpc error: code = Unknown desc = failed to reserve container name "cart_cart-0_web_0": name "cart_cart-0_web_0" is reserved for "5ff1"
        13:00:19 E kubelet | CreateContainer in sandbox failed: rpc error: code = Unknown desc = failed to reserve container name "cart_cart-0_web_0": name "cart_cart-0_web_0" is reserved for "5ff1"
        """),
    Case(
      name: "coredns loop", words: "coredns crash", fact: "loop",
      lines: """
        - I coredns | .:53
        - I coredns | plugin/reload: Running configuration MD5 = 4e235fcc3696966e76816bcd9034ebc7
        - I coredns | CoreDNS-1.6.2 linux/amd64
        - F coredns | plugin/loop: Loop (127.0.0.1:54321 -> :53) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO 454."
        """),
    Case(
      name: "envoy trust", words: "503 orders", services: ["orders"],
      fact: "certificate_verify_failed",
      lines: LogLines.quiet("orders", minutes: 0..<10, "order stored")
        + """
        10:10:01 W envoy | upstream payment: TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED
        10:10:01 E orders | call through envoy to payment failed with 503: upstream connect error or disconnect/reset before headers
        10:10:09 W envoy | upstream payment: TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED
        10:10:09 E orders | call through envoy to payment failed with 503: upstream connect error or disconnect/reset before headers
        """),
    Case(
      name: "argo cd host key", words: "sync fail", fact: "key is unknown",
      lines: """
        18:00:00 I argocd | Refreshing app status (controller refresh requested), level (2)
        18:00:02 E argocd | Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to list refs: ssh: handshake failed: knownhosts: key is unknown
        18:03:02 E argocd | Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to list refs: ssh: handshake failed: knownhosts: key is unknown
        """),
    Case(
      name: "cert-manager dns", words: "certificate ready", fact: "nxdomain",
      lines: """
        18:00:00 I cert-manager | certificate must be issued reason=DoesNotExist
        18:00:40 E cert-manager | error waiting for authorization: acme: authorization error for app.example.org: 400 urn:ietf:params:acme:error:dns: DNS problem: NXDOMAIN looking up TXT for _acme-challenge.app.example.org
        18:00:40 I cert-manager | order is in errored state, waiting to retry
        """),
    Case(
      name: "openvpn revocation list", words: "clients connect", services: ["openvpn"],
      fact: "crl has expired",
      lines: """
        - - openvpn | 198.51.100.4:40112 TLS: Initial packet from [AF_INET]198.51.100.4:40112
        - - openvpn | 198.51.100.4:40112 VERIFY ERROR: depth=0, error=CRL has expired: CN=laptop
        - - openvpn | 198.51.100.4:40112 TLS_ERROR: BIO read tls_read_plaintext error
        - - openvpn | 198.51.100.4:40112 TLS Error: TLS handshake failed
        """),
    Case(
      name: "kubelet eviction", words: "pods evicted", fact: "ephemeral-storage",
      lines: LogLines.quiet("kubelet", minutes: 0..<10, "pod status updated")
        + """
        10:10:01 W kubelet | eviction manager: attempting to reclaim resourceName="ephemeral-storage"
        10:10:02 I kubelet | eviction manager: must evict pod(s) to reclaim resourceName="ephemeral-storage"
        10:10:03 I kubelet | eviction manager: pods successfully cleaned up
        10:10:03 W kubelet | pod web/cart-0 evicted: The node was low on resource: ephemeral-storage. Container cart was using 9Gi
        """),
  ]
}
