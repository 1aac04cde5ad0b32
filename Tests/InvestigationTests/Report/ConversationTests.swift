import Foundation
import Investigation
import Testing

/// Questions about the report before, and follow-ups that go on from it.
@Suite(.steppingBack) struct ConversationTests {
  private func first(_ folder: TemporaryFolder) async throws -> Report {
    try ShopLogs.write(to: folder)
    return try await ask("why did checkout start failing?", in: [folder.path])
  }

  @Test func `why another service is not the cause is told with evidence`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let report = try await ask("why not payment?", in: [folder.path], memory: before.memory)
    let answer = try #require(report.section("Answer"))
    #expect(answer.hasPrefix("**payment** came"), "\(answer)")
    #expect(answer.contains("failures of others"))
    #expect(report.section("Evidence of the report before")?.contains("payment.log:") == true)
  }

  @Test func `how sure it is, and an item of evidence, are told again`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let sure = try await ask("how sure are you?", in: [folder.path], memory: before.memory)
    #expect(sure.section("Answer") == before.section("Confidence"))
    // The numbers are those of the report before, also two turns later.
    let shown = try await ask("show evidence 2", in: [folder.path], memory: sure.memory)
    #expect(shown.section("Answer")?.contains("pool.max 40 -> 2") == true, "\(shown.markdown)")
    let none = try await ask("show evidence 99", in: [folder.path], memory: before.memory)
    #expect(none.section("Answer")?.contains("has no evidence 99") == true)
  }

  @Test func `a follow-up keeps the kind of question and says what it is about`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let report = try await ask("and the mailer?", in: [folder.path], memory: before.memory)
    #expect(report.abstained)
    #expect(report.section("Answer")?.hasPrefix("Not proven: **mailer**") == true)
  }

  @Test func `'before that' looks before the onset`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let report = try await ask(
      "what changed before that?", in: [folder.path], memory: before.memory)
    #expect(report.section("Answer")?.contains("pool.max 40 -> 2") == true, "\(report.markdown)")
  }

  @Test func `a name the evidence lacks is answered with those it holds`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("why did the shipping service fail?", in: [folder.path])
    let answer = try #require(report.section("Answer"))
    #expect(answer.contains("nothing named `shipping`") && answer.contains("**checkout**"))
  }

  @Test func `what is no question is told with what can be asked`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("purple elephants dance", in: [folder.path])
    #expect(report.section("Answer")?.contains("You can ask for") == true, "\(report.markdown)")
  }
}
