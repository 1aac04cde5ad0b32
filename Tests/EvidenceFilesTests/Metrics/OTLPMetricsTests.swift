import Evidence
import Testing

@testable import EvidenceFiles

/// Metrics of OpenTelemetry as JSON.
@Suite struct OTLPMetricsTests {
  /// A document with some metrics of a service.
  static func document(_ service: String, _ metrics: String) -> String {
    #"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"#
      + #""\#(service)"}},{"key":"process.pid","value":{"intValue":"7"}}]},"scopeMetrics":[{"scope":"#
      + #"{"name":"meter"},"metrics":[\#(metrics)]}]}]}"#
  }

  /// Nanoseconds since 1970 of a second after ten o'clock, as OTLP writes them.
  static func time(_ second: Int) -> String { "\"\(1_773_136_800 + second)000000000\"" }

  private static func metrics(_ text: String) -> [String] {
    MetricReaderTests.metrics(text, "metrics.json")
  }

  @Test func `Gauges and sums, a document a line`() {
    let lines = (0..<3).map { step in
      Self.document(
        "cart",
        #"{"name":"queue.size","unit":"{item}","gauge":{"dataPoints":[{"timeUnixNano":"#
          + Self.time(step * 10) + #","asInt":"\#(step + 4)"}]}},"#
          + #"{"name":"bytes.sent","unit":"By","sum":{"aggregationTemporality":2,"isMonotonic":true,"#
          + #""dataPoints":[{"timeUnixNano":"# + Self.time(step * 10)
          + #","asDouble":\#(100 + step * 50)}]}}"#)
    }
    #expect(
      Self.metrics(lines.joined(separator: "\n") + "\n") == [
        "cart queue.size 4 5 6 @1,2,3", "cart bytes.sent [bytes/s] 5 5 @1,2,3",
      ])
  }

  @Test func `What a sum grew by is as good as what it stands at`() {
    func sum(_ temporality: String, _ values: [Int]) -> String {
      let points = values.enumerated().map { step, value in
        #"{"timeUnixNano":"# + Self.time(step * 10) + #","asInt":"\#(value)"}"#
      }
      return Self.document(
        "web",
        #"{"name":"calls","sum":{"aggregationTemporality":"\#(temporality)","isMonotonic":true,"#
          + #""dataPoints":["# + points.joined(separator: ",") + "]}}")
    }
    let told = ["web calls [per s] 2 3 @1,1,1"]
    #expect(Self.metrics(sum("AGGREGATION_TEMPORALITY_CUMULATIVE", [5, 25, 55])) == told)
    #expect(Self.metrics(sum("AGGREGATION_TEMPORALITY_DELTA", [5, 20, 30])) == told)
    #expect(Self.metrics(sum("1", [5, 20, 30])) == told)
  }

  @Test func `Histograms have a mean, a 95th percentile and a count, apart by their attributes`() {
    func point(_ step: Int, _ route: String, _ count: Int, _ sum: Double, _ buckets: String)
      -> String
    {
      #"{"attributes":[{"key":"http.route","value":{"stringValue":"\#(route)"}}],"timeUnixNano":"#
        + Self.time(step * 10)
        + #","count":"\#(count)","sum":\#(sum),"bucketCounts":[\#(buckets)],"#
        + #""explicitBounds":[100,200]}"#
    }
    let points = [
      point(0, "/a", 10, 500, #""10","0","0""#), point(10, "/a", 30, 2500, #""20","10","0""#),
      point(0, "/b", 1, 5, #""1","0","0""#), point(10, "/b", 2, 10, #""2","0","0""#),
    ]
    let text = Self.document(
      "web",
      #"{"name":"http.server.duration","unit":"ms","histogram":{"aggregationTemporality":2,"#
        + #""dataPoints":["# + points.joined(separator: ",") + "]}}")
    #expect(
      Set(Self.metrics(text)) == [
        "web http.server.duration http.route=/a [ms] 100 @1",
        "web http.server.duration http.route=/b [ms] 5 @1",
        "web http.server.duration p95 http.route=/a [ms] 190 @1",
        "web http.server.duration p95 http.route=/b [ms] 95 @1",
        "web http.server.duration_count http.route=/a [per s] 0.2 @1,1",
        "web http.server.duration_count http.route=/b [per s] 0.01 @1,1",
      ])
  }

  @Test func `Summaries have their quantiles; resources that name no service are the file's`() {
    let text = Self.document(
      "web",
      #"{"name":"gc.pause","unit":"s","summary":{"dataPoints":[{"timeUnixNano":"# + Self.time(0)
        + #","count":"3","sum":0.5,"quantileValues":[{"quantile":0.5,"value":0.1},"#
        + #"{"quantile":0.99,"value":0.25}]}]}}"#)
    #expect(
      Self.metrics(text).prefix(2) == [
        "web gc.pause p50 [s] 0.1 @1", "web gc.pause p99 [s] 0.25 @1",
      ])
    let bare = text.replacing("service.name", with: "telemetry.sdk.name")
    #expect(Self.metrics(bare).allSatisfy { $0.hasPrefix("metrics gc.pause") })
  }

  @Test func `A printed document is cited by the line with the value`() {
    let text = """
      {
        "resourceMetrics": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "cart"}}]},
          "scopeMetrics": [{
            "metrics": [{
              "name": "queue.size",
              "gauge": {
                "dataPoints": [
                  {
                    "timeUnixNano": "1773136800000000000",
                    "asInt": "4"
                  },
                  {"timeUnixNano": "1773136810000000000", "asInt": "5"}
                ]
              }
            }]
          }]
        }]
      }
      """
    #expect(Self.metrics(text) == ["cart queue.size 4 5 @11,13"])
  }

  @Test func `Exemplars that name spans make no traces of metrics`() {
    let text = Self.document(
      "web",
      #"{"name":"duration","gauge":{"dataPoints":[{"timeUnixNano":"# + Self.time(0)
        + #","asInt":"4","exemplars":[{"spanId":"01","traceId":"a1","asInt":"4"}]}]}}"#)
    #expect(Self.metrics(text) == ["web duration 4 @1"])
  }
}
