import Foundation
import TestSupport
import Testing

/// Where a piped log may come from and go to beside `ask`: named pipes, conversations, servers.
@Suite struct PipedPlacesTests {
  private func withLog(_ body: (PipedLog) async throws -> Void) async throws {
    try await withGumshoe { try await body(PipedLog($0)) }
  }

  @Test func `a named pipe and a process substitution are cited by their names, and kept`()
    async throws
  {
    try await withLog { log in
      let named = try log.bash(
        #"mkfifo app.log; cat "$log" > app.log & "$gumshoe" ask "what went wrong?" --evidence app.log"#
      )
      let outcome = await named.finish()
      #expect(outcome.status == 0, "\(outcome)")
      try log.expectAnswer(outcome.output, citing: "app.log")
      let next = try await log.gumshoe.run(["ask", "show me the last 3 errors", "--continue"])
      try log.expectAnswer(next.output, citing: "app.log")

      let substituted = try log.bash(
        #""$gumshoe" ask "what went wrong?" --evidence <(cat "$log") < /dev/null"#)
      let other = await substituted.finish()
      #expect(other.status == 0, "\(other)")
      let name = try #require(other.output.firstMatch(of: /`(fd-[0-9]+):/)?.output.1)
      try log.expectAnswer(other.output, citing: String(name))
    }
  }

  @Test func `a log joins the session that is continued, and both are cited`() async throws {
    try await withLog { log in
      _ = try await log.gumshoe.run(["ask", "what went wrong?", "-"], script: log.text)
      let more = "2026-03-01T10:30:00Z FATAL kernel: out of memory: killed process 4711 (orders)\n"
      let next = try await log.gumshoe.run(
        ["ask", "show me the last 2 fatal lines", "--continue", "-"], script: more)
      #expect(next.status == 0 && next.output.contains("killed process 4711"), "\(next)")
      let session = try #require(log.kept.first?.split(separator: "/").first)
      #expect(log.kept == ["\(session)/stdin", "\(session)/stdin-2"])
    }
  }

  @Test func `a conversation about a piped log is typed at the terminal`() async throws {
    try await withLog { log in
      let shell = try TerminalProgram(
        "/bin/bash", ["-c", "cat '\(log.path)' | '\(GumshoeBinary.path)' -"],
        environment: log.gumshoe.environment, folder: log.gumshoe.home, rows: 60)
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer that cites the pipe") {
        $0.answers == 1 && $0.text.contains("stdin:") && $0.isIdle(title: "what went wrong")
      }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(log.kept.count == 1)

      // And the same without editing, as for a screen reader.
      let plain = try TerminalProgram(
        "/bin/bash", ["-c", "cat '\(log.path)' | '\(GumshoeBinary.path)' - --plain"],
        environment: log.gumshoe.environment, folder: log.gumshoe.home, rows: 60)
      try await plain.wait(for: "Ask what went wrong")
      plain.type("what went wrong?\n")
      try await plain.wait("an answer that cites the pipe") { $0.text.contains("`stdin:") }
      plain.type(Key.endOfFile)
      #expect(try await plain.exitStatus() == 0)
    }
  }

  @Test func `a conversation about a piped log needs a terminal`() async throws {
    try await withLog { log in
      for arguments in [["-"], ["-", "--json"]] {
        let outcome = try await log.gumshoe.run(arguments, script: log.text)
        #expect(outcome.status == 64, "\(outcome)")
        #expect((outcome.errors + outcome.output).contains("gumshoe ask TEXT -"), "\(outcome)")
      }
      #expect(log.kept.isEmpty)
    }
  }

  @Test func `to a server the log goes inside the message, up to what a request may hold`()
    async throws
  {
    try await withServer { service, gumshoe in
      let key = ["GUMSHOE_API_KEY": service.memberKey]
      let arguments = ["ask", "why?", "-", "--server", service.url]
      let outcome = try await gumshoe.run(
        arguments, script: "10:05 ERROR ``` broke\nlast", variables: key)
      #expect(outcome.status == 0, "\(outcome)")
      #expect(
        outcome.output == "Answer to why?\n\n````\n10:05 ERROR ``` broke\nlast\n````\n",
        "\(outcome)")
      let line = String(repeating: "x", count: 99) + "\n"
      let large = try await gumshoe.run(
        arguments, script: String(repeating: line, count: 10_000), variables: key)
      #expect(large.status == 0, "\(large.errors)")
      let tooLarge = try await gumshoe.run(
        arguments, script: String(repeating: line, count: 10_800), variables: key)
      #expect(tooLarge.status == 64 && tooLarge.output.isEmpty, "\(tooLarge.status)")
      #expect(tooLarge.errors.contains("up to 1 MiB"), "\(tooLarge.errors)")
      let none = try await gumshoe.run(["ask", "why?", "--server", service.url], variables: key)
      #expect(none.output == "Answer to why?\n" && none.errors.isEmpty, "\(none)")
    }
  }
}
