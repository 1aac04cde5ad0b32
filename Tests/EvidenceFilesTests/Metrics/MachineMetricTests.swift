import Evidence
import Testing
import Timeline

@testable import EvidenceFiles

/// What tools of a machine, clouds and load generators print, read as metrics.
@Suite struct MachineMetricTests {
  private static func metrics(_ text: String, _ name: String = "shop.txt") -> [String] {
    MetricReaderTests.metrics(text, name)
  }

  @Test func `sar repeats its headers, and goes on behind midnight`() {
    #expect(
      Self.metrics(
        """
        Linux 5.15.0-105-generic (edge-02) \t2026-04-18 \t_x86_64_\t(8 CPU)

        23:58:01       totsck    tcp-tw
        23:59:01          660       541
        00:00:01          656       675
        Average:          658       608

        23:58:01        CPU     %user   %steal
        23:59:01        all      5.00     0.50

        """) == [
          "edge-02 sockets totsck 660 656 @4,5", "edge-02 sockets tcp-tw 541 675 @4,5",
          "edge-02 cpu %user [%] 5 @9", "edge-02 cpu %steal [%] 0.5 @9",
        ])
    let evidence = FileEvidence(
      text: Array(
        """
        Linux 5.15.0 (edge-02) 04/18/26 _x86_64_ (8 CPU)
        11:59:01 PM    tcp-tw
        11:59:31 PM       541
        12:00:31 AM       675

        """.utf8), name: "sar.txt")
    let points = evidence.observations.first.map { Array($0.values.points) } ?? []
    #expect(
      points.map { $0.time.rfc3339 } == ["2026-04-18T23:59:31.000Z", "2026-04-19T00:00:31.000Z"])
  }

  @Test func `A further day of sar begins with the time of the row before`() {
    let evidence = FileEvidence(
      text: Array(
        """
        Linux 6.1.0 (edge-02) 06/06/2026 _x86_64_ (8 CPU)

        23:40:00    tcp-tw
        23:50:00       541

        Linux 6.1.0 (edge-02) 06/07/2026 _x86_64_ (8 CPU)

        23:50:00    tcp-tw
        00:00:00       675
        00:10:00       676

        """.utf8), name: "sar.txt")
    let points = evidence.observations.first.map { Array($0.values.points) } ?? []
    #expect(
      points.map { $0.time.rfc3339 } == [
        "2026-06-06T23:50:00.000Z", "2026-06-07T00:00:00.000Z", "2026-06-07T00:10:00.000Z",
      ])
  }

  @Test func `What disks did is counted up, what lies on them is not`() {
    func row(_ minute: Int) -> String {
      "diskio,host=mill-1,name=sda reads=\(1000 + minute * 60 + minute % 2)i,used_bytes=\(5000 + minute * 60)i "
        + "\(1_773_136_800 + minute * 60)000000000"
    }
    let metrics = Self.metrics((0..<15).map(row).joined(separator: "\n") + "\n", "disk.lp")
    #expect(metrics.count == 2)
    #expect(metrics[0].hasPrefix("mill-1 diskio_reads [per s] 1.02 0.98 1.02"))
    #expect(metrics[1].hasPrefix("mill-1 diskio_used_bytes [bytes] 5000 5060"))
  }

  @Test func `Values as a dashboard formats them are told in one unit`() {
    #expect(
      Self.metrics(
        """
        "Time","search-1 p95","search-2 p95"
        2026-06-06 18:00:00,39.9 ms,1.2 s
        2026-06-06 18:01:00,1.5 s,990 ms
        2026-06-06 18:02:00,,85 µs

        """, "panel.csv"
      ).map { $0.prefix { $0 != "@" } } == [
        "search-1 p95 [ms] 39.9 1500 ", "search-2 p95 [ms] 1200 990 0.09 ",
      ])
  }

  @Test func `iostat tells its time above its tables, a device a row`() {
    #expect(
      Self.metrics(
        """
        Linux 5.10.226 (db-1) \t10/08/2025 \t_x86_64_\t(8 CPU)

        10/08/2025 03:00:00 PM
        avg-cpu:  %user   %iowait
                   8.81      0.55

        Device            r/s     r_await  %util
        nvme0n1          0.45        0.74   0.38
        nvme1n1        131.44        0.90   9.32

        """) == [
          "db-1 cpu %user [%] 8.81 @5", "db-1 cpu %iowait [%] 0.55 @5",
          "db-1 disk r/s device=nvme0n1 [per s] 0.45 @8",
          "db-1 disk r/s device=nvme1n1 [per s] 131.44 @9",
          "db-1 disk r_await device=nvme0n1 [ms] 0.74 @8",
          "db-1 disk r_await device=nvme1n1 [ms] 0.9 @9",
          "db-1 disk %util device=nvme0n1 [%] 0.38 @8",
          "db-1 disk %util device=nvme1n1 [%] 9.32 @9",
        ])
  }

  @Test func `vmstat is read by the long names of its columns, and of its file`() {
    let found = Self.metrics(
      """
      procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu----- -----timestamp-----
       r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st                 UTC
       2  0      0 811340  20480 3145547    0    0     6    41 2846 4318 33  4 63  0 17 2025-12-11 14:30:00

      """, "vmstat-quote-2.txt")
    #expect(found.contains("quote-2 cpu steal [%] 17 @3"))
    #expect(found.contains("quote-2 memory free [KB] 811340 @3"))
    #expect(found.count == 17)
  }

  @Test func `CloudWatch tells times and values side by side, or points with statistics`() {
    #expect(
      Self.metrics(
        """
        {"MetricDataResults": [
          {"Id": "bb", "Label": "vol-1 BurstBalance",
           "Timestamps": ["2025-10-08T07:55:00+00:00", "2025-10-08T07:50:00+00:00"],
           "Values": [40.5, 20], "StatusCode": "Complete"}]}
        """) == ["vol-1 BurstBalance 20 40.5 @4,4"])
    #expect(
      Self.metrics(
        """
        {"Label": "CPUUtilization", "Datapoints": [
          {"Timestamp": "2025-10-08T07:50:00Z", "Average": 31.5, "Maximum": 60, "Unit": "Percent"}]}
        """) == [
          "shop CPUUtilization (Average) [%] 31.5 @2", "shop CPUUtilization (Maximum) [%] 60 @2",
        ])
  }

  @Test func `Points in JSON lines are metrics by their labels, and entries of a log are not`() {
    let point = { (second: Int, status: String, value: Int) in
      """
      {"metric":"http_reqs","type":"Point","data":{"time":"2026-02-03T22:00:0\(second)Z","value":\(value),\
      "tags":{"status":"\(status)","url":"http://a/\(second)"}}}

      """
    }
    #expect(
      Self.metrics(point(1, "200", 1) + point(2, "503", 1) + point(3, "200", 1), "load.json") == [
        "load http_reqs status=200 1 1 @1,3", "load http_reqs status=503 1 @2",
      ])
    #expect(
      Self.metrics(
        (1...4).map {
          "{\"name\":\"a\",\"time\":\"2026-02-03T22:00:0\($0)Z\",\"value\":1,\"message\":\"did it\"}\n"
        }.joined()
      ).isEmpty)
  }

  @Test func `Counts by status, port and route in each minute are metrics; an access log is none`()
  {
    #expect(
      Self.metrics(
        """
        minute,service,port,status,requests
        2026-05-19T12:30:00Z,seats,80,200,223
        2026-05-19T12:30:00Z,seats,80,502,4
        2026-05-19T12:31:00Z,seats,80,200,251

        """) == [
          "seats requests status=200 223 251 @2,4", "seats requests status=502 4 @3",
        ])
    #expect(
      Self.metrics(
        """
        time,service,status,path,bytes
        2026-05-19T12:30:01Z,seats,200,/a,512
        2026-05-19T12:30:02Z,seats,200,/b,513

        """
      ).isEmpty)
  }

  @Test func `Rows of several things at a time are told apart, copies of a service are not`() {
    #expect(
      Self.metrics(
        """
        sampled_at,node,key,ops_per_sec
        2025-12-19T17:15:00Z,redis-a,lb:1,355
        2025-12-19T17:15:00Z,redis-a,sess:2,307
        2025-12-19T17:16:00Z,redis-a,lb:1,360
        2025-12-19T17:16:00Z,redis-a,sess:2,310

        """) == [
          "redis-a ops_per_sec key=lb:1 [per s] 355 360 @2,4",
          "redis-a ops_per_sec key=sess:2 [per s] 307 310 @3,5",
        ])
    #expect(
      Self.metrics(
        """
        sep=,
        "Time","web requests /s","web CPU %"
        2026-05-19 12:30:00,301.5,33
        2026-05-19 12:31:00,298.5,34

        """) == ["web requests /s [per s] 301.5 298.5 @3,4", "web CPU % [%] 33 34 @3,4"])
  }
}
