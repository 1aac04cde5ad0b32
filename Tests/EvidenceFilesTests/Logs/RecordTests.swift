@testable import EvidenceFiles
import Testing

/// Records of several lines, and lines without a time.
@Suite struct RecordTests {
  @Test func `The message of java.util.logging stands on the second line`() {
    let text = """
      Mar 10, 2026 3:41:05 PM com.shop.Db connect
      SEVERE: no route
      java.lang.IllegalStateException: no route
      \tat com.shop.Db.run(Db.java:12)
      Mar 10, 2026 3:41:06 PM com.shop.Db connect
      INFO: connected
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-03-10T15:41:05 ERROR no route", "2026-03-10T15:41:06 INFO connected",
      ])
  }

  @Test func `The message of a .NET console stands below its category`() {
    let text = """
      info: Shop.Db[0]
            started
      fail: Shop.Db[0]
            could not connect
            System.Exception: refused
               at Shop.Db.Run()
      warn: Shop.Db[3]
            slow
      """
    #expect(
      LogTable.summaries(text) == [
        "INFO [Shop.Db] started", "ERROR [Shop.Db] could not connect", "WARNING [Shop.Db] slow",
      ])
  }

  @Test func `Records of two lines are told through times and wrappers of every line`() {
    let timed = """
      2026-01-02T10:00:00.1Z fail: Shop.Db[0]
      2026-01-02T10:00:00.1Z       could not connect
      2026-01-02T10:00:01.1Z info: Shop.Db[0]
      2026-01-02T10:00:01.1Z       connected
      """
    #expect(
      LogTable.summaries(timed) == [
        "2026-01-02T10:00:00.100Z ERROR [Shop.Db] could not connect",
        "2026-01-02T10:00:01.100Z INFO [Shop.Db] connected",
      ])
    let wrapped = """
      2026-01-02T10:00:00.1Z stderr F Jan 02, 2026 10:00:00 AM com.shop.Db connect
      2026-01-02T10:00:00.1Z stderr F SEVERE: no route
      2026-01-02T10:00:01.1Z stderr F Jan 02, 2026 10:00:01 AM com.shop.Db connect
      2026-01-02T10:00:01.1Z stderr F INFO: connected
      """
    #expect(
      LogTable.summaries(wrapped) == [
        "2026-01-02T10:00:00.100Z ERROR no route", "2026-01-02T10:00:01.100Z INFO connected",
      ])
    let composed = """
      orders-1  | warn: Shop.Db[0]
      orders-1  |       slow
      """
    #expect(LogTable.summaries(composed) == ["WARNING orders [Shop.Db] slow"])
  }

  @Test func `A report of Erlang has its message below its head`() {
    let text = """
      =INFO REPORT==== 6-May-2019::03:56:30 ===
      started

      =ERROR REPORT==== 6-May-2019::03:56:36 ===
      ** Generic server db terminating
      ** Last message in was ping
      """
    #expect(
      LogTable.summaries(text) == [
        "2019-05-06T03:56:30 INFO started",
        "2019-05-06T03:56:36 ERROR ** Generic server db terminating",
      ])
  }

  @Test func `A slow query is one record, cited by its statement`() {
    let text = """
      # Time: 2026-01-02T03:04:05.123456Z
      # User@Host: app[app] @  [10.0.0.3]  Id: 40
      # Query_time: 16.500000  Lock_time: 0.000012 Rows_sent: 1
      SET timestamp=1769169074;
      SELECT * FROM items
      WHERE id = 3;
      # Time: 2026-01-02T03:04:06.123456Z
      # Query_time: 1.5
      SELECT 1;
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T03:04:05.123Z SELECT * FROM items", "2026-01-02T03:04:06.123Z SELECT 1;",
      ])
  }

  @Test func `A failure without a time begins an entry of its own`() {
    let text = """
      2026-01-02 10:00:00,000 INFO started
      2026-01-02 10:00:02,000 INFO next
      Traceback (most recent call last):
        File "a.py", line 3, in <module>
      KeyError: 'x'
      2026-01-02 10:00:03,000 INFO next
      panic: index out of range

      goroutine 1 [running]:
      main.main()
      FATAL: disk full
      2026-01-02 10:00:04,000 INFO several
      lines of text
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T10:00:00 INFO started", "2026-01-02T10:00:02 INFO next",
        "ERROR Traceback (most recent call last):", "2026-01-02T10:00:03 INFO next",
        "FATAL panic: index out of range", "FATAL disk full", "2026-01-02T10:00:04 INFO several",
      ])
  }

  @Test func `The stack behind a logged error is no second error`() {
    let text = """
      2026-01-02 10:00:01,000 ERROR could not save
      Traceback (most recent call last):
        File "a.py", line 3, in <module>
      ValueError: bad

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "b.py", line 3, in <module>
      KeyError: 'x'
      2026-01-02 10:00:02,000 INFO next
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T10:00:01 ERROR could not save", "2026-01-02T10:00:02 INFO next",
      ])
  }

  @Test func `Where no line has a time each is an entry`() {
    let text = """
      Loading data
      Processed 10 rows
      Traceback (most recent call last):
        File "job.py", line 3, in <module>
      MemoryError: cannot allocate
      Killed
      """
    #expect(
      LogTable.summaries(text) == [
        "Loading data", "Processed 10 rows", "ERROR Traceback (most recent call last):",
        "FATAL Killed",
      ])
  }

  @Test func `Parts of a line that a container cut are joined, frames go with their error`() {
    let text = """
      2026-01-02T11:50:34.452394456Z stderr F java.lang.IllegalStateException: closed
      2026-01-02T11:50:34.452394456Z stderr F \tat com.shop.Db.run(Db.java:12)
      2026-01-02T11:50:34.452394456Z stderr F Caused by: java.io.IOException: no space left
      2026-01-02T11:50:35.452394456Z stdout P {"level":"error","msg":"assertion fai
      2026-01-02T11:50:35.452394456Z stdout F led: slot 3","service":"cart"}
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T11:50:34.452Z ERROR java.lang.IllegalStateException: closed",
        "2026-01-02T11:50:35.452Z ERROR cart assertion failed: slot 3",
      ])
  }

  @Test func `Both long forms of the journal are records of many lines`() {
    let verbose = """
      Tue 2026-03-10 15:41:05.123456 UTC [s=abc;i=1;b=2;m=3;t=4;x=5]
          PRIORITY=3
          _HOSTNAME=web-1
          MESSAGE=cannot open database
          _SYSTEMD_UNIT=invoice.service
      Tue 2026-03-10 15:41:06.123456 UTC [s=abc;i=2;b=2;m=3;t=4;x=6]
          PRIORITY=6
          MESSAGE=opened
          SYSLOG_IDENTIFIER=pay
      """
    #expect(
      LogTable.summaries(verbose) == [
        "2026-03-10T15:41:05.123Z ERROR invoice@web-1 cannot open database",
        "2026-03-10T15:41:06.123Z INFO pay opened",
      ])
    let export = """
      __CURSOR=s=24a4;i=7
      __REALTIME_TIMESTAMP=1784031046000495
      PRIORITY=4
      SYSLOG_IDENTIFIER=pay
      MESSAGE=slow disk

      """
    #expect(LogTable.summaries(export) == ["2026-07-14T12:10:46Z WARNING pay slow disk"])
  }

  @Test func `A line of columns names those of the lines below it`() {
    let text = """
      #Software: Microsoft Internet Information Services 10.0
      #Fields: date time s-ip cs-method cs-uri-stem s-port c-ip sc-status time-taken
      2026-01-02 03:04:05 10.0.0.1 GET /a 443 10.0.0.9 200 12
      2026-01-02 03:04:06 10.0.0.1 GET /b 443 10.0.0.9 503 30012
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T03:04:05 {200} 2026-01-02 03:04:05 10.0.0.1 GET /a 443 10.0.0.9 200 12",
        "2026-01-02T03:04:06 ERROR {503} "
          + "2026-01-02 03:04:06 10.0.0.1 GET /b 443 10.0.0.9 503 30012",
      ])
  }

  @Test func `Further lines of PostgreSQL belong to the error, although they have times`() {
    let text = """
      2026-01-02 03:04:05.123 UTC [123] app@shop ERROR:  relation "x" does not exist
      2026-01-02 03:04:05.123 UTC [123] app@shop STATEMENT:  SELECT * FROM x
      2026-01-02 03:04:06.123 UTC [123] LOG:  checkpoint complete
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T03:04:05.123Z ERROR relation \"x\" does not exist",
        "2026-01-02T03:04:06.123Z INFO checkpoint complete",
      ])
  }

  @Test func `A level behind other words counts where most lines have one there`() {
    let text = """
      2026-01-02 10:00:00,000 1234 web-1 worker INFO started
      2026-01-02 10:00:01,000 1234 web-1 worker ERROR something broke
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-01-02T10:00:00 INFO started", "2026-01-02T10:00:01 ERROR something broke",
      ])
  }

  @Test func `A whole date beside a day without a year tells its year`() {
    let text = """
      Log file created at: 2026/03/10 15:41:00
      E0310 15:41:05.000000    1234 pod.go:12] not ready
      """
    #expect(
      LogTable.summaries(text) == [
        "Log file created at: 2026/03/10 15:41:00",
        "2026-03-10T15:41:05 ERROR [pod.go:12] not ready",
      ])
  }

  @Test func `Numbers and words of a text are no status and no level`() {
    let text = """
      2026-01-02 10:00:00 INFO sweep finished: 0 errors, 0 failed
      2026-01-02 10:00:01 INFO GET /a 200 503 bytes
      2026-01-02 10:00:02 INFO received ERROR from upstream, ignored
      """
    let levels = LogTable.summaries(text).map { $0.split(separator: " ")[1] }
    #expect(levels == ["INFO", "INFO", "INFO"])
  }
}
