import Foundation
import TestSupport
import Testing

@testable import Investigation

/// Messages that ask more than one thing.
@Suite(.steppingBack) struct QuestionPartsTests {
  @Test(arguments: [
    ("did it recover? when?", ["did it recover?", "when?"]),
    (
      "how many failed, and how many of those were logins?",
      ["how many failed?", "how many of those were logins?"]
    ),
    (
      "which node is it, and are the others affected too?",
      ["which node is it?", "are the others affected too?"]
    ),
    ("when was the key disabled and by whom?", ["when was the key disabled?", "by whom?"]),
    ("image of basket? was it changed today?", ["image of basket?", "was it changed today?"]),
    ("how many replicas, what image", ["how many replicas?", "what image"]),
    ("are we good again now? since when", ["are we good again now?", "since when"]),
    (
      "how much memory does it use and whats maxmemory",
      ["how much memory does it use?", "whats maxmemory"]
    ),
    (
      "how much memory and cpu does basket-0 request?",
      ["how much memory does basket-0 request?", "how much cpu does basket-0 request?"]
    ),
    (
      "which storage type and size does carts-db have",
      ["which storage type does carts-db have", "which size does carts-db have"]
    ),
    // One question each, or none.
    ("which node and pod", []), ("how much more memory and cpu than the day before?", []),
    ("basket is down? ok", []), ("when it failed, what happened?", []),
    ("when and where did it begin?", []), ("errors and warnings of cart", []),
    ("which version was it before and which now?", []), ("what happened between one and two?", []),
    ("who fixed it and when?", []), ("cart is down! what is wrong?", []),
    ("did the pods start and not become ready?", []),
    ("is it the disk or the network and nothing else?", []),
  ])
  func `are told apart where each part is a question`(text: String, parts: [String]) {
    #expect(QuestionParts(text).parts == (parts.isEmpty ? [text] : parts))
  }

  private static func shop() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var lines: [String] = []
    for minute in 0..<40 {
      for second in [10, 30, 50] {
        let isBad = (20..<30).contains(minute) && second != 10
        let path = second == 30 ? "/login" : "/cart"
        lines.append(
          "2026-03-10T10:\(minute < 10 ? "0" : "")\(minute):\(second)Z \(isBad ? "ERROR" : "INFO") "
            + "shop GET \(path) status=\(isBad ? 500 : 200)")
      }
    }
    try folder.write("shop.log", lines.joined(separator: "\n") + "\n")
    return folder
  }

  @Test func `each is answered, the second of what the first was about`() async throws {
    let folder = try Self.shop()
    let cause = try await ask("why does shop fail?", in: [folder.path])
    let counted = try await ask(
      "how many errors were there, and how many of them before 10:25?", in: [folder.path],
      after: cause)
    let answer = try #require(counted.section("Answer"))
    let paragraphs = answer.components(separatedBy: "\n\n")
    #expect(paragraphs[0].hasPrefix("20 errors"), "\(answer)")
    #expect(paragraphs[0].contains("10 errors"), "\(answer)")
    // What they cite stands once, under one title.
    #expect(counted.titles.count == Set(counted.titles).count)
    #expect(counted.file.turns.count == 3)
  }

  @Test func `a second question that the first answer holds is not asked again`() async throws {
    let folder = try Self.shop()
    let cause = try await ask("why does shop fail?", in: [folder.path])
    let over = try await ask("is it over? when?", in: [folder.path], after: cause)
    let alone = try await ask("is it over?", in: [folder.path], after: cause)
    #expect(over.section("Answer") == alone.section("Answer"))
  }
}
