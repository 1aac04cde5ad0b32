import Foundation
import TestSupport
import Testing

/// Names, forgetting, attaching, running and finding with the real binary.
@Suite struct KeepingTests {
  @Test func `a script names, attaches, finds and forgets, and says what nobody can be asked`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let note = gumshoe.home + "/my note.log"
      try "2026-03-01T10:15:00Z ERROR zanzibar unreachable\n"
        .write(toFile: note, atomically: true, encoding: .utf8)
      let script = """
        what went wrong?
        /rename payday outage
        /attach \(note)
        show me the errors with zanzibar
        /sessions
        """
      let run = try await gumshoe.run([logs, "--json"], script: script)
      #expect(run.status == 0, "\(run)")
      let events = try run.events()
      let answers = events.compactMap { $0["markdown"] as? String }
      #expect(answers.last?.contains("`my note.log:1`") == true, "\(answers)")
      let attached = events.first { $0["name"] as? String == "attach" }?["result"]
      #expect((attached as? [String: Any])?["lines"] as? Int == 1)
      let id = try #require(events.compactMap { $0["session"] as? String }.first)

      let listed = try await gumshoe.run(["sessions", "list", "payday"])
      #expect(listed.output.contains("payday outage"), "\(listed)")
      let found = try await gumshoe.run(["sessions", "find", "zanzi", "--json"])
      let hits = try #require(try found.events().first?["result"] as? [[String: Any]])
      #expect(hits.map { $0["turn"] as? Int } == [2], "\(found)")
      #expect(hits.first?["title"] as? String == "payday outage")
      for (form, title) in [
        ("md", "# payday outage\n"), ("html", "<title>payday outage</title>"),
        ("json", #""title":"payday outage""#),
      ] {
        let exported = try await gumshoe.run(["sessions", "export", id, "--format", form])
        #expect(exported.output.contains(title), "\(form): \(exported)")
      }

      let short = try await gumshoe.run(["sessions", "forget", "payday"])
      #expect(short.status == 64 && short.errors.contains("whole id"), "\(short)")
      let sure = try await gumshoe.run(["sessions", "forget", "payday", "--yes"])
      #expect(sure.status == 0 && sure.output.contains("Forgot 'payday outage'"), "\(sure)")
      let gone = try await gumshoe.run(["sessions", "show", id])
      #expect(gone.status == 66, "\(gone)")
      for (line, words) in [
        ("/run ls", "needs a terminal"), ("/copy", "needs a terminal"), ("/forget 3f", "whole id"),
      ] {
        let refused = try await gumshoe.run([logs], script: line)
        #expect(refused.status == 64 && refused.errors.contains(words), "\(refused)")
      }
      for path in ["/nowhere", logs, "/dev/null"] {
        let refused = try await gumshoe.run([logs], script: "/attach \(path)")
        #expect(refused.status == 66 && refused.errors.contains("cannot be attached"), "\(refused)")
      }
    }
  }

  @Test(.enabled(if: Program.find("jq") != nil, "jq is not installed"))
  func `a script goes from what it finds to a file by jq`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let asked = try await gumshoe.run([logs], script: "what went wrong?\n")
      #expect(asked.status == 0, "\(asked)")
      let script = """
        set -e
        id=$("$0" sessions find wrong --json | jq -er '.result[0].id')
        "$0" sessions export "$id" | head -n 1
        """
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", script, GumshoeBinary.path]
      process.environment = gumshoe.environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) {
        $1
      }
      let piped = try PipedProcess(process)
      piped.closeInput()
      let outcome = await piped.finish()
      #expect(outcome.status == 0 && outcome.output == "# what went wrong?\n", "\(outcome)")
    }
  }

  @Test func `at a terminal a command's output is shown and cited, and a hit's turn is gone to`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], columns: 80, rows: 50)
      try await shell.wait(for: "▸")
      shell.type("/run echo '2026-03-01T10:16:00Z ERROR zanzibar unreachable'; exit 3\(Key.enter)")
      let shown = try await shell.wait(for: "goes with your next")
      #expect(shown.text.contains("ended with status 3"))
      #expect(shown.text.contains("\n2026-03-01T10:16:00Z ERROR zanzibar unreachable"))
      shell.type("show me the errors with zanzibar\(Key.enter)")
      let cited = try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      #expect(
        cited.text.contains("echo-2026-03-01T10-16-00Z-ERROR-zanzibar:1"))
      shell.type("what changed?\(Key.enter)")
      try await shell.wait("another") { $0.answers == 2 && $0.lastLine.contains("▸") }
      shell.type("/find zanzibar\(Key.enter)")
      try await shell.wait(for: "/switch N takes one up.")
      shell.type("/switch 1\(Key.enter)")
      try await shell.wait(for: "turn 1 of 2")
      shell.type("/copy\(Key.enter)")
      try await shell.wait(for: "to the terminal's clipboard")
      shell.type("/switch zanz\(Key.tab)")
      try await shell.wait("the id of a title's word") {
        $0.typed.hasPrefix("/switch ") && !$0.typed.contains("zanz") && $0.typed.count == 16
      }
      shell.type("\u{15}/forget zanzibar\(Key.enter)")
      try await shell.wait("a question") { $0.lastLine.contains("yes/no") }
      shell.type("no\(Key.enter)")
      try await shell.wait(for: "is kept.")
      shell.type("/forget zanzibar\(Key.enter)")
      try await shell.wait("a question") { $0.lastLine.contains("yes/no") }
      shell.type("yes\(Key.enter)")
      try await shell.wait(for: "nothing of it is kept")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test
  func
    `a command that is ended by Ctrl-C, and one that leaves something running, give the prompt back`()
    async throws
  {
    try await withShell { shell in
      // `exec`: dash takes no signal in the moment in which it starts a child.
      shell.type("/run echo begun; exec sleep 1000\(Key.enter)")
      try await shell.wait(for: "\nbegun")
      shell.type(Key.interrupt)
      try await shell.wait(for: "was ended by signal 2")
      shell.type("/attach --drop\(Key.enter)")
      try await shell.wait(for: "Dropped 1 attachment")
      shell.type("/run sleep 1000 & echo left\(Key.enter)")
      try await shell.wait(for: "echo-left")
      try await shell.wait("the prompt") { $0.typed.isEmpty && $0.lastLine.contains("▸") }
    }
  }

  @Test func `a plain terminal runs commands too, and has no clipboard`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home), "--plain"], rows: 60)
      try await shell.wait("a prompt") { $0.lastLine.hasPrefix(">") }
      shell.type("/run echo '2026-03-01T10:16:00Z ERROR zanzibar unreachable'\(Key.enter)")
      try await shell.wait(for: "goes with your next")
      shell.type("show me the errors with zanzibar\(Key.enter)")
      try await shell.wait(for: "[1] **echo-2026-03-01T10-16-00Z-ERROR-zanzibar**")
      shell.type("/copy\(Key.enter)")
      try await shell.wait(for: "No clipboard can be reached")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test func `to a server a file goes inside the message, up to what that takes`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      let small = gumshoe.home + "/small.log"
      let large = gumshoe.home + "/large.log"
      let line = "2026-01-31T10:16:00Z ERROR zanzibar unreachable\n"
      try line.write(toFile: small, atomically: true, encoding: .utf8)
      try String(repeating: line, count: 25_000)
        .write(toFile: large, atomically: true, encoding: .utf8)
      let variables = ["GUMSHOE_SERVER": server.url, "GUMSHOE_API_KEY": store.member]
      let script = "/attach \(small)\nshow me the errors with zanzibar\n/show all\n"
      let asked = try await gumshoe.run(["--json"], script: script, variables: variables)
      #expect(asked.status == 0, "\(asked)")
      let session = try #require(
        try asked.events().last?["result"] as? [String: Any], "\(asked)")
      let messages = try #require(session["messages"] as? [[String: Any]])
      #expect(
        messages.first?["markdown_content"] as? String
          == "show me the errors with zanzibar\n\n```\n\(line)```")
      let refused = try await gumshoe.run([], script: "/attach \(large)", variables: variables)
      #expect(refused.status == 64 && refused.errors.contains("1 MiB"), "\(refused)")
      let id = try #require(session["id"] as? String)
      let forgot = try await gumshoe.run(["sessions", "forget", id], variables: variables)
      #expect(forgot.status == 0 && forgot.output.contains("keeps its own copy"), "\(forgot)")
      #expect(await server.stop().status == 0)
    }
  }
}
