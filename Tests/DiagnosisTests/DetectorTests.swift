import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Each detector finds what it is for, in the service that has it, and nothing in what is usual.
@Suite struct DetectorTests {
  /// Evidence of a detector: what is observed, and the service and role of what it finds.
  private struct Row: Sendable {
    var name: String
    var service: String
    var role: FaultKind.Role
    var observations: [Observation] = []
    var now = TracedRequests()
    var usual = TracedRequests()
  }

  /// Quiet minutes of shop around a few lines.
  private static func log(_ lines: String) -> [Observation] {
    LogLines.read(
      LogLines.quiet("shop", minutes: 0..<30, "order stored") + lines
        + LogLines.quiet("shop", minutes: 31..<40, "order stored")
    ).observations
  }

  private static func each(_ minutes: Range<Int>, _ second: Int = 30, _ rest: String) -> String {
    minutes.map { "\(LogLines.clock(10, $0, second)) \(rest)" }.joined(separator: "\n") + "\n"
  }

  private static func requests(from second: Int64, _ shape: MadeRequests.Shape = .init())
    -> TracedRequests
  {
    var made = MadeRequests(from: second)
    made.add(40) { _ in shape }
    return made.requests
  }

  private static let usual = requests(from: 0)

  private static let rows: [Row] = [
    Row(
      name: "telling-entries", service: "shop", role: .state,
      observations: log("10:30:10 E shop | write failed: no space left on device\n")),
    Row(
      name: "error-onsets", service: "shop", role: .symptom,
      observations: log(
        each(30..<31, 10, "E shop | label printer says nope")
          + each(
            32..<36, 20, "E shop | label printer says nope"))),
    Row(
      name: "errors-all-along", service: "shop", role: .symptom,
      observations: LogLines.read(
        LogLines.quiet("shop", minutes: 0..<77, "order stored")
          + (0..<38).map { index in
            let second = index * 118 + index * index * 53 % 97
            return
              "\(LogLines.clock(10, second / 60, second % 60)) E shop | label printer says nope\n"
          }.joined()
      ).observations),
    Row(
      name: "recurring-errors", service: "shop", role: .symptom,
      observations: LogLines.read(
        (0..<6).map { hour in
          LogLines.quiet("shop", hour: hour, minutes: 0..<60, "order stored")
            + "\(LogLines.clock(hour, 15, 0)) E shop | nightly report says nope\n"
        }.joined()
      ).observations),
    Row(
      name: "vanished-entries", service: "shop", role: .symptom,
      observations: LogLines.read(
        LogLines.quiet("shop", minutes: 0..<30, "heartbeat sent")
          + LogLines.quiet("shop", minutes: 30..<60, "scraped target")
      ).observations),
    Row(
      name: "process-ends", service: "shop", role: .consequence,
      observations: log("10:30:10 I shop | starting shop (pid 77)\n")),
    Row(
      name: "numbers-in-logs", service: "shop", role: .state,
      observations: LogLines.read(
        (0..<12).map {
          "\(LogLines.clock(10, $0, 0)) I shop | connections in use \($0 * 2) of 20\n"
        }
        .joined()
      ).observations),
    Row(
      name: "system-changes", service: "shop", role: .change,
      observations: log("10:30:10 I shop | deployed build 77\n")),
    Row(
      name: "recorded-changes", service: "deploys", role: .change,
      observations: log("10:30:10 I deploys | shop 1.8 -> 1.9 finished\n")),
    Row(
      name: "version-changes", service: "shop", role: .change,
      observations: LogLines.read(
        [(0, "6.2.1"), (9, "6.2.1"), (21, "7.0.0"), (29, "7.0.0")].map {
          "\(LogLines.clock(10, $0.0, 0)) I shop | Using image cache:\($0.1)\n"
        }.joined()
      ).observations),
    Row(
      name: "recoveries", service: "shop", role: .recovery,
      observations: log("10:30:10 I shop | connection restored\n")),
    Row(
      name: "metric-steps", service: "cart", role: .state,
      observations: [MadeMetrics.metric("cart", "cpu") { $0 < 40 ? 2 + MadeMetrics.noise($0) : 95 }]
    ),
    Row(
      name: "metric-leaks", service: "cart", role: .state,
      observations: [
        MadeMetrics.metric("cart", "memory") { 100 + Double($0) * 5 + MadeMetrics.noise($0) }
      ]),
    Row(
      name: "metric-restarts", service: "cart", role: .state,
      observations: [MadeMetrics.metric("cart", "restarts") { Double($0 < 20 ? 0 : $0 / 10) }]),
    Row(
      name: "metric-gaps", service: "cart", role: .state,
      observations: [
        MadeMetrics.metric("web", "cpu") { 2 + MadeMetrics.noise($0) },
        MadeMetrics.metric("cart", "cpu", without: 30..<42) { 2 + MadeMetrics.noise($0) },
        MadeMetrics.metric("cart", "memory", without: 30..<42) { 90 + MadeMetrics.noise($0) },
      ]),
    Row(
      name: "metric-limits", service: "web", role: .state,
      observations: [
        MadeMetrics.metric("web", "open_slots") { min(64, 10 + Double($0) * 2) },
        MadeMetrics.metric("web", "max_slots") { _ in 64 },
      ]),
    Row(
      name: "metric-backlogs", service: "mq", role: .state,
      observations: [
        MadeMetrics.metric("mq", "queue_depth") { $0 < 20 ? 3 : Double($0 - 19) * 50 }
      ]),
    Row(
      name: "applied-changes", service: "terraform", role: .change,
      observations: log("10:30:10 I terraform | aws_db.main: Destruction complete after 1s\n")),
    Row(
      name: "dropped-indexes", service: "alembic", role: .state,
      observations: log(
        "10:31:07 I alembic | DROP INDEX ix_orders_day\n"
          + (1...4).map {
            "10:31:1\($0) I postgres | duration: 5676 ms execute: SELECT * FROM orders\n"
          }
          .joined())),
    Row(
      name: "metric-expiry", service: "web", role: .state,
      observations: [
        // Runs out in minute 20, and is renewed in minute 40.
        MadeMetrics.metric("web", "probe_ssl_earliest_cert_expiry", from: 1_770_000_000) {
          $0 < 40 ? 1_770_001_200 : 1_780_000_000
        }
      ]),
    Row(
      name: "slow-services", service: "price", role: .state,
      now: requests(from: 600, .init(gaps: ["price": 900])), usual: usual),
    Row(
      name: "broken-flows", service: "cart", role: .state,
      now: requests(from: 600, .init(cart: [(.info, "looking up the cart")])), usual: usual),
    Row(
      name: "failing-operations", service: "price", role: .state,
      now: requests(from: 600, .init(failing: ["price"])), usual: usual),
    Row(
      name: "repeated-calls", service: "cart", role: .state,
      now: requests(from: 600, .init(work: ["cart": 190], many: ["cart": 90])), usual: usual),
    Row(
      name: "slow-calls", service: "price", role: .state,
      now: requests(
        from: 600, .init(work: ["price": 900], details: ["price": .init(target: "db")])),
      usual: requests(from: 0, .init(details: ["price": .init(target: "db")]))),
    Row(
      name: "lost-calls", service: "stock", role: .state,
      now: requests(from: 600, .init(lost: ["stock"])), usual: usual),
    Row(
      name: "packet-loss", service: "price", role: .state,
      now: {
        var made = MadeRequests(from: 600)
        made.add(120) { .init(gaps: $0 % 4 == 0 ? ["price": 212] : [:]) }
        return made.requests
      }(),
      usual: {
        var made = MadeRequests()
        made.add(90)
        return made.requests
      }()),
    Row(
      name: "cluster", service: "web", role: .state,
      observations: {
        var objects = Objects()
        objects.run("web")
        objects.serve("web", selector: "web-v2")
        objects.test("web:80", [("", "refused")])
        return objects.observations
      }()),
    Row(
      name: "change-feed", service: "cart", role: .change,
      observations: [MadeMetrics.change("cart", "release", minute: 3, "cart 1.9")]),
  ]

