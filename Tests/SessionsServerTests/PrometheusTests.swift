import CoreMetrics
import SessionsServer
import Testing

/// Metrics in Prometheus's text format.
@Suite struct PrometheusTests {
  @Test func `counters, gauges and times are written as the format has them`() {
    let metrics = PrometheusMetrics()
    let counter = metrics.makeCounter(label: "calls.total", dimensions: [("path", "a\"\\\nb")])
    counter.increment(by: 2)
    metrics.makeCounter(label: "calls.total", dimensions: [("path", "a\"\\\nb")]).increment(by: 1)
    metrics.makeMeter(label: "waiting", dimensions: []).set(1.5)
    let timer = metrics.makeTimer(label: "time_seconds", dimensions: [("m", "GET")])
    timer.recordNanoseconds(2_000_000)
    timer.recordNanoseconds(70_000_000_000)
    let text = metrics.text()
    #expect(
      text.hasPrefix(
        """
        # TYPE calls_total counter
        calls_total{path="a\\"\\\\\\nb"} 3
        # TYPE waiting gauge
        waiting 1.5
        # TYPE time_seconds histogram
        time_seconds_bucket{m="GET",le="0.001"} 0
        time_seconds_bucket{m="GET",le="0.0025"} 1

        """))
    #expect(
      text.hasSuffix(
        """
        time_seconds_bucket{m="GET",le="60.0"} 1
        time_seconds_bucket{m="GET",le="300.0"} 2
        time_seconds_bucket{m="GET",le="900.0"} 2
        time_seconds_bucket{m="GET",le="3600.0"} 2
        time_seconds_bucket{m="GET",le="+Inf"} 2
        time_seconds_sum{m="GET"} 70.002
        time_seconds_count{m="GET"} 2

        """))
  }
}
