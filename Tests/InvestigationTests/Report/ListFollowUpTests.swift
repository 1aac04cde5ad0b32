import TestSupport
import Testing

@testable import Investigation

/// What is asked of a list whose entries have nothing to do with the incident beside it.
@Suite(.steppingBack) struct ListFollowUpTests {
  /// All along a mail in two minutes is deferred; from 10:40 to 10:50 no order can be placed.
  private static func write(to folder: TemporaryFolder) throws {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    func stamp(_ minute: Int, _ second: Int) -> String {
      "2026-03-10T1\(minute / 60):\(two(minute % 60)):\(two(second))Z"
    }
    let mails = (1..<90).map { minute in
      minute % 2 == 1
        ? "\(stamp(minute, 7)) ERROR mail to guest\(minute) deferred: 450 greylisted"
        : "\(stamp(minute, 7)) INFO mail to guest\(minute) sent"
    }
    try folder.write("mailer.log", mails.joined(separator: "\n") + "\n")
    let orders = (0..<540).map { place -> String in
      let (minute, second) = (place / 6, place % 6 * 10)
      return (40..<50).contains(minute)
        ? "\(stamp(minute, second)) ERROR order failed: seats is locked by another session"
        : "\(stamp(minute, second)) INFO order placed"
    }
    try folder.write("orders.log", orders.joined(separator: "\n") + "\n")
    try folder.write(
      "changes.txt", "2026-03-10T10:31:00Z  deploy  mailer 3.1.0  by=piet\n")
  }

  private func answer(_ questions: String...) async throws -> String {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    let engine = fileEngine()
    var asked = try await ask(questions[0], in: [folder.path], of: engine)
    for question in questions.dropFirst() {
      asked = try await ask(question, in: [folder.path], after: asked, of: engine)
    }
    return asked.section("Answer") ?? ""
  }

  @Test(arguments: [
    ("did that start with the release at 10:31?", "No: it began 29 min 53 s before"),
    ("so it started after 10:31?", "No: it began 29 min 53 s before"),
    ("did those begin before the release?", "Yes: it began 29 min 53 s before"),
    ("when did those begin?", "It began at 2026-03-10 10:01:07 UTC in **mailer**"),
    ("were there any before the release?", "15 errors of **mailer**, before"),
  ])
  func `its beginning is told, not that of the incident`(ask: String, told: String) async throws {
    for before in [["what errors does mailer have?"], ["what went wrong?", "errors of mailer"]] {
      let text =
        try await before.count == 1
        ? answer(before[0], ask) : answer(before[0], before[1], ask)
      #expect(text.contains(told), "\(text)")
    }
  }

  @Test(arguments: [
    ("did it start with the release at 10:31?", "Not at once: it began 9 min after"),
    ("did the errors begin after 10:31?", "Yes: it began 9 min after"),
  ])
  func `behind the cause it is the incident's`(ask: String, told: String) async throws {
    let text = try await answer("why do orders fail?", ask)
    #expect(text.contains(told), "\(text)")
  }
}
