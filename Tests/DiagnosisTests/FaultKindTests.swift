import Evidence
import Testing

@testable import Diagnosis

/// For each row a message that it must match, and ordinary ones that only sound bad.
struct FaultKindTests {
  @Test(arguments: messages)
  func `A message tells of its kind`(id: String, message: String) {
    let level: Level = FaultKind.named(id)?.role == .state ? .error : .info
    #expect(Self.kind(of: message, at: level) == id)
  }

  @Test func `Each row has a message here that it matches`() {
    // What metrics alone tell of has no words.
    #expect(
      Set(Self.messages.map(\.0))
        == Set(FaultKind.all.map(\.id)).subtracting(FaultKind.measured.map(\.id)))
  }

  @Test(arguments: harmless)
  func `An ordinary line that only sounds bad is no failure`(message: String) {
    for level in [Level.info, nil] {
      #expect(Self.reading(of: message, at: level)?.isFailure == false)
    }
  }

  @Test(arguments: confusable)
  func `Of two kinds the one that explains is meant`(message: String, id: String) {
    #expect(Self.kind(of: message, at: .error) == id)
  }

  @Test func `Ids are unique, in kebab case, and each row says what it is and what to look at`() {
    #expect(Set(FaultKind.all.map(\.id)).count == FaultKind.all.count)
    for kind in FaultKind.all {
      #expect(kind.id.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect(!kind.name.isEmpty && !kind.verb.isEmpty)
      #expect(!kind.phrases.isEmpty || FaultKind.measured.contains(kind))
      #expect(!kind.nextChecks.isEmpty && (0...1).contains(kind.weight))
      #expect(kind.phrases.allSatisfy { $0 == $0.lowercased() })
    }
  }

  private static func reading(of message: String, at level: Level?) -> EntryReading? {
    let sample = Sample(
      reference: Reference(source: "files", locator: .line(path: "a.log", number: 1)),
      level: level, service: "a", text: message)
    let observation = Observation(
      service: "a", measure: .entries(template: message, level: level), count: 1, values: Series(),
      samples: [sample])
    return EntryReader.shared.reading(of: observation, at: 0)
  }

  private static func kind(of message: String, at level: Level?) -> String? {
    reading(of: message, at: level)?.kind?.id
  }

  static let messages: [(String, String)] = [
    ("mismatch", "the digest of layer 7 does not match that of the manifest"),
    ("expectation", "frame of 9000 bytes is larger than the 1500 of the link"),
    ("shared-memory", "could not map shared memory for worker 4"),
    ("read-only", "mkdir /srv/spool: read-only file system"),
    ("open-files", "accept: too many open files; retrying in 5ms"),
    ("disk-full", "flush of chunk 12 failed: no space left on device"),
    ("log-growth", "archive command failed with status 1, segments are kept"),
    ("corruption", "block 88 of ledger.dat: checksum mismatch, stored 1f computed 2e"),
    ("hardware", "print_req_error: I/O error, dev nvme0n1, sector 99"),
    ("slow-disk", "fsync of journal took too long: 4.2 s"),
    ("out-of-memory", "worker 3: java.lang.OutOfMemoryError: Java heap space"),
    ("heap-pressure", "full GC freed 1 MiB of 4096"),
    ("resource-leak", "Apparent connection leak detected after 60 s"),
    ("too-many-connections", "FATAL: sorry, too many clients already"),
    ("pool-exhausted", "no idle connection in pool crm, 20 waiting"),
    ("process-limit", "unable to create new native thread"),
    ("resource-unavailable", "spawn helper: Resource temporarily unavailable"),
    ("rate-limit", "partner api said 429 Too Many Requests"),
    ("queue-full", "event queue is full, 10000 waiting"),
    ("tracking-full", "nf_conntrack: nf_conntrack: table full, dropping packet"),
    (
      "replication",
      "Error running query, replica SQL thread aborted. Fix the problem, and restart the replica SQL thread"
    ),
    ("limit-reached", "upload of 900 MB exceeds the maximum of 512 MB"),
    ("node-pressure", "evicting pod: the node was low on resource: memory-backed storage"),
    ("overload", "shard 4 is overloaded"),
    ("certificate-expired", "peer smtp.example.org: certificate has expired"),
    ("certificate-name", "certificate is valid for a.example.org, not b.example.org"),
    ("certificate-untrusted", "x509: certificate signed by unknown authority"),
    ("tls", "remote error: TLS handshake failure"),
    ("sealed", "core: vault is sealed"),
    ("key-expired", "signing key 7 expired, jwt refused"),
    ("expired", "support contract of site 2 has expired"),
    ("revocation-list-expired", "revocation list of root 2 has expired"),
    ("account-locked", "Event 4740: A user account was locked out, svc-wlan"),
    ("credentials", "bind to directory failed: invalid credentials (49)"),
    ("permission", "open /etc/app/key.pem: permission denied"),
    ("ports-used-up", "connect() to 10.0.0.5:9000 failed (99: Cannot assign requested address)"),
    ("name-taken", "listen tcp :9000: bind: address already in use"),
    ("invalid-configuration", "unknown directive \"servr_name\" in /etc/x.conf:12"),
    ("missing-setting", "environment variable SMTP_HOST is not set"),
    ("schema", "column \"tier\" of relation \"plans\" does not exist"),
    ("missing-package", "no matching version found for @acme/types@^7.4.10"),
    ("loop", "forwarding loop detected in zone '.'"),
    ("version-mismatch", "server speaks protocol 3, client 5: unsupported protocol version"),
    ("image-pull", "Failed to pull image registry.example.org/shop:9: manifest unknown"),
    ("clock", "clock skew of 42 s to peer b is too great"),
    ("process-stalled", "thread starvation or clock leap detected (housekeeper delta=41s)"),
    ("hung-task", "task kworker blocked for more than 120 seconds"),
    ("slow-answer", "gave up: no response within 30 s from tariff, still waiting for response"),
    ("slow-consumer", "subscriber 14 of topic parcels is a slow consumer, dropping it"),
    ("heavy-query", "query aborted: it read 2,000,000 deleted cells"),
    ("diverged", "inconsistency detected: row 17 differs from that of the other members"),
    ("schema-change", "migration 0042 applied: add column weight to parcels"),
    ("name-resolution", "lookup db.internal: no such host"),
    ("network", "connect to 10.1.1.1: no route to host"),
    ("no-backend", "pool api has no healthy upstream"),
    ("unreachable", "dial tcp 10.1.1.1:5432: connection refused"),
    ("link-speed", "e1000e: eth0 NIC Link is Up 100 Mbps Full Duplex, Flow Control: None"),
    ("quorum-lost", "lost quorum, 1 of 3 members answer"),
    ("container-runtime", "node not ready: container runtime is down"),
    (
      "container-gone",
      "\"ContainerStatus from runtime service failed\" err=\"rpc error: code = NotFound desc = an error "
        + "occurred when try to find container 5c1: not found\""
    ),
    ("no-leader", "request refused: no leader elected"),
    ("replication", "replication lag of replica 2 is 840 s"),
    ("read-only-replica", "cannot execute INSERT in a read-only transaction"),
    ("deadlock", "deadlock detected between 41 and 57"),
    ("lock", "lock wait timeout exceeded on table plans"),
    ("probe-failed", "Readiness probe for shop failed: status 404"),
    ("not-healthy", "backend b2 is not healthy"),
    ("killed", "child 812 terminated by signal 9"),
    ("code-fault", "runtime error: index out of range [3] with length 3"),
    ("crash", "worker 2: segmentation fault (core dumped)"),
    ("bad-data", "row 8812: duplicate key value violates unique constraint"),
    ("timeouts", "call to pricing timed out after 3 s"),
    ("server-errors", "pricing answered 503 for request 8f"),
    ("latency", "slow answer of pricing: 9.1 s"),
    ("client-gone", "write to client: broken pipe"),
    ("denied", "card declined by issuer"),
    ("failure", "could not render page 4"),
    ("exit", "received SIGTERM, draining"),
    ("restart-loop", "back-off restarting failed container shop"),
    ("retry", "attempt 2 of 5 failed, backing off"),
    ("cancelled", "statement ended: context canceled"),
    ("unclean-end", "journal says the last run was not shut down cleanly"),
    ("configuration-change", "max_workers changed from 32 to 4"),
    ("resource-change", "aws_db.main: Destruction complete after 1s"),
    ("operator-act", "User 'ines' requested 'commit' operation"),
    ("no-suitable-node", "no suitable node (scheduling constraints not satisfied on 7 nodes)"),
    ("zone-data", "zone shop.example/IN: expired"),
    ("release", "deploying shop v4.2.0"),
    ("commit", "Merge pull request 481 from shop/pool-size"),
    ("scaling", "autoscaler: shop scaled from 3 to 6 replicas"),
    ("restart", "shop is starting up"),
    ("election", "raft: node 3 became leader at term 12"),
    ("recovered", "connection to pricing restored, 12 requests retried successfully"),
  ]

  static let harmless = [
    "rejected_connections:0",
    "boot migrations: 0 pending, 0 failed",
    "eth0 NIC Link is Up 1000 Mbps Full Duplex",
    "0 errors, 0 failed", "error_count=0 warnings=0", "no errors found in 812 rows",
    "failover test ok", "replica 2 failed over successfully", "backup completed without errors",
    "GET /a 200 503 bytes", "deadlock check passed", "feature X is deprecated and will fail in v9",
    "the service will exit if the disk is full", "no deadlock detected",
    "never out of memory since start", "failures: 0", "certificate check: none expired, ok",
    "timeout setting is 500 ms", "error budget left: 99.1 %",
  ]

  static let confusable: [(String, String)] = [
    ("could not resize shared memory segment: No space left on device", "shared-memory"),
    ("exiting: write /data/wal: no space left on device", "disk-full"),
    ("Exiting due to fatal exception", "exit"),
    (
      "pulling image shop failed: x509: certificate signed by unknown authority",
      "certificate-untrusted"
    ),
    ("pull failed: toomanyrequests: you have reached your pull rate limit", "rate-limit"),
    ("upstream timed out while connecting: getaddrinfo ENOTFOUND db", "name-resolution"),
    ("duplicate key value in batch", "bad-data"),
    ("pool reached its max_children setting of 8", "pool-exhausted"),
    ("recovered from panic in handler: index out of range", "code-fault"),
  ]
}
