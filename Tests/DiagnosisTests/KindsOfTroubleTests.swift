import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Troubles of each kind on small made evidence, beside what only looks like them.
@Suite struct KindsOfTroubleTests {
  private typealias Made = MadeMetrics

  @Test(arguments: [
    ("memory_bytes", "resource-leak"), ("open_connections", "resource-leak"),
    ("thread_count", "resource-leak"), ("queue_size", "slow-consumer"),
  ])
  func `What grows all the time is a leak`(metric: String, kind: String) {
    let found = Made.diagnosis([
      Made.metric("cart", metric) { 100 + Double($0) * 5 + Made.noise($0) },
      Made.metric("web", metric) { 100 + Made.noise($0) },
    ])
    #expect(found.suspect == "cart \(kind)")
  }

  @Test func `What is given back each time, or grows with what is asked, is no leak`() {
    let sawtooth = Made.diagnosis([
      Made.metric("cart", "memory_bytes") { 100 + Double($0 % 12) * 8 + Made.noise($0) }
    ])
    #expect(sawtooth.decision == .nothingWrong)
    let fed = Made.diagnosis([
      Made.metric("cart", "memory_bytes") { 100 + Double($0) * 2 + Made.noise($0) },
      Made.metric("cart", "requests") { 100 + Double($0) * 2 + Made.noise($0) },
    ])
    #expect(!fed.findings.contains { $0.detector == "metric-leaks" })
  }

  @Test func `A pool that stands at its limit is exhausted, below it it is in use`() {
    func pool(_ used: Double) -> Diagnosis {
      Made.diagnosis([
        Made.calls("web", "orders"),
        Made.metric("orders", "db_pool_active") { $0 < 40 ? 6 + Made.noise($0) : used },
        Made.metric("orders", "db_pool_max") { _ in 20 },
        Made.metric("orders", "latency") { ($0 < 40 ? 30 : 400) + Made.noise($0) },
        Made.metric("web", "latency") { ($0 < 40 ? 50 : 420) + Made.noise($0) },
      ])
    }
    #expect(pool(20).suspect == "orders pool-exhausted")
    #expect(pool(12).suspect != "orders pool-exhausted")
  }

  @Test func `A slow dependency is the cause, its callers only wait for it`() {
    // No call graph: the requests tell who waits for whom.
    var usual = MadeRequests()
    usual.add(40)
    var now = MadeRequests(from: 600)
    now.add(40) { _ in .init(work: ["stock": 700]) }
    let found = Self.diagnosis(now, usual)
    #expect(found.suspect == "stock slow-work")
    #expect(!found.hypotheses.contains { $0.service == "gateway" })
  }

  @Test func `An exception in one endpoint is told from the others of its service`() {
    func requests(_ shape: MadeRequests.Shape) -> MadeRequests {
      var made = MadeRequests(from: 600)
      // Two of three requests go on as ever.
      made.add(60) { $0 % 3 == 0 ? shape : .init() }
      return made
    }
    var usual = MadeRequests()
    usual.add(40)
    let failing = requests(.init(failing: ["price", "gateway"]))
    let found = Self.diagnosis(failing, usual)
    #expect(found.suspect == "price failing-operation")
    let finding = found.hypotheses.first.map { found.findings[$0.finding] }
    #expect(finding?.detail.hasPrefix("20 of 60 requests `GET /price` fail in it") == true)
    // The same in logs: one path throws, the others of the service are answered.
    let lines = (0..<30).map { minute in
      "\(LogLines.clock(10, minute, 1)) I shop | GET /list 200\n"
        + (minute < 20
          ? "\(LogLines.clock(10, minute, 5)) I shop | GET /pay 200"
          : "\(LogLines.clock(10, minute, 5)) E shop | GET /pay: NullPointerException: basket is null")
    }
    let log = LogLines.diagnose(lines.joined(separator: "\n"))
    #expect(log.namesCause && log.first.contains("basket is null"))
  }

  @Test func `More traffic, or less, is no fault of those who take it`() {
    for factor in [2.0, 0.4] {
      let found = Made.diagnosis([
        Made.calls("web", "orders"),
        Made.metric("web", "requests") { 100 * ($0 < 40 ? 1 : factor) + Made.noise($0) },
        Made.metric("orders", "requests") { 80 * ($0 < 40 ? 1 : factor) + Made.noise($0) },
        Made.metric("web", "cpu") { 20 * ($0 < 40 ? 1 : factor) + Made.noise($0) },
        Made.metric("orders", "cpu") { 15 * ($0 < 40 ? 1 : factor) + Made.noise($0) },
        Made.metric("web", "latency") { 30 + Made.noise($0) },
      ])
      #expect(found.decision == .nothingWrong, "\(factor): \(found.suspect ?? "-")")
    }
  }

