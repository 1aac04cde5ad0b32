import Foundation
import Investigation
import TestSupport
import Testing

/// Questions about the report before, and follow-ups that go on from it.
@Suite(.steppingBack) struct ConversationTests {
  private func first(_ folder: TemporaryFolder) async throws -> Asked {
    try ShopLogs.write(to: folder)
    return try await ask("why did checkout start failing?", in: [folder.path])
  }

  @Test func `why another service is not the cause is told with evidence`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let asked = try await ask("why not payment?", in: [folder.path], after: before)
    let answer = try #require(asked.section("Answer"))
    #expect(answer.hasPrefix("Not **payment**"), "\(answer)")
    #expect(answer.contains("ledger") && answer.contains("timed out"))
  }

  @Test func `how sure it is is read from the case`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let sure = try await ask("how sure are you?", in: [folder.path], after: before)
    #expect(sure.section("Answer")?.contains("confidence is") == true, "\(sure.markdown)")
    #expect(sure.section("Confidence") == before.section("Confidence"))
  }

  @Test func `what the user rules out is kept, shown and used`() async throws {
    let folder = try TemporaryFolder()
    let before = try await first(folder)
    let told = try await ask("it isn't ledger", in: [folder.path], after: before)
    #expect(told.section("Answer")?.contains("still points there") == true, "\(told.markdown)")
    #expect(told.section("You said")?.contains("it isn't ledger") == true)
    #expect(told.file.statements.count == 1)
  }

  @Test func `a list can be gone on with and narrowed`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let list = try await ask("show me the errors of payment", in: [folder.path])
    #expect(list.exhibits.count == 20)
    let five = try await ask("only the last 5", in: [folder.path], after: list)
    #expect(five.exhibits.map(\.number) == [1, 2, 3, 4, 5], "\(five.markdown)")
  }

  @Test func `what is no question is told so, with the nearest there is`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let asked = try await ask("purple elephants dance sideways", in: [folder.path])
    #expect(asked.section("Answer")?.contains("could not understand") == true, "\(asked.markdown)")
    #expect(asked.markdown.contains("ledger"))
  }

  @Test func `pasted lines are evidence, cited by the message`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a.log", "2026-03-10T10:00:00Z INFO fine\n")
    let text = """
      why does this happen?
      2026-03-10T10:01:00Z ERROR orders cannot write: No space left on device
      """
    let asked = try await ask(text, in: [folder.path])
    #expect(asked.markdown.contains("No space left on device"), "\(asked.markdown)")
    #expect(asked.markdown.contains("Took 1 pasted line"), "\(asked.markdown)")
  }

  @Test func `a case of another version is said to be one`() async throws {
    let folder = try TemporaryFolder()
    var before = try await first(folder)
    before.memory = Data(#"{"version":99,"exhibits":[]}"#.utf8)
    let asked = try await ask("why?", in: [folder.path], after: before)
    #expect(asked.markdown.contains("newer gumshoe"))
    before.memory = Data(#"{"question":"why?","services":[]}"#.utf8)
    let old = try await ask("why?", in: [folder.path], after: before)
    #expect(old.markdown.contains("older gumshoe"))
  }
}
