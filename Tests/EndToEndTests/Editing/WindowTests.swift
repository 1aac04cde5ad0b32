import Foundation
import TestSupport
import Testing

/// The window: other sizes, other programs in it, and what it is like when the shell is gone.
@Suite(.serialized) struct WindowTests {
  @Test func `a line is whole in a tiny window, and in the old one again`() async throws {
    try await withShell(columns: 80, rows: 24) { shell in
      let words = (1...12).map { "word\($0)" }.joined(separator: " ")
      shell.type(words)
      try await shell.wait("the words") { $0.typed == words }
      shell.resize(columns: 20, rows: 5)
      try await shell.wait("the words in 20 columns") {
        $0.lines.joined().hasSuffix("word11 word12") && $0.lines.allSatisfy { $0.count <= 20 }
      }
      shell.type("\u{01}日")
      try await shell.wait("a letter at the start") { $0.lines.joined().contains("▸ 日word1") }
      shell.resize(columns: 80, rows: 24)
      try await shell.wait("the words in 80 columns") { $0.typed == "日" + words }
      shell.type("\u{05}!")
      let end = try await shell.wait("the line going on") { $0.typed == "日\(words)!" }
      #expect(end.count(of: "word12") == 1, "no stale copy: \(end)")
    }
  }

  @Test func `Ctrl-Z stops the shell, fg brings the line back`() async throws {
    try await withGumshoe { gumshoe in
      let bash = try TerminalProgram(
        "/bin/bash", ["--norc", "-i"],
        environment: gumshoe.environment.merging(["PS1": "$ "]) { $1 }, folder: gumshoe.home)
      try await bash.wait("bash's prompt") { $0.lastLine == "$" }
      bash.type("\(gumshoe.program)\n")
      try await bash.wait(for: "▸")
      bash.type("half typed 日本")
      try await bash.wait("the line") { $0.typed == "half typed 日本" }
      bash.type("\u{1a}")
      try await bash.wait("bash's prompt again") {
        $0.text.contains("Stopped") && $0.lastLine == "$"
      }
      bash.type("echo $((6 * 7))\n")
      try await bash.wait("a terminal in its usual mode") { $0.text.contains("\n42\n") }
      bash.type("fg\n")
      try await bash.wait("the line again") { $0.typed == "half typed 日本" }
      bash.type("!")
      try await bash.wait("the line going on") { $0.typed == "half typed 日本!" }
      bash.type("\(Key.interrupt)")
      try await bash.wait("an empty line") { $0.typed.isEmpty }
      bash.type(Key.endOfFile)
      try await bash.wait("bash's prompt") { $0.lastLine == "$" }
      bash.type("echo $((7 * 7))\n")
      try await bash.wait("a usual terminal at the end") { $0.text.contains("\n49\n") }
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGINT])
  func `the terminal has its usual mode after a signal, and the half-typed line is kept`(
    signal: Int32
  ) async throws {
    try await withShell { shell in
      shell.type("half a question, no more")
      try await shell.wait("the line") { $0.typed == "half a question, no more" }
      #expect(!shell.isInUsualMode)
      shell.signal(signal)
      if signal == SIGINT {
        // As the key: it clears the line, which Up brings back.
        try await shell.wait("an empty line") { $0.typed.isEmpty }
        shell.type(Key.up)
        try await shell.wait("the line") { $0.typed == "half a question, no more" }
        shell.type("\(Key.interrupt)\(Key.endOfFile)")
      }
      let status = try await shell.exitStatus()
      #expect(status == (signal == SIGINT ? 0 : 128 + signal), "it ends by the signal")
      #expect(shell.isInUsualMode)
      let written = String(decoding: shell.written, as: UTF8.self)
      #expect(
        written.ranges(of: "\u{1b}[?2004h").count == written.ranges(of: "\u{1b}[?2004l").count)
    }
  }

  @Test func `a half-typed line comes back after kill -9`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      let draft = "and what was changed in front of it?"
      shell.type(draft)
      let journal = gumshoe.home + "/.local/state/gumshoe/outbox.jsonl"
      try await Patience.wait(for: "the draft on the disk") {
        try String(contentsOfFile: journal, encoding: .utf8).contains(draft)
      }
      shell.signal(SIGKILL)
      _ = try await shell.exitStatus()
      let next = try gumshoe.open([logs, "--continue"])
      try await next.wait("the draft") { $0.typed == draft }
      next.type(Key.interrupt)
      try await next.wait("an empty line") { $0.typed.isEmpty }
      next.type(Key.endOfFile)
      _ = try await next.exitStatus()
      let last = try gumshoe.open([logs, "--continue"])
      try await last.wait("a prompt") { $0.lastLine.contains("▸") }
      #expect(last.snapshot.typed.isEmpty, "what was cleared does not come back")
    }
  }

  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT])
  func `the terminal has its usual mode after a crash`(signal: Int32) async throws {
    try await withShell { shell in
      shell.type("half")
      try await shell.wait("the line") { $0.typed == "half" }
      shell.signal(signal)
      #expect(try await shell.exitStatus() == 128 + signal)
      #expect(shell.isInUsualMode)
    }
  }

  @Test func `Ctrl-L clears the screen and leaves the line`() async throws {
    try await withShell { shell in
      shell.type("/nosuch\(Key.enter)and on")
      try await shell.wait(for: "No command '/nosuch'")
      shell.type("\u{0c}")
      try await shell.wait("the line at the top") { $0.lines.first == "▸ and on" }
    }
  }
}
