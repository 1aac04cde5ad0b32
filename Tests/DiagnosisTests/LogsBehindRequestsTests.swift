import Evidence
import Testing

@testable import Diagnosis

/// Requests that are slow or fail, for reasons that logs tell and spans do not.
@Suite struct LogsBehindRequestsTests {
  /// What is suspected first of requests and of entries, one a second, that begin with the requests: 871 hours and 30
  /// minutes behind what times of log lines are counted from.
  private static func suspect(
    _ shape: @escaping (Int) -> MadeRequests.Shape, usual: MadeRequests.Shape = .init(),
    _ service: String, _ message: String, calm: Int = 0
  ) -> String? {
    var made = MadeRequests(from: 600)
    made.add(40, shape)
    var quiet = MadeRequests()
    quiet.add(40) { _ in usual }
    let lines = (0..<40).map { second in
      let time = "871:30:\(second < 10 ? "0" : "")\(second)"
      return second < calm ? "\(time) I \(service) | at work" : "\(time) E \(service) | \(message)"
    }
    let (observations, catalog) = LogLines.read(lines.joined(separator: "\n"))
    return Diagnostician(
      observations: observations, catalog: catalog, requests: made.requests, usual: quiet.requests
    ).diagnosis(of: Symptom()).suspect
  }

  private static let pool =
    "HikariPool-1 - Connection is not available, request timed out after 30000ms"

  @Test func `A service whose log tells that its pool is empty waits for that, not for itself`() {
    func slow(_ number: Int) -> MadeRequests.Shape {
      .init(work: number < 10 ? [:] : ["cart": 3000])
    }
    #expect(Self.suspect(slow, "cart", Self.pool, calm: 12) == "cart pool-exhausted")
    // What another service lacks says nothing of this one's work.
    #expect(Self.suspect(slow, "stock", Self.pool, calm: 12) == "cart slow-work")
  }

  @Test func `A database without spans tells what its clients only feel`() {
    let asked = TracedRequests.Detail(
      target: "billing-db", statement: "UPDATE bills SET state = ? WHERE id = ?")
    func shape(_ work: Int64) -> MadeRequests.Shape {
      .init(work: ["price": work], details: ["price": asked])
    }
    let lock = "process 4354 still waiting for ShareLock on transaction 88123 after 1000.153 ms"
    #expect(
      Self.suspect({ shape($0 < 10 ? 10 : 4000) }, usual: shape(10), "billing-db", lock, calm: 12)
        == "billing-db lock")
  }
}
