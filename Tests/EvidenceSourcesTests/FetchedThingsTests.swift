import Foundation
import SessionsAPI
import TestSupport
import Testing
import Timeline

@testable import EvidenceSources

/// What is new in what was fetched twice.
@Suite struct FetchedThingsTests {
  private func things(_ files: [String: String]) throws -> FetchedThings {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    let known = files.keys.sorted().map { FetchedFiles.File(name: $0, query: "", link: nil) }
    return FetchedReader.things(of: known, in: folder.path)
  }

  private func news(
    _ before: [String: String], _ after: [String: String]
  ) throws -> RefreshedSource {
    let (old, new) = (try things(before), try things(after))
    var news = RefreshedSource(name: "prod", askedBefore: Instant(milliseconds: 0))
    (news.newest, news.newestBefore) = (new.newest, old.newest)
    news.changes = new.changes(since: old)
    return news
  }

  private func matrix(_ series: [(String, last: Int)]) -> String {
    let result = series.map { name, last in
      #"{"metric":{"job":"\#(name)"},"values":[[\#(last - 15),"1"],[\#(last),"2"]]}"#
    }
    return #"{"status":"success","data":{"resultType":"matrix","result":["#
      + result.joined(separator: ",") + "]}}"
  }

  @Test func `series: until when, which are new and which ended`() throws {
    let news = try news(
      ["up.json": matrix([("a", last: 1_773_486_000), ("b", last: 1_773_485_990)])],
      ["up.json": matrix([("a", last: 1_773_486_600), ("c", last: 1_773_486_590)])])
    #expect(
      news.words
        == "prod: tells until 2026-03-14 11:10:00 UTC (2026-03-14 11:00:00 UTC before), 1 series new, "
        + "1 series ended.")
    let silent = try self.news(
      ["up.json": matrix([("a", last: 1_773_486_000), ("b", last: 1_773_486_000)])],
      ["up.json": matrix([("a", last: 1_773_486_600), ("b", last: 1_773_486_000)])])
    #expect(silent.words.hasSuffix("before), 1 series ended."), "\(silent.words)")
  }

  @Test func `alerts that fire and that ended`() throws {
    func alerts(_ names: String...) -> [String: String] {
      let list = names.map { #"{"labels":{"alertname":"\#($0)"},"state":"firing"}"# }
      return ["alerts.json": #"{"data":{"alerts":["# + list.joined(separator: ",") + "]}}"]
    }
    let news = try news(alerts("Slow"), alerts("Down", "Full"))
    #expect(news.words == "prod: 2 alerts new, 1 alert ended.")
    #expect(try self.news(alerts("Slow"), alerts("Slow")).words == "prod: nothing else is new.")
  }

  @Test func `pods that restarted, events, objects that changed or are gone`() throws {
    func pods(_ restarts: Int) -> String {
      #"{"items":[{"kind":"Pod","metadata":{"name":"cart-1","namespace":"shop"},"status":{"phase":"#
        + #""Running","containerStatuses":[{"restartCount":\#(restarts),"ready":true}]}}]}"#
    }
    func events(_ count: Int) -> String {
      #"{"items":[{"kind":"Event","metadata":{"name":"cart-1.17"},"count":\#(count)}]}"#
    }
    func objects(_ names: [(String, Int)]) -> String {
      "apiVersion: v1\nitems:\n"
        + names.map {
          """
          - apiVersion: apps/v1
            kind: Deployment
            metadata:
              generation: \($0.1)
              labels:
                name: other
              name: \($0.0)
              namespace: shop
            spec:
              name: none

          """
        }.joined() + "kind: List\n"
    }
    let news = try news(
      [
        "pods.json": pods(1), "events.json": events(1),
        "objects.yaml": objects([("cart", 3), ("web", 1)]),
      ],
      ["pods.json": pods(2), "events.json": events(4), "objects.yaml": objects([("cart", 4)])])
    #expect(
      news.words == "prod: 1 event new, 1 pod changed, 1 object changed, 1 object ended.",
      "\(news.words)")
  }

  @Test func `lines, each by its text and time`() throws {
    let line = "2026-03-14T11:00:00.000000000Z {service=\"cart\"} disk full\n"
    let next = "2026-03-14T11:00:30.000000000Z {service=\"cart\"} disk full\n"
    let news = try news(["a.log": line], ["a.log": line + next])
    #expect(
      news.words
        == "prod: tells until 2026-03-14 11:00:30 UTC (2026-03-14 11:00:00 UTC before), 1 line new."
    )
  }

  @Test func `of lines that a limit chose only the later ones are new`() throws {
    func line(_ minute: Int) -> String {
      "2026-03-14T11:0\(minute):00.000000000Z {service=\"cart\"} disk full\n"
    }
    let (old, new) = (
      try things(["a.log": line(2) + line(4)]), try things(["b.log": line(1) + line(4) + line(5)])
    )
    #expect(new.changes(since: old).map(\.new) == [2])
    #expect(new.changes(since: old, isCut: true).map(\.new) == [1])
  }

  @Test(arguments: [
    (#"app="chekout",namespace=~"shop|x""#, ["app": "chekout", "namespace": "shop|x"]),
    (#"{app = "a\"b"}"#, ["app": #"a"b"#]), ("", [:]), ("app", [:]),
    (#"app="open"#, ["app": "open"]),
  ])
  func `matchers of a selector are taken apart`(text: String, wanted: [String: String]) {
    let found = LabelMatcher.all(in: text)
    #expect(Dictionary(found.map { ($0.label, $0.value) }) { $1 } == wanted)
  }

  @Test
  func `a page is Prometheus's graph, VictoriaMetrics's, or Explore of the Grafana before it`() {
    let window = SourceTrial.window
    func link(_ base: String, _ kind: SourceKind = .prometheus, isVictoria: Bool = false) -> String?
    {
      SourcePage(base: base, kind: kind).link("rate(a[2m])", window, isVictoria: isVictoria)
    }
    let query =
      "g0.expr=rate%28a%5B2m%5D%29&g0.tab=0&g0.range_input=3600s&g0.end_input=2026-03-14T11"
    #expect(link("http://a:9090")?.hasPrefix("http://a:9090/graph?" + query) == true)
    #expect(
      link("http://a:8428", isVictoria: true)?.hasPrefix("http://a:8428/vmui/#/?" + query) == true)
    #expect(link("http://a:3100", .loki) == nil)
    let proxied = link("https://g.example.org/x/api/datasources/proxy/uid/abc", .loki)
    #expect(
      proxied?.hasPrefix("https://g.example.org/x/explore?schemaVersion=1&panes=%7B%22a%22") == true
    )
    #expect(proxied?.contains("%22uid%22%3A%22abc%22") == true, "\(proxied ?? "")")
    #expect(proxied?.contains("%22from%22%3A%221773482400000%22") == true)
    // By its number alone no page of Explore is known.
    #expect(link("https://g.example.org/api/datasources/proxy/7") == nil)
  }
}
