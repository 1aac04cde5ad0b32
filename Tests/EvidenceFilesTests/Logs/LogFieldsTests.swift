@testable import EvidenceFiles
import Evidence
import Testing

@Suite struct LogFieldsTests {
  @Test(arguments: [
    (
      #"{"level":"warn","http":{"status":504,"path":"/x"},"took":"2.9s","tags":["a"]}"#,
      ["level=warn", "http.status=504", "http.path=/x", "took=2.9s", "tags=[\"a\"]"]
    ),
    (
      "time=2026-09-14T16:04:29Z level=INFO msg=\"took 2.9 s, expected 0.1 s\" n=3",
      [
        "time=2026-09-14T16:04:29Z", "level=INFO", "msg=took 2.9 s, expected 0.1 s", "n=3",
        "took=2.9 s", "expected=0.1 s",
      ]
    ),
    (
      "2026-01-02 10:00:00 INFO db: query took 2.9 s, rows=3, pool: 32 of 32",
      ["took=2.9 s", "rows=3", "pool=32"]
    ),
    (
      #"10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 503 12 "-" "curl/8""#,
      [
        "client=10.0.0.1", "method=GET", "path=/a", "status=503", "bytes=12", "user_agent=curl/8",
      ]
    ),
    (
      #"10.0.0.1 - ida [10/Oct/2000:13:55:36 -0700] "PUT /a HTTP/1.0" 201 0"#,
      ["client=10.0.0.1", "user=ida", "method=PUT", "path=/a", "status=201", "bytes=0"]
    ),
  ])
  func `Fields are found in every kind of layer`(line: String, expected: [String]) {
    var fields: [String] = []
    var bytes = line
    bytes.withUTF8 { buffer in
      var entry = LogEntry(line: buffer)
      _ = LogLineParser().parse(buffer, into: &entry)
      LogFields.each(of: entry) { fields.append("\($0.text())=\($1.text())") }
    }
    #expect(fields == expected)
  }

  @Test func `A row of a table is read by the names of its columns`() {
    let row = ["2026-01-02T03:04:05Z", "cart-5c8b9d7f6-qwrtz", "ERROR [http-6] no route", "node-1"]
    let names = ["Date", "kubernetes.pod_name", "Content", "Host"]
    #expect(
      Self.summary(names, row) == "2026-01-02T03:04:05Z ERROR cart@node-1 [http-6] no route")
  }

  @Test func `Date and clock in columns of their own are one time`() {
    #expect(
      Self.summary(["date", "time", "sev", "msg"], ["2026-01-02", "03:04:05", "warning", "slow"])
        == "2026-01-02T03:04:05 WARNING slow")
  }

  @Test func `The number of a level means what its records' maker means`() {
    let windows = ["ProviderName", "Level", "TimeCreated", "Message"]
    let row = ["Service Control Manager", "2", "1/17/2026 4:20:21 PM", "stopped"]
    #expect(
      Self.summary(windows, row) == "2026-01-17T16:20:21 ERROR Service Control Manager stopped")
    #expect(Self.summary(["level", "levelDisplayName", "msg"], ["4", "Error", "x"]) == "ERROR x")
    #expect(Self.summary(["PRIORITY", "msg"], ["4", "x"]) == "WARNING x")
    #expect(Self.summary(["severityNumber", "body"], ["17", "x"]) == "ERROR x")
    #expect(Self.summary(["level", "msg"], ["50", "x"]) == "ERROR x")
  }

  @Test func `A row without a column that logs have is none`() {
    #expect(Self.summary(["pressure", "humidity"], ["1", "2"]) == nil)
  }

  private static func summary(_ names: [String], _ values: [String]) -> String? {
    let texts = (names + values).map { Array($0.utf8) }
    let room = ScratchBytes()
    room.begin(texts.reduce(0) { $0 + $1.count })
    let views = texts.map { text in text.withUnsafeBufferPointer { room.append($0) } }
    let fields = (0..<names.count).map { (name: views[$0], value: views[names.count + $0]) }
    var entry = LogEntry(line: room.bytes)
    guard LogLineParser().parse(row: fields, line: room.bytes, into: &entry) else { return nil }
    return LogTable.summary(entry)
  }
}
