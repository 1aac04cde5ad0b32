import Testing
import Timeline

@testable import EvidenceSources
@testable import Investigation

/// Which metrics are asked for, and how.
@Suite struct MetricChoiceTests {
  @Test func `counters become rates, histograms quantiles, and the monitoring itself is left out`()
  {
    let wanted = MetricChoice.wanted(
      names: [
        "http_requests_total", "rpc_duration_seconds_bucket", "rpc_duration_seconds_count",
        "rpc_duration_seconds_sum", "queue_depth", "jobs_handled", "build_info", "scrape_duration",
        "prometheus_tsdb_head_series",
        // What would be an expression of its own is asked for by nobody.
        "up} or vector(1) or x{", "9lives_total", "naïve_total", "",
      ],
      types: ["jobs_handled": "counter", "queue_depth": "gauge"], words: [])
    let forms = Dictionary(uniqueKeysWithValues: wanted.map { ($0.name, $0.form) })
    #expect(
      forms == [
        "http_requests": .rate(counter: "http_requests_total"),
        "rpc_duration_seconds": .quantile(buckets: "rpc_duration_seconds_bucket"),
        "rpc_duration_seconds_count": .rate(counter: "rpc_duration_seconds_count"),
        "queue_depth": .value, "jobs_handled": .rate(counter: "jobs_handled"),
      ])
    #expect(wanted.first?.name == "rpc_duration_seconds")
  }

  @Test func `whatever it measures, a metric is asked for`() {
    let names = ["mq_queue_consumers", "cache_evicted_keys_total", "shop_mood"]
    let wanted = MetricChoice.wanted(names: names, types: [:], words: [])
    #expect(Set(wanted.map(\.name)) == ["mq_queue_consumers", "cache_evicted_keys", "shop_mood"])
  }

  @Test func `what an exporter tells of others is not taken for the exporter's own`() {
    let groups = SeriesGroups(
      labels: ["code", "container", "deployment", "instance", "job", "pod", "service"],
      configured: [])
    #expect(
      groups.labels(for: "http_requests")
        == ["service", "deployment", "container", "job", "code"])
    #expect(
      groups.labels(for: "kube_pod_container_status_restarts")
        == ["deployment", "container", "code"])
    #expect(groups.labels(for: "node_load1") == ["instance", "code"])
    let own = SeriesGroups(labels: ["team", "job"], configured: ["team"])
    #expect(own.labels(for: "http_requests") == ["team"])
    #expect(SeriesGroups(labels: [], configured: []).labels(for: "up") == ["instance"])
  }

  @Test func `of each kind one goes first, and what the question names before others`() {
    let names = (0..<30).map { "a\($0)_requests_total" } + ["zebra_requests_total", "mem_bytes"]
    let wanted = MetricChoice.wanted(names: names, types: [:], words: ["the", "zebra"])
    #expect(wanted.prefix(2).map(\.name) == ["zebra_requests", "mem_bytes"])
  }

  @Test(arguments: [(3600, 15), (10_800, 15), (86_400, 120), (2_592_000, 3600)] as [(Int64, Int)])
  func `a step is 15 s at least, and grows with the window`(seconds: Int64, step: Int) {
    let window = TimeWindow(
      from: Instant(milliseconds: 0), through: Instant(milliseconds: seconds * 1000))
    #expect(RangeQuery.step(of: window) == step)
    #expect(seconds / Int64(step) <= 11_000)
  }

  @Test(arguments: [
    ("why is checkout slow since 10:05?", "2026-03-14T10:05:00.000Z", "2026-03-14T11:00:00.000Z"),
    ("errors between 10:10 and 10:20", "2026-03-14T10:10:00.000Z", "2026-03-14T10:20:00.000Z"),
    (
      "what happened on 2026-03-02 at 08:00?", "2026-03-02T08:00:00.000Z",
      "2026-03-02T08:00:59.999Z"
    ),
    ("the last 15 minutes", "2026-03-14T10:45:00.000Z", "2026-03-14T11:00:00.000Z"),
  ])
  func `the time of a question is read before any evidence is`(
    question: String, start: String, end: String
  ) throws {
    let asked = AskedTime(
      question, incidentTime: nil, memory: nil, known: nil, now: SourceTrial.window.upperBound)
    let named = try #require(asked.named)
    #expect(named.lowerBound.rfc3339 == start && named.upperBound.rfc3339 == end)
    // What was usual before is fetched too, and nothing that is still to come.
    #expect(asked.fetched.lowerBound <= named.lowerBound.advanced(by: -3_600_000))
    #expect(asked.fetched.upperBound <= SourceTrial.window.upperBound)
  }

  @Test func `a question that names no time is about the last hour, or the incident's`() {
    let now = SourceTrial.window.upperBound
    let plain = AskedTime("why is cart slow?", incidentTime: nil, memory: nil, known: nil, now: now)
    #expect(plain.named == nil && plain.fetched.upperBound == now)
    let old = now.advanced(by: -86_400_000)
    let told = AskedTime("why?", incidentTime: old, memory: nil, known: nil, now: now)
    #expect(told.fetched.contains(old) && told.fetched.upperBound < now)
  }
}
