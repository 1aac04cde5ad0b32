import Foundation
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// Loki's requests, answers and refusals as values.
@Suite struct LokiValueTests {
  private let window = TimeWindow(
    from: Instant(milliseconds: 1_000_000), through: Instant(milliseconds: 1_600_000))

  @Test func `a selector escapes what it is made of, and keeps the one of the settings`() {
    #expect(LokiSelector(label: "app", services: []).text == #"{app=~".+"}"#)
    #expect(
      LokiSelector(label: "app", services: ["a.b", "c\"|d"], within: #"namespace="shop""#).text
        == #"{namespace="shop",app=~"a\\.b|c\"\\|d"}"#)
    #expect(
      LokiSelector(label: "app", services: [], within: #"{namespace="shop"}"#).text
        == #"{namespace="shop",app=~".+"}"#)
  }

  @Test func `times are nanoseconds, and the end is exclusive`() {
    let request = LokiRequest.counts(
      LokiSelector(label: "app", services: []), by: ["app", "level"], stepSeconds: 15, window)
    #expect(request.path == "/loki/api/v1/query_range")
    let items = request.parameters.map { "\($0.name)=\($0.value)" }
    #expect(
      items == [
        #"query=sum by (app, level) (count_over_time({app=~".+"}[15s]))"#, "step=15",
        "start=1000000000000", "end=1600001000000",
      ])
    #expect(LokiRequest.nanoseconds(.latest) == .max)
    #expect(LokiRequest.nanoseconds(.earliest) == .min)
  }

  @Test(arguments: [
    (
      400,
      "max entries limit per query exceeded, limit > max_entries_limit_per_query (6000 > 5000)",
      QueryRefusal.entryLimit(5000)
    ),
    (
      400, "the query time range exceeds the limit (query length: 15011h10m0s, limit: 30d1h)",
      .rangeLimit("30d1h")
    ),
    (
      400, "parse error at line 0, col 16: syntax error",
      .badQuery("parse error at line 0, col 16: syntax error")
    ),
    (401, "no org id", .noTenant), (403, "who?", .refused(status: 403, "who?")),
    (429, "slow down", .busy(retryAfter: 7, "slow down")),
    (
      500, "too many outstanding requests",
      .busy(retryAfter: 7, "too many outstanding requests")
    ),
    (302, "<html>", .moved(status: 302)), (200, "tea", .nonsense("tea")),
    (
      503, "Ingester not ready: waiting for 15s after being ready",
      .notReady("Ingester not ready: waiting for 15s after being ready")
    ),
    (502, "<html><title>Bad gateway</title>", .page(status: 502, title: "bad gateway")),
    (404, "404 page not found", .noAPI("404 page not found")),
    (418, "tea", .told(status: 418, "tea")),
    (
      400, "the query would read too many bytes (query: 4 TB, limit: 1 TB)",
      .tooExpensive("the query would read too many bytes (query: 4 TB, limit: 1 TB)")
    ),
  ])
  func `a refusal in plain text is told by what it means`(
    status: Int, words: String, refusal: QueryRefusal
  ) throws {
    let found = QueryRefusal(status: status, retryAfter: "7", body: Data((words + "\n").utf8))
    #expect(found == refusal)
    #expect(!refusal.why.isEmpty && refusal.why.first?.isUppercase == false)
  }

  @Test func `refusals are shown in one line without what can't be seen`() {
    let body = Data("a\u{1B}[31m\n\u{202E}b".utf8) + Data(repeating: 0x41, count: 1 << 20)
    let refusal = QueryRefusal(status: 500, retryAfter: nil, body: body)
    let why = refusal?.why ?? ""
    #expect(
      why.hasPrefix("it answered 500, a trouble of its own: a [31m bAAA") && why.utf8.count < 400,
      "\(why)")
  }

  @Test(arguments: [
    "", "[]", "<html>", #"{"data":7}"#, #"{"data":{"result":[{"metric":1}]}}"#, "\u{0}",
    #"{"data":{"result":[{"metric":{},"values":[[]]}]}}"#,
  ])
  func `an answer that makes no sense is said to make none`(body: String) {
    #expect(throws: QueryRefusal.self) { try LokiAnswer.counts(Data(body.utf8)) }
  }

