import Foundation
import Investigation
import Testing

@Suite struct ReportTests {
  @Test func `a report names cause, service, onset, change and way, and cites them`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("why did checkout start failing?", in: [folder.path])
    let sentence = report.firstSentence
    #expect(sentence.hasPrefix("**ledger** exhausted a limited resource"), "\(sentence)")
    #expect(sentence.contains("2026-03-10 10:30:00 UTC"))
    #expect(sentence.contains("pool.max 40 -> 2"))
    #expect(report.section("Answer")?.contains("**checkout** through **payment**") == true)
    #expect(report.suspects.first == "ledger")
    #expect(!report.abstained)
    try checkCitations(report, in: folder.path)
  }

  @Test func `sections come in their order, each once`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("why did checkout start failing?", in: [folder.path])
    let order = [
      "Answer", "Confidence", "Suspects", "Evidence", "Path", "Change", "Impact", "Timeline",
      "Ruled out", "Not seen", "Next checks",
    ]
    #expect(report.titles == order)
  }

  @Test(arguments: [
    ("what changed?", "1 change"), ("give me a timeline", "- 10:29:48"),
    ("who is affected?", "3 services show failures"),
  ])
  func `what was asked for comes first, then what it rests on`(
    question: String, beginning: String
  ) async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask(question, in: [folder.path])
    #expect(report.section("Answer")?.hasPrefix(beginning) == true, "\(report.markdown)")
    #expect(report.titles == ["Answer", "Cause", "Confidence", "Evidence", "Not seen"])
    try checkCitations(report, in: folder.path)
  }

  @Test(arguments: ["how slow is checkout?", "is checkout slower than yesterday?"])
  func `what is not answered yet says so in one line`(question: String) async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask(question, in: [folder.path])
    #expect(report.section("Answer")?.contains("is not answered yet") == true)
    #expect(report.titles == ["Answer"])
  }

  @Test func `secrets in quoted lines are masked everywhere`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    for question in ["why did checkout fail?", "show the last 3 errors of ledger"] {
      let report = try await ask(question, in: [folder.path])
      #expect(!report.markdown.contains("hunter2"))
      #expect(!"\(report.memory)".contains("hunter2"))
      #expect(report.markdown.contains(SecretMask.mark) || !question.hasPrefix("show"))
    }
  }

  @Test func `the last lines of a service are shown, newest last`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("show me the last 5 errors of payment", in: [folder.path])
    let evidence = report.memory.evidence
    #expect(evidence.count == 5)
    #expect(evidence.allSatisfy { $0.service == "payment" && $0.quote.contains("timed out") })
    #expect(evidence.map(\.line) == evidence.map(\.line).sorted())
    #expect(report.section("Answer")?.hasPrefix("225 lines match") == true, "\(report.markdown)")
    try checkCitations(report, in: folder.path)
  }

  @Test func `a summary counts every kind of error`() async throws {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let report = try await ask("summarise the errors", in: [folder.path])
    #expect(report.section("Answer")?.hasPrefix("675 error lines of 3 kinds:") == true)
    try checkCitations(report, in: folder.path)
  }
}
