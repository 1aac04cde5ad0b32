import Evidence
import TestSupport
import Testing
import Timeline

@testable import EvidenceFiles

/// What the evidence tells of times that say but a part of their date.
@Suite struct TimeTests {
  private static func day(_ sample: Sample) -> String {
    sample.time.map { CivilTime($0.instant).dateText } ?? "-"
  }

  @Test func `a missing year is that of other evidence, also over the turn of a year`() async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "syslog", "Dec 31 23:59:58 web app[1]: last words\nJan  1 00:00:02 web app[1]: first words\n")
    try folder.write("shop.log", "2026-01-01T00:00:01Z ERROR it broke\n")
    let evidence = try await read([folder.path])
    let days = Dictionary(uniqueKeysWithValues: evidence.samples.map { ($0.message, Self.day($0)) })
    #expect(days["last words"] == "2025-12-31" && days["first words"] == "2026-01-01")
    #expect(evidence.catalog.date == .full)
  }

  @Test func `without any a year stays unknown, whatever the file's own date`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("syslog", "Mar 10 23:59:58 web app[1]: it broke\n")
    let evidence = try await read([folder.path])
    #expect(evidence.samples.first?.time?.date == .noYear)
    #expect(evidence.files.first?.notes == ["its times have no year"])
  }

  @Test func `a date in the name dates times of day, and midnights are counted`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "app-2026-03-10.log", "23:59:59.100 ERROR before midnight\n00:00:01.200 ERROR behind it\n")
    let evidence = try await read([folder.path])
    #expect(evidence.samples.map(Self.day).sorted() == ["2026-03-10", "2026-03-11"])
  }

  @Test func `a failure without a time has its neighbour's`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "app.log",
      "2026-03-10T10:00:00Z INFO start\npanic: runtime error\n2026-03-10T10:00:05Z INFO x\n")
    let evidence = try await read([folder.path])
    let panic = try #require(evidence.samples.first { $0.text.hasPrefix("panic") })
    #expect(panic.isTimeBorrowed && panic.line == 2)
    #expect(panic.time.map { CivilTime($0.instant).clockText } == "10:00:00")
    #expect(evidence.files.first?.undated == 1)
  }
}
