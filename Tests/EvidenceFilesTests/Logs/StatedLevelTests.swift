import Testing

@testable import EvidenceFiles

/// Levels, programs and zones that lines state in a dress of their own.
@Suite struct StatedLevelTests {
  @Test(arguments: LogTable(rows).rows)
  func `A line says how grave it is in many ways`(_ row: LogTable.Row) {
    #expect((LogTable.summaries(row.line).first ?? "nothing") == row.expected)
  }

  private static let rows = #"""
    <![LOG[cannot reach the site: timed out]LOG]!><time="10:00:00.5-060" date="3-10-2026" component="Scan" context="" type="3" thread="7" file="scan.cpp:12">
    = 2026-03-10T10:00:00.500+01:00 ERROR Scan cannot reach the site: timed out
    <![LOG[three packages to go]LOG]!><time="10:00:00.123+300" date="12-31-2026" component="Setup" type="1">
    = 2026-12-31T10:00:00.123-05:00 INFO Setup three packages to go
    <![LOG[retrying]LOG]!><time="10:00:00.1234567" date="3-10-2026" component="Agent" type="2">
    = 2026-03-10T10:00:00.123 WARNING Agent retrying
    Sync failed: no route  $$<SYNC_MANAGER><03-10-2026 10:00:00.500-060><thread=7 (0x7)>
    = 2026-03-10T10:00:00.500+01:00 SYNC_MANAGER Sync failed: no route
    2026-03-10T10:00:00Z cpu7:88123)WARNING: Vol3: 12: lock broken on volume ds-2
    = 2026-03-10T10:00:00Z WARNING Vol3: 12: lock broken on volume ds-2
    2026-03-10 10:00:00 4711)ERROR: no such table
    = 2026-03-10T10:00:00 ERROR no such table
    2026-03-10 10:00:00 total (12)Warning: of text
    = 2026-03-10T10:00:00 total (12)Warning: of text
    Mar 10 10:00:00 lb-1 err balancer[812]: 01010028:3: pool has no member left
    = --03-10T10:00:00 ERROR balancer@lb-1 01010028:3: pool has no member left
    Mar 10 10:00:00 lb-1 local0.warning cron: table is stale
    = --03-10T10:00:00 WARNING cron@lb-1 table is stale
    Mar 10 10:00:00 ctl-1 stm[33]: <501044> <33> <ERRS> |stm|  Station gone
    = --03-10T10:00:00 ERROR stm@ctl-1 [stm] Station gone
    Mar 10 10:00:00 xs1 pool: [error|xs1|124 |start|pool] no space left
    = --03-10T10:00:00 ERROR pool@xs1 [xs1|124 |start|pool] no space left
    2026-03-10 10:00:00 KLM1181E Transaction 0:12 was rolled back.
    = 2026-03-10T10:00:00 ERROR KLM1181E Transaction 0:12 was rolled back.
    2026-03-10 10:00:00 KLMN4001S: the log cannot be written
    = 2026-03-10T10:00:00 FATAL KLMN4001S: the log cannot be written
    2026-03-10 10:00:00 SKU4711 was sold
    = 2026-03-10T10:00:00 SKU4711 was sold
    2026-03-10 10:00:00 HTTP2 stream 7 opened
    = 2026-03-10T10:00:00 HTTP2 stream 7 opened
    date=2026-03-10 time=10:00:00 tz="+0200" devname="gate-2" level="error" msg="tunnel down"
    = 2026-03-10T10:00:00+02:00 ERROR gate-2 tunnel down
    {"ts":1773136800,"tz":"+02:00","level":"warn","msg":"slow"}
    = 2026-03-10T10:00:00Z WARNING slow
    {"time":"2026-03-10T10:00:00Z","severity":"Major","msg":"fan 3 stands still"}
    = 2026-03-10T10:00:00Z ERROR fan 3 stands still
    {"EdgeEndTimestamp":"2026-03-10T10:00:09Z","EdgeStartTimestamp":"2026-03-10T10:00:00Z","msg":"x y"}
    = 2026-03-10T10:00:00Z x y
    06-02 11:30:32.943  3120  3188 E Printer : no paper
    = --06-02T11:30:32.943 ERROR Printer [Printer] no paper
    """#

  @Test func `What a runner hides from the terminal tells the time`() {
    let hidden = "\u{1B}_bk;t=1773136800123\u{07}compiled 12 files"
    #expect(LogTable.summaries(hidden) == ["2026-03-10T10:00:00.123Z compiled 12 files"])
    let section = "section_start:1773136800:build\r\u{1B}[0KRunning the build"
    #expect(LogTable.summaries(section) == ["2026-03-10T10:00:00Z Running the build"])
  }

  @Test func `Of a failed request the part from its path or status on is quoted`() {
    let agent = String(repeating: "b", count: 120)
    let failed =
      #"{"agent":"\#(agent)","ray":"7","method":"GET","path":"/cart","took":3,"status":502,"up":"-"}"#
    #expect(
      LogTable.summaries(failed)[0].hasSuffix(
        #" "method":"GET","path":"/cart","took":3,"status":502,"up":"-""#))
    let account = String(repeating: "c", count: 120)
    let line =
      #"[10/Mar/2026:10:00:00 +0000] 10.0.0.1 \#(account) "GET /a HTTP/1.1" 503 SlowDown 7"#
    #expect(LogTable.summaries(line)[0].hasSuffix(#"{503} "GET /a HTTP/1.1" 503 SlowDown 7"#))
    let padding = String(repeating: "a", count: 200)
    let long = #"{"path":"/\#(padding)","took":3,"status":503,"up":"-"}"#
    #expect(LogTable.summaries(long)[0].hasSuffix(#" "status":503,"up":"-""#))
    // What went well is as it was, and what shows its status anyway.
    for whole in [failed.replacing("502", with: "200"), #"{"a":1,"path":"/cart","status":502}"#] {
      #expect(LogTable.summaries(whole)[0].hasSuffix(whole))
    }
  }
}
