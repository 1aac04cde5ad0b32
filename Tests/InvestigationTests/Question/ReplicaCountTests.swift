import Testing

@testable import Investigation

struct ReplicaCountTests {
  @Test(
    arguments: [
      ("Scaled up replica set menu-ftfl2575d to 5 from 4", 5),
      ("New size: 3; reason: cpu resource utilization above target", 3),
      ("deployment \"menu\" scaled from 4 to 2 replicas", 2),
      ("scaling to the west is planned", nil),
    ] as [(String, Int?)])
  func `An entry tells how many copies there are now`(message: String, count: Int?) {
    #expect(ReplicaCountAnswer.count(in: message) == count)
  }
}
