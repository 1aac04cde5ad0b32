import Evidence
import Testing
import Timeline

@testable import Diagnosis

struct MetricTests {
  @Test func `a step is found where it is, with medians on both sides`() throws {
    let values = (0..<60).map { ($0 < 40 ? 1.0 : 9.0) + Double($0 % 3) / 10 }
    let step = try #require(Step.within(values, least: 0))
    #expect(step.range == 40..<60)
    #expect(step.isRise && !step.isOver)
  }

  @Test func `services that end with all that was recorded beside them are not silent`() {
    func metrics(_ service: String, in folder: String, until end: Int) -> [Observation] {
      ["cpu", "memory"].map { name in
        MadeMetrics.metric(service, name, end, in: "\(folder)/\(name).json") {
          2 + MadeMetrics.noise($0)
        }
      }
    }
    func silent(_ ends: [(service: String, folder: String, end: Int)]) -> [String] {
      let all = ends.flatMap { metrics($0.service, in: $0.folder, until: $0.end) }
      return MetricGaps().findings(in: ObservedEvidence(observations: all, catalog: Catalog())).map(
        \.service)
    }
    // One server was asked no longer.
    #expect(silent([("web", "eu", 60), ("cart", "us", 40), ("tax", "us", 40)]) == [])
    #expect(silent([("web", "eu", 60), ("cart", "us", 40), ("tax", "us", 60)]) == ["cart"])
    // A folder for each service tells of no server.
    #expect(silent([("web", "web", 60), ("cart", "cart", 40)]) == ["cart"])
  }

  @Test func `a stretch that is over is told as such`() throws {
    let values = (0..<60).map { (20..<30).contains($0) ? 9.0 : 1 + Double($0 % 3) / 10 }
    let step = try #require(Step.within(values, least: 0))
    #expect(step.range == 20..<30)
    #expect(step.isOver)
  }

  @Test func `what lies at the beginning is usual, also where its first value lies above the rest`()
    throws
  {
    // The first value lies above the middle of all ranks, and no step begins behind it.
    let values = (0..<80).map { (place: Int) -> Double in
      let level = place == 0 ? 1.9 : place < 60 ? 1.0 : 9.0
      return level + Double(place * 7 % 5) / 10
    }
    let step = try #require(Step.within(values, least: 0))
    #expect(step.range == 60..<80)
    #expect(step.isRise && !step.isOver)
  }

  @Test func `a late leap is found where a drift has lifted the values before it`() throws {
    // Two thirds of all lie above the first third already, and ranks tell no leap from a drift.
    let values = (0..<160).map { (place: Int) -> Double in
      let level = place < 40 ? 20.0 : place < 145 ? 23.0 : 99.0
      return level + Double(place * 7 % 5) / 2
    }
    let step = try #require(Step.within(values, least: 1))
    #expect(step.range == 145..<160)
    #expect(step.isRise && !step.isOver)
  }

  @Test func `a fall is found behind a drift like a rise`() throws {
    let values = (0..<160).map { (place: Int) -> Double in
      let level = place < 40 ? 83.0 : place < 145 ? 80.0 : 4.0
      return level + Double(place * 7 % 5) / 2
    }
    let step = try #require(Step.within(values, least: 1))
    #expect(step.range == 145..<160)
    #expect(!step.isRise)
  }

  @Test func `one burst of many alike is no step`() {
    let values = (0..<480).map { (place: Int) -> Double in
      (place % 120 < 5 ? 75.0 : 4.0) + Double(place * 7 % 5) / 2
    }
    #expect(Step.within(values, least: 1) == nil)
  }

  @Test func `values near the greatest there are make no trap`() {
    let values = (0..<40).map { $0 % 2 == 0 ? Double.greatestFiniteMagnitude : 1 }
    #expect(Step.within(values, least: 1) == nil)
  }

  @Test func `noise is no step`() {
    #expect(Step.within((0..<60).map { 5 + Double($0 * 37 % 11) / 10 }, least: 0) == nil)
  }

