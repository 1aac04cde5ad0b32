import Foundation
import TestSupport
import Testing

/// Logs that come by pipes, to the real binary.
@Suite struct PipedEvidenceTests {
  private func withLog(_ body: (PipedLog) async throws -> Void) async throws {
    try await withGumshoe { try await body(PipedLog($0)) }
  }

  @Test(arguments: [
    ["ask", "what went wrong?", "-"], ["ask", "what went wrong?", "--evidence", "-"],
  ])
  func `a log on standard input is evidence, and a session goes on without the pipe`(
    arguments: [String]
  ) async throws {
    try await withLog { log in
      let outcome = try await log.gumshoe.run(arguments, script: log.text)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
      try log.expectAnswer(outcome.output, citing: "stdin")
      let kept = try #require(log.kept.first, "\(log.kept)")
      #expect(log.kept.count == 1 && kept.hasSuffix("/stdin"), "\(log.kept)")
      let attributes = try FileManager.default.attributesOfItem(atPath: log.folder + "/" + kept)
      #expect(attributes[.posixPermissions] as? Int == 0o600)

      let next = try await log.gumshoe.run(["--continue"], script: "show me the last 3 errors\n")
      #expect(next.status == 0, "\(next)")
      try log.expectAnswer(next.output, citing: "stdin")
      #expect(log.kept == [kept])
    }
  }

  @Test func `a log that nobody spoke of is read where nothing else was named, and told`()
    async throws
  {
    try await withLog { log in
      let outcome = try await log.gumshoe.run(["ask", "what went wrong?"], script: log.text)
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.errors.hasPrefix("gumshoe: Read "), "\(outcome.errors)")
      try log.expectAnswer(outcome.output, citing: "stdin")

      let fromFile = try log.bash(#""$gumshoe" ask "what went wrong?" --json < "$log""#)
      let answered = await fromFile.finish()
      #expect(answered.status == 0 && answered.output.contains("stdin:"), "\(answered)")
    }
  }

  @Test func `standard input is left alone where evidence is named, though it stays open`()
    async throws
  {
    try await withLog { log in
      // As under ssh: a pipe that nobody writes to or closes.
      let silent = try log.gumshoe.start(["ask", "what went wrong?", "--evidence", log.path])
      let outcome = await silent.finish()
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
      let demo = try log.gumshoe.start(["demo", "--path"])
      #expect(await demo.finish().status == 0)
      silent.closeInput()
      demo.closeInput()
    }
  }

