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

  @Test func `a file without a zone is in that of the others where that brings them together`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write(
      "web.log",
      "2026-07-09T15:56:27+02:00 ERROR login failed\n2026-07-09T16:20:00+02:00 INFO login\n")
    try folder.write(
      "mail.log",
      "Jul  9 15:56:19 mail imap[1]: too many logins\nJul  9 16:19:40 mail imap[1]: login\n")
    try folder.write(
      "utc.log", "2026-07-09 13:56:20 INFO cron\n2026-07-09 14:19:00 INFO cron\n")
    let evidence = try await read([folder.path])
    let first = Dictionary(
      evidence.samples.compactMap { sample in
        sample.time.map { (sample.message, CivilTime($0.instant).clockText) }
      }, uniquingKeysWith: { first, _ in first })
    #expect(first["login failed"] == "13:56:27" && first["too many logins"] == "13:56:19")
    #expect(first["cron"] == "13:56:20")
    let notes = evidence.files.filter { !$0.notes.isEmpty }.map(\.path)
    #expect(notes.count == 1 && notes[0].hasSuffix("mail.log"))
  }
}
