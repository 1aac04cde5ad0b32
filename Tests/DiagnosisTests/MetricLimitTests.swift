import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Metrics that reach a limit, of which none is left, and that pile up.
@Suite struct MetricLimitTests {
  private static func found(_ observations: [Observation]) -> [Finding] {
    let evidence = ObservedEvidence(
      observations: observations, baseline: [], catalog: Catalog(), requests: TracedRequests(),
      usual: TracedRequests())
    return MetricLimits().findings(in: evidence) + MetricBacklogs().findings(in: evidence)
  }

  @Test func `What rose to the limit that another metric tells is used up, others may have more`()
    throws
  {
    func table(_ service: String, _ limit: Double) -> [Observation] {
      [
        MadeMetrics.metric(service, "nf_conntrack_entries") {
          min(limit, 90_000 + Double($0) * 4000)
        },
        MadeMetrics.metric(service, "nf_conntrack_entries_limit") { _ in limit },
      ]
    }
    let all = table("lb-1", 1_048_576) + table("lb-2", 1_048_576) + table("lb-3", 262_144)
    let found = try #require(Self.found(all).first)
    #expect(found.service == "lb-3" && found.kind == "saturation" && found.isOngoing)
    #expect(
      found.detail.contains(
        "to its limit of 262144 and stands at it, while 2 others have a limit of 1048576"))
    #expect(MadeMetrics.diagnosis(all).suspect == "lb-3 saturation")
  }

  @Test func `What ran out leads, where logs tell only what that looks like from outside`() {
    // 1,770,000,000 s is what times of log lines are counted from; the metric begins at their 10:00.
    let start: Int64 = 1_770_000_000 + 10 * 3600
    let credits = MadeMetrics.metric("carts-db", "BurstBalance", from: start) {
      $0 < 30 ? 98 - Double($0) * 3 : 0
    }
    func suspect(_ message: String, after minute: Int) -> String? {
      let lines = (0..<20).map {
        "10:\(minute + $0):05 E web | \(message)"
      }
      let calm = (0..<minute).map { "10:\($0 < 10 ? "0" : "")\($0):01 I web | request served" }
      let (logged, catalog) = LogLines.read((calm + lines).joined(separator: "\n"))
      return Diagnostician(observations: logged + [credits], catalog: catalog)
        .diagnosis(of: Symptom()).suspect
    }
    #expect(suspect("task failed health check", after: 36)?.hasPrefix("carts-db") == true)
    // What began before follows from nothing that ran out later, and a reason of its own is one.
    #expect(suspect("task failed health check", after: 12)?.hasPrefix("web") == true)
    #expect(suspect("write failed: No space left on device", after: 36)?.hasPrefix("web") == true)
  }

  @Test func `A limit that was always reached, or never, is none`() {
    let full = [
      MadeMetrics.metric("lb", "workers_active") { _ in 8 },
      MadeMetrics.metric("lb", "workers_max") { _ in 8 },
    ]
    #expect(Self.found(full).isEmpty)
    let far = [
      MadeMetrics.metric("lb", "process_open_fds") { 100 + Double($0) },
      MadeMetrics.metric("lb", "process_max_fds") { _ in 1024 },
    ]
    #expect(Self.found(far).isEmpty)
  }

  @Test
  func `A gauge that comes to the constant beside it is at its limit, whatever that is called`()
    throws
  {
    for (gauge, limit) in [
      ("connected_clients", "maxclients"), ("pool_active", "pool_max"),
      ("connections", "connections_limit"), ("open_connections", "max_connections"),
    ] {
      let table = [
        MadeMetrics.metric("redis", gauge) {
          $0 < 30 ? 130 + MadeMetrics.noise($0) : 1000
        },
        MadeMetrics.metric("redis", limit) { _ in 1000 },
      ]
      let diagnosis = MadeMetrics.diagnosis(table)
      let first = try #require(diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] })
      #expect(first.service == "redis" && first.kind == "pool-exhausted", "\(gauge)")
      #expect(first.detail.contains("all of its limit of 1000"), "\(first.detail)")
      // What stays below is at no limit.
      let low = [
        MadeMetrics.metric("redis", gauge) {
          $0 < 30 ? 130 + MadeMetrics.noise($0) : 400
        },
        MadeMetrics.metric("redis", limit) { _ in 1000 },
      ]
      #expect(MadeMetrics.diagnosis(low).suspect != "redis pool-exhausted", "\(gauge)")
    }
  }

  @Test func `What none is left of is told with what there was`() throws {
    let left = MadeMetrics.metric("web-2", "node_filesystem_files_free mountpoint=/var", 100) {
      max(0, 995_525 - Double($0) * 12_000)
    }
    let found = try #require(Self.found([left]).first)
    #expect(found.kind == "used-up" && found.detail.contains("(inodes) fell from "))
    #expect(found.detail.hasSuffix("to 0: none is left"))
    #expect(MadeMetrics.diagnosis([left]).suspect == "web-2 used-up")
  }

  @Test func `Free memory, and work that is done, may come to nothing`() {
    let names = ["node_memory_MemFree_bytes", "jobs_remaining", "replicas_available"]
    for name in names {
      let falling = MadeMetrics.metric("web", name) { max(0, 5000 - Double($0) * 100) }
      #expect(Self.found([falling]).isEmpty, "\(name)")
    }
  }

  @Test func `A backlog that grows is of whoever takes from it, since it began`() throws {
    let waiting = MadeMetrics.metric("mq", "queue_messages_ready queue=sms", 90) {
      $0 < 30 ? 5 + Double($0 % 4) : 5 + Double($0 - 29) * 120
    }
    let found = try #require(Self.found([waiting]).first)
    #expect(found.kind == "slow-consumer" && found.isOngoing)
    #expect(found.period?.lowerBound == Instant(milliseconds: 1_800_000))
    #expect(MadeMetrics.diagnosis([waiting]).suspect == "mq slow-consumer")
  }

  @Test func `A change between the last usual point and the first odd one came before it`() throws {
    let throttled = MadeMetrics.metric("pricing", "cpu_throttled_ratio") { $0 < 30 ? 0.01 : 0.8 }
    var change = MadeMetrics.change("pricing", "release", minute: 29, "revision 42")
    var sample = change.samples[0]
    sample.time = Timestamp(Instant(milliseconds: 29 * 60_000 + 12_000))
    change.samples = [sample]
    let diagnosis = MadeMetrics.diagnosis([throttled, change])
    let tied = try #require(diagnosis.tiedChange)
    #expect(diagnosis.findings[tied].detail == "revision 42")
    sample.time = Timestamp(Instant(milliseconds: 30 * 60_000 + 12_000))
    change.samples = [sample]
    #expect(MadeMetrics.diagnosis([throttled, change]).tiedChange == nil)
  }

  @Test func `Who takes from a backlog is named by its labels, and a change of it is tied`() throws
  {
    let lag = MadeMetrics.metric("kafka", "lag consumergroup=billing", 90) {
      $0 < 30 ? 5 : 5 + Double($0 - 29) * 120
    }
    let change = MadeMetrics.change("billing", "release", minute: 29, "4.2.0")
    let other = MadeMetrics.change("mailer", "release", minute: 29, "1.0.0")
    let diagnosis = MadeMetrics.diagnosis([lag, other, change])
    let tied = try #require(diagnosis.tiedChange)
    #expect(diagnosis.findings[tied].service == "billing")
  }

  @Test func `A burst that is worked off, and a queue that waves, are no backlog`() {
    let burst = MadeMetrics.metric("mq", "queue_depth") { (30..<33).contains($0) ? 400 : 4 }
    let wave = MadeMetrics.metric("mq", "queue_depth") { Double(($0 * 7) % 40) }
    #expect(Self.found([burst]).isEmpty && Self.found([wave]).isEmpty)
  }

  @Test(arguments: [
    ("node_filesystem_files_free", true), ("node_memory_MemAvailable_bytes", true),
    ("available_ip_address_count", true), ("service_available", false),
    ("error_budget_remaining", false), ("availability", false), ("replicas_available", false),
  ]) func `What is left is told from what can be reached`(name: String, isRemainder: Bool) {
    #expect(MetricKind.isRemainder(name) == isRemainder)
  }
}
