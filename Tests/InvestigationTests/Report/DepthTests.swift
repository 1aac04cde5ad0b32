import Diagnosis
import Evidence
import EvidenceFiles
import Foundation
import Investigation
import Synchronization
import TestSupport
import Testing

/// What the thinking modes do differently, and what they say of it.
@Suite(.steppingBack) struct DepthTests {
  /// Opens files with a limit so many times smaller, so that a test need not write 256 MiB.
  private final class SmallerOpener: EvidenceOpener {
    let limits = Mutex<[Int?]>([])
    private let files = EvidenceFilesOpener()
    private let shrinking: Int

    init(shrinking: Int = 1) { self.shrinking = shrinking }

    func open(
      _ locations: [String], limit: Int?,
      progress: @escaping @Sendable (String, Int, Int) -> Void
    ) async throws -> any EvidenceSource {
      limits.withLock { $0.append(limit) }
      return try await files.open(
        locations, limit: limit.map { $0 / shrinking }, progress: progress)
    }

    func pasted(in text: String, name: String) -> PastedEvidence? {
      files.pasted(in: text, name: name)
    }

    func dropIndexes() async { await files.dropIndexes() }
  }

  /// Errors with their numbers, from 1 on, one a second.
  private static func text(_ end: Int) -> String {
    (1..<end).map { number in
      let time = String(
        format: "%02d:%02d:%02d", number / 3600, number / 60 % 60, number % 60)
      return "2026-03-10T\(time)Z ERROR call timed out, line=\(number) of this log of mine\n"
    }.joined()
  }

  private func answer(
    _ question: String, _ depth: Inquiry.Depth, in folder: TemporaryFolder, _ opener: SmallerOpener
  ) async throws -> Asked {
    let answer = try await Investigator(opener: opener).answer(
      Inquiry(question: question, depth: depth, evidence: [folder.path])
    ) { _ in }
    return Asked(
      markdown: answer.markdown, file: CaseFile.read(answer.memory).file, memory: answer.memory)
  }

  @Test func `fast is given 256 MiB, auto 4 GiB and deep everything`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let opener = SmallerOpener()
    for depth in [Inquiry.Depth.fast, .auto, .deep] {
      _ = try await answer("show the errors", depth, in: folder, opener)
    }
    #expect(opener.limits.withLock { $0 } == [256 << 20, 4 << 30, nil])
  }

  @Test func `fast reads the end of each file in equal shares, and says what was left out`()
    async throws
  {
    let folder = try TemporaryFolder()
    for name in ["app0", "app1"] {
      try folder.write("\(name).log", Self.text(20_000))
    }
    // 1 MiB in all, so half a MiB of each file of some 1.3 MiB.
    let opener = SmallerOpener(shrinking: 256)
    let part = try await answer("how many errors?", .fast, in: folder, opener)
    let all = try await answer("how many errors?", .deep, in: folder, opener)
    #expect(all.section("Answer")?.hasPrefix("39998 errors") == true, "\(all.markdown)")
    #expect(part.section("Answer")?.hasPrefix("39998 errors") == false, "\(part.markdown)")
    #expect(part.section("By service")?.contains("**app0**") == true, "\(part.markdown)")
    let mode = try #require(part.section("Mode"))
    #expect(mode.contains("fast") && mode.contains("of 2 files only a part"), "\(mode)")
    #expect(mode.contains("`deep`"))
    #expect(all.section("Mode")?.contains("all of the evidence was read") == true)

    // The last lines are there, the first are not.
    let last = try await answer("show the last 2 lines of app1", .fast, in: folder, opener)
    #expect(last.markdown.contains("line=19999 of"), "\(last.markdown)")
    let first = try await answer("show the first 2 lines of app1", .fast, in: folder, opener)
    #expect(!first.markdown.contains("line=1 of"), "\(first.markdown)")
  }

  @Test func `deep looks at each suspect again and lists every finding, fast does neither`()
    async throws
  {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let opener = SmallerOpener()
    let question = "why did checkout start failing?"
    let fast = try await answer(question, .fast, in: folder, opener)
    let auto = try await answer(question, .auto, in: folder, opener)
    let deep = try await answer(question, .deep, in: folder, opener)
    // One answer to all three.
    #expect(fast.section("Answer") == deep.section("Answer"))
    #expect(auto.section("Answer") == deep.section("Answer"))

    let suspects = try #require(deep.section("Suspects"))
    #expect(suspects.contains("None before the onset, 225 from it on"), "\(suspects)")
    #expect(auto.section("Suspects")?.contains("from it on") == true)
    #expect(fast.section("Suspects")?.contains("from it on") == false)
    let findings = try #require(deep.section("All findings")).split(separator: "\n")
    #expect(findings.count == deep.file.diagnosis?.findings.count)
    #expect(fast.section("All findings") == nil && auto.section("All findings") == nil)
    #expect(fast.section("Mode")?.contains("not looked at again") == true)
    #expect(deep.section("Mode")?.contains("looked at again") == true)
    // What was done and nothing left out goes without saying.
    #expect(auto.section("Mode") == nil)
  }

  @Test func `auto says that it left something out where there is more than it reads`()
    async throws
  {
    let folder = try TemporaryFolder()
    try folder.write("app0.log", Self.text(40_000))
    let opener = SmallerOpener(shrinking: 4096)
    let asked = try await answer("how many errors?", .auto, in: folder, opener)
    let mode = try #require(asked.section("Mode"))
    #expect(mode.contains("auto chose to read 4 GiB") && mode.contains("of 1 file only a part"))
  }
}
