import Foundation
import TestSupport
import Testing

/// The line in a terminal: keys, pastes, widths, and text that is not to be trusted.
@Suite(.serialized) struct LineTests {
  @Test func `what is typed in any script stands on the line as typed`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)])
      try await shell.wait(for: "▸")
      shell.type("naïve 日本語 текст")
      try await shell.wait("the text") { $0.typed == "naïve 日本語 текст" }
      shell.type("\(Key.left)\(Key.left)\u{7f}")
      try await shell.wait("one letter less, in the middle") { $0.typed == "naïve 日本語 тест" }
      shell.type("\u{01}» ")
      try await shell.wait("text at the start") { $0.typed == "» naïve 日本語 тест" }
    }
  }

  @Test func `a paste of several lines is one message, whatever it begins with`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], rows: 50)
      try await shell.wait(for: "▸")
      shell.paste("/quit\nwhat went wrong?")
      try await shell.wait("both rows") { $0.text.contains("/quit\nwhat went wrong?") }
      shell.type(Key.enter)
      try await shell.wait("one answer to both") { $0.answers == 1 && $0.lastLine.contains("▸") }
      shell.paste((1...40).map { "line \($0)" }.joined(separator: "\n"))
      try await shell.wait("a placeholder") { $0.typed == "[pasted 40 lines #1]" }
      shell.type(Key.enter)
      try await shell.wait("another answer") { $0.answers == 2 }
      let script = try await gumshoe.run(["sessions", "show", "quit", "--json"])
      #expect(script.output.contains(#"/quit\nwhat went wrong?"#), "\(script)")
      #expect(script.output.contains(#"line 39\nline 40"#))
    }
  }

  @Test func `a new window size redraws the line once`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], columns: 80, rows: 20)
      try await shell.wait(for: "▸")
      let words = (1...30).map { "word\($0)" }.joined(separator: " ")
      shell.type(words)
      try await shell.wait("the last word") { $0.lines.joined().hasSuffix("word30") }
      shell.resize(columns: 40, rows: 20)
      try await shell.wait("the line in 40 columns") {
        $0.lines.joined().hasSuffix("word29 word30") && $0.lines.allSatisfy { $0.count <= 40 }
      }
      shell.type("!")
      let end = try await shell.wait("the line going on") {
        $0.lines.joined().hasSuffix("word30!")
      }
      #expect(end.lines.joined().ranges(of: "word1 ").count == 1, "\(end)")
      shell.type(Key.enter)
      try await shell.wait("an answer in the narrow window") { $0.answers == 1 }
    }
  }

  @Test func `a key typed as soon as the prompt stands is not lost`() async throws {
    try await withGumshoe { gumshoe in
      for _ in 0..<10 {
        let shell = try gumshoe.open([])
        try await shell.wait(for: "▸")
        shell.type(Key.endOfFile)
        #expect(try await shell.exitStatus() == 0)
      }
    }
  }

  @Test func `Tab completes commands, and an unknown one is refused`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)])
      try await shell.wait(for: "▸")
      shell.type("/sw\(Key.tab)")
      try await shell.wait("the command") { $0.lastLine.hasSuffix("/switch") }
      shell.type("\u{15}/s\(Key.tab)")
      let list = try await shell.wait("a list") {
        $0.text.contains("/status") && $0.text.contains("/show") && $0.typed == "/s"
      }
      #expect(list.text.contains("Lists the sessions as a numbered table"))
      shell.type("\u{15}/swich 2\(Key.enter)")
      try await shell.wait(for: "No command '/swich'. Did you mean /switch?")
    }
  }

  @Test func `a command's bare name is not sent, but offered; in quotes it is sent`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], rows: 60)
      try await shell.wait(for: "▸")
      for word in ["help", "exit", "quit"] {
        shell.type("\(word)\(Key.enter)")
        try await shell.wait(for: "Did you mean /\(word)? It was not sent")
      }
      shell.type("\"help\"\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      let listed = try await gumshoe.run(["sessions", "--json"])
      #expect(listed.output.contains(#""title":"\"help\"""#), "as it was typed: \(listed)")
    }
  }

  @Test func `escape sequences of a log reach the screen as text, never as themselves`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = gumshoe.home + "/hostile"
      try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
      let evil = "\u{1b}]0;owned\u{07}\u{1b}[2J\u{9b}31m\u{202e}drowssap"
      try """
      2026-03-01T10:00:00Z INFO started
      2026-03-01T10:00:01Z ERROR disk full: no space left on device \(evil)

      """.write(toFile: logs + "/orders.log", atomically: true, encoding: .utf8)
      let shell = try gumshoe.open([logs])
      shell.type("show me the errors with \"disk\"\(Key.enter)")
      let end = try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      // Readers of logs take colours and titles off; what is left is shown as text.
      #expect(end.text.contains("\\u{202e}drowssap"), "\(end)")
      let written = String(decoding: shell.written, as: UTF8.self)
      for sequence in ["\u{1b}]0;", "\u{07}", "\u{1b}[2J", "\u{9b}", "\u{202e}"] {
        #expect(!written.contains(sequence), "\(sequence.debugDescription) was written")
      }
    }
  }

  @Test func `a terminal that can't move its cursor gets plain lines`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], term: "dumb")
      try await shell.wait(for: "Ask what went wrong")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the answer, and a prompt behind it") {
        $0.text.contains("## Answer") && $0.lastLine == ">"
      }
      shell.resize(columns: 40, rows: 30)
      shell.type("/help\(Key.enter)")
      let help = try await shell.wait("the help") {
        $0.text.contains("'//x' sends '/x'.") && $0.lastLine == ">"
      }
      #expect(help.text.contains("\n/stop\n  Ends the running turn for good; its\n"), "\(help)")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(!shell.written.contains(0x1b))
    }
  }

  @Test func `Ctrl-C is not lost that comes as soon as plain lines are asked for`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      for _ in 0..<10 {
        let shell = try gumshoe.open([logs, "--plain"])
        try await shell.wait(for: "Ask what went wrong")
        shell.type(Key.interrupt)
        try await shell.wait(for: "Press Ctrl-C again to leave")
        shell.type(Key.interrupt)
        #expect(try await shell.exitStatus() == 0)
      }
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal ends plain lines too, and the process by it`(signal: Int32) async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home), "--plain"])
      try await shell.wait("a prompt") { $0.lastLine == ">" }
      shell.signal(signal)
      #expect(try await shell.exitStatus() == 128 + signal)
    }
  }

  @Test func `plain lines have the same keys to stop and to leave`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.withFaults.open([try HeldLogs(in: gumshoe.home).path, "--plain"])
      try await shell.wait(for: "Ask what went wrong")
      shell.type(Key.interrupt)
      try await shell.wait(for: "Press Ctrl-C again to leave")
      shell.type("what went wrong?\(Key.enter)")
      shell.type("and then?\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      shell.type(Key.interrupt)
      try await shell.wait(for: "Stopped watching")
      shell.type(Key.endOfFile)
      try await shell.wait(for: "Press Ctrl-D again")
      shell.type(Key.endOfFile)
      // A session that the service has not confirmed yet has no name to come back by.
      try await shell.wait("how it goes on") {
        $0.text.contains("Come back with: gumshoe --session")
          || $0.text.contains("The next start takes it up again")
      }
      #expect(try await shell.exitStatus() == 0)
    }
  }
}
