import CZlib
import Evidence
import TestSupport
import Testing

@testable import EvidenceFiles

/// Records that are not a line each: documents, tables, events.
@Suite struct ContainerOfRecordsTests {
  private static let one = #"{"time":"2026-03-10T10:00:00Z","level":"error","message":"disk full"}"#
  private static let two = #"{"time":"2026-03-10T10:00:01Z","level":"info","message":"retrying"}"#

  /// A document, and the lines that its two records are cited by.
  static let documents: [(String, [Int])] = [
    ("[\n\(one),\n\(two)\n]\n", [2, 3]),
    ("{\"events\":[\n\(one),\n\(two)\n],\"next\":null}\n", [2, 3]),
    (
      "{\"hits\":{\"total\":2,\"hits\":[\n{\"_id\":\"1\",\"_source\":\(one)},\n{\"_source\":\(two)}]}}",
      [2, 3]
    ),
    ("[\(one),\(two)]", [1, 2]),
    (
      """
      {
        "level": "error",
        "message": "disk full",
        "time": "2026-03-10T10:00:00Z"
      }
      {
        "level": "info",
        "message": "retrying",
        "time": "2026-03-10T10:00:01Z"
      }
      """, [3, 8]
    ),
    (
      "{\"data\":{\"result\":[{\"stream\":{\"app\":\"cart\"},\"values\":[\n"
        + "[\"1773136800000000000\",\"disk full\"],\n[\"1773136801000000000\",\"retrying\"]]}]}}",
      [2, 3]
    ),
    (
      "{\"results\":[[{\"field\":\"@timestamp\",\"value\":\"2026-03-10 10:00:00.000\"},"
        + "{\"field\":\"@message\",\"value\":\"disk full\"}],\n"
        + "[{\"field\":\"@timestamp\",\"value\":\"2026-03-10 10:00:01.000\"},"
        + "{\"field\":\"@message\",\"value\":\"retrying\"}]]}", [1, 2]
    ),
  ]

  @Test(arguments: documents)
  func `each record of a document is cited by its own line`(
    _ text: String, _ lines: [Int]
  ) async throws {
    let folder = try TemporaryFolder()
    try folder.write("export.json", text)
    let list = try await read([folder.path]).samples(Scope(), order: .earliest, limit: 9)
    #expect(list.samples.map(\.message) == ["disk full", "retrying"])
    #expect(list.samples.map(\.line) == lines)
    #expect(list.samples.allSatisfy { $0.time != nil && $0.text.contains($0.message) })
  }

  @Test func `a document of many mebibytes is walked through`() async throws {
    let folder = try TemporaryFolder()
    let records = (0..<30_000).map {
      "{\"time\":\"2026-03-10T10:00:00Z\",\"level\":\"error\",\"message\":\"order \($0) failed\"}"
    }
    try folder.write("export.json", "{\"events\":[\n" + records.joined(separator: ",\n") + "]}")
    let evidence = try await read([folder.path])
    #expect(evidence.catalog.entries == 30_000)
    #expect(evidence.observations.map(\.template) == ["order <*> failed"])
    for sample in evidence.samples { #expect(sample.message == "order \(sample.line - 2) failed") }
  }

  @Test func `nested brackets without an end take linear time and no stack`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.json", String(repeating: "[", count: 3 << 20))
    try folder.write("b.json", String(repeating: "{\"a\":[", count: 1 << 18))
    let evidence = try await read([folder.path])
    #expect(evidence.catalog.entries == 0)
  }

  @Test func `tables have a header behind remarks, quoted lines, or none`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "a.csv",
      "#TYPE x\n\"Time [UTC]\",\"Level\",\"Message\"\n"
        + "\"2026-03-10 10:00:00\",\"Error\",\"first line\nsecond\"\n"
        + "\"2026-03-10 09:00:00\",\"Information\",\"fine\"\n")
    let list = try await read([folder.path]).samples(Scope(), order: .earliest, limit: 9)
    #expect(list.samples.map(\.line) == [5, 3])
    #expect(list.samples.last?.level == .error)
  }

  @Test func `Windows events and journald's records are entries`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "system.xml",
      """
      <Events><Event xmlns='x'><System><Provider Name='Disk'/><Level>2</Level>
      <TimeCreated SystemTime='2026-03-10T10:00:00.0000000Z'/><Computer>web-1</Computer></System>
      <RenderingInfo><Message>The device has a bad block.</Message></RenderingInfo></Event></Events>
      """)
    try folder.write(
      "journal.export",
      "__REALTIME_TIMESTAMP=1773136800000000\nPRIORITY=3\nSYSLOG_IDENTIFIER=cart\n"
        + "_HOSTNAME=web-2\nMESSAGE=disk full\n\n")
    let list = try await read([folder.path]).samples(Scope(), order: .earliest, limit: 9)
    #expect(
      Set(
        list.samples.map {
          "\($0.reference) \($0.service) \($0.host ?? "-") \($0.level?.name ?? "-")"
        })
        == ["system.xml:3 Disk web-1 ERROR", "journal.export:5 cart web-2 ERROR"])
  }

  @Test func `pasted lines are evidence, prose is the question`() async throws {
    let opener = EvidenceFilesOpener()
    let text = """
      why did it fail around 10:05?
      2026-03-10T10:05:01Z ERROR disk full
      java.io.IOException: no space left
      \tat a.b.C(D.java:1)

      is it the network?
      """
    let pasted = try #require(opener.pasted(in: text, name: "message 3"))
    #expect(pasted.lines == 3)
    #expect(pasted.rest == "why did it fail around 10:05?\n\nis it the network?")
    let sample = try #require(pasted.source.observations.first?.samples.first)
    #expect("\(sample.reference)" == "message 3:2" && sample.level == .error)
    let proses = [
      "why?", "- restart it\n- look at payment", "let x = 5; f(x)", "", "\n\n",
      "what happened at 23:06:30?", "show what happened at 23:06:30", "10:05:01 or 10:05:02?",
    ]
    for prose in proses {
      #expect(opener.pasted(in: prose, name: "message 1") == nil, "\(prose)")
    }
    for line in ["10:05:01 connection refused", "orders-1  | 10:05:01 connection refused"] {
      #expect(opener.pasted(in: line, name: "message 1") != nil, "\(line)")
    }
  }
}
