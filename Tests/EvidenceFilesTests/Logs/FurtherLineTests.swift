@testable import EvidenceFiles
import Testing

/// Lines of databases, builds, consoles and network services whose layout is their own.
@Suite struct FurtherLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    [2026/03/10 15:41:05.123 +01:00] [ERROR] [store.rs:88] ["region is not found"] [region=7] [error="stale epoch"]
    = 2026-03-10T15:41:05.123+01:00 ERROR [store.rs:88] region is not found
    [2026/03/10 15:41:05.123 +01:00] [INFO] [server.go:12] [started]
    = 2026-03-10T15:41:05.123+01:00 INFO [server.go:12] started
    [#|2026-03-10T15:41:05.123+0000|SEVERE|Payara 5|shop.db|_ThreadID=1;|dial refused|#]
    = 2026-03-10T15:41:05.123Z ERROR [shop.db] dial refused
    ERRO[0012] dial refused                                  user=u7
    = ERROR dial refused                                  user=u7
    ERRO[2026-03-10T15:41:05Z] dial refused                  user=u7
    = 2026-03-10T15:41:05Z ERROR dial refused                  user=u7
    Mar 10 15:41:05.123 ERRO dial refused, peer: 7
    = --03-10T15:41:05.123 ERROR dial refused, peer: 7
    2026-03-10 15:41:05,123 - cc_mounts.py[WARNING]: no swap file
    = 2026-03-10T15:41:05.123 WARNING [cc_mounts.py] no swap file
    [15:41:05]E:	 [Step 2/4] cannot copy the file
    = 15:41:05 ERROR [Step 2/4] cannot copy the file
    [15:41:05]i:	 Publishing artifacts
    = 15:41:05 INFO Publishing artifacts
    error	10-Mar-2026 15:41:05	cannot copy the file
    = 2026-03-10T15:41:05 ERROR cannot copy the file
    [2026-03-10 15:41:05 +0000] warning/ApiListener: no connection to endpoint
    = 2026-03-10T15:41:05Z WARNING [ApiListener] no connection to endpoint
    [2026-03-10][15:41:05][shop::db][ERROR] dial refused
    = 2026-03-10T15:41:05 ERROR [shop::db] dial refused
    {2026-03-10 15:41:05} ERROR dial refused
    = 2026-03-10T15:41:05 ERROR dial refused
    [10Mar2026 15:41:05.123] [Server thread/ERROR]: chunk is lost
    = 2026-03-10T15:41:05.123 ERROR [Server thread] chunk is lost
    2026-03-10 15:41:05.123+0000: 1234: error : virNetSocketRead:12 : end of file
    = 2026-03-10T15:41:05.123Z ERROR [virNetSocketRead:12] end of file
    2026-03-10T15:41:05.123+0000: 12.345: [Full GC 24M->24M(24M), 1.2 secs]
    = 2026-03-10T15:41:05.123Z 12.345: [Full GC 24M->24M(24M), 1.2 secs]
    2026-03-10 15:41:05 UTC [Error#shop] dial refused
    = 2026-03-10T15:41:05Z ERROR [shop] dial refused
    E/Radio   ( 1234): no carrier
    = ERROR [Radio] no carrier
    1234:20260310:154105.123 cannot connect to the database
    = 2026-03-10T15:41:05.123 cannot connect to the database
    2026-03-10T15:41:05.123Z|00012|bridge|EMER|no memory
    = 2026-03-10T15:41:05.123Z FATAL [bridge] no memory
    2026-03-10 15:41:05.046 -03 [63] shop@shop ERROR:  deadlock detected
    = 2026-03-10T15:41:05.046-03:00 ERROR deadlock detected
    2026-03-10T15:41:05.123Z	error	http.log	refused	{"status": 500}
    = 2026-03-10T15:41:05.123Z ERROR [http.log] refused
    2026/03/10 15:41:05 ERROR> db.pl:12 main - dial refused
    = 2026-03-10T15:41:05 ERROR [db.pl:12] main - dial refused
    {"eventTime":"2026-03-10T15:41:05Z","eventSource":"s3","eventName":"GetObject","errorCode":"AccessDenied"}
    = 2026-03-10T15:41:05Z ERROR s3 GetObject
    {"eventTime":"2026-03-10T15:41:05Z","eventName":"GetObject","errorMessage":"u7 may not read it"}
    = 2026-03-10T15:41:05Z ERROR u7 may not read it
    FATAL ERROR: heap limit reached
    = FATAL FATAL ERROR: heap limit reached
    {"time":"2026-03-10T15:41:05Z","msg":"saved","error":"none"}
    = 2026-03-10T15:41:05Z saved
    {"RecordTime":"2026-03-10T15:41:05Z","RecordSeverity":"ERROR","SystemMessage":"disk full"}
    = 2026-03-10T15:41:05Z ERROR disk full
    [pid: 28|app: 0|req: 26/54] 10.1.51.15 () {41 vars in 500 bytes} [Tue Mar 10 15:41:05 2026] POST /pay => generated 141 bytes in 202 msecs (HTTP/1.1 500) 4 headers in 281 bytes (1 switches on core 0)
    = 2026-03-10T15:41:05 ERROR {500} POST /pay => generated 141 bytes in 202 msecs (HTTP/1.1 500) 4 headers in 281 bytes (1 switches on core 0)
    """#
}
