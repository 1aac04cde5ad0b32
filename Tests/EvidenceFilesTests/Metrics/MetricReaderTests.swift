import Evidence
import Testing
import Timeline

@testable import EvidenceFiles

/// Metrics in all their forms: whose they are, what they are called, their values and their lines.
@Suite struct MetricReaderTests {
  /// Each metric on a line: `cart cpu [%] 1 2 3 @2,3,4`, values and the lines that can be cited.
  static func metrics(_ text: String, _ name: String = "shop.txt") -> [String] {
    FileEvidence(text: Array(text.utf8), name: name).observations.compactMap { observation in
      guard case .metric(let metric, let unit) = observation.measure else { return nil }
      let values = observation.values.points.map { point in
        let whole = Int(exactly: point.value).map(String.init)
        return whole ?? String((point.value * 100).rounded() / 100)
      }
      return "\(observation.service) \(metric)\(unit.isEmpty ? "" : " [\(unit)]") "
        + values.joined(separator: " ") + " @"
        + observation.samples.map { "\($0.line)" }.joined(separator: ",")
    }
  }

  @Test func `Columns are metrics of the services in their names`() {
    #expect(
      Self.metrics(
        """
        time,carts_cpu,carts-db_memory_bytes,front-end_latency_p99
        2026-03-10T10:00:00Z,1,100,0.5
        2026-03-10T10:01:00Z,2,200,nan
        2026-03-10T10:02:00Z,3,300,0.75

        """) == [
          "carts cpu 1 2 3 @2,3,4", "carts-db memory_bytes [bytes] 100 200 300 @2,3,4",
          "front-end latency_p99 0.5 0.75 @2,4",
        ])
  }

  @Test func `Columns of a file that is named after somebody are all of it`() {
    func names(_ header: String, _ file: String) -> [String] {
      let count = header.split(separator: ",").count - 1
      let rows = (0..<3).map { row in
        "2026-03-10T10:0\(row):00Z,"
          + Array(repeating: "\(row)", count: count).joined(separator: ",")
      }
      return Self.metrics(([header] + rows).joined(separator: "\n") + "\n", file).map {
        $0.split(separator: " ").prefix(2).joined(separator: " ")
      }
    }
    #expect(
      names("time,connected_clients,maxclients,used_memory_mb,ops_per_s", "redis/redis_stats.csv")
        == [
          "redis connected_clients", "redis maxclients", "redis used_memory_mb",
          "redis ops_per_s",
        ])
    #expect(
      names("time,cache_hits,hit_ratio,db_cpu_pct,http_5xx", "listings-metrics.csv") == [
        "listings cache_hits", "listings hit_ratio", "listings db_cpu_pct", "listings http_5xx",
      ])
    #expect(
      names("time,redis_connected_clients,redis_cpu_pct", "redis-export.csv") == [
        "redis connected_clients", "redis cpu_pct",
      ])
    // Who tells the same of several, or has a name of its own, is not the file's.
    #expect(
      names("time,carts_cpu,orders_cpu", "shop-metrics.csv") == ["carts cpu", "orders cpu"])
    #expect(
      names("time,carts_cpu,hit_ratio", "shop-metrics.csv") == ["carts cpu", "shop hit_ratio"])
    // Names that only say what is measured, where or how often, name nobody.
    for file in [
      "metrics.csv", "node_metrics.csv", "http_client_requests.csv", "cpu_by_minute.csv",
    ] {
      #expect(names("time,db_cpu_pct,cache_hits", file) == ["db cpu_pct", "cache hits"], "\(file)")
    }
    #expect(
      names("time,connected_clients,used_memory", "metrics.csv").map { $0.split(separator: " ")[1] }
        == ["connected_clients", "used_memory"])
  }

  @Test func `Rows of one value each, and columns beside whose they are`() {
    #expect(
      Self.metrics(
        """
        timestamp;service;metric;statistic;value;unit
        1773136800;cart;latency;p99;0.25;s
        1773136800;web;errors;;3;
        1773136860;cart;latency;p99;0.5;s

        """) == ["cart latency p99 [s] 0.25 0.5 @2,4", "web errors 3 @3"])
    #expect(
      Self.metrics(
        """
        Time\tPodName\tCpuUsage(m)\tMemoryUsage(Mi)
        2026-03-10 10:00:00\tcart-5c8b9d7f6-qwrtz\t100\t64
        2026-03-10 10:00:00\tweb-7d9f8c6b5-x2x1z\t50\t32
        2026-03-10 10:01:00\tcart-5c8b9d7f6-qwrtz\t110\t65

        """) == [
          "cart CpuUsage [millicores] 100 110 @2,4", "cart MemoryUsage [MiB] 64 65 @2,4",
          "web CpuUsage [millicores] 50 @3", "web MemoryUsage [MiB] 32 @3",
        ])
  }

  @Test func `Scrapes of Prometheus: gauges, counters by their growth, means of sums`() {
    let scrape = { (second: Int, ok: Int, bad: Int, sum: Double, count: Int) in
      """
      # TYPE http_requests_total counter
      http_requests_total{service="web",status="200"} \(ok) \(second)000
      http_requests_total{service="web",status="500"} \(bad) \(second)000
      # TYPE latency_seconds histogram
      latency_seconds_bucket{service="web",le="+Inf"} \(count) \(second)000
      latency_seconds_sum{service="web"} \(sum) \(second)000
      latency_seconds_count{service="web"} \(count) \(second)000
      # TYPE queue_size gauge
      queue_size{service="web"} 4 \(second)000

      """
    }
    let text = scrape(1_773_136_800, 10, 0, 1, 10) + scrape(1_773_136_810, 30, 10, 5, 30)
    #expect(
      Self.metrics(text) == [
        "web http_requests_total status=200 [per s] 2 @2,11",
        "web http_requests_total status=500 [per s] 1 @3,12",
        "web latency_seconds [s] 0.2 @15", "web latency_seconds_count [per s] 2 @7,16",
        "web queue_size 4 4 @9,18",
      ])
    // One scrape without times tells of no course.
    let bare = FileEvidence(
      text: Array("# TYPE up gauge\nup{job=\"web\"} 1\n".utf8), name: "scrape.txt")
    #expect(bare.observations.isEmpty)
    #expect(bare.files.first?.notes.contains { $0.hasPrefix("1 value") } == true)
  }

  @Test func `A column of labels tells metrics of one name apart, and whose they are`() {
    let rows = (0..<2).flatMap { step in
      [("mail", 3), ("print", 5)].map { queue, value in
        "2026-04-01T10:0\(step):00Z,broker_queue_consumers,\"queue=\(queue),vhost=prod\",\(value)"
      } + ["2026-04-01T10:0\(step):00Z,jobs_waiting,\"{service=\"\"desk\"\"}\",\(step)"]
    }
    #expect(
      Self.metrics("timestamp,metric,labels,value\n" + rows.joined(separator: "\n") + "\n") == [
        "broker queue_consumers queue=mail 3 3 @2,5", "broker queue_consumers queue=print 5 5 @3,6",
        "desk jobs_waiting 0 1 @4,7",
      ])
  }

  @Test(arguments: [
    ("http_requests:rate", "per s"), ("process_cpu_seconds:rate", "cores"),
    ("net_bytes:rate", "bytes/s"), ("http_request_duration_seconds_count:rate", "per s"),
    ("http_request_duration_seconds:p95", "s"),
  ])
  func `What is counted by the second says so`(name: String, unit: String) {
    #expect(MetricName.unit(of: name) == unit)
  }

  @Test func `Copies of a service are one metric, and each counts by itself`() {
    let rows = (0..<3).flatMap { step in
      [100, 5000].enumerated().map { pod, start in
        "sent_total{app=\"web\",pod=\"web-\(pod)\"} \(start + step * 10) \(1_773_136_800 + step * 10)000"
      }
    }
    #expect(
      Self.metrics("# TYPE sent_total counter\n" + rows.joined(separator: "\n") + "\n") == [
        "web sent_total [per s] 1 1 1 1 @2,3,4,5,6,7"
      ])
  }

  @Test func `Machines that one exporter measures are told apart`() {
    func rows(_ job: String) -> [String] {
      Self.metrics(
        "# TYPE load1 gauge\n"
          + (0..<3).flatMap { step in
            ["lb-1", "lb-2"].map {
              "load1{job=\"\(job)\",instance=\"\($0):9100\"} 1 \(1_773_136_800 + step * 10)000"
            }
          }.joined(separator: "\n") + "\n")
    }
    #expect(rows("node").count == 2 && rows("shop").count == 1)
  }

  @Test func `What an exporter measures of a product is of the instance, where that has a name`() {
    func metrics(_ instance: String, job: String = "redis") -> [String] {
      Self.metrics(
        (0..<3).map {
          "redis_memory_used_bytes{job=\"\(job)\",instance=\"\(instance)\"} 1 "
            + "\(1_773_136_800 + $0 * 10)000"
        }.joined(separator: "\n") + "\n"
      ).map { String($0.prefix { $0 != " " }) }
    }
    #expect(metrics("feed-cache-0:9121") == ["feed-cache-0"])
    #expect(metrics("10.0.0.7:9121") == ["redis"])
    #expect(metrics("localhost:9121") == ["redis"])
    #expect(metrics("web-7:8080", job: "shop") == ["shop"])
  }

  @Test
  func `Answers of Prometheus on one line, and pretty-printed ones by the line of each value`() {
    let result =
      #"{"metric":{"__name__":"cpu","pod":"cart-5c8b9d7f6-qwrtz"},"values":[[1773136800,"0.4"],"#
      + #"[1773136860.5,"0.5"],[1773136920,"NaN"]]}"#
    let text = #"{"status":"success","data":{"resultType":"matrix","result":["# + result + "]}}"
    #expect(Self.metrics(text, "q.json") == ["cart cpu 0.4 0.5 @1,1"])
    let pretty = """
      {
        "data": {
          "resultType": "matrix",
          "result": [
            {
              "metric": {"__name__": "cpu", "app": "cart"},
              "values": [
                [
                  1773136800,
                  "0.4"
                ],
                [1773136860, "0.5"]
              ]
            }
          ]
        }
      }
      """
    #expect(Self.metrics(pretty, "q.json") == ["cart cpu 0.4 0.5 @10,12"])
  }

  @Test func `An answer far longer than a line may be is read all the same`() {
    // 40,000 points of 20 services on one line: about two mebibytes.
    let results = (0..<20).map { service in
      let points = (0..<2000).map {
        "[\(1_773_136_800 + $0 * 15),\"\($0 % 7).\(service)00000000000000\"]"
      }
      return #"{"metric":{"__name__":"cpu","app":"s\#(service)"},"values":["#
        + points.joined(separator: ",") + "]}"
    }
    let text =
      #"{"data":{"resultType":"matrix","result":["# + results.joined(separator: ",") + "]}}"
    #expect(text.utf8.count > LineReader.longestLine)
    let found = FileEvidence(text: Array(text.utf8), name: "q.json").observations
    #expect(found.map(\.count) == Array(repeating: 2000, count: 20))
  }

  @Test func `Points that differ on one line are cited with their own values`() throws {
    let points = (0..<60).map { "[\(1_773_136_800 + $0 * 60),\"\($0 < 40 ? 1 : 90)\"]" }
    let text =
      #"{"data":{"resultType":"matrix","result":[{"metric":{"__name__":"cpu","app":"cart"},"values":["#
      + points.joined(separator: ",") + "]}]}}"
    let found = try #require(
      FileEvidence(text: Array(text.utf8), name: "q.json").observations.first)
    #expect(found.samples[39].message == "1" && found.samples[40].message == "90")
    #expect(found.samples[40].text == "[1773139200,\"90\"]")
  }

  @Test func `What metrics are named like tells their kind`() {
    #expect(MetricKind(name: "http_requests_total status=503") == .errors)
    #expect(MetricKind(name: "http_requests_total status=200") == .requests)
    #expect(MetricKind(name: "http.server.duration_count") == .requests)
    #expect(MetricKind(name: "http.server.duration") == .latency)
    #expect(MetricKind(name: "CPUUtilization") == .cpu)
    #expect(MetricKind.tokens("AWS/RDS/DBLoadCPU") == ["aws", "rds", "db", "load", "cpu"])
    #expect(MetricKind.tokens("HTTPCode_Target_5XX") == ["http", "code", "target", "5xx"])
    #expect(MetricKind(name: "http_503") == .errors)
    #expect(MetricKind(name: "cpu_main_thread_pct") == .cpu)
  }

  @Test func `A panel's title is the metric, its columns are of whom`() {
    let name = "Consumer_lag_by_group-data-2026-03-10_15_01_12.csv"
    #expect(
      Self.metrics(
        "\"Time\",\"sack-mill\",\"orders-2\"\n2026-03-10 12:00:00,312,50\n2026-03-10 12:01:00,335,87\n",
        name) == [
          "sack-mill Consumer lag by group 312 335 @2,3",
          "orders-2 Consumer lag by group 50 87 @2,3",
        ])
    // Parts of one thing are no owners.
    let parts = Self.metrics(
      "\"Time\",\"user\",\"system\",\"p95-latency\"\n2026-03-10 12:00:00,3,5,1\n2026-03-10 12:01:00,3,8,1\n",
      "CPU_usage-data-2026-03-10_15_01_12.csv")
    #expect(!parts.contains { $0.hasPrefix("user CPU") }, "\(parts)")
  }
}
