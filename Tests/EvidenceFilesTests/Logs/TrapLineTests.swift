@testable import EvidenceFiles
import Testing

/// Lines that only sound bad, and words that only look like a prefix.
@Suite struct TrapLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A word or number of the message is no level, status, host or time`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  static let table = #"""
    2026-01-02 10:00:00 error budget left: 99.2 %
    = 2026-01-02T10:00:00 error budget left: 99.2 %
    2026-01-02T10:00:00Z warning threshold set to 5
    = 2026-01-02T10:00:00Z warning threshold set to 5
    2026-01-02 10:00:00 failed: 0, errors: 0
    = 2026-01-02T10:00:00 failed: 0, errors: 0
    2026-01-02 10:00:00 GET /orders 500 12ms
    = 2026-01-02T10:00:00 GET /orders 500 12ms
    2026-01-02 10:00:00 "GET /orders" took 500 ms
    = 2026-01-02T10:00:00 "GET /orders" took 500 ms
    2026-01-02 10:00:00 12 items stored
    = 2026-01-02T10:00:00 12 items stored
    2026-01-02T10:00:00+00:00 Connection refused: db
    = 2026-01-02T10:00:00Z Connection refused: db
    2026-01-02 10:00:00 INFO Error: handled
    = 2026-01-02T10:00:00 INFO Error: handled
    2026-01-02 10:00:00 INFO [db] FATAL word in text
    = 2026-01-02T10:00:00 INFO [db] FATAL word in text
    2026-01-02 10:00:00 May 3 orders wait
    = 2026-01-02T10:00:00 May 3 orders wait
    2026-01-02 10:00:00 I am fine
    = 2026-01-02T10:00:00 I am fine
    2026-01-02 10:00:00 com.example.shop refused connection
    = 2026-01-02T10:00:00 com.example.shop refused connection
    2026-01-02 10:00:00 {not json}
    = 2026-01-02T10:00:00 {not json}
    2026-01-02T10:00:00Z <b>bold</b> text
    = 2026-01-02T10:00:00Z <b>bold</b> text
    {"level":"info","msg":"sweep done: 0 errors","failed":0}
    = INFO sweep done: 0 errors
    ERROR
    = ERROR ERROR
    10:00 lunch
    = 10:00 lunch
    Expiry Date: 2025-12-08 10:02:44+00:00 (VALID: 48 days)
    = Expiry Date: 2025-12-08 10:02:44+00:00 (VALID: 48 days)
    notAfter=Dec  8 10:02:44 2025 GMT
    = notAfter=Dec  8 10:02:44 2025 GMT
    """#
}
