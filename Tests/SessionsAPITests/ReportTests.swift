import FoundationEssentials
import SessionsAPI
import Testing

/// The report of a message: what is read, what is written, and what is left out.
@Suite struct ReportTests {
  private func message(_ report: String) throws -> Message {
    let json =
      #"{"id":"m","role":"assistant","markdown_content":"x","created_at":"2026-03-10T10:00:00Z"\#(report)}"#
    return try ContractJSON.decode(Message.self, from: Data(json.utf8))
  }

  @Test func `a message without a report has no field for it`() throws {
    let plain = try message("")
    #expect(plain.report == nil)
    #expect(
      String(decoding: try ContractJSON.encode(plain), as: UTF8.self)
        == #"{"created_at":"2026-03-10T10:00:00.000Z","id":"m","markdown_content":"x","role":"assistant"}"#
    )
  }

  @Test func `a newer server's kinds are kept, and its fields ignored`() throws {
    let report = #"""
      {"later":1,"sections":[{"kind":"oracle","title":"Oracle","layout":"list",
      "claims":[{"text":"t","exhibits":[7],"findings":[1]}]}],
      "exhibits":[{"number":7,"kind":"dream","depth":{"a":1}}]}
      """#
    let read = try #require(try message(#","report":\#(report)"#).report)
    #expect(read.sections.map(\.kind.rawValue) == ["oracle"])
    #expect(read.exhibits == [Report.Exhibit(number: 7, kind: .init(rawValue: "dream"))])
    let again = try ContractJSON.decode(Report.self, from: try ContractJSON.encode(read))
    #expect(again == read)
  }

  @Test func `what a series is of comes with it, and may say little`() throws {
    let report = #"""
      {"sections":[],"exhibits":[
      {"number":1,"kind":"point","series":[{"time":"2026-03-10T10:00:00Z","value":1.5}],
       "measure":{"name":"pool","unit":"connections","usual":{"low":3,"high":9},
       "onset":"2026-03-10T10:05:00Z","later":1}},
      {"number":2,"kind":"line","measure":{"unit":"entries","width":60}}]}
      """#
    let read = try #require(try message(#","report":\#(report)"#).report)
    #expect(
      read.exhibits.map(\.measure) == [
        .init(
          name: "pool", unit: "connections", usual: .init(low: 3, high: 9),
          onset: Timestamp.date(from: "2026-03-10T10:05:00Z")),
        .init(unit: "entries", width: 60),
      ])
    let again = try ContractJSON.decode(Report.self, from: try ContractJSON.encode(read))
    #expect(again == read)
  }

  @Test(arguments: [
    "null", "[]", "7", #""text""#, "{}", #"{"sections":[]}"#, #"{"sections":{},"exhibits":[]}"#,
    #"{"sections":[],"exhibits":[{"number":"1","kind":"line"}]}"#,
    #"{"sections":[],"exhibits":[{"number":1e30,"kind":"line"}]}"#,
    #"{"sections":[],"exhibits":[{"number":1,"kind":"line","time":"yesterday"}]}"#,
    #"{"sections":[{"kind":"text","title":"t","claims":[{"text":1,"exhibits":[]}]}],"exhibits":[]}"#,
    #"{"sections":[],"exhibits":[{"number":1,"kind":"point","series":[{"time":"2026-03-10T10:00:00Z","value":1e999}]}]}"#,
  ])
  func `a report of another shape is left out, and its message is read`(report: String) throws {
    let read = try message(#","report":\#(report)"#)
    #expect(read.report == nil && read.markdownContent == "x")
  }

  @Test func `control characters and long texts come through as they are`() throws {
    let text = "\u{1b}]0;x\u{7}\u{202e}" + String(repeating: "a", count: 100_000)
    var exhibit = Report.Exhibit(number: .max, kind: .init(rawValue: ""))
    exhibit.quote = text
    exhibit.line = .min
    let report = Report(
      sections: [.init(.init(rawValue: text), title: text, claims: [.init(text)])],
      exhibits: [exhibit])
    #expect(try ContractJSON.decode(Report.self, from: try ContractJSON.encode(report)) == report)
  }
}
