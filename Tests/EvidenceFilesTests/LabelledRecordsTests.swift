import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// Records of several lines that name what they say, and other records than a line each.
@Suite struct LabelledRecordsTests {
  private static func samples(_ name: String, _ text: String) async throws -> [Sample] {
    let folder = try TemporaryFolder()
    try folder.write(name, text)
    return try await read([folder.path]).samples(Scope(), order: .earliest, limit: 20).samples
  }

  @Test func `Events that a Windows tool lists are entries`() async throws {
    let text = """
      TimeCreated  : 2026-03-10 10:00:00
      ProviderName : Print Hub
      Id           : 7
      LevelDisplayName : Information
      Message      : The queue was opened.

      TimeCreated  : 2026-03-10 10:00:09
      ProviderName : Print Hub
      Id           : 9
      LevelDisplayName : Error
      Message      : The device has a bad block
                     on its second disk.

      """
    let samples = try await Self.samples("events.txt", text)
    #expect(samples.map(\.message) == ["The queue was opened.", "The device has a bad block"])
    #expect(samples.map(\.level) == [.info, .error] && samples.map(\.line) == [5, 11])
    #expect(samples.allSatisfy { $0.service == "Print Hub" })
  }

  @Test func `Items of a list in YAML are entries, with the names of their objects`() async throws {
    func item(_ time: String, _ type: String, _ message: String) -> String {
      """
      - apiVersion: v1
        involvedObject:
          kind: Pod
          name: cart-5c8b9d7f6-qwrtz
        eventTime: null
        lastTimestamp: "2026-03-10T\(time)Z"
        message: \(message)
        reason: BackOff
        type: \(type)

      """
    }
    let text =
      "apiVersion: v1\nitems:\n" + item("10:00:00", "Normal", "Started container cart")
      + item("10:00:05", "Warning", "Back-off restarting failed container")
      + item("10:00:07", "Normal", "Pulled image") + "kind: List\n"
    let samples = try await Self.samples("events.yaml", text)
    #expect(
      samples.map(\.message) == [
        "Started container cart", "Back-off restarting failed container", "Pulled image",
      ])
    #expect(samples.map(\.level) == [.info, .warning, .info])
    #expect(samples.allSatisfy { $0.service == "cart" } && samples[1].line == 18)
  }

  @Test func `Records that begin with a time and name the rest are entries`() async throws {
    func record(_ second: Int, _ level: String, _ message: String) -> String {
      """
      2026-03-10-13.32.\(second).094629+120 I54976E492           LEVEL: \(level)
      PID     : 3228                 TID : 140234567364610 PROC : db2sysc 0
      FUNCTION: DB2 UDB, data protection services, probe:2860
      MESSAGE : \(message)
                "0-448".  End it.


      """
    }
    let samples = try await Self.samples(
      "diag.log",
      record(16, "Error", "The active log is full") + record(18, "Info", "Log archived")
        + record(21, "Info", "Log archived"))
    #expect(samples.map(\.message) == ["The active log is full", "Log archived", "Log archived"])
    #expect(samples.map(\.level) == [.error, .info, .info] && samples[0].line == 4)
    #expect(samples[0].time.map { CivilTime($0.instant).clockText } == "11:32:16")
  }

  @Test func `An empty cell does not move those behind it`() async throws {
    let text = """
      NAMESPACE   TYPE      OBJECT                     SUBOBJECT   SOURCE    MESSAGE               COUNT
      shop        Normal    pod/cart-5c8b9d7f6-qwrtz               kubelet   Image present         1
      shop        Warning   pod/cart-5c8b9d7f6-qwrtz   spec.x      kubelet   Back-off restarting   5

      """
    let samples = try await Self.samples("events.txt", text)
    #expect(samples.map(\.message) == ["Image present", "Back-off restarting"])
    #expect(
      samples.map(\.level) == [.info, .warning] && samples.allSatisfy { $0.service == "cart" })
  }

  @Test func `Numbers of a level count by the name of their column`() async throws {
    let text = """
      timestamp [UTC],message,severityLevel,cloud_RoleName
      2026-03-10T10:00:00Z,saved a cart,1,cart
      2026-03-10T10:00:01Z,dial refused twice,3,cart

      """
    let samples = try await Self.samples("query.csv", text)
    #expect(samples.map(\.level) == [.info, .error])
  }

  @Test func `Prose with colons is no record`() {
    let text = "Note: this is prose\nTime: a word\n\nAlso: prose\nMessage: none\n"
    var bytes = text
    bytes.withUTF8 { #expect(LabelledRecords.sniff($0) == nil) }
  }

  @Test func `A table without a header goes on in the lines of an open quote`() async throws {
    func row(_ second: Int, _ level: String, _ text: String) -> String {
      "2026-03-10 10:00:\(second).000 CET,\"app\",\"shop\",7,\(level),00000,\"\(text)\",,\"x\"\n"
    }
    let text =
      row(10, "LOG", "duration: 3 ms  statement: UPDATE cart\nSET touched = 1")
      + row(11, "ERROR", "deadlock detected on \"\"cart\"\"")
      + row(12, "LOG", "checkpoint complete now")
      + row(13, "LOG", "checkpoint complete now")
    let samples = try await Self.samples("postgresql.csv", text)
    #expect(samples.map(\.level) == [.info, .error, .info, .info])
    #expect(samples[1].message == #"deadlock detected on "cart""# && samples[1].line == 3)
    #expect(samples[1].time?.offset == 3600)
  }

  @Test func `Texts that Docker has split are one entry`() {
    func line(_ text: String) -> String {
      #"{"log":"\#(text)","stream":"stdout","time":"2026-03-10T10:00:00.5Z"}"#
    }
    let text = [
      line(#"2026-03-10 10:00:00,100 INFO  [main] com.shop.Api - opened\n"#),
      line(#"2026-03-10 10:00:00,200 ERROR [main] com.shop.Db - insert failed: value "#),
      line(#"is too long "#), line(#"for its column\n"#),
      line(#"2026-03-10 10:00:00,300 INFO  [main] com.shop.Api - closed\n"#),
    ].joined(separator: "\n")
    #expect(
      LogTable.summaries(text) == [
        "2026-03-10T10:00:00.500Z INFO [com.shop.Api] opened",
        "2026-03-10T10:00:00.500Z ERROR [com.shop.Db] insert failed: value is too long for its column",
        "2026-03-10T10:00:00.500Z INFO [com.shop.Api] closed",
      ])
    // Collectors that end no text with a line end split none.
    let open = [line("ERROR one"), line("ERROR two")].joined(separator: "\n")
    #expect(LogTable.summaries(open).count == 2)
  }

  @Test func `The words of a numbered error stand on the line below it`() {
    let text = """
      2026-03-10 10:00:00.10 spid82      Error: 9002, Severity: 17, State: 2.
      2026-03-10 10:00:00.10 spid82      The log of 'Shop' is full.
      2026-03-10 10:00:07.10 spid61      Starting up database 'Shop'.
      """
    let summaries = LogTable.summaries(text)
    #expect(summaries.count == 2 && summaries[0].hasSuffix("The log of 'Shop' is full."))
    #expect(summaries[0].contains("ERROR"))
    // Where no words follow, the number is all there is.
    #expect(LogTable.summaries(String(text.split(separator: "\n")[0])).count == 1)
  }

  @Test func `A message below the place in the source is that line's`() {
    let text = """
      [2026/03/10 10:00:00.123456,  0] ../source3/smbd/server.c:1234(main)
        failed to bind port 445
      [2026/03/10 10:00:01.123456,  3] ../source3/smbd/server.c:99(main)
        waiting
      """
    #expect(
      LogTable.summaries(text) == [
        "2026-03-10T10:00:00.123 ERROR failed to bind port 445",
        "2026-03-10T10:00:01.123 DEBUG waiting",
      ])
  }
}
