import Foundation
import TestSupport
import Testing

/// What of an answer stands on the screen when the prompt is back.
@Suite struct DigestTests {
  /// What the demo's first answer has to say at a glance: cause, service, onset, change, exhibit.
  private static let needed = [
    "Answer", "ledger", "10:05:12", "40 -> 4", "HikariPool-1", "ledger.log.gz:8107", "suspects 5",
    "timeline 12", "/show",
  ]

  /// The rows of the screen as running text, whatever they were wrapped at.
  private func flowing(_ screen: ScreenSnapshot) -> String {
    screen.lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  @Test func `the demo's first answer fits a window of 24 rows, also when one comes back to it`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open(["demo"], columns: 80, rows: 24)
      try await shell.wait(for: "▸")
      shell.type("why did checkout start failing?\(Key.enter)")
      let first = try await shell.wait("an answer") {
        $0.answers == 1 && $0.lastLine.hasPrefix("checkout start failing ▸")
      }
      for word in Self.needed { #expect(flowing(first).contains(word), "\(word): \(first)") }

      shell.type("show me the last 30 errors\(Key.enter)")
      let list = try await shell.wait("a list") {
        $0.answers == 2 && $0.lastLine.hasPrefix("checkout start failing ▸")
      }
      #expect(list.text.matches(of: /^• \[\d+\]/.anchorsMatchLineEndings()).count >= 30, "\(list)")

      shell.type("why did it start?\(Key.enter)")
      try await shell.wait("a third answer") {
        $0.answers == 3 && $0.lastLine.hasPrefix("checkout start failing ▸")
      }
      shell.type("/detail full\(Key.enter)")
      try await shell.wait(for: "Answers are printed whole from now on.")
      shell.type("why did it fail?\(Key.enter)")
      try await shell.wait("a whole answer") { $0.answers == 4 && $0.text.contains("\nTimeline") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test func `a session that is taken up shows its last answer as it was`() async throws {
    try await withGumshoe { gumshoe in
      let path = try await demoPath(gumshoe)
      _ = try await gumshoe.run(["ask", "why did checkout start failing?", "--evidence", path])
      let shell = try gumshoe.open(["--continue"], columns: 80, rows: 24)
      let back = try await shell.wait("the last exchange") {
        $0.answers == 1 && $0.lastLine.hasPrefix("checkout start failing ▸")
      }
      for word in Self.needed { #expect(flowing(back).contains(word), "\(word): \(back)") }

      // What is on the screen alone counts, behind another session too.
      shell.type("/new show me the last 3 errors\(Key.enter)")
      try await shell.wait("another session") {
        $0.answers == 2 && $0.lastLine.contains("▸") && !$0.lastLine.hasPrefix("checkout start")
      }
      shell.type("/switch -\(Key.enter)")
      let switched = try await shell.wait("the first session again") {
        $0.answers == 3 && $0.lastLine.hasPrefix("checkout start failing ▸")
      }
      let shown = switched.lines.map { $0.trimmingCharacters(in: .whitespaces) }
        .joined(separator: " ")
      for word in Self.needed { #expect(shown.contains(word), "\(word): \(switched)") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }
}
