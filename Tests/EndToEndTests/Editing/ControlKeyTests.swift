import Foundation
import TestSupport
import Testing

/// Keys and replies that once did what nobody meant.
@Suite(.serialized) struct ControlKeyTests {
  @Test func `Esc x opens no prompt that nobody sees`() async throws {
    try await withShell { shell in
      shell.type("ab\u{1b}xcd")
      try await shell.wait("the letters behind it") { $0.typed == "abcd" }
      shell.type("\u{01}!")
      try await shell.wait("an editor that still edits") { $0.typed == "!abcd" }
    }
  }

  @Test func `what a terminal replies is not typed into the line`() async throws {
    try await withShell { shell in
      let replies = [
        "\u{1b}]11;rgb:1e1e/1e1e/1e1e\u{07}", "\u{1b}]52;c;aGVsbG8=\u{1b}\\",
        "\u{1b}P>|XTerm(370)\u{1b}\\", "\u{1b}P1+r544e=787465726d\u{1b}\\", "\u{1b}[?62;22c",
        "\u{1b}[12;40R", "\u{1b}[I", "\u{1b}_Gi=1;OK\u{1b}\\",
      ]
      shell.type("a" + replies.joined(separator: "b") + "c")
      try await shell.wait("only what was typed") { $0.typed == "abbbbbbbc" }
    }
  }

  @Test func `Ctrl-backslash does nothing`() async throws {
    try await withShell { shell in
      shell.type("ab\u{1c}cd")
      try await shell.wait("the line") { $0.typed == "abcd" }
    }
  }

  @Test func `text and Ctrl-C in one burst clear the text, and detach nothing`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.withFaults.open([try HeldLogs(in: gumshoe.home).path])
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("a turn under way") { $0.lastLine.contains(HeldLogs.step) }
      for number in 1...5 {
        shell.type("no, wait \(number)\(Key.interrupt)\(Key.up)")
        try await shell.wait("what was cleared") { $0.typed == "no, wait \(number)" }
        shell.type("\u{15}")
        try await shell.wait("an empty line") { $0.typed.isEmpty }
      }
      #expect(!shell.snapshot.text.contains("Stopped watching"), "\(shell.snapshot)")
      shell.type(Key.interrupt)
      try await shell.wait(for: "Stopped watching")
    }
  }

  @Test func `Ctrl-J and a backslash at the end begin a new row, as does an open block of code`()
    async throws
  {
    try await withShell { shell in
      shell.type("one\(Key.newRow)two\\\(Key.enter)three")
      try await shell.wait("three rows") { $0.text.contains("▸ one\ntwo\nthree") }
      shell.type("\(Key.up)\u{05}!\(Key.up)\u{01}>")
      try await shell.wait("rows edited") { $0.text.contains("▸ >one\ntwo!\nthree") }
      shell.type("\(Key.interrupt)```\(Key.enter)/quit\(Key.enter)")
      try await shell.wait("a block that goes on") { $0.text.contains("▸ ```\n/quit") }
      #expect(shell.snapshot.cursorColumn == 0)
    }
  }

  @Test(arguments: [
    ("\u{1b}[H", "\u{1b}[F"), ("\u{1b}[1~", "\u{1b}[4~"), ("\u{1b}OH", "\u{1b}OF"),
    ("\u{01}", "\u{05}"),
  ])
  func
    `Home and End go to the ends of a row, Up and Down to the next, beyond them through the history`(
      home: String, end: String
    ) async throws
  {
    try await withShell { shell in
      shell.type("/nosuch\(Key.enter)one\(Key.newRow)日本\(Key.newRow)three")
      try await shell.wait("three rows") { $0.ends(in: "▸ one\n日本\nthree") }
      shell.type("\(home)3\(Key.up)2\(home)>\(end)<\(Key.up)\(home)1\(end)!")
      try await shell.wait("each row edited") { $0.ends(in: "▸ 1one!\n>日2本<\n3three") }
      shell.type(Key.up)
      try await shell.wait("the line before") { $0.typed == "/nosuch" }
      shell.type("\(Key.down)\(Key.up)\(Key.up)\(home)0")
      try await shell.wait("the rows again, at the first") {
        $0.ends(in: "▸ 01one!\n>日2本<\n3three")
      }
      shell.type("\(Key.down)\(Key.down)\(Key.down)\(end).")
      try await shell.wait("nothing newer than the last row") { $0.lastLine == "3three." }
    }
  }

  @Test func `undo takes back what was typed, a word at a time`() async throws {
    try await withShell { shell in
      shell.type("one two three\u{17}")
      try await shell.wait("a word less") { $0.typed == "one two" }
      shell.type("\u{1f}")
      try await shell.wait("the word again") { $0.typed == "one two three" }
      shell.type("\u{1f}\u{1f}")
      try await shell.wait("what was there before") { $0.typed == "one" }
    }
  }

  @Test func `Tab on what was completed to its end adds nothing`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)])
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      shell.type("/switch \(Key.tab)")
      let once = try await shell.wait("the only session") { $0.typed.count == 16 }
      shell.type("\(Key.tab)|")
      try await shell.wait("the session, once") { $0.typed == once.typed + " |" }
    }
  }
}
