import Foundation
import TestSupport
import Testing

/// Pastes: of any size, with any line ends, and cut off.
@Suite(.serialized) struct PasteTests {
  @Test func `five hundred lines with a command among them run nothing and are one message`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], rows: 50)
      try await shell.wait(for: "▸")
      var lines = (1...500).map { "line \($0)" }
      lines[0] = "/quit"
      lines[249] = "/forget everything"
      lines[499] = "/quit"
      shell.paste(lines.joined(separator: "\n"))
      try await shell.wait("a placeholder") { $0.typed == "[pasted 500 lines #1]" }
      shell.type(Key.enter)
      try await shell.wait("one answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      let shown = try await gumshoe.run(["sessions", "show", "quit", "--json"])
      let session = try #require(try shown.events().first?["result"] as? [String: Any])
      let messages = try #require(session["messages"] as? [[String: Any]])
      let inputs = messages.filter { $0["role"] as? String == "user" }
        .compactMap { $0["markdown_content"] as? String }
      #expect(inputs == [lines.joined(separator: "\n")])
    }
  }

  @Test func `two megabytes are pasted whole, and the keyboard goes on`() async throws {
    try await withShell { shell in
      let line = "2026-03-01T10:00:00Z ERROR something went wrong in a way that fills this line\n"
      let count = 2_000_000 / line.utf8.count
      shell.paste(String(repeating: line, count: count))
      try await shell.wait("a placeholder") { $0.typed == "[pasted \(count) lines #1]" }
      shell.type(" why?")
      try await shell.wait("more text") { $0.typed == "[pasted \(count) lines #1] why?" }
    }
  }

  @Test func `a paste whose end never comes does not keep the keyboard`() async throws {
    try await withShell { shell in
      shell.type("\u{1b}[200~pasted and cut off")
      try await shell.wait("what came of it") { $0.typed == "pasted and cut off" }
      shell.type("!")
      try await shell.wait("a key behind it") { $0.typed == "pasted and cut off!" }
      shell.type("\u{15}/nosuch\(Key.enter)")
      try await shell.wait(for: "No command '/nosuch'")
    }
  }

  @Test func `a paste is given up on while a turn runs, too`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.withFaults.open([try HeldLogs(in: gumshoe.home).path])
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("a turn under way") { $0.lastLine.contains(HeldLogs.step) }
      // The spinner wakes the editor more often than the paste is waited for.
      shell.type("\u{1b}[200~cut off")
      try await shell.wait("what came of it") { $0.typed == "cut off" }
    }
  }

  @Test func `a folded paste is one character for Backspace and for the arrows`() async throws {
    try await withShell { shell in
      shell.type("ab")
      shell.paste((1...40).map { "line \($0)" }.joined(separator: "\n"))
      try await shell.wait("a placeholder") { $0.typed == "ab[pasted 40 lines #1]" }
      shell.type("\(Key.left)x\(Key.left)\(Key.left)y")
      try await shell.wait("letters around it") { $0.typed == "aybx[pasted 40 lines #1]" }
      shell.type("\u{05}\u{7f}")
      try await shell.wait("no paste any more") { $0.typed == "aybx" }
      shell.type("\u{1f}")
      try await shell.wait("the paste, by undo") { $0.typed == "aybx[pasted 40 lines #1]" }
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every kind of line end is one new row`(end: String) async throws {
    try await withShell { shell in
      shell.paste(["one", "two", "three"].joined(separator: end))
      try await shell.wait("three rows") { $0.text.contains("▸ one\ntwo\nthree") }
    }
  }

  @Test func `controls and changes of direction in a paste are seen, not obeyed`() async throws {
    try await withShell { shell in
      shell.paste("a\u{202e}b\u{9b}31m\u{07}c\td")
      try await shell.wait("all of it in order") { $0.typed == "a\\u{202e}b31mc    d" }
      shell.type("\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}")
      try await shell.wait("a few letters less") { $0.typed == "a\\u{202e}b31m" }
    }
  }
}
