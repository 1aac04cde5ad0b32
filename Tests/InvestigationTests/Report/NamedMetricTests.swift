import Foundation
import TestSupport
import Testing

/// A cache whose memory was lowered, told by metrics alone: what is asked of metrics by their names.
@Suite(.steppingBack) struct NamedMetricTests {
  /// Two hours of a shop; from minute 60 on the cache may hold an eighth, and gives keys up.
  private static func write(to folder: TemporaryFolder) throws {
    var rows = ["time,service,metric,value"]
    for minute in 0..<120 {
      let isBad = minute >= 60
      let ramp = isBad ? min(1, Double(minute - 60) / 5) : 0
      let noise = 1 + Double(minute * 7 % 5) / 100
      let time = "2026-03-10T\(10 + minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
      func add(_ service: String, _ metric: String, _ value: Double) {
        rows.append("\(time),\(service),\(metric),\(value)")
      }
      add("cache", "cache_memory_max_bytes", isBad ? 268_435_456 : 2_147_483_648)
      add("cache", "cache_memory_used_bytes", isBad ? 268_000_000 * noise / 1.05 : 1.6e9 * noise)
      add("cache", "cache_evicted_keys_per_second", isBad ? 190 * noise : 0)
      add("cache", "cache_hits_per_second", (250 - 215 * ramp) * noise)
      add("db", "db_queries_per_second", (12 + 230 * ramp) * noise)
      add("db", "db_blks_read_per_second", (36 + 5400 * ramp) * noise)
      add("shop", "http_request_duration_seconds_p95", (0.05 + 3.5 * ramp) * noise)
      add("shop", "http_requests_per_second", 120 * noise)
    }
    try folder.write("metrics.csv", rows.joined(separator: "\n") + "\n")
  }

  private func answer(_ questions: String...) async throws -> String {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    var last: Asked?
    for question in questions { last = try await ask(question, in: [folder.path], after: last) }
    return try #require(last?.section("Answer"))
  }

  @Test func `a limit that was lowered is the cause, not what it is used for`() async throws {
    let text = try await answer("why is the shop slow since 11:00?")
    let told = "**cache**: the limit of cache memory fell from 2.15 GB to 268 MB"
    #expect(text.hasPrefix(told), "\(text)")
  }

  @Test(arguments: [
    ("did evicted keys go up?", "Yes"), ("was the cache maxmemory changed?", "Yes"),
    ("show me the values of cache_memory_max_bytes", "cache_memory_max_bytes: "),
    ("cache_memory_used_bytes", "cache_memory_used_bytes: "),
    ("did db_queries_per_second fall?", "No"),
    ("did it start after 10:30?", "Yes: it began 30 min"),
  ])
  func `what is asked of a metric is answered of it`(ask: String, told: String) async throws {
    let text = try await answer("why is the shop slow since 11:00?", ask)
    #expect(text.contains(told), "\(text)")
  }

  @Test func `a time in a question makes no log of it`() async throws {
    let text = try await answer("why is the shop slow?", "what happened at 11:06:30?")
    #expect(!text.contains("message 2"), "\(text)")
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let asked = try await ask("what happened at 11:06:30?", in: [folder.path])
    #expect(!asked.markdown.contains("message 1"), "\(asked.markdown)")
  }
}