  private static func findings(_ row: Row, of detector: any Detector) -> [Finding] {
    var catalog = Catalog()
    let windows = row.observations.compactMap(\.window)
    if let first = windows.map(\.lowerBound).min(), let last = windows.map(\.upperBound).max() {
      catalog.window = TimeWindow(from: first, through: last)
    }
    return detector.findings(
      in: ObservedEvidence(
        observations: row.observations, baseline: [], catalog: catalog, requests: row.now,
        usual: row.usual))
  }

  @Test func `All detectors have evidence here`() {
    #expect(Set(Self.rows.map(\.name)) == Set(Detectors.all.map(\.name)))
  }

  @Test(arguments: rows.map(\.name))
  func `A detector finds what it is for, and cites it`(name: String) throws {
    let row = try #require(Self.rows.first { $0.name == name })
    let detector = try #require(Detectors.all.first { $0.name == name })
    let found = Self.findings(row, of: detector)
    let finding = try #require(found.first { $0.service == row.service }, "\(found)")
    #expect(finding.role == row.role && !finding.samples.isEmpty && !finding.detail.isEmpty)
    #expect(found.allSatisfy { (0...1).contains($0.strength) && $0.detector == name })
  }

  @Test(arguments: rows.map(\.name))
  func `A detector finds nothing in what is usual`(name: String) throws {
    let detector = try #require(Detectors.all.first { $0.name == name })
    var objects = Objects()
    objects.run("web")
    objects.serve("web")
    objects.test("web:80", [("", "ok")])
    let row = Row(
      name: name, service: "", role: .state,
      observations: LogLines.read(LogLines.quiet("shop", minutes: 0..<60, "order stored"))
        .observations + objects.observations + [
          MadeMetrics.metric("cart", "cpu") { 20 + MadeMetrics.noise($0) },
          MadeMetrics.metric("cart", "memory") { 500 + MadeMetrics.noise($0 + 7) },
          MadeMetrics.calls("web", "cart"),
        ], now: Self.requests(from: 600), usual: Self.usual)
    #expect(Self.findings(row, of: detector).map(\.detail) == [])
  }

  @Test(arguments: rows.map(\.name))
  func `A detector finds nothing where there is nothing`(name: String) throws {
    let detector = try #require(Detectors.all.first { $0.name == name })
    #expect(Self.findings(Row(name: name, service: "", role: .state), of: detector).isEmpty)
  }
}
