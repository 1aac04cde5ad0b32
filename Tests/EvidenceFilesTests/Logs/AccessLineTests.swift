@testable import EvidenceFiles
import Evidence
import Foundation
import TestSupport
import Testing

/// Access lines: the status counts by its place.
@Suite struct AccessLineTests {
  @Test(arguments: LogTable(table).rows)
  func `A line says what its layers say`(row: LogTable.Row) {
    #expect(LogTable.summaries(row.line).first ?? "nothing" == row.expected)
  }

  @Test func `Each way of refusing a request is a series of its own`() async throws {
    let statuses = Array(repeating: 201, count: 40) + [499, 404, 499, 429, 499] + [201, 201]
    let lines = statuses.enumerated().map { index, status in
      "10.0.0.1 - - [02/Jan/2026:03:\(10 + index):05 +0000] \"PUT /parcel HTTP/1.1\" \(status) 12"
    }
    try await TestFolder.run { folder in
      try Data(lines.joined(separator: "\n").utf8).write(
        to: URL(filePath: folder).appending(path: "access.log"))
      let evidence = try await read([folder])
      #expect(evidence.observations.map(\.count).sorted() == [1, 1, 3, 42])
      let gone = try #require(evidence.observations.first { $0.count == 3 })
      #expect(gone.level == nil && gone.samples.first?.line == 41 && gone.samples.last?.line == 45)
    }
  }

  static let table = #"""
    10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200 503 "-" "curl"
    = 2000-10-10T13:55:36-07:00 {200} "GET /a HTTP/1.0" 200 503 "-" "curl"
    <134>Jan  2 03:04:05 lb1 haproxy[1234]: 10.0.0.3:5000 [10/Mar/2026:15:41:05.123] fe be/srv1 0/0/1/2/3 503 123 - - ---- 1/1/0/0/0 0/0 "GET /x HTTP/1.1"
    = 2026-03-10T15:41:05.123 ERROR haproxy@lb1 {503} fe be/srv1 0/0/1/2/3 503 123 - - ---- 1/1/0/0/0 0/0 "GET /x HTTP/1.1"
    http 2026-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 502 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - -
    = 2026-07-02T22:23:00.186Z ERROR {502} app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 502 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - -
    1700000000.123     52 10.0.0.1 TCP_MISS/503 1234 GET http://x - DIRECT/-
    = 2023-11-14T22:13:20.123Z ERROR {503} 52 10.0.0.1 TCP_MISS/503 1234 GET http://x - DIRECT/-
    INFO:     10.0.0.1:5000 - "GET /x HTTP/1.1" 500 Internal Server Error
    = INFO {500} 10.0.0.1:5000 - "GET /x HTTP/1.1" 500 Internal Server Error
    10.0.0.1 - bob [02/Jan/2026:03:04:05 +0000] "GET /x HTTP/1.1" 404 12
    = 2026-01-02T03:04:05Z {404} "GET /x HTTP/1.1" 404 12
    ::1 - - [02/Jan/2026:03:04:05 +0000] "-" 408 0 "-" "-"
    = 2026-01-02T03:04:05Z {408} "-" 408 0 "-" "-"
    shop.example.com:443 10.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "GET /x HTTP/1.1" 503 12 "-" "curl"
    = 2026-01-02T03:04:05Z ERROR {503} "GET /x HTTP/1.1" 503 12 "-" "curl"
    127.0.0.1 - - [02/Jan/2026 03:04:05] "GET /x HTTP/1.1" 500 -
    = 2026-01-02T03:04:05 ERROR {500} "GET /x HTTP/1.1" 500 -
    [02/Jan/2026 03:04:05] "GET /x HTTP/1.1" 500 1234
    = 2026-01-02T03:04:05 ERROR {500} "GET /x HTTP/1.1" 500 1234
    10.0.0.1 [02/Jan/2026:03:04:05 +0000] TLSv1.3 "GET /x HTTP/2" 504 12 0.123
    = 2026-01-02T03:04:05Z ERROR {504} TLSv1.3 "GET /x HTTP/2" 504 12 0.123
    """#
}
