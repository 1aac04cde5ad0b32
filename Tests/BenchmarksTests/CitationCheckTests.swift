import Evidence
import EvidenceFiles
import Investigation
import TestSupport
import Testing

@testable import Benchmarks

/// The evaluation finds what a report cites wrongly, and nothing else.
@Suite struct CitationCheckTests {
  private static func exhibit(
    _ number: Int, _ path: String, _ line: Int, quote: String, row: String? = nil
  ) -> Exhibit {
    let reference = Reference(source: "files", locator: .line(path: path, number: line))
    return Exhibit(
      number: number,
      sample: Sample(reference: reference, service: "cart", text: row ?? quote, message: quote),
      quote: quote, reference: reference)
  }

  private static func faults(
    _ exhibits: [Exhibit], in evidence: [String], markdown: String = "## Answer\n\nIt broke [1]."
  ) -> [String] {
    var file = Case()
    file.exhibits = exhibits
    var check = CitationCheck(evidence: evidence)
    return check.faults(of: Answer(markdown: markdown, memory: CaseFile.data(file)))
  }

  @Test func `What stands where it is said to stand holds, in any packing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/cart.log", "one\ndisk full\n")
    try folder.writeGzip("a/cpu.csv.gz", "time,cpu\n1,4\n2,90\n")
    try folder.write("a/web.json", #"{"log":"{\"msg\":\"no \\\"a\\\" here\"}"}"# + "\n{}\n")
    let faults = Self.faults(
      [
        Self.exhibit(1, "cart.log", 2, quote: "disk full"),
        Self.exhibit(2, "cpu.csv.gz", 3, quote: "90", row: "2,90"),
        Self.exhibit(3, "web.json", 1, quote: #"no "a" here"#),
      ], in: [folder.path + "/a"])
    #expect(faults == [])
    #expect(
      Self.faults(
        [Self.exhibit(1, "cart.log", 2, quote: "disk full")], in: [folder.path + "/a/cart.log"])
        == [])
    #expect(
      Self.faults(
        [Self.exhibit(1, "a/cart.log", 2, quote: "disk full")], in: [folder.path + "/a", "/none"])
        == [])
  }

  @Test func `Each fault is told with its place`() throws {
    let folder = try TemporaryFolder()
    try folder.write("cart.log", "one\ndisk full\n")
    try folder.write("cpu.csv", "time,cpu\n1,4\n2,4\n")
    let faults = Self.faults(
      [
        Self.exhibit(1, "cart.log", 1, quote: "disk full"),
        Self.exhibit(2, "cart.log", 7, quote: "disk full"),
        Self.exhibit(3, "web.log", 1, quote: "disk full"),
        // The value stands there, and the row is another.
        Self.exhibit(4, "cpu.csv", 3, quote: "4", row: "1,4"),
        Self.exhibit(5, "cart.log", 2, quote: ""),
      ], in: [folder.path], markdown: "## Answer\n\nIt broke [1] and [9].")
    let told = Set(faults)
    #expect(told.contains("[1] cart.log:1 holds no \"disk full\""))
    #expect(told.contains("[2] cart.log:7: there is no such line"))
    #expect(told.contains("[3] web.log:1: there is no such file"))
    #expect(told.contains("[4] cpu.csv:3 holds no \"1,4\""))
    #expect(told.contains("[5] cart.log:2 quotes nothing"))
    #expect(told.contains("[9] is cited and is no exhibit"))
    #expect(told.count == 6, "\(faults)")
  }

  @Test func `An answer of the engine holds, and gives the same digest twice`() async throws {
    let folder = try TemporaryFolder()
    let lines = (10..<40).map { "2026-03-10T10:\($0):00Z ERROR disk full on /srv\n" }
    try folder.write("store.log", lines.joined())
    let inquiry = Inquiry(question: "what is wrong?", evidence: [folder.path])
    let engine = Investigator(opener: EvidenceFilesOpener())
    let first = try await engine.answer(inquiry, progress: { _ in })
    let second = try await engine.answer(inquiry, progress: { _ in })
    var check = CitationCheck(evidence: [folder.path])
    #expect(check.faults(of: first) == [])
    #expect(!CaseFile.read(first.memory).file.exhibits.isEmpty)
    #expect(IncidentCommand.digest(of: first) == IncidentCommand.digest(of: second))
    var other = second
    other.markdown += " "
    #expect(IncidentCommand.digest(of: first) != IncidentCommand.digest(of: other))
  }
}
