import Evidence
import Testing

@testable import Diagnosis

/// Requests that fail because what they wait for takes longer than they do.
@Suite struct DeepestWaitTests {
  private static func findings(_ shape: MadeRequests.Shape) -> [Finding] {
    var made = MadeRequests(from: 600)
    made.add(40) { _ in shape }
    var usual = MadeRequests()
    usual.add(40)
    return FailingOperations().findings(
      in: ObservedEvidence(
        observations: [], baseline: [], catalog: Catalog(), requests: made.requests,
        usual: usual.requests))
  }

  @Test func `A request that ends at its deadline is of what it waited for`() throws {
    let found = try #require(
      Self.findings(.init(work: ["price": 5000], failing: ["gateway"])).first)
    #expect(found.service == "price" && found.kind == "slow-work")
    #expect(
      found.detail == "40 of 40 requests `GET /cart` of gateway fail while they wait for it: "
        + "`GET /price` takes 5.0 s, usually 10 ms")
  }

  @Test func `A request that fails at once waited for nobody`() throws {
    let found = try #require(Self.findings(.init(failing: ["gateway"])).first)
    #expect(found.service == "gateway" && found.kind == "failing-operation")
  }
}
