import TestSupport
import Testing

/// One day's metrics beside those of the day before, each in a file of its own.
@Suite(.steppingBack) struct MetricDaysTests {
  private static func write(_ peak: Double, day: Int, to folder: TemporaryFolder) throws {
    var rows = ["time,search_latency_p95_ms,search_queue_depth"]
    for minute in 0..<240 {
      let isLunch = (120..<150).contains(minute)
      let wave = Double(minute % 7) + (isLunch ? peak : 80)
      rows.append(
        "2026-03-\(day)T1\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z,\(wave),"
          + "\(isLunch ? peak / 10 : 4)")
    }
    try folder.write("2026-03-\(day)/search.csv", rows.joined(separator: "\n") + "\n")
  }

  @Test(arguments: [(160.0, "Yes, about the same as the day before"), (60, "No, it was different")])
  func `the same hours are set side by side`(before: Double, verdict: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(before, day: 10, to: folder)
    try Self.write(160, day: 11, to: folder)
    let first = try await ask(
      "why was search slow from 12:00 to 12:30 on march 11?", in: [folder.path])
    let asked = try await ask(
      "was the latency the same yesterday at that time?", in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.hasPrefix(verdict), "\(answer)")
    #expect(asked.exhibits.count >= 2)
  }

  @Test func `where nothing was measured then, it says so`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(160, day: 11, to: folder)
    let first = try await ask("was search slow from 12:00 to 12:30?", in: [folder.path])
    let asked = try await ask(
      "was the latency the same yesterday?", in: [folder.path], after: first)
    #expect(asked.section("Answer")?.hasPrefix("That cannot be told") ?? false, "\(asked.markdown)")
  }
}
