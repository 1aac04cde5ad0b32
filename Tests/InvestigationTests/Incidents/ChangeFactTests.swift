import Investigation
import TestSupport
import Testing

/// What recorded changes say of themselves, asked after the trouble was told.
@Suite(.steppingBack) struct ChangeFactTests {
  /// Errors of `till` from a flag on until it is off again.
  private static func write(to folder: TemporaryFolder) throws {
    var lines: [String] = []
    for minute in 0..<60 {
      let time = "2026-03-10T10:\(minute < 10 ? "0" : "")\(minute)"
      lines.append("\(time):01Z INFO till sold 3 loaves")
      if (21..<40).contains(minute) {
        for second in [10, 20, 30, 40] {
          lines.append(
            "\(time):\(second)Z ERROR till receipt_v2 failed: connection refused to printer")
        }
      }
    }
    try folder.write("till.log", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "flags.jsonl",
      """
      {"at": "2026-03-10T08:11:00Z", "flag": "dark_mode", "action": "update", "from": "10%", "to": "20%", "member": "ole"}
      {"at": "2026-03-10T10:20:30Z", "flag": "receipt_v2", "action": "update", "from": "0%", "to": "100%", "member": "ines.m"}
      {"at": "2026-03-10T10:40:10Z", "flag": "receipt_v2", "action": "update", "from": "100%", "to": "0%", "member": "juri"}
      """)
    try folder.write(
      "git.txt",
      """
      commit 4ab2ef962ffea7d8907e4bb5a049f1398630aa0e
      Author: Ole Berg <ole@bakery.test>
      Date:   Mon Mar 9 11:40:00 2026 +0000

          ci: cache modules

      commit 0b7175d80740db7b1ed0e3cf122ba514f9c04da2
      Author: Ada Byron <ada@bakery.test>
      Date:   Mon Mar 9 09:31:20 2026 +0000

          till: print receipts anew when receipt_v2 is on (#77)

      """)
  }

  @Test(arguments: [
    ("who turned that flag on and when?", ["ines.m", "10:20:30"]),
    ("was the flag switched off again?", ["Yes", "10:40:10", "juri"]),
    ("who switched it off again?", ["juri"]),
    ("which commit brought that in?", ["0b7175d", "Ada Byron", "#77"]),
    ("whose commit was that?", ["Ada Byron"]),
  ])
  func `A recorded change tells its author, commit and what undid it`(
    question: String, wanted: [String]
  ) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask("why does till fail?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    let answer = try #require(asked.section("Answer"))
    for part in wanted { #expect(answer.contains(part), "\(question): \(answer)") }
    try checkCitations(asked, in: folder.path)
  }

  @Test func `Versions before and now are those of the change, and of what took it back`()
    async throws
  {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<50 {
      let time = "2026-03-10T10:\(minute < 10 ? "0" : "")\(minute)"
      lines.append("\(time):01Z INFO oven baked 3 loaves")
      if (21..<40).contains(minute) { lines.append("\(time):30Z ERROR oven out of memory: killed") }
    }
    try folder.write("oven.log", lines.joined(separator: "\n") + "\n")
    try folder.write(
      "deploys.json",
      """
      [
        {"service": "oven", "from_version": "2.4.0", "to_version": "2.5.0", "finished_at": "2026-03-10T10:20:30Z", "by": "ines"},
        {"service": "oven", "from_version": "2.5.0", "to_version": "2.4.0", "finished_at": "2026-03-10T10:40:10Z", "by": "juri", "note": "rollback"}
      ]
      """)
    let first = try await ask("why does oven fail?", in: [folder.path])
    let versions = try await ask(
      "which version was it before and which now?", in: [folder.path], after: first)
    let answer = try #require(versions.section("Answer"))
    #expect(answer.contains("2.4.0") && answer.contains("2.5.0"), "\(answer)")
    let back = try await ask("was it rolled back?", in: [folder.path], after: versions)
    #expect(back.section("Answer")?.hasPrefix("Yes") == true, "\(back.markdown)")
    #expect(back.section("Answer")?.contains("10:40:10") == true, "\(back.markdown)")
  }

  @Test(arguments: ["how many errors are there?", "why does it fail?", "who was affected?"])
  func `What asks for no change is answered as ever`(question: String) async throws {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let first = try await ask("why does till fail?", in: [folder.path])
    let asked = try await ask(question, in: [folder.path], after: first)
    #expect(asked.section("Other changes of the same") == nil, "\(asked.markdown)")
  }
}
