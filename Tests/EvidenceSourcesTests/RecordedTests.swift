import Foundation
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// Holds the fakes to what real servers answered, and reads those answers.
@Suite(.enabled(if: Recorded.areThere, "no recorded answers"))
struct RecordedTests {
  private static let start: Int64 = 1_789_729_200_000_000_000
  private static let end: Int64 = 1_789_729_800_000_000_000

  /// What a fake answers to parameters.
  private static func ask(
    _ answer: (HTTPTestRequest) -> HTTPTestReply, _ path: String, _ items: [(String, String)]
  ) throws -> HTTPTestAnswer {
    var url = URLComponents()
    url.path = path
    url.queryItems = items.map { URLQueryItem(name: $0.0, value: $0.1) }
    let target = (url.string ?? "").replacing("+", with: "%2B")
    let request = HTTPTestRequest(method: "GET", target: target, fields: [:], body: [])
    guard case .answer(let reply) = answer(request) else { throw NeverCame(what: path) }
    return reply
  }

  private static func loki() throws -> FakeLoki {
    try FakeLoki(pushed: Recorded.file("loki", "push.json"))
  }

  private static let times = [("start", "\(start)"), ("end", "\(end)")]

  @Test func `Loki: labels, counts and lines`() throws {
    let loki = try Self.loki()
    let labels = try Self.ask(loki.answer, "/loki/api/v1/labels", Self.times)
    let real = try LokiAnswer.names(Recorded("loki", "labels").body)
    #expect(try LokiAnswer.names(Data(labels.body)) == real)

    let query = #"sum by(app)(count_over_time({namespace="shop"} |~ "error" [1m]))"#
    let counts = try Self.ask(
      loki.answer, "/loki/api/v1/query_range",
      [("query", query.replacing(" [1m]", with: "[1m]")), ("step", "60")] + Self.times)
    #expect(
      try LokiAnswer.counts(Data(counts.body)) == LokiAnswer.counts(Recorded("loki", "rate").body))

    let lines = try Self.ask(
      loki.answer, "/loki/api/v1/query_range",
      [("query", #"{app="payment"} |= "pool exhausted""#), ("limit", "2")] + Self.times)
    let streams = try LokiAnswer.streams(Data(lines.body))
    #expect(try streams == LokiAnswer.streams(Recorded("loki", "logs").body))
    #expect(streams.first?.lines.count == 2 && streams.first?.labels["detected_level"] == "error")
    // A value of a label that nobody has: the answer has no data at all.
    #expect(try LokiAnswer.names(Recorded("loki", "values").body) == [])
  }

  @Test(arguments: [
    ("badquery", #"{app="payment" |= "x"}"#, "100", 0), ("emptymatcher", #"{app=~".*"}"#, "100", 0),
    ("toolimit", #"{app="payment"}"#, "6000", 0),
    ("toolong", #"{app="payment"}"#, "100", 54_040_200_000_000_000),
  ])
  func `Loki: refusals are plain text with 400`(
    name: String, query: String, limit: String, longer: Int64
  ) throws {
    let real = try Recorded("loki", name)
    #expect(real.status == 400 && real.contentType.hasPrefix("text/plain"))
    let fake = try Self.ask(
      Self.loki().answer, "/loki/api/v1/query_range",
      [
        ("query", query), ("limit", limit), ("start", "\(Self.end - (longer == 0 ? 1 : longer))"),
        ("end", "\(Self.end)"),
      ])
    #expect(fake.status == 400 && fake.fields["content-type"]?.hasPrefix("text/plain") == true)
    let refusals = [real.body, Data(fake.body)].map {
      QueryRefusal(status: 400, retryAfter: nil, body: $0)
    }
    let told = try #require(refusals[0])
    #expect(refusals[1] == told)
    switch (name, told) {
    case ("toolimit", .entryLimit(5000)), ("toolong", .rangeLimit("30d1h")),
      ("badquery", .badQuery), ("emptymatcher", .badQuery):
      break
    default: Issue.record("\(name) is told as \(told)")
    }
  }

  @Test func `Tempo: searches, traces and what it does not have`() throws {
    let tempo = try FakeTempo(sent: Recorded.file("tempo", "otlp.json"))
    let real = try TempoAnswer.found(Recorded("tempo", "search").body)
    let search = try Self.ask(
      tempo.answer, "/api/search",
      [("q", TraceQL(service: "payment", isFailed: true).text), ("limit", "20")])
    let found = try TempoAnswer.found(Data(search.body))
    #expect(!real.isEmpty && real.allSatisfy(found.contains))

    let whole = try #require(try TempoAnswer.trace(Recorded("tempo", "trace").body))
    let trace = try Self.ask(tempo.answer, "/api/v2/traces/1", [])
    let line = try #require(try TempoAnswer.trace(Data(trace.body)))
    for bytes in [whole, line] {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains(#""traceId":"00000000000000000000000000000001""#))
      #expect(text.contains(#""parentSpanId":"0000000000000001""#))
      #expect(text.contains(#""code":"STATUS_CODE_ERROR""#))
    }
    #expect(try TempoAnswer.trace(Recorded("tempo", "notfound").body) == nil)
    let unknown = try Self.ask(tempo.answer, "/api/v2/traces/abc", [])
    #expect(unknown.status == 200)
    #expect(try TempoAnswer.trace(Data(unknown.body)) == nil)
    #expect(
      try Set(TempoAnswer.values(Recorded("tempo", "values").body)) == ["payment", "checkout"])
  }

  @Test func `Tempo: a query it does not understand is plain text with 400`() throws {
    let real = try Recorded("tempo", "badq")
    let fake = try Self.ask(
      FakeTempo([]).answer, "/api/search", [("q", "{ status")])
    #expect(real.status == 400 && fake.status == 400)
    #expect(
      QueryRefusal(status: 400, retryAfter: nil, body: real.body)
        == QueryRefusal(status: 400, retryAfter: nil, body: Data(fake.body)))
  }
}
