import Foundation
import Testing

@testable import EvidenceFiles

/// The table of formats and the guide to it.
@Suite struct LineFormatTests {
  private static let guide = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "Sources/EvidenceFiles/EvidenceFiles.docc/AddALogFormat.md")

  /// The indented line below a heading of the guide.
  private static func line(below heading: String) throws -> String {
    let text = try String(contentsOf: guide, encoding: .utf8)
    let rest = try #require(text.range(of: "\n" + heading)).upperBound
    let line = text[rest...].split(separator: "\n").first { $0.hasPrefix("    ") }
    return try #require(line).trimmingCharacters(in: .whitespaces)
  }

  @Test func `The example of the guide gives what the guide says`() throws {
    #expect(
      LogTable.summaries(try Self.line(below: "Input:"))
        == [try Self.line(below: "Output, as the tests write")])
  }

  @Test func `Each format has its own name, and reads its example`() {
    #expect(Set(LineFormats.all.map(\.name)).count == LineFormats.all.count)
    for format in LineFormats.all where !format.example.hasPrefix("#Fields") {
      var example = format.example
      example.withUTF8 { text in
        var entry = LogEntry(line: text)
        #expect(format.read(LogLineParser(), text, 0, &entry), "\(format.name)")
        #expect(
          entry.message.text() == (format.name.hasPrefix("Common") ? "Disk full" : "disk full"))
      }
    }
  }

  @Test func `A severity of a security product is a level`() {
    let levels = ["2": "INFO", "5": "WARNING", "8": "ERROR", "10": "FATAL", "High": "ERROR"]
    for (severity, level) in levels {
      let line = #"CEF:0|Acme|Gate \| Wall|2|7|Link down|\#(severity)|src=10.0.0.1"#
      #expect(LogTable.summaries(line) == [#"\#(level) Gate \| Wall Link down"#])
    }
    #expect(LogTable.summaries("CEF: not one of those") == ["CEF: not one of those"])
  }
}