  @Test func `a loop keeps its lines where evidence is named; else the first turn takes them`()
    async throws
  {
    try await withLog { log in
      let loop = try log.bash(
        #"""
        printf 'how many errors are there?\nwhat went wrong?\nwhich services are there?\n' |
        while read -r line; do echo "asked: $line"; "$gumshoe" ask "$line" --evidence "$log"; done
        """#)
      let outcome = await loop.finish()
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
      #expect(outcome.output.split(separator: "\n").count { $0.hasPrefix("asked: ") } == 3)

      let greedy = try log.bash(
        #"{ echo "what went wrong?"; cat "$log"; } | while read -r line; do echo "asked: $line"; "#
          + #""$gumshoe" ask "$line"; done"#)
      let taken = await greedy.finish()
      #expect(taken.output.split(separator: "\n").count { $0.hasPrefix("asked: ") } == 1)
      #expect(taken.errors.contains("'</dev/null' keeps it out"), "\(taken.errors)")
    }
  }

  @Test(arguments: ["</dev/null", "<&-", "< /dev/zero", "</tmp"])
  func `what can hold no log counts as absent, at once`(redirection: String) async throws {
    try await withLog { log in
      for dash in ["", " - --for 20"] where dash.isEmpty || redirection == "</dev/null" {
        let asked = try log.bash(#""$gumshoe" ask "what went wrong?"\#(dash) \#(redirection)"#)
        let outcome = await asked.finish()
        #expect(outcome.status == 66, "\(outcome)")
        #expect(outcome.errors.contains("There is no evidence to look at."), "\(outcome)")
        #expect(!outcome.errors.contains("Waiting for"))
      }
      #expect(log.kept.isEmpty)
    }
  }

  @Test func `a silent pipe is waited for, told of, and given up where nobody spoke of it`()
    async throws
  {
    try await withLog { log in
      _ = try await log.gumshoe.run(["ask", "what went wrong?", "--evidence", log.path])
      let alone = try log.gumshoe.start(["ask", "what went wrong?"])
      let continuing = try log.gumshoe.start(["ask", "show me the last 3 errors", "--continue"])
      for process in [alone, continuing] {
        try await process.wait(for: "Waiting for a log on standard input, 10 s", on: .errors)
      }
      let outcome = await alone.finish()
      #expect(outcome.status == 66, "\(outcome)")
      #expect(outcome.errors.contains("No log came on standard input within 10 s."))
      let went = await continuing.finish()
      #expect(went.status == 0 && went.output.contains("`orders.log:"), "\(went)")
      alone.closeInput()
      continuing.closeInput()
    }
  }

  @Test func `a log that begins late is waited for, and one that never ends is read for a time`()
    async throws
  {
    try await withLog { log in
      let late = try log.gumshoe.start(["ask", "what went wrong?", "-", "--json"])
      try await late.wait(for: "Waiting for a log on standard input; Ctrl-C", on: .errors)
      late.write(log.text)
      late.closeInput()
      let outcome = await late.finish()
      #expect(outcome.status == 0 && outcome.output.contains("stdin:"), "\(outcome)")

      let endless = try log.gumshoe.start(["ask", "what went wrong?", "-", "--for", "3"])
      endless.write(log.text)
      let read = await endless.finish()
      #expect(read.status == 0 && read.errors.contains("Stopped reading standard input after"))
      try log.expectAnswer(read.output, citing: "stdin")
      endless.closeInput()
    }
  }

  @Test func `Ctrl-C ends the reading, a second one the turn, and SIGTERM both`() async throws {
    try await withLog { log in
      let process = try log.gumshoe.start(["ask", "what went wrong?", "-"])
      process.write(log.text)
      try await waitUntilTaken(log)
      process.signal(SIGINT)
      let outcome = await process.finish()
      #expect(outcome.status == 0, "\(outcome)")
      #expect(outcome.errors.contains("Stopped reading standard input after"), "\(outcome)")
      try log.expectAnswer(outcome.output, citing: "stdin")
      process.closeInput()

      let ended = try log.gumshoe.start(["ask", "what went wrong?", "-", "--json"])
      ended.write(log.text)
      try await waitUntilTaken(log)
      ended.signal(SIGTERM)
      let stopped = await ended.finish()
      #expect(stopped.status == 130 && stopped.output.contains("interrupted"), "\(stopped)")
      #expect(log.kept.allSatisfy { !$0.hasPrefix(".") }, "\(log.kept)")
      ended.closeInput()
    }
  }

  @Test func `--timeout bounds the reading too`() async throws {
    try await withLog { log in
      let process = try log.gumshoe.start(
        ["ask", "what went wrong?", "-", "--timeout", "2", "--json"])
      process.write(log.text)
      let outcome = await process.finish()
      #expect(outcome.status == 75 && outcome.output.contains(#""code":"timeout""#), "\(outcome)")
      process.closeInput()
      let bad = try await log.gumshoe.run(["ask", "x", "-", "--for", "-1"], script: "a\n")
      #expect(bad.status == 64 && bad.errors.contains("'-1' is not a time to read."), "\(bad)")
    }
  }

  @Test func `what a killed reader left is removed by the next`() async throws {
    try await withLog { log in
      let killed = try log.gumshoe.start(["ask", "what went wrong?", "-"])
      killed.write(log.text)
      try await waitUntilTaken(log)
      killed.kill()
      _ = await killed.finish()
      killed.closeInput()
      #expect(log.kept.count == 1 && log.kept[0].hasPrefix(".new-"), "\(log.kept)")
      _ = try await log.gumshoe.run(["ask", "what went wrong?", "-"], script: log.text)
      #expect(log.kept.count == 1 && !log.kept[0].hasPrefix("."), "\(log.kept)")
    }
  }

  /// Waits until all of a log that was written lies in the folder, while its end is open.
  private func waitUntilTaken(_ log: PipedLog) async throws {
    try await Patience.wait(for: "the whole log in \(log.folder)") {
      log.kept.filter { $0.hasPrefix(".new-") }.contains { name in
        let attributes = try? FileManager.default.attributesOfItem(atPath: log.folder + "/" + name)
        return attributes?[.size] as? Int == log.text.utf8.count
      }
    }
  }
}
