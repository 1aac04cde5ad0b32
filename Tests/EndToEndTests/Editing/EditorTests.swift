import Foundation
import TestSupport
import Testing

/// The line in `$EDITOR`, and back.
@Suite(.serialized) struct EditorTests {
  /// Ctrl-X Ctrl-E.
  private static let compose = "\u{18}\u{05}"

  @Test func `a line goes to the editor whole, and comes back with its paste folded as it was`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let seen = gumshoe.home + "/seen"
      let shell = try gumshoe.open(
        [],
        variables: try editor(
          """
          cp "$1" '\(seen)'
          { echo 'Dear machine,'; cat "$1"; printf 'and\\tso on\\n日本\\n'; } > "$1.new"
          mv "$1.new" "$1"
          """, in: gumshoe.home))
      try await shell.wait(for: "▸")
      shell.type("see")
      shell.paste((1...40).map { "line \($0)" }.joined(separator: "\n"))
      shell.type(" here")
      try await shell.wait("the line") { $0.typed == "see[pasted 40 lines #1] here" }
      shell.type(Self.compose)
      try await shell.wait("what the editor made of it") {
        $0.ends(
          in:
            "▸ Dear machine,\nsee[pasted 40 lines #1] here\nand    so on\n日本")
      }
      let whole = try String(contentsOfFile: seen, encoding: .utf8)
      #expect(whole == "see" + (1...40).map { "line \($0)" }.joined(separator: "\n") + " here\n")
      shell.type("!")
      try await shell.wait("the line going on") { $0.lastLine == "日本!" }
      shell.type("\u{1f}\u{1f}")
      try await shell.wait("the line before, by undo") {
        $0.typed == "see[pasted 40 lines #1] here"
      }
    }
  }

  @Test func `an editor that draws on the whole screen has the terminal to itself`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([], variables: ["VISUAL": "vi", "EDITOR": "false"])
      try await shell.wait(for: "▸")
      shell.type("one two")
      try await shell.wait("the line") { $0.typed == "one two" }
      shell.type(Self.compose)
      try await shell.wait("the editor's screen") {
        $0.lines.first == "one two" && $0.text.contains("~\n~")
      }
      shell.type("cwwon\u{1b}o日本\u{1b}")
      try await shell.wait("what was written") { $0.lines.prefix(2) == ["won two", "日本"] }
      shell.type(":wq\r")
      try await shell.wait("the line") { $0.ends(in: "▸ won two\n日本") }
      shell.type("語\(Key.up)\u{01}>")
      try await shell.wait("a line that is edited as before") {
        $0.ends(in: "▸ >won two\n日本語")
      }
    }
  }

  @Test func `Ctrl-Z in the editor stops both, fg brings both back`() async throws {
    try await withGumshoe { gumshoe in
      let bash = try TerminalProgram(
        "/bin/bash", ["--norc", "-i"],
        environment: gumshoe.environment.merging(["PS1": "$ ", "EDITOR": "vi"]) { $1 },
        folder: gumshoe.home)
      try await bash.wait("bash's prompt") { $0.lastLine == "$" }
      bash.type("\(gumshoe.program)\n")
      try await bash.wait(for: "▸")
      bash.type("one two\(Self.compose)")
      try await bash.wait("the editor's screen") { $0.lines.first == "one two" }
      bash.type("x\u{1a}")
      try await bash.wait("bash's prompt again") {
        $0.text.contains("Stopped") && $0.lastLine == "$"
      }
      bash.type("fg\n")
      try await bash.wait("the editor's screen") { $0.lines.first == "ne two" }
      bash.type(":wq\r")
      try await bash.wait("the line") { $0.typed == "ne two" }
      bash.type("!\(Key.interrupt)")
      try await bash.wait("an empty line") { $0.lastLine.hasPrefix("▸") && $0.typed.isEmpty }
      bash.type(Key.endOfFile)
      try await bash.wait("bash's prompt") { $0.lastLine == "$" }
      bash.type("echo $((6 * 7))\n")
      try await bash.wait("a terminal in its usual mode") { $0.text.contains("\n42\n") }
    }
  }

  @Test(arguments: [
    ("exit 3", "ended with status 3"), ("kill -9 $$", "was ended by signal 9"),
  ])
  func `an editor that fails changes nothing, and is told of`(
    body: String, told: String
  ) async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([], variables: try editor(body, in: gumshoe.home))
      try await shell.wait(for: "▸")
      shell.type("half a question\(Self.compose)")
      try await shell.wait(for: told)
      shell.type("!")
      let end = try await shell.wait("the line") { $0.typed == "half a question!" }
      #expect(end.text.replacing("\n", with: " ").contains("The line is as it was."))
      #expect(try Self.left(in: gumshoe) == [])
    }
  }

  @Test func `a missing editor is told of with what to do`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([], variables: ["EDITOR": "nosuch --wait"])
      try await shell.wait(for: "▸")
      shell.type("half a question\(Self.compose)")
      try await shell.wait(for: "Can't run 'nosuch --wait': set VISUAL or EDITOR")
      try await shell.wait("the line") { $0.typed == "half a question" }
    }
  }

  @Test func `after an editor that was killed on its own screen the terminal is usable`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open(
        [],
        variables: try editor(
          """
          stty raw -echo
          printf '\\033[?1049h\\033[2J\\033[?25l\\033[?1h\\033[3;5Hon a screen of its own'
          echo saved > "$1"
          cat "$0.go" > "$0.gone"
          kill -9 $$
          """, in: gumshoe.home))
      #expect(mkfifo(gumshoe.home + "/editor.go", 0o600) == 0)
      try await shell.wait(for: "▸")
      shell.type("/nosuch\(Key.enter)")
      try await shell.wait(for: "No command '/nosuch'")
      shell.type("half a question\(Self.compose)")
      try await shell.wait("the editor's screen") {
        $0.lastLine.contains("on a screen of its own") && !$0.text.contains("half")
      }
      try "go".write(toFile: gumshoe.home + "/editor.go", atomically: false, encoding: .utf8)
      try await shell.wait(for: "was ended by signal 9")
      let end = try await shell.wait("the line") { $0.typed == "half a question" }
      #expect(end.text.contains("No command '/nosuch'"), "the screen before: \(end)")
      #expect(!end.text.contains("on a screen of its own"))
      shell.type("\(Key.left)?")
      try await shell.wait("a line that is edited as before") { $0.typed == "half a questio?n" }
      let left = try #require(try Self.left(in: gumshoe).first)
      let saved = try String(
        contentsOfFile: "\(gumshoe.home)/tmp/\(left)/message.md", encoding: .utf8)
      #expect(saved == "saved\n")
      #expect(end.text.replacing("\n", with: "").contains(left), "what was saved is named")
      shell.type(Key.interrupt)
      try await shell.wait("an empty line") { $0.typed.isEmpty }
      shell.type(Key.endOfFile)
      _ = try await shell.exitStatus()
      #expect(shell.isInUsualMode)
    }
  }

  @Test func `the command that opens the editor begins with what stands behind it`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open(
        [], variables: try editor("printf 'and more' >> \"$1\"", in: gumshoe.home))
      try await shell.wait(for: "▸")
      shell.type("/edit why 日本\(Key.enter)")
      try await shell.wait("both") { $0.ends(in: "▸ why 日本\nand more") }
      let plain = try gumshoe.open(["--plain"])
      try await plain.wait(for: "There is no evidence")
      plain.type("/edit why\(Key.enter)")
      try await plain.wait(for: "There is no line to edit here")
    }
  }

  @Test func `in vi mode, v opens the editor`() async throws {
    try await withGumshoe { gumshoe in
      try "bind -v\n".write(
        toFile: gumshoe.home + "/.editrc", atomically: true, encoding: .utf8)
      let shell = try gumshoe.open(
        [], variables: try editor("echo 'from the editor' > \"$1\"", in: gumshoe.home))
      try await shell.wait(for: "▸")
      shell.type("abc\u{1b}")
      try await shell.wait("command mode") { $0.lastLine == "(cmd) ▸ abc" }
      shell.type("v")
      try await shell.wait("what was written") { $0.typed == "from the editor" }
    }
  }

  @Test func `what a turn says while the editor is open is on the screen behind it`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open(
        [logs.path], rows: 60,
        variables: try editor(
          "echo written > \"$1\"; echo open; cat \"$0.go\"", in: gumshoe.home))
      #expect(mkfifo(gumshoe.home + "/editor.go", 0o600) == 0)
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("a turn under way") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("and\(Self.compose)")
      try await shell.wait("the editor") { $0.lastLine == "open" }
      try logs.release()
      try await Patience.wait(for: "the end of the turn") {
        try await gumshoe.run(["sessions", "list", "--json"]).output.contains("\"idle\"")
      }
      try "go".write(toFile: gumshoe.home + "/editor.go", atomically: false, encoding: .utf8)
      try await shell.wait("the answer, and the line") {
        $0.answers == 1 && $0.typed == "written"
      }
    }
  }

  /// Writes an editor that is a shell script, and names it and a folder for temporary files of its own.
  private func editor(_ body: String, in home: String) throws -> [String: String] {
    let path = home + "/editor"
    try "\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
    let folder = home + "/tmp"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return ["EDITOR": "sh \(path)", "TMPDIR": folder]
  }

  private static func left(in gumshoe: GumshoeBinary) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: gumshoe.home + "/tmp")
  }
}
