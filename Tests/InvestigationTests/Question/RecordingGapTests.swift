import Foundation
import TestSupport
import Testing

/// Metrics of three hosts, of which two were not asked for twelve minutes.
@Suite(.steppingBack) struct RecordingGapTests {
  private func asked(_ question: String) async throws -> String {
    let folder = try TemporaryFolder()
    var rows = "time,host,cpu_percent,mem_percent\n"
    for minute in 0..<90 {
      let time = Date(timeIntervalSince1970: TimeInterval(1_773_136_800 + minute * 60))
        .formatted(.iso8601)
      for (place, host) in ["mill-1", "mill-2", "mill-3"].enumerated()
      where place == 2 || !(40..<52).contains(minute) {
        rows += "\(time),\(host),\(20 + minute % 5 + place),\(60 + minute % 3)\n"
      }
    }
    try folder.write("hosts.csv", rows)
    let report = try await ask(question, in: [folder.path])
    try checkCitations(report, in: folder.path)
    return try #require(report.section("Answer"))
  }

  @Test(arguments: [
    (
      "from when to when exactly are points missing?",
      "**mill-1** between 2026-03-10 10:39:00 UTC and 10:52:00 (13 min)"
    ),
    (
      "same hole on mill-2?", "Yes: no metric has a value of **mill-2** between 2026-03-10 10:39:00"
    ),
    ("is there a gap in the metrics of mill-3?", "No: the metrics of **mill-3** have no gap."),
    ("how long is the gap in the metrics of mill-1?", "(13 min)"),
  ])
  func `From when to when nothing was measured is told`(question: String, told: String)
    async throws
  {
    let answer = try await asked(question)
    #expect(answer.contains(told), "\(question): \(answer)")
  }
}
