import Evidence
import Testing

@testable import EvidenceFiles

/// Metrics as databases and services of metrics export them: whose they are, their values, their lines.
@Suite struct MetricExportTests {
  private static func metrics(_ text: String, _ name: String = "export.txt") -> [String] {
    MetricReaderTests.metrics(text, name)
  }

  @Test func `Line protocol gives a metric for each field, of the machine that its tags name`() {
    let lines = (0..<3).map { step in
      "netstat,dc=ams1,host=edge-1 tcp_time_wait=\(170 + step)i,load=0.\(5 + step),state=\"up, now\" "
        + "\(1_779_187_500 + step * 30)000000000"
    }
    #expect(
      Self.metrics(lines.joined(separator: "\n") + "\n") == [
        "edge-1 netstat_tcp_time_wait 170 171 172 @1,2,3", "edge-1 netstat_load 0.5 0.6 0.7 @1,2,3",
      ])
  }

  @Test func `Whole numbers that only grow count something, and levels do not`() {
    let lines = (0..<20).map { step in
      "proxy,host=edge-1 http_5xx=\(9000 + step * 60)i,mem_used=\(1000 + step * 7)i "
        + "\(1_779_187_500 + step * 30)000000000"
    }
    let found = Self.metrics(lines.joined(separator: "\n") + "\n")
    #expect(found.count == 2)
    #expect(found[0].hasPrefix("edge-1 proxy_http_5xx [per s] 2 2 2"), "\(found)")
    #expect(found[1].contains("mem_used") && found[1].contains(" 1000 1007 1014"), "\(found)")
  }

  @Test func `Names with escaped blanks are whole, and a line without a time is no point`() {
    let text = """
      disk\\ use,host=db-1,path=/var/lib\\,data used_percent=41 1779187500
      disk\\ use,host=db-1,path=/var/lib\\,data used_percent=42 1779187530
      disk\\ use,host=db-1,path=/var/lib\\,data used_percent=43 1779187560

      """
    #expect(Self.metrics(text) == ["db-1 disk use_used_percent [%] 41 42 43 @1,2,3"])
    let file = FileEvidence(
      text: Array((text + "disk,host=db-1 used_percent=44\n").utf8), name: "disk.lp")
    #expect(file.observations.count == 1)
    #expect(file.catalog.files.first?.notes == ["1 line holds no point with a time"])
  }

  @Test func `Series of Datadog are of whom their scope names, in their unit`() {
    let text = """
      {"status": "ok", "series": [{
        "metric": "trace.http.request", "scope": "env:prod,service:checkout",
        "expression": "p95:trace.http.request{service:checkout}", "unit": [{"name": "second"}, null],
        "pointlist": [
          [1781168400000.0, 0.25],
          [1781168460000.0, null],
          [1781168520000.0, 0.5]]}]}
      """
    #expect(Self.metrics(text) == ["checkout trace.http.request p95 [s] 0.25 0.5 @5,7"])
  }

  @Test func `Annotated tables of InfluxDB name a metric by measurement and field, with its tags`()
  {
    func row(_ time: String, _ value: String, _ table: Int, _ field: String, _ core: String)
      -> String
    {
      ",,\(table),2026-05-18T00:00:00Z,2026-05-19T00:00:00Z,2026-05-18T00:\(time):00Z,\(value),\(field),cpu,\(core),mill-1"
    }
    let text = """
      #group,false,false,true,true,false,false,true,true,true,true
      #datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string,string
      #default,_result,,,,,,,,,
      ,result,table,_start,_stop,_time,_value,_field,_measurement,core,host
      \(row("00", "13.5", 0, "usage_user", "a"))
      \(row("10", "14.5", 0, "usage_user", "a"))
      \(row("00", "3.5", 1, "usage_user", "b"))
      \(row("10", "4.5", 1, "usage_user", "b"))
      \(row("00", "80", 2, "usage_idle", "a"))
      \(row("10", "81", 2, "usage_idle", "a"))

      """
    let found = Self.metrics(text, "cpu.csv")
    #expect(found.count == 3, "\(found)")
    #expect(found.allSatisfy { $0.hasPrefix("mill-1 cpu_usage_") }, "\(found)")
    #expect(found.contains { $0.contains(" 13.5 14.5 @5,6") }, "\(found)")
    #expect(found.contains { $0.contains(" 3.5 4.5 @7,8") }, "\(found)")
  }

  @Test func `Targets of Graphite have the time behind the value`() {
    let text =
      #"[{"target": "web.cpu", "datapoints": [[40, 1781168400], [null, 1781168460], [60, 1781168520]]}]"#
    #expect(Self.metrics(text) == ["web cpu 40 60 @1,1"])
  }

  @Test func `A rate of Prometheus, which has no name, is called by its file`() {
    func name(_ file: String) -> String? {
      Self.metrics(
        #"{"data":{"resultType":"matrix","result":[{"metric":{"service":"search"},"values":[[1773223200,"2"],[1773223260,"4"]]}]}}"#,
        file
      ).first
    }
    #expect(name("http_p95_seconds.json") == "search http_p95_seconds [s] 2 4 @1,1")
    #expect(
      name("search_requests_per_second.json") == "search requests_per_second [per s] 2 4 @1,1")
    #expect(name("query_range.json") == "search value 2 4 @1,1")
  }
}
