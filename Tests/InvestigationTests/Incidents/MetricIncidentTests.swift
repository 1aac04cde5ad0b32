import Evidence
import Foundation
import Investigation
import TestSupport
import Testing

/// Incidents of which only metrics are at hand, made so that the answer is known.
@Suite(.steppingBack) struct MetricIncidentTests {
  /// Small noise that is the same in every run.
  private static func noise(_ step: Int, _ salt: Int) -> Double {
    Double((step &* 7919 &+ salt &* 104_729) % 97) / 97
  }

  private static func time(_ minute: Int) -> String {
    String(format: "2026-04-01T%02d:%02d:00Z", 8 + minute / 60, minute % 60)
  }

  /// A table with a column a metric: front calls seats, seats calls ledger.
  ///
  /// From `fault` on ledger's CPU and latency rise, and with it the latency of both that wait for it.
  private static func table(fault: Int?, traffic: Double = 1) -> String {
    var rows = [
      "time,front_latency,seats_latency,ledger_latency,front_cpu,seats_cpu,ledger_cpu,"
        + "front_requests,seats_requests,ledger_requests"
    ]
    for minute in 0..<120 {
      let isFaulty = fault.map { minute >= $0 } ?? false
      // A wave as of a day's traffic, the same for all.
      let wave = minute >= 60 ? traffic : 1
      let lost = isFaulty ? 0.4 : 0.0
      let own = (0..<3).map { 0.02 * Double($0 + 1) + 0.002 * noise(minute, $0) }
      let latencies = [own.reduce(0, +) + lost, own[1] + own[2] + lost, own[2] + lost]
      let cpu = (0..<3).map { (2 + noise(minute, $0 + 3)) * wave + ($0 == 2 && isFaulty ? 90 : 0) }
      let requests = (0..<3).map { (100 + 5 * noise(minute, $0 + 6)) * wave }
      rows.append(
        ([time(minute)] + (latencies + cpu + requests).map { String(format: "%.4f", $0) })
          .joined(separator: ","))
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static let calls = "caller,callee\nfront,seats\nseats,ledger\n"

  @Test func `The deepest service with trouble of its own is named, with its value and line`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("metrics.csv", Self.table(fault: 80))
    try folder.write("topology.csv", Self.calls)
    let asked = try await ask("why is front slow since 09:21?", in: [folder.path])
    #expect(asked.firstSentence.hasPrefix("**ledger**: CPU rose from "))
    #expect(asked.firstSentence.contains("at 2026-04-01 09:20:00 UTC"))
    #expect(asked.section("Confidence")?.contains("This rests on metrics") == true)
    #expect(asked.section("Not seen")?.contains("no logs, traces") == true)
    // The quoted value stands in the cited line, in the column that is named.
    let first = try #require(asked.exhibits.first)
    let lines = Self.table(fault: 80).split(separator: "\n")
    guard case .line(let path, let number) = first.reference.locator else {
      Issue.record("no line is cited")
      return
    }
    #expect(path == "metrics.csv")
    let column = try #require(lines[0].split(separator: ",").firstIndex(of: "ledger_cpu"))
    #expect(lines[number - 1].split(separator: ",")[column] == first.quote)
  }

  @Test func `The deciding series comes with its unit, its points, what is usual and its onset`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("metrics.csv", Self.table(fault: 80))
    try folder.write("topology.csv", Self.calls)
    let quiet = try TemporaryFolder()
    try quiet.write("metrics.csv", Self.table(fault: nil))
    let answer = try await fileEngine().answer(
      Inquiry(
        question: "why is front slow since 09:21?", incidentTime: nil, evidence: [folder.path],
        baseline: [quiet.path], memory: nil), progress: { _ in })
    let report = try JSONDecoder().decode(Told.self, from: try #require(answer.report))
    let cpu = try #require(report.exhibits.first { $0.measure?.name.hasSuffix("cpu") == true })
    #expect(cpu.service == "ledger")
    #expect(cpu.measure?.width == nil && cpu.measure?.onset == "2026-04-01T09:20:00.000Z")
    let usual = try #require(cpu.measure?.usual)
    #expect(usual.low >= 2 && usual.high <= 3 && usual.low < usual.high)
    let series = try #require(cpu.series)
    #expect(series.count == 120 && series[0].time == "2026-04-01T08:00:00.000Z")
    #expect(series.allSatisfy { ($0.value > 90) == ($0.time >= "2026-04-01T09:20") })
    // The Markdown draws it, with its range.
    #expect(answer.markdown.contains(/▁▁▁▁▁▁▁+█+ 2(\.\d+)? to 9\d(\.\d+)?/), "\(answer.markdown)")
  }

  /// What of a report tells a series.
  private struct Told: Decodable {
    var exhibits: [Item]

    struct Item: Decodable {
      var service: String
      var series: [Point]?
      var measure: Measure?
    }
    struct Point: Decodable {
      var time: String
      var value: Double
    }
    struct Measure: Decodable {
      var name: String
      var unit: String
      var width: Double?
      var usual: Band?
      var onset: String?
    }
    struct Band: Decodable {
      var low: Double
      var high: Double
    }
  }

  @Test func `More traffic that costs more is no fault`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("metrics.csv", Self.table(fault: nil, traffic: 2))
    try folder.write("topology.csv", Self.calls)
    let asked = try await ask("is anything wrong?", in: [folder.path])
    #expect(asked.file.incident?.cause == nil)
    #expect(asked.markdown.contains("Nothing is wrong") || asked.markdown.contains("Not proven"))
  }

