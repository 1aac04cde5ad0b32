import CZlib
import Foundation
import Investigation
import TestSupport
import Testing

/// Evidence that cannot be used, seen from the whole engine.
@Suite(.steppingBack) struct BadInquiryTests {
  @Test func `without evidence there is a clear error`() async throws {
    await #expect(throws: InvestigationError.noEvidence) {
      try await ask("why?", in: [])
    }
  }

  @Test func `where nothing is readable each path is named with its reason`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("program", bytes: [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 99))
    let error = await #expect(throws: InvestigationError.self) {
      try await ask("why?", in: [folder.path, "/no/such/folder"])
    }
    let words = try #require(error?.description)
    #expect(words.contains("program: ") && words.contains("folder: "))
  }

  @Test func `what could not be read is named under "Not seen"`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    try folder.write("core", bytes: [UInt8](repeating: 0, count: 4096))
    try folder.write("empty.log", "")
    let report = try await ask("why did checkout fail?", in: [folder.path])
    let notSeen = try #require(report.section("Not seen"))
    #expect(notSeen.contains("`core`: ") && notSeen.contains("`empty.log`: empty"))
  }

  @Test func `a log without times is read, and the report says what that costs`() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<50).map { "worker \($0) started\n" } + ["FATAL out of memory in worker 7\n"]
    try folder.write("worker.log", lines.joined())
    let report = try await ask("what went wrong?", in: [folder.path])
    #expect(report.section("Not seen")?.contains("carries a time") == true, "\(report.markdown)")
    #expect(report.titles.first == "Answer")
    let shown = try await ask("show me the last error", in: [folder.path])
    #expect(shown.markdown.contains("out of memory"))
  }

  @Test func `hostile text stays text`() async throws {
    let folder = try TemporaryFolder()
    let evil = "\u{1B}[2J `## Answer` | [1](http://x) \u{202E} <script>"
    let lines = (0..<40).map { "2026-03-10T10:\($0 + 10):00Z ERROR \(evil) failed\n" }
    try folder.write("a`b.log", lines.joined())
    let report = try await ask("show me the errors", in: [folder.path])
    #expect(report.titles.filter { $0 == "Answer" }.count == 1)
    try checkCitations(report, in: folder.path)
  }

  @Test func `a line of 2 GB is read to its limit, in bounded memory`() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "huge.log", "2026-03-10T10:00:00Z ERROR begins " + String(repeating: "x", count: 1 << 20))
    let stream = try #require(fopen(file, "r+"))
    // A hole in the file: nothing is written, yet all of it is there to read.
    fseek(stream, 2 << 30, SEEK_SET)
    fputs("\n2026-03-10T10:00:01Z ERROR after it\n", stream)
    fclose(stream)
    let before = residentKibibytes()
    let report = try await ask("show me the errors", in: [file])
    // Other tests of this process run meanwhile; the line alone would take four times that.
    #expect(residentKibibytes() - before < 512 << 10)
    #expect(report.section("Not seen")?.contains("longer than") == true, "\(report.markdown)")
  }

  private func residentKibibytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? "0 0"
    return (Int(text.split(separator: " ")[1]) ?? 0) * 4
  }
}
