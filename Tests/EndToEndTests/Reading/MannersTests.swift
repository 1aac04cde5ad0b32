import Foundation
import TestSupport
import Testing

/// What the shell does for whoever reads it, beside answering.
@Suite struct MannersTests {
  @Test func `in a window of 20 columns the help has whole words`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open(
        [try makeLogs(in: gumshoe.home)], columns: 20, rows: 30)
      try await shell.wait(for: "▸")
      shell.type("/help\(Key.enter)")
      let help = try await shell.wait("the end of the help") {
        $0.text.contains("'//x' sends '/x'.") && $0.lastLine.hasPrefix("▸")
      }
      let words = Set(help.text.split { $0 == " " || $0 == "\n" }.map(String.init))
      for word in ["investigation", "[--deep|--fast]", "N|id-prefix|words|-", "transcript"] {
        #expect(words.contains(word), "\(word): \(help)")
      }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test func `the command to come back is not broken in a narrow window`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], columns: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      let written = String(decoding: shell.written, as: UTF8.self)
      #expect(written.contains(/gumshoe --session [0-9a-f-]{36}\u{1b}/), "\(shell.snapshot)")
    }
  }

  @Test func `a turn's end rings where nobody looks, and only there`() async throws {
    try await withGumshoe { gumshoe in
      let held = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([held.path])
      try await shell.wait(for: "▸")
      let written = String(decoding: shell.written, as: UTF8.self)
      #expect(written.contains("\u{1b}[?1004h"), "focus was not asked for")
      // The window loses the focus, and gets it back before the end of the first turn.
      shell.type("\u{1b}[O")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("a running turn") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("\u{1b}[Ihalf")
      try await shell.wait("what was typed behind it") { $0.typed == "half" }
      try held.release()
      try await shell.wait("an answer") { $0.answers == 1 && $0.typed == "half" }
      #expect(!shell.written.contains(7))
      shell.type("\u{15}show me the errors\u{1b}[O\(Key.enter)")
      try await shell.wait("a second answer") {
        $0.answers == 2 && $0.lastLine.hasPrefix("what went wrong ▸")
      }
      #expect(shell.written.count { $0 == 7 } == 1)
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(String(decoding: shell.written, as: UTF8.self).hasSuffix("\u{1b}[?2004l"))
    }
  }

  @Test func `commands and places work from where one stands`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      try #require(logs.hasPrefix(gumshoe.home))
      let shell = try gumshoe.open(
        [logs, "--no-color"], columns: 160, rows: 60,
        variables: ["FORCE_HYPERLINK": "1", "PAGER": "cat"])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.isIdle(title: "what went wrong") }
      let linked = String(decoding: shell.written, as: UTF8.self)
      let link = try #require(
        linked.firstMatch(of: /\u{1b}\]8;;file:\/\/[^\/]*(\/[^\u{1b}]+)\u{1b}\\([a-z.]+:\d+)/))
      #expect(FileManager.default.fileExists(atPath: String(link.output.1)))
      shell.type("/show next\(Key.enter)")
      let checks = try await shell.wait("the next checks") {
        $0.text.contains("sed -n") && $0.isIdle(title: "what went wrong")
      }
      let command = try #require(checks.text.firstMatch(of: /sed -n '[0-9]+,[0-9]+p' '[^']+'/))
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", String(command.output)]
      process.currentDirectoryURL = URL(filePath: gumshoe.home)
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let lines = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0 && !lines.isEmpty, "\(command.output)")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test func `looks, detail and the bell are settings, and a wrong one is named`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      try gumshoe.configure("theme: light\ndetail: full\nnotify: off\n")
      let shell = try gumshoe.open([logs], rows: 12)
      shell.type("\u{1b}[Owhat went wrong?\(Key.enter)")
      let whole = try await shell.wait("a whole answer") {
        $0.answers == 1 && $0.isIdle(title: "what went wrong")
      }
      #expect(whole.text.contains("Not seen") && !whole.text.contains(": /show"), "\(whole)")
      func isWritten(_ codes: String) -> Bool {
        String(decoding: shell.written, as: UTF8.self).contains(codes)
      }
      #expect(isWritten("\u{1b}[34m") && !isWritten("\u{1b}[36m") && !isWritten("\u{7}"))
      shell.type("/theme dark\(Key.enter)")
      try await shell.wait(for: "on a dark background from now on")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      try gumshoe.configure("theme: pink\n")
      let refused = try gumshoe.open([logs])
      #expect(try await refused.exitStatus() == 78)
      #expect(refused.snapshot.text.contains("'pink' is no value of 'theme'"))
    }
  }
}