  @Test func `Noise alone is no fault`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("metrics.csv", Self.table(fault: nil))
    let asked = try await ask("what is broken?", in: [folder.path])
    #expect(asked.file.incident?.cause == nil)
    #expect(asked.firstSentence.hasPrefix("Nothing is wrong in what was read"))
  }

  @Test func `What is as in a quiet time is no fault, what differs from it is`() async throws {
    let folder = try TemporaryFolder()
    let long = { (fault: Bool) in
      "time,service,metric,value\n"
        + (0..<60).map { minute in
          let value = (fault ? 55.0 : 5) + Self.noise(minute, 1)
          return "\(Self.time(minute)),vault,memory_percent,\(String(format: "%.3f", value))\n"
        }.joined()
    }
    try folder.write("quiet/a.csv", long(false))
    try folder.write("well/a.csv", long(false))
    try folder.write("ill/a.csv", long(true))
    func cause(_ name: String) async throws -> String? {
      try await ask(
        "what is wrong?", in: ["\(folder.path)/\(name)"], baseline: ["\(folder.path)/quiet"]
      ).file.incident?.cause?.service
    }
    #expect(try await cause("well") == nil)
    #expect(try await cause("ill") == "vault")
  }

  @Test func `How a metric ran is told with its ends, its extremes and its step`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("metrics.csv", Self.table(fault: 80))
    let asked = try await ask("how did cpu of ledger run?", in: [folder.path])
    let answer = asked.section("Answer") ?? ""
    #expect(answer.hasPrefix("**ledger** cpu: "))
    #expect(answer.contains("CPU rose from "))
    #expect(answer.contains("at 09:20:00"))
    // Of what no metric tells, what is wrong is told, and that there is no log.
    let other = try await ask("show me the lines with timeout", in: [folder.path])
    #expect(other.firstSentence.hasPrefix("**ledger**: "))
    #expect(other.section("Answer")?.contains("There is no log here") == true)
  }

  @Test func `Names of metrics are neither markup nor told with their secrets`() async throws {
    let folder = try TemporaryFolder()
    let secret = "ghp_" + String(repeating: "a1B2", count: 9)
    let rows = (0..<60).map { minute in
      let value = (minute < 40 ? 5.0 : 60) + Self.noise(minute, 1)
      return "\(Self.time(minute)),vault,\"[pool](http://x) <b> `\(secret)\",\(value)"
    }
    try folder.write("m.csv", "time,service,metric,value\n" + rows.joined(separator: "\n") + "\n")
    let asked = try await ask("what is wrong?", in: [folder.path])
    #expect(asked.firstSentence.hasPrefix("**vault**: "))
    #expect(!asked.markdown.contains(secret))
    // Lines are quoted as code, and drawings are code; everywhere else the brackets are text.
    let told = asked.markdown.replacing(/(?s)```.*?```/, with: "")
    let prose = told.split(separator: "\n").filter { !$0.hasPrefix("- [") }
    #expect(!prose.contains { $0.contains(" [pool](") || $0.contains(" <b>") })
    #expect(prose.contains { $0.contains("\\[pool\\](") })
  }

  @Test func `Of a document that is one line the point of the metric itself is quoted`()
    async throws
  {
    // Other metrics stand before it on the same line.
    let results = ["web", "vault"].map { service in
      let values = (0..<60).map { minute in
        let value = (service == "vault" && minute >= 40 ? 90.0 : 5) + Self.noise(minute, 1)
        return #"[\#(1_775_000_000 + minute * 60),"\#(String(format: "%.3f", value))"]"#
      }
      return #"{"metric":{"__name__":"cpu_percent_of_limit","service":"\#(service)"},"#
        + #""values":[\#(values.joined(separator: ","))]}"#
    }
    let folder = try TemporaryFolder()
    try folder.write(
      "cpu.json",
      #"{"status":"success","data":{"resultType":"matrix","result":["#
        + results.joined(separator: ",") + "]}}\n")
    let asked = try await ask("what is wrong?", in: [folder.path])
    #expect(asked.firstSentence.hasPrefix("**vault**: CPU rose from "), "\(asked.firstSentence)")
    let first = try #require(asked.exhibits.first)
    #expect(first.quote.hasPrefix("9"), "\(first.quote)")
    #expect(
      results[1].contains("[\(1_775_000_000 + 40 * 60),\"\(first.quote)\"]"), "\(first.quote)")
    #expect(!results[0].contains(first.quote))
  }
}