  @Test func `the service whose CPU rose is the cause`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("cart", "cpu") { $0 < 40 ? 2 + Double($0 % 3) / 10 : 95 },
      MadeMetrics.metric("web", "cpu") { 10 + Double($0 % 5) / 10 },
    ])
    #expect(found.hypotheses.first?.service == "cart")
    #expect(found.hypotheses.first.map { found.findings[$0.finding].kind } == "cpu-load")
    #expect(found.onset == Instant(milliseconds: 40 * 60_000))
  }

  @Test func `latency is laid at the deepest service that adds it`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.calls("web", "orders"), MadeMetrics.calls("orders", "db"),
      MadeMetrics.metric("web", "latency") { ($0 < 40 ? 50 : 250) + Double($0 % 3) },
      MadeMetrics.metric("orders", "latency") { ($0 < 40 ? 30 : 230) + Double($0 % 3) },
      MadeMetrics.metric("db", "latency") { ($0 < 40 ? 10 : 210) + Double($0 % 3) },
    ])
    #expect(found.hypotheses.first?.service == "db")
    #expect(found.hypotheses.first?.path == ["db", "orders", "web"])
  }

  @Test func `a quiet system has nothing wrong`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("cart", "cpu") { 20 + Double($0 * 37 % 11) },
      MadeMetrics.metric("cart", "latency") { 30 + Double($0 * 13 % 7) },
    ])
    #expect(found.decision == .nothingWrong)
  }

  @Test func `more traffic with as much more CPU is no fault`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("web", "requests") {
        $0 < 40 ? 100 + Double($0 % 3) : 160 + Double($0 % 3)
      },
      MadeMetrics.metric("web", "cpu") { $0 < 40 ? 30 + Double($0 % 3) : 48 + Double($0 % 3) },
      MadeMetrics.metric("web", "latency") { 30 + Double($0 % 3) },
    ])
    #expect(found.decision == .nothingWrong)
  }

  @Test func `memory that grows and is never given back is a leak`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("cart", "memory") { 100 + Double($0) * 5 + Double($0 % 3) }
    ])
    #expect(found.findings.contains { $0.kind == "resource-leak" && $0.service == "cart" })
  }

  @Test func `one request of a hundred that fails is told, beside all that there are`() {
    func diagnosis(failing: Double) -> Diagnosis {
      MadeMetrics.diagnosis([
        MadeMetrics.metric("desk", "http_requests code=200", unit: "per s") {
          12 + MadeMetrics.noise($0)
        },
        MadeMetrics.metric("desk", "http_requests code=500", unit: "per s") {
          $0 < 40 ? ($0 % 9 == 0 ? 0.01 : 0) : failing * 12 + 0.02 * MadeMetrics.noise($0)
        },
      ])
    }
    let found = diagnosis(failing: 0.2)
    #expect(found.findings.map(\.kind) == ["server-errors"])
    #expect(found.findings.first?.detail.contains("errors (code=500) rose from 0/s to") == true)
    #expect(found.findings.first?.detail.contains("19 % of its requests") == true)
    #expect(diagnosis(failing: 0.004).findings.isEmpty)
  }

  @Test func `a pool that is used up is the cause, however noisy it was before`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("desk", "db_pool_in_use") {
        $0 < 40 ? 6 + 9 * MadeMetrics.noise($0) : 50
      },
      MadeMetrics.metric("desk", "db_pool_max") { _ in 50 },
      MadeMetrics.metric("desk", "latency", unit: "s") {
        ($0 < 40 ? 0.2 : 2) + 0.05 * MadeMetrics.noise($0)
      },
    ])
    #expect(found.suspect == "desk pool-exhausted")
    #expect(found.decision == .cause(.high))
  }

  @Test func `a limit that was lowered is the cause of what waits for it`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("desk", "db_pool_max") { $0 < 40 ? 40 : 10 },
      MadeMetrics.metric("desk", "db_pool_pending") {
        $0 < 42 ? 0 : 20 + 4 * MadeMetrics.noise($0)
      },
    ])
    #expect(found.suspect == "desk limit-lowered")
    #expect(found.findings.contains { $0.detail == "db_pool_max fell from 40 to 10" })
    // More room is no fault.
    let wider = MadeMetrics.diagnosis([
      MadeMetrics.metric("desk", "db_pool_max") { $0 < 40 ? 10 : 40 }
    ])
    #expect(wider.findings.isEmpty)
  }

  @Test func `copies that are gone are told, and those that come are not`() {
    func diagnosis(_ value: @escaping (Int) -> Double) -> Diagnosis {
      MadeMetrics.diagnosis([MadeMetrics.metric("mail", "queue_consumers") { value($0) }])
    }
    #expect(diagnosis { $0 < 40 ? 6 : 0 }.suspect == "mail copies-lost")
    #expect(diagnosis { $0 < 40 ? 2 : 6 }.findings.isEmpty)
  }

  @Test func `restarts anew and anew are a loop, those of all copies at once are a change`() {
    let loop = MadeMetrics.metric("desk", "restarts_total", unit: "per s") {
      $0 >= 20 && $0 % 8 == 0 ? 1.0 / 60 : 0
    }
    let found = MadeMetrics.diagnosis([loop])
    #expect(found.suspect == "desk restarts")
    #expect(found.findings.first?.detail == "it was restarted 5 times")
    #expect(found.onset == Instant(milliseconds: 24 * 60_000))
    let release = MadeMetrics.metric("desk", "restarts_total", unit: "per s") {
      $0 == 30 ? 3.0 / 60 : 0
    }
    let once = MadeMetrics.diagnosis([release]).findings
    #expect(once.map(\.kind) == ["restart"] && once.first?.role == .change)
  }

  @Test func `what is restarted at its limit of memory, or for lack of it, ran out of it`() {
    let loop = MadeMetrics.metric("desk", "restarts_total", unit: "per s") {
      $0 >= 20 && $0 % 8 == 0 ? 1.0 / 60 : 0
    }
    func memory(_ most: Double) -> Observation {
      MadeMetrics.metric("desk", "memory_working_set_bytes") { most * Double($0 % 8) / 7 }
    }
    let limit = MadeMetrics.metric("desk", "container_limits resource=memory") { _ in 5e8 }
    let full = MadeMetrics.diagnosis([loop, memory(4.9e8), limit])
    #expect(full.suspect == "desk out-of-memory")
    #expect(
      full.findings.contains { $0.detail == "it ran out of memory, and was restarted 5 times" })
    #expect(MadeMetrics.diagnosis([loop, memory(3e8), limit]).suspect == "desk restarts")
    let reason = MadeMetrics.metric("desk", "last_terminated_reason reason=OOMKilled") {
      $0 >= 24 ? 1 : 0
    }
    #expect(MadeMetrics.diagnosis([loop, reason]).suspect == "desk out-of-memory")
  }

  @Test func `a start time within the evidence is a restart at that time`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("desk", "process_start_time_seconds") { $0 < 31 ? -9000 : 30.5 * 60 }
    ])
    #expect(found.findings.map(\.kind) == ["restart"])
    #expect(found.findings.first?.period?.lowerBound == Instant(milliseconds: 31 * 60_000))
  }

  @Test
  func `a cache that nobody's calls are told of is the cause where its memory was cut just before`()
  {
    func rising(_ service: String, _ name: String, _ unit: String, from: Double, to: Double)
      -> Observation
    {
      MadeMetrics.metric(service, name, unit: unit) {
        ($0 < 31 ? from : to) + MadeMetrics.noise($0)
      }
    }
    let felt = [
      rising("desk", "latency_p95", "ms", from: 90, to: 1200),
      rising("stock", "latency_p95", "ms", from: 30, to: 31),
      MadeMetrics.calls("desk", "stock"),
    ]
    let limit = MadeMetrics.metric("cache", "memory_limit_bytes", unit: "B") { $0 < 30 ? 8e9 : 2e9 }
    let used = MadeMetrics.metric("cache", "memory_used_bytes", unit: "B") { $0 < 30 ? 7e9 : 1.9e9 }
    #expect(MadeMetrics.diagnosis(felt).suspect?.hasPrefix("desk") == true)
    #expect(MadeMetrics.diagnosis(felt + [limit, used]).suspect == "cache limit-lowered")
  }

  @Test func `who is measured to lose packets comes before who measures it, and before what waits`()
  {
    func lost(_ service: String, _ name: String) -> Observation {
      MadeMetrics.metric(service, name) { $0 < 30 ? 0 : 20 + MadeMetrics.noise($0) }
    }
    let lag = MadeMetrics.metric("broker", "lag_seconds gateway=gw-3", unit: "s") {
      $0 < 34 ? 2 + MadeMetrics.noise($0) : 170 + MadeMetrics.noise($0)
    }
    let found = MadeMetrics.diagnosis([
      lag, lost("broker", "retransmits gateway=gw-3"), lost("gw-3", "net_err_in"),
    ])
    #expect(found.suspect == "gw-3 packet-loss")
  }

  @Test func `requests that two metrics count are one shift of traffic`() {
    let found = MadeMetrics.diagnosis([
      MadeMetrics.metric("desk", "requests:rate", unit: "per s") {
        ($0 < 40 ? 10 : 30) + MadeMetrics.noise($0)
      },
      MadeMetrics.metric("desk", "requests:rate code=200", unit: "per s") {
        ($0 < 40 ? 9.8 : 29.5) + MadeMetrics.noise($0)
      },
    ])
    #expect(found.findings.map(\.kind) == ["traffic-shift"])
  }

  @Test(arguments: [
    ("carts_cpu", MetricKind.cpu), ("PodServerLatencyP95(s)", .latency),
    ("http_requests_errors_total", .errors), ("db_pool_active", .pool),
    ("node_network_receive_errs", .loss), ("net_err_in", .loss), ("net_bytes_in", .network),
    ("pg_stat_activity_count", .pool), ("pg_stat_activity_max_tx_duration", .latency),
  ])
  func `a name tells what it measures`(name: String, kind: MetricKind) {
    #expect(MetricKind(name: name) == kind)
  }
}