  @Test func `an answer without data holds nothing`() throws {
    let nothing = Data(#"{"status":"success"}"#.utf8)
    #expect(try LokiAnswer.names(nothing) == [])
    #expect(try LokiAnswer.counts(nothing).isEmpty)
    #expect(try LokiAnswer.streams(nothing).isEmpty)
  }

  @Test func `counts rise where a service begins to fail, not where one always does`() {
    func count(_ app: String, _ level: String, _ points: [(Int64, Double)]) -> LokiAnswer.Count {
      LokiAnswer.Count(
        labels: ["app": app, "detected_level": level],
        points: points.map { .init(second: $0.0, lines: $0.1) })
    }
    let noisy = (1...40).map { (1000 + Int64($0) * 15, 20.0) }
    let broken = (21...40).map { (1000 + Int64($0) * 15, 60.0) }
    let focus = LokiFocus(
      [
        count("noisy", "error", noisy), count("oven", "error", broken),
        count("oven", "info", noisy),
      ],
      by: "app", in: window, stepSeconds: 15)
    #expect(focus.services == ["oven"])
    #expect(focus.onset == Instant(milliseconds: 1_300_000))
    #expect(focus.window == TimeWindow(from: window.lowerBound, through: window.upperBound))
    #expect(focus.lines == 2800 && focus.failing == 2000)
    let calm = LokiFocus(
      [count("noisy", "error", noisy)], by: "app", in: window, stepSeconds: 15)
    #expect(calm.onset == nil && calm.window == window)
  }

  @Test func `lines are written once, in their order, with the labels readers know`() {
    var log = LokiLines(label: "app")
    let stream = LokiAnswer.Stream(
      labels: [
        "app": "oven", "service_name": "oven", "detected_level": "error", "pod": "oven-1",
        "zone": "a\"b",
      ],
      lines: [
        .init(nanoseconds: 1_780_308_000_000_000_002, text: "second\n"),
        .init(nanoseconds: 1_780_308_000_000_000_001, text: "first"),
      ])
    let text = log.text(of: [stream])
    #expect(text.lines == 2)
    let labels = #"{service="oven", level="error", pod="oven-1", zone="a\"b"}"#
    #expect(
      String(decoding: text.bytes, as: UTF8.self) == """
        2026-06-01T10:00:00.000000001Z \(labels) first
        2026-06-01T10:00:00.000000002Z \(labels) second

        """)
    #expect(log.text(of: [stream]).lines == 0)
    #expect(LokiLines.time(-1) == "1969-12-31T23:59:59.999999999Z")
    #expect(LokiLines.time(.min).hasSuffix("Z") && LokiLines.time(.max).hasSuffix("Z"))
  }
}

/// What is advised on a refusal, by where the source's settings stand.
@Suite struct RefusalAdviceTests {
  private static let refusals: [(QueryRefusal, configured: String, spoken: String)] = [
    (
      .tooExpensive("too many samples"), "set 'selector' below sources.logs",
      "write it below 'sources' in config.yaml to set 'selector'"
    ),
    (
      .refused(status: 401, ""), "Check 'bearer', 'user' and 'headers' below sources.logs.",
      "Write it below 'sources' in config.yaml to set 'bearer', 'user' and 'headers'."
    ),
    (.noAPI(""), "Check 'address' and 'kind' below sources.logs.", "Check its URL"),
    (.moved(status: 302), "'address' below sources.logs", "in place of its URL"),
    (.badQuery(""), "Check 'selector' below sources.logs.", "Check its URL"),
    (.noTenant, "Set 'headers' below sources.logs with 'X-Scope-OrgID'.", "config.yaml"),
    (.page(status: 502, title: nil), "'address' and 'kind' below sources.logs", "its URL"),
  ]

  @Test(arguments: refusals.indices)
  func `advice names settings only where they can stand`(index: Int) {
    let (refusal, configured, spoken) = Self.refusals[index]
    let there = refusal.advice(for: SettingPlace("logs"))
    let here = refusal.advice(for: SettingPlace("logs", isSpoken: true))
    #expect(there.contains(configured), "\(there)")
    #expect(here.contains(spoken) && !here.contains("below sources."), "\(here)")
    for advice in [there, here] {
      #expect(advice.first?.isUppercase == true && advice.hasSuffix("."), "\(advice)")
    }
  }

  @Test func `a source of the command line has no place for settings, one of the file has`() throws
  {
    let book = SourceBook(
      [SourceSettings(name: "logs", kind: .loki, address: "http://localhost")], environment: [:])
    #expect(try !book.settings(of: "logs").isSpoken)
    #expect(try book.settings(of: "loki=http://localhost:3100").isSpoken)
    #expect(try book.settings(of: "kubernetes").isSpoken)
  }
}