  @Test func `A deploy elsewhere, or after the fault, is a coincidence`() {
    let fault = [
      Made.metric("cart", "cpu") { $0 < 40 ? 5 + Made.noise($0) : 95 + Made.noise($0) },
      Made.metric("mail", "cpu") { 5 + Made.noise($0) },
    ]
    let elsewhere = Made.diagnosis(fault + [Made.change("mail", "release", minute: 38, "mail 2.8")])
    #expect(elsewhere.suspect == "cart cpu-load")
    #expect(!elsewhere.hypotheses.contains { $0.service == "mail" })
    let later = Made.diagnosis(fault + [Made.change("cart", "release", minute: 45, "cart 1.9")])
    #expect(later.suspect == "cart cpu-load")
    #expect(later.changes.isEmpty)
    // One of its own, just before, stands beside it.
    let before = Made.diagnosis(fault + [Made.change("cart", "release", minute: 38, "cart 1.9")])
    #expect(before.changes.map { before.findings[$0].detail } == ["cart 1.9"])
    // A deploy alone, with nothing that fails, is nothing wrong.
    let alone = Made.diagnosis([
      Made.metric("cart", "cpu") { 5 + Made.noise($0) },
      Made.change("cart", "release", minute: 38, "cart 1.9"),
    ])
    #expect(alone.decision == .nothingWrong && alone.hypotheses.isEmpty)
  }

  @Test func `Loss, delay and load of one service are three kinds`() {
    func suspect(_ shape: (Int) -> MadeRequests.Shape) -> String? {
      var usual = MadeRequests()
      usual.add(90)
      var now = MadeRequests(from: 600)
      now.add(120, shape)
      return Self.diagnosis(now, usual).suspect
    }
    // Some wait for a retransmission: packets are lost.
    #expect(suspect { .init(gaps: $0 % 4 == 0 ? ["price": 212] : [:]) } == "price packet-loss")
    // All are late on the way, and the work takes as long as ever: the network is slow.
    #expect(suspect { _ in .init(gaps: ["price": 212]) } == "price slow-link")
    // All are late in the service's own work.
    #expect(suspect { _ in .init(work: ["price": 222]) } == "price slow-work")
  }

  @Test func `Lost packets, a busy CPU and slow answers are three kinds in metrics too`() {
    func fault(_ name: String, _ before: Double, _ after: Double) -> String? {
      Made.diagnosis([
        Made.calls("web", "price"),
        Made.metric("price", name) { ($0 < 40 ? before : after) + Made.noise($0) / 10 },
        Made.metric("price", "latency") { ($0 < 40 ? 20 : 200) + Made.noise($0) },
        Made.metric("web", "latency") { ($0 < 40 ? 40 : 220) + Made.noise($0) },
        Made.metric("web", "cpu") { 10 + Made.noise($0) },
      ]).suspect
    }
    #expect(fault("tcp_retransmits", 0, 50) == "price packet-loss")
    #expect(fault("cpu", 5, 95) == "price cpu-load")
    #expect(fault("cpu_throttled_periods", 0, 40) == "price cpu-throttling")
  }

  @Test func `A system that is quiet in all that it tells has nothing wrong`() {
    var usual = MadeRequests()
    usual.add(60) { .init(work: ["cart": 8 + Int64($0 % 5)]) }
    var now = MadeRequests(from: 600)
    now.add(90) { .init(work: ["cart": 8 + Int64($0 % 7)]) }
    let (logs, catalog) = LogLines.read(
      LogLines.quiet("shop", minutes: 0..<30, "0 errors since start, 0 failed"))
    let found = Diagnostician(
      observations: logs + [
        Made.metric("cart", "cpu") { 20 + Made.noise($0) },
        Made.metric("cart", "latency") { 30 + Made.noise($0) * 4 },
        Made.calls("gateway", "cart"),
        Made.change("cart", "release", minute: 20, "cart 1.9"),
      ], catalog: catalog, requests: now.requests, usual: usual.requests
    ).diagnosis(of: Symptom())
    #expect(found.decision == .nothingWrong && found.hypotheses.isEmpty)
  }

  private static func diagnosis(_ now: MadeRequests, _ usual: MadeRequests) -> Diagnosis {
    Diagnostician(
      observations: [], catalog: Catalog(), requests: now.requests, usual: usual.requests
    ).diagnosis(of: Symptom())
  }
}
