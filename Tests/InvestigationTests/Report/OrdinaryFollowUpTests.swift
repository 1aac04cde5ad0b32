import TestSupport
import Testing

@testable import Investigation

/// What is asked behind an ordinary incident: copies of a worker take all connections of a cache.
@Suite(.steppingBack) struct OrdinaryFollowUpTests {
  /// From 10:30 on 20 workers take 25 connections each; from 10:33 to 10:43 the shop gets none.
  private static func write(to folder: TemporaryFolder) throws {
    func stamp(_ second: Int) -> String {
      "2026-03-10T1\(second / 3600):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    var shop = ["\(stamp(0)) INFO shop 4.2.0 starting", "\(stamp(1)) INFO migrations: 0 failed"]
    for second in stride(from: 2, to: 3600, by: 5) {
      let fails = (1980..<2580).contains(second) && second % 10 == 2
      shop.append(
        fails
          ? "\(stamp(second)) ERROR checkout failed: ERR max number of clients reached"
          : "\(stamp(second)) INFO checkout done in \(20 + second % 9) ms")
    }
    try folder.write("shop.log", shop.joined(separator: "\n") + "\n")
    var worker: [String] = []
    for number in 1...30 {
      worker.append("\(stamp(number * 50)) INFO grader-01 graded paper \(number)")
    }
    for number in 1...20 {
      worker.append(
        "\(stamp(1810 + number * 4)) INFO grader-\(two(number)) start, pool of 25 connections opened"
      )
    }
    try folder.write("grader.log", worker.joined(separator: "\n") + "\n")
    try folder.write(
      "changes.txt",
      """
      2026-03-09T17:30:00Z  deploy  shop 4.2.0                              by=piet
      2026-03-10T10:30:02Z  scale   grader replicas 4 -> 20 (exam backlog)  by=lotte
      2026-03-10T10:42:50Z  scale   grader replicas 20 -> 4                 by=lotte

      """)
  }

  private func answer(_ questions: String...) async throws -> String {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let engine = fileEngine()
    var asked = try await ask("why does the checkout fail?", in: [folder.path], of: engine)
    for question in questions {
      asked = try await ask(question, in: [folder.path], after: asked, of: engine)
    }
    return asked.section("Answer") ?? ""
  }

  @Test func `Who took the connections is told, and what was done to it`() async throws {
    let text = try await answer()
    #expect(text.contains("Connections were taken by **grader**"), "\(text)")
    #expect(text.contains("20 times") && text.contains("4 -> 20"), "\(text)")
  }

  @Test func `The number during that time is that of the incident, and the hour before moves it`()
    async throws
  {
    #expect(
      try await answer("how many checkouts failed during that time?").contains("60 "))
  }

  @Test func `A release that has nothing to do with it is doubted, not listed`() async throws {
    let text = try await answer("not the 4.2.0 release then?")
    #expect(!text.hasPrefix("Yes"), "\(text)")
  }

  @Test func `The version that runs is told by the last start`() async throws {
    let text = try await answer("which version of shop runs now?")
    #expect(text.contains("4.2.0"), "\(text)")
  }

  @Test func `What was scaled back is told, and by whom`() async throws {
    let text = try await answer("what changed before it?", "by whom?")
    #expect(text.contains("lotte"), "\(text)")
  }

  @Test func `Odd words for it count it`() async throws {
    let text = try await answer("how often did shop stumble over it?")
    #expect(text.contains("60 "), "\(text)")
  }
}

/// An index that was dropped, in a log that goes on long enough to be counted by the minute.
@Suite(.steppingBack) struct DroppedIndexReportTests {
  @Test func `is the cause of the statements that are slow since`() async throws {
    let folder = try TemporaryFolder()
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let database = (0..<240).map { minute -> String in
      let time = "2026-03-10 \(two(8 + minute / 60)):\(two(minute % 60))"
      return (91..<200).contains(minute)
        ? "\(time):16.929 UTC [21\(minute)] web@shop LOG:  duration: \(3000 + minute * 7).131 ms  execute <unnamed>: SELECT * FROM bookings WHERE room = $1 AND day = $2"
        : "\(time):16.500 UTC [811] LOG:  checkpoint complete: wrote \(minute) buffers"
    }
    try folder.write("postgresql.log", database.joined(separator: "\n") + "\n")
    try folder.write(
      "migrations.log",
      """
      2026-03-10 09:31:07,220 INFO  [alembic.runtime.migration] DROP INDEX ix_invoices_old
      2026-03-10 09:31:07,620 INFO  [alembic.runtime.migration] DROP INDEX ix_bookings_room_day
      2026-03-10 09:31:08,020 INFO  [alembic.runtime.migration] DROP INDEX ix_audit_tmp

      """)
    let asked = try await ask(
      "the calendar is slow since this morning, why?", in: [folder.path], of: fileEngine())
    let text = asked.section("Answer") ?? ""
    #expect(text.contains("ix_bookings_room_day"), "\(text)")
    #expect(!text.hasPrefix("Not proven"), "\(text)")
  }
}
