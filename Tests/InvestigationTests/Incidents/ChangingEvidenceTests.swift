import Foundation
import Investigation
import Synchronization
import TestSupport
import Testing

/// An engine that lives for days, on logs that are being written.
@Suite(.steppingBack) struct ChangingEvidenceTests {
  private func line(_ second: Int, _ text: String) -> String {
    "2026-03-10T10:00:\(second < 10 ? "0" : "")\(second)Z ERROR checkout \(text)\n"
  }

  @Test func `what is written, added, replaced and removed shows in the next answer`() async throws
  {
    let folder = try TemporaryFolder()
    let investigator = fileEngine()
    func answer() async throws -> String {
      try await ask("show me the errors of checkout", in: [folder.path], of: investigator).markdown
    }
    try folder.write("checkout.log", line(1, "alpha timed out"))
    #expect(try await answer().contains("alpha"))

    let file = try FileHandle(forWritingTo: URL(filePath: folder.path + "/checkout.log"))
    try file.seekToEnd()
    try file.write(contentsOf: Data(line(2, "bravo timed out").utf8))
    try file.close()
    #expect(try await answer().contains("bravo"))

    try folder.write("late/checkout.log", line(3, "delta refused"))
    #expect(try await answer().contains("delta"))

    // The same name, size and age, other bytes.
    let path = folder.path + "/checkout.log"
    let age = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    try folder.write("checkout.log", line(1, "gamma timed out") + line(2, "bravo timed out"))
    try FileManager.default.setAttributes([.modificationDate: age as Any], ofItemAtPath: path)
    let replaced = try await answer()
    #expect(replaced.contains("gamma") && !replaced.contains("alpha"))

    try FileManager.default.removeItem(atPath: folder.path + "/late")
    let removed = try await answer()
    #expect(removed.contains("gamma") && !removed.contains("delta"))
  }

  @Test func `a cause that comes up while the engine lives is found`() async throws {
    let folder = try TemporaryFolder()
    let investigator = fileEngine()
    await #expect(throws: InvestigationError.self) {
      try await ask("why does checkout fail?", in: [folder.path], of: investigator)
    }
    try ShopLogs.write(to: folder)
    let found = try await ask(
      "why did checkout start failing?", in: [folder.path], of: investigator)
    let fresh = try await ask("why did checkout start failing?", in: [folder.path])
    #expect(found.markdown == fresh.markdown)
  }

  @Test func `files that have not changed are not read again`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let investigator = fileEngine()
    let steps = Mutex<[String]>([])
    func stepsOfAnswer() async throws -> [String] {
      steps.withLock { $0 = [] }
      _ = try await investigator.answer(
        Inquiry(question: "why did checkout start failing?", evidence: [folder.path]),
        progress: { progress in steps.withLock { $0.append(progress.step) } })
      return steps.withLock { $0 }
    }
    #expect(try await stepsOfAnswer().contains { $0.hasPrefix("reading ") })
    #expect(try await !stepsOfAnswer().contains { $0.hasPrefix("reading ") })
  }
}
