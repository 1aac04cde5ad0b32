import Evidence
import Testing

@testable import Diagnosis

/// Requests that fail or wait in a call to somebody outside, and those that make many calls.
@Suite struct OutwardCallTests {
  private static func diagnosis(
    _ now: @escaping (Int) -> MadeRequests.Shape, usual: MadeRequests.Shape = .init()
  ) -> Diagnosis {
    var made = MadeRequests(from: 600)
    made.add(40, now)
    var quiet = MadeRequests()
    quiet.add(40) { _ in usual }
    return Diagnostician(
      observations: [], catalog: Catalog(), requests: made.requests, usual: quiet.requests
    ).diagnosis(of: Symptom())
  }

  private static func first(_ diagnosis: Diagnosis) -> Finding? {
    diagnosis.hypotheses.first.flatMap { diagnosis.finding(at: $0.finding) }
  }

  private static let vendor = TracedRequests.Detail(
    target: "rates.example", failure: "503 Service Unavailable")

  @Test func `A call to a host that fails is named with the host and what it answers`() throws {
    let found = try #require(
      Self.first(
        Self.diagnosis { _ in
          .init(
            failing: ["price", "gateway"], details: ["price": Self.vendor],
            failingInside: ["price"])
        }))
    #expect(found.service == "price" && found.kind == "failing-call")
    #expect(
      found.detail == "40 of 40 requests `GET /price` fail in its call `SELECT price` to "
        + "`rates.example`: `503 Service Unavailable`; before it was 0 %; `rates.example` is outside "
        + "of what is traced and answers for itself nowhere")
    #expect(found.names == ["rates.example"])
  }

  @Test func `A lookup is of a name at whoever is asked`() throws {
    let lookup = TracedRequests.Detail(
      target: "rates.example at 10.96.0.10", failure: "i/o timeout")
    let found = try #require(
      Self.first(
        Self.diagnosis { _ in
          .init(
            work: ["price": 4000], failing: ["price"], details: ["price": lookup],
            failingInside: ["price"])
        }))
    #expect(
      found.detail.contains(
        "call `SELECT price` of `rates.example at 10.96.0.10`: `i/o timeout` after 2.0 s"))
  }

  @Test func `Where spans name nobody the service itself fails`() throws {
    let found = try #require(
      Self.first(
        Self.diagnosis { _ in .init(failing: ["price"], failingInside: ["price"]) }))
    #expect(found.kind == "failing-operation" && found.names.isEmpty)
  }

  @Test func `The version that all of them run in is told, where it is new`() throws {
    func shape(_ version: String, fails: Bool) -> MadeRequests.Shape {
      .init(
        failing: fails ? ["price"] : [],
        details: [
          "price": .init(target: "rates.example", failure: fails ? "refused" : "", version: version)
        ], failingInside: fails ? ["price"] : [])
    }
    // The entries tell no version here, so that nothing is said of one.
    let found = try #require(
      Self.first(
        Self.diagnosis({ _ in shape("2.0", fails: true) }, usual: shape("1.9", fails: false))))
    #expect(!found.detail.contains("version"))
  }

  @Test func `Many calls in a request are the caller's fault, and no call is slower`() throws {
    let query = TracedRequests.Detail(statement: "SELECT * FROM items WHERE id = ?")
    let diagnosis = Self.diagnosis { number in
      number < 20
        ? .init(details: ["cart": query])
        : .init(work: ["cart": 190], details: ["cart": query], many: ["cart": 90])
    }
    let found = try #require(Self.first(diagnosis))
    #expect(found.service == "cart" && found.kind == "repeated-calls")
    #expect(
      found.detail == "`GET /cart` makes up to 90 queries `SELECT cart` "
        + "(`SELECT * FROM items WHERE id = ?`) in one request, one by one, where it made none "
        + "before (N+1): each takes 2.0 ms, together 180 ms of 190 ms")
    #expect(found.count == 20)
  }

  @Test func `As many calls as ever are none too many, nor are slow ones`() {
    let always = MadeRequests.Shape(work: ["cart": 190], many: ["cart": 90])
    let diagnosis = Self.diagnosis({ _ in always }, usual: always)
    #expect(!diagnosis.findings.contains { $0.kind == "repeated-calls" })
    let few = Self.diagnosis { _ in .init(work: ["cart": 400], many: ["cart": 6]) }
    // One call of half a millisecond became 90 of 2 ms: it is their number that takes the time.
    let slower = Self.diagnosis(
      { _ in .init(work: ["cart": 190], many: ["cart": 90]) }, usual: .init(work: ["cart": 1]))
    #expect(slower.findings.contains { $0.kind == "repeated-calls" })
    #expect(!few.findings.contains { $0.kind == "repeated-calls" })
  }

  @Test func `A call that became slow is told with whom it asks, though nothing failed`() throws {
    let asked = TracedRequests.Detail(
      target: "billing-db", statement: "SELECT * FROM bills WHERE id = ? FOR UPDATE")
    func shape(_ work: Int64) -> MadeRequests.Shape {
      .init(work: ["price": work], details: ["price": asked])
    }
    let found = try #require(
      Self.first(Self.diagnosis({ shape($0 < 10 ? 10 : 4000) }, usual: shape(10))))
    #expect(found.service == "price" && found.kind == "slow-call" && found.count == 30)
    #expect(
      found.detail == "30 of 30 calls `SELECT price` to `billing-db` "
        + "(`SELECT * FROM bills WHERE id = ? FOR UPDATE`) take 2.0 s, usually 5.0 ms")
    let steady = Self.diagnosis({ _ in shape(4000) }, usual: shape(4000))
    #expect(!steady.findings.contains { $0.kind == "slow-call" })
  }

  @Test func `What fails in a request that is answered all the same is done without`() {
    var made = MadeRequests()
    made.add(60) { .init(failingInside: $0 % 3 == 0 ? ["price"] : []) }
    let diagnosis = Diagnostician(
      observations: [], catalog: Catalog(), requests: made.requests
    ).diagnosis(of: Symptom())
    #expect(!diagnosis.findings.contains { $0.detector == "failing-operations" })
  }
}

extension Diagnosis {
  fileprivate func finding(at index: Int) -> Finding? {
    findings.indices.contains(index) ? findings[index] : nil
  }
}
