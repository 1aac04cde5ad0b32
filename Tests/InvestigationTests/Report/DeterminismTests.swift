import Diagnosis
import Foundation
import Investigation
import Synchronization
import TestSupport
import Testing

@Suite(.steppingBack) struct DeterminismTests {
  @Test func `the same question and files give the same report, to the byte`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let first = try await ask("why did checkout start failing?", in: [folder.path])
    for _ in 0..<5 {
      let again = try await ask("why did checkout start failing?", in: [folder.path])
      #expect(again.markdown == first.markdown)
      #expect(again.memory == first.memory)
    }
  }

  @Test func `the names of folders change nothing but the paths`() async throws {
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    try ShopLogs.write(to: first, below: "a")
    try ShopLogs.write(to: second, below: "zz")
    let one = try await ask("why did checkout start failing?", in: [first.path])
    let other = try await ask("why did checkout start failing?", in: [second.path])
    #expect(
      one.file.diagnosis?.hypotheses.map(\.service)
        == other.file.diagnosis?.hypotheses.map(\.service))
    #expect(
      one.markdown.replacingOccurrences(of: "a/", with: "zz/")
        .replacingOccurrences(of: "rezz/", with: "rea/") == other.markdown)
  }

  @Test func `progress never goes back and keeps one total`() async throws {
    let folder = try TemporaryFolder()
    let quiet = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    try quiet.write("checkout.log", "2026-03-09T10:00:00Z INFO order 1 placed\n")
    let told = Mutex<[InvestigationProgress]>([])
    _ = try await fileEngine().answer(
      Inquiry(question: "why?", evidence: [folder.path], baseline: [quiet.path]),
      progress: { progress in told.withLock { $0.append(progress) } })
    let steps = told.withLock { $0 }
    #expect(steps.count >= 4)
    #expect(steps.map(\.done) == steps.map(\.done).sorted())
    #expect(Set(steps.map(\.total)).count == 1)
    #expect(steps.allSatisfy { $0.done <= $0.total })
  }
}
