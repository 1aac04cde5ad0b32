import Foundation
import TestSupport
import Testing

/// A rush of a mill's orders: traffic doubles, its autoscaler answers, and two services are named as their operations.
@Suite(.steppingBack) struct LunchRushTests {
  private func asked(_ question: String) async throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(
      "rates.csv",
      "time,service,rps,error_ratio,p95_ms,cpu_pct_of_request\n"
        + (0..<90).map { step in
          let isRush = step >= 45
          let time = 1_783_594_800 + step * 60
          return "\(time),front,\(isRush ? 12 : 5).\(step % 3),0.000\(isRush ? step % 4 : 0),"
            + "\(isRush ? 52 : 48).\(step % 4),\(isRush ? 61 : 30).\(step % 5)\n"
            + "\(time),menu,\(isRush ? 6 : 3).\(step % 3),0.0000,21.\(step % 4),"
            + "\(isRush ? 58 : 28).\(step % 5)\n"
        }.joined())
    let rush = 1_783_594_800 + 45 * 60
    func line(_ second: Int, _ message: String) -> String {
      let time = Date(timeIntervalSince1970: TimeInterval(rush + second)).formatted(.iso8601)
      return "\(time),Normal,ScalingReplicaSet,deployment/menu,\(message)\n"
    }
    try folder.write(
      "events.csv",
      "time,type,reason,object,message\n"
        + line(76, "Scaled up replica set menu-ftfl2575d to 3 from 2")
        + line(156, "Scaled up replica set menu-ftfl2575d to 5 from 3"))
    try folder.write(
      "front.log",
      (0..<90).map { step in
        let time = Date(timeIntervalSince1970: TimeInterval(1_783_594_800 + step * 60))
          .formatted(.iso8601)
        return "\(time) \(step % 30 == 7 ? "WARN" : "INFO") front: "
          + (step % 30 == 7 ? "Connection is not available, waited 3 s" : "served \(step)") + "\n"
      }.joined())
    let report = try await ask(question, in: [folder.path])
    try checkCitations(report, in: folder.path)
    return try #require(report.section("Answer"))
  }

  @Test(arguments: [
    ("to how many replicas was menu scaled, and when?", "to 3 at 2026-07-09 11:46:16 UTC"),
    ("to how many replicas was menu scaled, and when?", "to 5 at 2026-07-09 11:47:36 UTC"),
    ("how many pods does menu have at the end?", "was scaled last to 5 at"),
    ("by how much did the traffic of front rise?", "2.37 times as much"),
    ("did the error rate of front change?", "No"),
    ("is menu short of cpu?", "No"),
    ("front had a cpu spike, when and how high?", "cpu_pct_of_request"),
    ("how many 'Connection is not available' are in front's log?", "3 "),
    ("p95 of front before 11:45 and after 11:46?", "p95_ms"),
  ])
  func `What is asked of one thing is told of that`(question: String, told: String) async throws {
    let answer = try await asked(question)
    #expect(answer.contains(told), "\(question): \(answer)")
  }
}
