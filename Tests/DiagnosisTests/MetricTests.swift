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

  @Test(arguments: [
    ("carts_cpu", MetricKind.cpu), ("PodServerLatencyP95(s)", .latency),
    ("http_requests_errors_total", .errors), ("db_pool_active", .pool),
  ])
  func `a name tells what it measures`(name: String, kind: MetricKind) {
    #expect(MetricKind(name: name) == kind)
  }
}
