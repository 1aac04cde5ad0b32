import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// What whole requests tell, on small made ones whose fault is known by construction.
@Suite struct RequestTests {
  private static func usual() -> TracedRequests {
    var made = MadeRequests()
    made.add(30) { number in .init(work: ["cart": 8 + Int64(number % 5)]) }
    return made.requests
  }

  private static func diagnosis(
    _ now: TracedRequests, usual: TracedRequests = Self.usual(), observations: [Observation] = [],
    baseline: [Observation] = [], excluding: [String] = []
  ) -> Diagnosis {
    Diagnostician(
      observations: observations, baseline: baseline, catalog: Catalog(), requests: now,
      usual: usual
    ).diagnosis(of: Symptom(excludedServices: excluding))
  }

  private static func made(_ count: Int, _ shape: (Int) -> MadeRequests.Shape) -> TracedRequests {
    var made = MadeRequests(from: 600)
    made.add(count, shape)
    return made.requests
  }

  private static func first(_ diagnosis: Diagnosis) -> Finding? {
    diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] }
  }

  @Test func `A slow way to a service is told from the service's own work`() throws {
    let now = Self.made(40) { .init(gaps: $0 < 15 ? [:] : ["price": 900]) }
    let finding = try #require(Self.first(Self.diagnosis(now)))
    #expect(finding.service == "price" && finding.kind == "slow-link")
    #expect(finding.count == 25)
    #expect(finding.detail.hasPrefix("25 of 25 calls to it from `gateway` lose 900 ms"))
    #expect(
      finding.period?.lowerBound == Instant(microseconds: 1_773_136_800_000_000 + 615_012_000))
    #expect(finding.samples[0].text.hasPrefix("gateway,call price,"))
  }

  @Test func `Who is slow in calling all of them is busy himself`() throws {
    let now = Self.made(20) { _ in .init(gaps: ["cart": 300, "price": 280, "stock": 350]) }
    let diagnosis = Self.diagnosis(now)
    let finding = try #require(Self.first(diagnosis))
    #expect(finding.service == "gateway" && finding.kind == "slow-work")
    #expect(!diagnosis.hypotheses.contains { ["cart", "price", "stock"].contains($0.service) })
  }

  @Test func `Some calls that wait for a retransmission are lost packets, most slow ones a delay`()
    throws
  {
    let now = Self.made(120) { .init(gaps: $0 % 4 == 0 ? ["price": 212] : [:]) }
    var usual = MadeRequests()
    usual.add(90)
    let finding = try #require(Self.first(Self.diagnosis(now, usual: usual.requests)))
    #expect(finding.service == "price" && finding.kind == "packet-loss" && finding.count == 30)
    #expect(finding.detail.hasPrefix("30 of 120 calls to and from it wait 212 ms"))
  }

  @Test func `Slow work with the CPU high is the CPU`() throws {
    func cpu(_ values: [Double], from second: Int64) -> Observation {
      let points = values.enumerated().map {
        Series.Point(
          time: Instant(milliseconds: 1_773_136_800_000 + (second + Int64($0) * 10) * 1000),
          value: $1)
      }
      return Observation(
        service: "stock", measure: .metric(name: "cpu_usage", unit: "%"), count: points.count,
        values: Series(points: points),
        samples: points.enumerated().map { index, point in
          Sample(
            reference: Reference(
              source: "files", locator: .line(path: "cpu.csv", number: index + 2)),
            time: Timestamp(point.time), service: "stock", text: "stock,\(point.value)")
        })
    }
    let now = Self.made(30) { .init(work: $0 < 10 ? [:] : ["stock": 400]) }
    let finding = try #require(
      Self.first(
        Self.diagnosis(
          now, observations: [cpu([2, 97, 99], from: 600)],
          baseline: [cpu([2, 3, 2], from: 0)])))
    #expect(finding.service == "stock" && finding.kind == "cpu-starved")
    #expect(finding.detail.hasPrefix("its CPU rose from 2 to 99 %; its own work takes 200 ms"))
    #expect(finding.samples[0].reference.description == "cpu.csv:4")
    // A CPU that is used up is told of before anybody waits for it.
    let early = try #require(
      Self.first(
        Self.diagnosis(
          Self.made(30) { _ in .init() }, observations: [cpu([2, 97, 99], from: 600)],
          baseline: [cpu([2, 3, 2], from: 0)])))
    #expect(early.service == "stock" && early.kind == "cpu-starved" && early.signal == .metrics)
    // One that rose minutes after users felt something is none of its causes.
    func latency(_ values: [Double], from second: Int64) -> Observation {
      MadeMetrics.metric("gateway", "latency_p99_ms", values.count, from: 1_773_136_800 + second) {
        values[$0]
      }
    }
    let felt = [Double](repeating: 20, count: 10) + [Double](repeating: 900, count: 20)
    let delayed = Self.made(30) { .init(gaps: $0 < 10 ? [:] : ["price": 900]) }
    let observations = [cpu([2, 97, 99], from: 600), latency(felt, from: -1200)]
    let late = try #require(
      Self.first(
        Self.diagnosis(
          delayed, observations: observations, baseline: [cpu([2, 3, 2], from: 0)])))
    #expect(late.service == "price" && late.kind == "slow-link")
    // A share that rises and stays small is no lack of CPU.
    let idle = Self.first(
      Self.diagnosis(
        now, observations: [cpu([2, 9, 12], from: 600)], baseline: [cpu([2, 3, 2], from: 0)]))
    #expect(idle?.kind == "slow-work")
    // Without the metric it is slow all the same, and nobody says why.
    let bare = try #require(Self.first(Self.diagnosis(now)))
    #expect(bare.service == "stock" && bare.kind == "slow-work")
  }

  @Test func `The deepest service whose flow breaks is the cause, not its callers`() throws {
    let now = Self.made(30) { number in
      guard number >= 12 else { return .init() }
      return .init(
        cart: [(.info, "looking up the cart"), (.error, "unexpected null in the basket")],
        gateway: [(.info, "request taken"), (.error, "bad answer")])
    }
    let diagnosis = Self.diagnosis(now)
    let finding = try #require(Self.first(diagnosis))
    #expect(finding.service == "cart" && finding.kind == "broken-flow" && finding.count == 18)
    #expect(
      finding.detail
        == "18 of 18 requests `GET /cart` run into `unexpected null in the basket` behind "
        + "`looking up the cart`; in 30 of a quiet time it always went on")
    #expect(!diagnosis.hypotheses.contains { $0.service == "gateway" })
    #expect(diagnosis.hypotheses[0].path == ["cart", "gateway"])
  }

  @Test func `A flow that just ends is broken, a branch into something harmless is not`() throws {
    let ended = Self.made(20) { _ in .init(cart: [(.info, "looking up the cart")]) }
    let finding = try #require(Self.first(Self.diagnosis(ended)))
    #expect(
      finding.service == "cart" && finding.detail.contains("end behind `looking up the cart`"))
    let silent = Self.made(20) { $0 == 0 ? .init() : .init(cart: []) }
    #expect(Self.first(Self.diagnosis(silent))?.detail.contains("say nothing at all") == true)
    // A log that was cut off at its beginning says nothing of the requests before.
    let cut = Self.made(20) { $0 == 19 ? .init() : .init(cart: []) }
    #expect(Self.diagnosis(cut).hypotheses.isEmpty)
    let other = Self.made(20) { _ in
      .init(cart: [(.info, "looking up the cart"), (.info, "the cart is empty")])
    }
    #expect(Self.diagnosis(other).hypotheses.isEmpty)
  }

  @Test func `An error of the quiet time, or one that tells of another, breaks no flow`() {
    let known: (Int) -> MadeRequests.Shape = { number in
      .init(
        cart: number % 4 == 0
          ? [(.info, "looking up the cart"), (.error, "coupon is void")]
          : [(.info, "looking up the cart"), (.info, "found the cart")])
    }
    let usual = Self.made(40, known)
    let more = Self.made(40) { _ in
      .init(cart: [(.error, "coupon is void"), (.info, "found the cart")])
    }
    #expect(Self.diagnosis(more, usual: usual).hypotheses.isEmpty)
    let hearsay = Self.made(20) { _ in
      .init(cart: [(.info, "looking up the cart"), (.error, "vault: connection refused")])
    }
    #expect(!Self.diagnosis(hearsay).findings.contains { $0.kind == "broken-flow" })
  }

  @Test func `An error that follows from a call that failed below breaks no flow`() throws {
    let now = Self.made(30) { _ in
      .init(
        gateway: [(.info, "request taken"), (.error, "GET /cart 502")], failing: ["price"])
    }
    let finding = try #require(Self.first(Self.diagnosis(now)))
    #expect(finding.service == "price" && finding.kind == "failing-operation")
    #expect(!Self.diagnosis(now).findings.contains { $0.kind == "broken-flow" })
  }

  @Test func `Calls without a span of the callee name whom they miss`() throws {
    let now = Self.made(25) { .init(lost: $0 < 10 ? [] : ["stock"]) }
    let finding = try #require(Self.first(Self.diagnosis(now)))
    #expect(finding.service == "stock" && finding.kind == "lost-calls" && finding.count == 15)
  }

  @Test func `Of failing spans the deepest service counts, and only what fails more than before`() {
    let now = Self.made(40) { .init(failing: $0 % 4 == 0 ? ["price", "gateway"] : []) }
    let finding = Self.first(Self.diagnosis(now))
    #expect(finding?.service == "price" && finding?.kind == "failing-operation")
    #expect(finding?.detail.hasPrefix("10 of 40 requests `GET /price` fail in it") == true)
    #expect(Self.diagnosis(now, usual: now).hypotheses.isEmpty)
  }

  @Test func `Quiet requests, and more of them, are no fault`() {
    let now = Self.made(300) { .init(work: ["cart": 8 + Int64($0 % 5)]) }
    let diagnosis = Self.diagnosis(now)
    #expect(diagnosis.hypotheses.isEmpty && diagnosis.decision == .nothingWrong)
    // A tenth of them slow by chance is no fault either.
    let jitter = Self.made(300) { .init(gaps: $0 % 10 == 3 ? ["price": 250] : [:]) }
    #expect(Self.diagnosis(jitter).hypotheses.isEmpty)
  }

  @Test func `Without a quiet time the beginning stands for it, else the services beside`() throws {
    let later = Self.made(60) { .init(gaps: $0 < 30 ? [:] : ["price": 900]) }
    let finding = try #require(Self.first(Self.diagnosis(later, usual: TracedRequests())))
    #expect(finding.service == "price" && finding.count == 30)
    let quiet = Self.diagnosis(Self.made(60) { _ in .init() }, usual: TracedRequests())
    guard case .tooLittle(let reason) = quiet.decision else {
      Issue.record("\(quiet.decision)")
      return
    }
    #expect(reason.hasPrefix("none of 600 spans stands out"))
  }

  @Test func `What the user ruled out is not the cause`() {
    let now = Self.made(40) { _ in .init(gaps: ["price": 900]) }
    #expect(Self.diagnosis(now, excluding: ["price"]).decision == .notProven)
  }

  @Test func `Identifiers that lead round in a circle end`() {
    var now = Self.made(3) { _ in .init() }
    now.spans[0].parent = 2
    now.spans[2].parent = 1
    now.spans[1].parent = 0
    #expect(RequestTree(now).entry.count == now.spans.count)
    _ = Self.diagnosis(now)
    _ = Self.diagnosis(now, usual: TracedRequests())
  }

  @Test func `A stretch is where something is most clearly more often so than not`() {
    let marks = [false, false, true, false, true, true, true, true, false]
    #expect(Stretch(marks)?.lead == 4)
    #expect(Stretch(marks)?.range == 4...7)
    #expect(Stretch([false, false]) == nil)
    #expect(Stretch([]) == nil)
  }
}
