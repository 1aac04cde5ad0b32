import Foundation
import Investigation
import TestSupport
import Testing

/// Jobs that run by night and load the machine: how their runs went, and that they are no fault.
@Suite(.steppingBack) struct JobRunTests {
  /// A machine whose disk is read from 02:00 to 02:50 by a job that comes through, two nights.
  private static func write(to folder: TemporaryFolder, nights: [Int], logs: Bool) throws {
    for night in nights {
      var rows = ["Linux 6.1.0 (mill-3) \t06/\(two(night))/2026 \t_x86_64_\t(16 CPU)", ""]
      rows.append("00:00:01        CPU     %user     %nice   %system   %iowait    %steal     %idle")
      for step in 1..<48 {
        let isBusy = (13...17).contains(step)
        let wait = isBusy ? "29.\(step % 10)0" : "0.\(step % 5)0"
        rows.append(
          "\(two(step / 6)):\(two(step % 6 * 10)):01        all      7.00      0.00      2.00     \(wait)      0.00     60.00"
        )
      }
      try folder.write("sar-\(night).txt", rows.joined(separator: "\n") + "\n")
    }
    guard logs else { return }
    let lines = nights.flatMap { night in
      [
        "2026-06-\(two(night))T02:00:02+0000 mill-3 systemd[1]: Starting sweep-backup.service - Nightly backup of the mill...",
        "2026-06-\(two(night))T02:00:03+0000 mill-3 sweep[81\(night)]: copying sacks",
        "2026-06-\(two(night))T02:51:0\(night % 10)+0000 mill-3 systemd[1]: Finished sweep-backup.service - Nightly backup of the mill.",
      ]
    }
    try folder.write("journal.txt", lines.joined(separator: "\n") + "\n")
  }

  @Test func `Older versions of systemd tell a job by its description`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "journal.txt",
      """
      2026-06-08T02:10:00+0000 mill-3 systemd[1]: Starting Nightly sweep of the mill...
      2026-06-08T02:50:14+0000 mill-3 systemd[1]: Finished Nightly sweep of the mill.
      2026-06-09T02:10:00+0000 mill-3 systemd[1]: Starting Nightly sweep of the mill...
      2026-06-09T02:51:07+0000 mill-3 systemd[1]: Finished Nightly sweep of the mill.

      """)
    let before = try await ask("is anything wrong with mill-3?", in: [folder.path])
    let asked = try await ask("did the sweep finish?", in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(
      answer.contains("Yes, it finished: **Nightly sweep of the mill** ran 41 min 7 s"), "\(answer)"
    )
  }

  @Test func `A job that logs its own runs is told by them`() async throws {
    let folder = try TemporaryFolder()
    let lines = [8, 9].flatMap { night in
      [
        "2026-06-\(Self.two(night))T02:00:01+00:00 mill-3 mill-dump[4\(night)]: starting nightly dump of sacks",
        "2026-06-\(Self.two(night))T02:20:00+00:00 mill-3 mill-dump[4\(night)]: dumped table flour",
        "2026-06-\(Self.two(night))T02:3\(night):12+00:00 mill-3 mill-dump[4\(night)]: dump finished, exit status 0",
      ]
    }
    try folder.write("dump.log", lines.joined(separator: "\n") + "\n")
    let before = try await ask("is anything wrong with mill-3?", in: [folder.path])
    let ended = try await ask("did the dump finish ok?", in: [folder.path], after: before)
    let told = try #require(ended.section("Answer"))
    #expect(told.contains("Yes, it finished: **mill-dump** ran 39 min 11 s"), "\(told)")
    let nights = try await ask(
      "how long did the dump take last night vs the night before?", in: [folder.path], after: ended)
    let both = try #require(nights.section("Answer"))
    #expect(both.contains("38 min 11 s") && both.contains("39 min 11 s"), "\(both)")
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  @Test func `What a job used that came through is no fault`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, nights: [9], logs: true)
    let asked = try await ask("mill-3 was slow around 02:30, is the disk dying?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(/(?i)not proven|\bno\b|nothing/), "\(answer)")
  }

  @Test func `A job of another machine explains nothing`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, nights: [9], logs: true)
    let journal = try String(contentsOfFile: folder.path + "/journal.txt", encoding: .utf8)
    try folder.write("journal.txt", journal.replacing("mill-3", with: "mill-9"))
    let asked = try await ask("mill-3 was slow around 02:30, what happened?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("waiting for I/O rose"), "\(answer)")
  }

  @Test func `What happens every night is no fault`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, nights: [8, 9], logs: false)
    let asked = try await ask("what happened on mill-3 last night around 2?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(!answer.contains("rose from"), "\(answer)")
  }

  @Test func `What happened in one night only stands out`() async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, nights: [9], logs: false)
    let asked = try await ask("what happened on mill-3 last night around 2?", in: [folder.path])
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains("waiting for I/O rose"), "\(answer)")
  }

  @Test(arguments: [
    ("did the backup finish?", "Yes, it finished: **sweep-backup** ran 51 min"),
    ("how long did the last run take?", "**sweep-backup** ran 51 min"),
    ("which job runs at that time?", "**sweep-backup** ran 51 min"),
    ("what runs at 2 o'clock?", "**sweep-backup** ran 51 min"),
    ("did the nights before take as long?", "06-08 02:00:02"),
  ])
  func `Its runs are told by the journal`(question: String, told: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder, nights: [8, 9], logs: true)
    let before = try await ask(
      "mill-3 was slow around 02:30, is the disk dying?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.contains(told), "\(answer)")
    try checkCitations(asked, in: folder.path)
  }
}
