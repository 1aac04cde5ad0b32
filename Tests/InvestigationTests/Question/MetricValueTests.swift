import Foundation
import TestSupport
import Testing

/// Questions for values of metrics, each of which the evidence can answer.
@Suite struct MetricValueTests {
  private static func clock(_ minute: Int) -> String {
    "2026-04-01T\(minute < 60 ? "08" : "09"):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00Z"
  }

  /// Two hours at a minute, in which the shop answers 502 from 09:00 to 09:09, ten a minute; mail waits from then
  /// on; the cache hits less; a probe of the gate fails 7 times; node `k-2` is busiest.
  private static func evidence(log: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var counts = ["minute,service,status,requests"]
    var values = ["time,service,metric,value"]
    for minute in 0..<120 {
      let noise = minute * 7919 % 7
      counts.append("\(clock(minute)),shop,200,\(400 + noise)")
      counts.append("\(clock(minute)),shop,502,\((60..<70).contains(minute) ? 10 : 0)")
      let waiting = minute < 60 ? 3 + noise : 3 + (minute - 59) * 50
      values.append("\(clock(minute)),mail,queue_messages_ready,\(waiting)")
      let hits = minute < 60 ? 0.97 : minute == 75 ? 0.31 : 0.4
      values.append("\(clock(minute)),cache,hit_ratio,\(hits)")
      values.append("\(clock(minute)),gate,probe_success,\((80..<87).contains(minute) ? 0 : 1)")
      for (node, busy) in [("k-1", 20), ("k-2", 91), ("k-3", 33)] {
        values.append("\(clock(minute)),\(node),cpu_pct,\(busy - noise)")
      }
      if !(30..<45).contains(minute) {
        values.append("\(clock(minute)),meter,frames,\(100 + noise)")
      }
    }
    try folder.write("counts.csv", counts.joined(separator: "\n") + "\n")
    try folder.write("values.csv", values.joined(separator: "\n") + "\n")
    if log {
      let entries = (0..<40).map { "\(clock($0)) INFO desk: heartbeat \($0) ok\n" }
      try folder.write("desk.log", entries.joined())
    }
    return folder
  }

  @Test(
    arguments: [
      ("how many 502 did the shop answer?", ["100 in all"]),
      ("how many 502 between 09:00 and 09:05?", ["60 in all"]),
      (
        "how many messages are waiting at the end?",
        ["**mail** queue_messages_ready: 3003 at 09:59:00"]
      ),
      (
        "when did the hit ratio drop to 0.4?", ["hit_ratio: at 0.4 from 2026-04-01 09:00:00 UTC on"]
      ),
      ("when did the cpu of k-2 hit 95 %?", ["never at 95 %"]),
      ("how low did the hit ratio go?", ["**cache** hit_ratio: at least 0.31 at 09:15:00"]),
      (
        "how many times did the probe of the gate fail?", ["7 of its 120 values say that it failed"]
      ),
      ("which node has the highest cpu?", ["**k-2** cpu_pct: at most 91 % at"]),
      ("how many values of meter are missing?", ["where 15 were due"]),
      ("did customers get errors?", ["Yes. **shop**: errors (status=502) rose from 0 to 10"]),
    ], [false, true])
  func `The value that is asked for stands first, with a log beside or without`(
    question: (text: String, told: [String]), log: Bool
  ) async throws {
    let folder = try Self.evidence(log: log)
    let answer = try await ask(question.text, in: [folder.path])
    let first = (answer.section("Answer") ?? "").components(separatedBy: "\n\n")[0]
    for told in question.told { #expect(first.contains(told), "\(answer.markdown)") }
  }

  @Test func `What logs tell is asked of logs`() async throws {
    let folder = try Self.evidence(log: true)
    let answer = try await ask("how many heartbeats did desk log?", in: [folder.path])
    #expect(answer.firstSentence.hasPrefix("40 entries of **desk**"), "\(answer.markdown)")
    let cause = try await ask("why does the shop answer 502?", in: [folder.path])
    #expect(cause.titles.contains("Suspects"), "\(cause.markdown)")
  }

  @Test func `A thing that is named behind a question on metrics is asked the same`() async throws {
    let folder = try Self.evidence()
    let first = try await ask("what was the highest cpu of k-2?", in: [folder.path])
    #expect(first.firstSentence.hasPrefix("**k-2** cpu_pct: at most 91"), "\(first.markdown)")
    let second = try await ask("and on k-3?", in: [folder.path], after: first)
    #expect(second.firstSentence.hasPrefix("**k-3** cpu_pct: at most 33"), "\(second.markdown)")
  }

  @Test func `Where traffic went is told by who has more of it`() async throws {
    let folder = try TemporaryFolder()
    var rows = ["time,region,rps,errors_5xx"]
    for minute in 0..<120 {
      let noise = minute * 7919 % 7
      let isAway = minute >= 60
      rows.append("\(Self.clock(minute)),north,\(isAway ? noise : 800 + noise),\(isAway ? 9 : 0)")
      rows.append("\(Self.clock(minute)),south,\(isAway ? 1500 + noise : 900 + noise),0")
    }
    try folder.write("regions.csv", rows.joined(separator: "\n") + "\n")
    let cause = try await ask("why do requests of north fail?", in: [folder.path])
    let answer = try await ask("where did the traffic go?", in: [folder.path], after: cause)
    let text = answer.section("Answer") ?? ""
    #expect(
      text.contains("more is measured of") && text.contains("region=south"), "\(answer.markdown)")
    #expect(
      text.contains("Less is measured of") && text.contains("region=north"), "\(answer.markdown)")
  }

  /// A cache that misses more from 08:40 to 09:09, told by a ratio or only by counts, and its log.
  private static func cache(ratio: Bool) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var rows = [ratio ? "time,hit_ratio,db_cpu_pct" : "time,cache_hits,cache_misses"]
    var log = ""
    for minute in 0..<120 {
      let isBad = (40..<70).contains(minute)
      let noise = minute * 7919 % 3
      rows.append(
        ratio
          ? "\(clock(minute)),\(isBad ? 0.42 : 0.97),\(isBad ? 99 - noise : 30 + noise)"
          : "\(clock(minute)),\(isBad ? 1260 : 2910),\(isBad ? 1740 : 90)")
      log += "\(clock(minute)) INFO desk: heartbeat \(minute) ok\n"
      if isBad { log += "\(clock(minute)) ERROR desk: query timed out after 5 s\n" }
    }
    try folder.write("listings-metrics.csv", rows.joined(separator: "\n") + "\n")
    try folder.write("desk.log", log)
    return folder
  }

  @Test(arguments: [true, false])
  func `What is measured is compared before, during and after by its values`(ratio: Bool)
    async throws
  {
    let folder = try Self.cache(ratio: ratio)
    let first = try await ask("why were queries timing out?", in: [folder.path])
    let asked = try await ask(
      "what was the cache hit ratio before and after?", in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("**listings**"), "\(answer)")
    #expect(answer.contains("0.97 before 2026-04-01 08:40:00"), "\(answer)")
    #expect(answer.contains("0.42 from then until"), "\(answer)")
    #expect(answer.contains("0.97 ") && answer.contains("after it"), "\(answer)")
    if !ratio { #expect(answer.contains("cache_hits / (cache_hits + cache_misses)"), "\(answer)") }
  }

  @Test func `Entries are compared as ever where no metric is named`() async throws {
    let folder = try Self.cache(ratio: true)
    let first = try await ask("why were queries timing out?", in: [folder.path])
    let asked = try await ask(
      "how many errors were there before and after?", in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    #expect(!answer.contains("in the middle"), "\(answer)")
  }
}
