import Investigation
import Testing
import Timeline

@Suite struct LogFormatTests {
  /// A line in one of the formats, and what is to be read out of it.
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var line: String
    /// Milliseconds since 1970, nil where the line has no time.
    var time: Int64?
    var level: LogLevel?
    var service: String
    /// A part of the message that must be left in the template.
    var template: String
    var testDescription: String { name }
  }

  /// 2026-01-02T03:04:05Z.
  private static let second: Int64 = 1_767_323_045_000

  static let examples: [Example] = [
    Example(
      name: "ISO 8601 with T and Z", line: "2026-01-02T03:04:05.678Z ERROR cannot connect to db",
      time: second + 678, level: .error, service: "shop", template: "cannot connect to db"),
    Example(
      name: "ISO 8601 with an offset", line: "2026-01-02T05:04:05+02:00 WARN slow answer",
      time: second, level: .warning, service: "shop", template: "slow answer"),
    Example(
      name: "Java", line: "2026-01-02 03:04:05,678 INFO [main] org.shop.Cart: cart opened",
      time: second + 678, level: .info, service: "shop", template: "cart opened"),
    Example(
      name: "log4j with a dash", line: "2026-01-02 03:04:05,678 - FATAL [main] - disk is full",
      time: second + 678, level: .fatal, service: "shop", template: "disk is full"),
    Example(
      name: "microseconds", line: "2026-01-02 03:04:05.678901 [debug] cache refreshed",
      time: second + 678, level: .debug, service: "shop", template: "cache refreshed"),
    Example(
      name: "slashes", line: "2026/01/02 03:04:05 [error] 12#12: upstream timed out",
      time: second, level: .error, service: "shop", template: "upstream timed out"),
    Example(
      name: "short year", line: "26/01/02 03:04:05 INFO storage.Manager: block found locally",
      time: second, level: .info, service: "shop", template: "block found locally"),
    Example(
      name: "digits", line: "260102 030405 148 INFO dfs.Node: block served",
      time: second, level: .info, service: "shop", template: "block served"),
    Example(
      name: "compact ISO", line: "20260102T030405.678Z ERROR lost the lease",
      time: second + 678, level: .error, service: "shop", template: "lost the lease"),
    Example(
      name: "a full time behind other words",
      line:
        "- 1767323045 2026.01.02 R02 2026-01-02-03.04.05.675872 R02 RAS KERNEL FATAL parity error",
      time: second + 675, level: .fatal, service: "shop", template: "parity error"),
    Example(
      name: "epoch milliseconds", line: "1767323045678 ERROR queue is full",
      time: second + 678, level: .error, service: "shop", template: "queue is full"),
    Example(
      name: "Apache error log", line: "[Fri Jan 02 03:04:05 2026] [error] child in error state",
      time: second, level: .error, service: "shop", template: "child in error state"),
    Example(
      name: "access log",
      line: "10.0.0.7 - - [02/Jan/2026:05:04:05 +0200] \"GET /pay HTTP/1.1\" 503 12",
      time: second, level: .error, service: "shop", template: "GET /pay"),
    Example(
      name: "syslog with a year in its text",
      line: "Jan  2 03:04:05 host7 ftpd[15923]: connection opened at Fri Jan  2 03:04:05 2026",
      time: second, level: nil, service: "ftpd", template: "connection opened"),
    Example(
      name: "syslog with an ISO time",
      line: "2026-01-02T03:04:05.678Z host7 sshd[42]: session closed",
      time: second + 678, level: nil, service: "sshd", template: "session closed"),
    Example(
      name: "JSON lines",
      line:
        #"{"ts":"2026-01-02T03:04:05.678Z","level":"error","service":"pay","msg":"card refused"}"#,
      time: second + 678, level: .error, service: "pay", template: "card refused"),
    Example(
      name: "nested JSON",
      line:
        #"{"@timestamp":"2026-01-02T03:04:05Z","log":{"level":"warn"},"kubernetes":{"pod_name":"pay-7d9f8c6b5-x2x1z"},"message":"retrying \"now\""}"#,
      time: second, level: .warning, service: "pay", template: #"retrying "now""#),
    Example(
      name: "JSON with numbers for time and level",
      line: #"{"level":50,"time":1767323045678,"name":"x","msg":"no route"}"#,
      time: second + 678, level: .error, service: "shop", template: "no route"),
    Example(
      name: "logfmt",
      line: #"time=2026-01-02T03:04:05Z level=error msg="cannot bind" app=gate"#,
      time: second, level: .error, service: "gate", template: "cannot bind"),
    Example(
      name: "docker JSON around a line with a time of day",
      line:
        #"{"log":"22:04:05.001 WARN  shop.Pay#71 not allowed to pay\n","stream":"stdout","time":"2026-01-02T03:04:05.678901234Z"}"#,
      time: second + 678, level: .warning, service: "shop", template: "not allowed to pay"),
    Example(
      name: "container line",
      line: "2026-01-02T03:04:05.678901234Z stderr F ERROR payment lost",
      time: second + 678, level: .error, service: "shop", template: "payment lost"),
    Example(
      name: "container line around JSON",
      line: #"2026-01-02T03:04:05.678Z stdout F {"level":"info","msg":"ready to serve"}"#,
      time: second + 678, level: .info, service: "shop", template: "ready to serve"),
    Example(
      name: "no time at all", line: "ERROR: nothing works", time: nil, level: .error,
      service: "shop", template: "nothing works"),
  ]

  @Test(arguments: examples)
  func `an entry is read by what its line looks like`(_ example: Example) async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("shop.log", example.line + "\n")
    let index = try await EvidenceReader(locations: [file]).index()
    try #require(index.series.count == 1, "\(index.unread)")
    let series = index.series[0]
    let sample = try #require(series.samples.first)
    #expect(sample.time == example.time.map(Instant.init(milliseconds:)))
    #expect(series.level == example.level)
    #expect(index.services == [example.service])
    #expect(index.templates[series.template].text.contains(example.template))
    #expect(sample.text == example.line)
    #expect(sample.text.contains(sample.quote))
    #expect(sample.line == 1)
  }

  @Test func `times without a year take that of the file's age, and the file says so`() async throws
  {
    let folder = try TemporaryFolder()
    let lines = "03-17 16:13:38.811  1702  2395 D Window: opened\nI0102 15:04:05.123456 1 a.go:7] x"
    for (name, line) in zip(["phone.log", "node.log"], lines.split(separator: "\n")) {
      try folder.write(name, line + "\n")
    }
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.files.allSatisfy { $0.notes.contains { $0.contains("carry no year") } })
    #expect(Set(index.series.map(\.level)) == [.debug, .info])
    #expect(index.files.allSatisfy { $0.span != nil })
  }

  @Test func `a time of day takes its date from the file's name`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("shop-2026-01-02.log", "03:04:05.678 INFO opened\n03:04:06.000 INFO closed\n")
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.span?.lowerBound == Instant(milliseconds: Self.second + 678))
    #expect(index.services == ["shop"])
    #expect(!index.statesZone)
  }

  @Test func `a table's rows may hold quotes, line ends and wrapped lines`() async throws {
    let folder = try TemporaryFolder()
    let table = """
      Timestamp,PodName,Log
      2026-01-02T03:04:05Z,pay-5b67c48447-mv5hb,"{""log"":""INFO paid 12 orders\\n"",""stream"":""stdout""}"
      2026-01-02T03:04:06Z,pay-5b67c48447-mv5hb,"ERROR first line
      second line"
      2026-01-02T03:04:07Z,cart-0,WARN cart is full

      """
    try folder.write("table.csv", table)
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.services == ["cart", "pay"])
    #expect(index.files.first?.lineCount == 5)
    #expect(index.files.first?.entryCount == 3)
    let samples = index.series.flatMap(\.samples)
    #expect(samples.map(\.line).sorted() == [2, 3, 5])
    #expect(samples.contains { $0.quote.hasPrefix("paid 12 orders") })
  }

  @Test func `a stack trace is one entry that keeps its cause`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "shop.log",
      """
      2026-01-02 03:04:05,678 ERROR request failed
      java.lang.IllegalStateException: cannot pay
      \tat shop.Pay.run(Pay.java:12)
      Caused by: java.net.NoRouteToHostException: No route to db
      \t... 12 more
      2026-01-02 03:04:06,000 INFO done

      """)
    let index = try await EvidenceReader(locations: [folder.path]).index()
    #expect(index.files.first?.entryCount == 2)
    let error = try #require(index.series.first { $0.level == .error })
    #expect(error.samples.first?.line == 1)
    #expect(
      error.samples.first?.cause
        == .init(line: 4, text: "Caused by: java.net.NoRouteToHostException: No route to db"))
    let found = try await EvidenceReader(locations: [folder.path]).snapshot().search(
      LogSearch(terms: ["noroutetohost", "failed"]))
    #expect(found.entries.map(\.excerpt.line) == [1])
    #expect(found.entries.first?.excerpt.cause?.line == 4)
  }
}
