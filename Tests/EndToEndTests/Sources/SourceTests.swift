import Foundation
import TestSupport
import Testing

/// Remote sources of evidence, by the real binary.
@Suite struct SourceTests {
  /// A home with a source `orders` that prints a log, and notes each time it is asked.
  private func withSource(_ body: (GumshoeBinary, _ runs: () -> Int) async throws -> Void)
    async throws
  {
    try await withGumshoe { gumshoe in
      let log = try makeLogs(in: gumshoe.home) + "/orders.log"
      let script = gumshoe.home + "/fetch"
      try "echo x >> '\(gumshoe.home)/runs'; cat '\(log)'\n".write(
        toFile: script, atomically: true, encoding: .utf8)
      let folder = gumshoe.home + "/.config/gumshoe"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try """
      sources:
        orders:
          kind: command
          command: [/bin/sh, \(script)]

      """.write(toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
      try await body(gumshoe) {
        ((try? String(contentsOfFile: gumshoe.home + "/runs", encoding: .utf8)) ?? "").count / 2
      }
    }
  }

  @Test func `a source is asked once for a session, and again after refresh`() async throws {
    try await withSource { gumshoe, runs in
      let first = try await gumshoe.run(["ask", "what went wrong?", "--source", "orders"])
      #expect(first.status == 0, "\(first)")
      #expect(first.output.contains("pool exhausted"), "\(first.output)")
      #expect(first.output.contains("asked of **orders** at "), "\(first.output)")
      #expect(runs() == 1)

      let script = "show me the last 3 errors\n/evidence\n/refresh\nwhat went wrong?\n"
      let next = try await gumshoe.run(["--continue"], script: script)
      #expect(next.status == 0, "\(next)")
      let said = next.output + next.errors
      // What it printed before it prints again: nothing of it is new.
      #expect(said.contains("nothing else is new."), "\(next)")
      #expect(said.contains("source:orders\n  '/bin/sh"), "\(next)")
      // Once to try it, once to look again, never for the question behind that.
      #expect(runs() == 3)

      let folder = gumshoe.home + "/.local/share/gumshoe/piped"
      let kept = try FileManager.default.subpathsOfDirectory(atPath: folder)
      #expect(kept.contains { $0.hasSuffix("/2/orders/output.log") }, "\(kept)")
      for file in kept where file.hasSuffix(".log") || file.hasSuffix(".json") {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
      }
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.cache/gumshoe/output.log"))
    }
  }

  @Test func `refresh says what is new, and that a source is gone`() async throws {
    try await withSource { gumshoe, _ in
      let log = gumshoe.home + "/logs/orders.log"
      _ = try await gumshoe.run(["ask", "what went wrong?", "--source", "orders"])
      let text = try String(contentsOfFile: log, encoding: .utf8)
      let last = try #require(text.split(separator: "\n").last)
      try (text + last + " once more\n" + last + " and more\n").write(
        toFile: log, atomically: true, encoding: .utf8)
      let grown = try await gumshoe.run(["--continue"], script: "/refresh\n")
      #expect(grown.errors.contains("2 lines new.\nThe next question is answered"), "\(grown)")
      try FileManager.default.removeItem(atPath: log)
      let gone = try await gumshoe.run(["--continue"], script: "/refresh\nwhat went wrong?\n")
      #expect(gone.status == 0 && gone.errors.contains("status 1"), "\(gone)")
      #expect(gone.errors.contains("What is told of it stays as of 2"), "\(gone)")
      #expect(gone.output.contains("pool exhausted"), "\(gone)")
      let unseen = gone.output.split(separator: "## Not seen").last ?? ""
      #expect(unseen.contains("What is told of it is as of 2"), "\(gone)")
    }
  }

  @Test func `evidence adds a source by its name or in full, and tries it`() async throws {
    try await withSource { gumshoe, _ in
      let quiet = gumshoe.home + "/quiet.log"
      try "2026-03-14T09:00:00Z INFO shelf: all is quiet\n".write(
        toFile: quiet, atomically: true, encoding: .utf8)
      let added = try await gumshoe.run(
        ["--keep-going", quiet],
        script: """
          /evidence add orders
          /evidence add prometheus=http://127.0.0.1:1
          /evidence add lokii=http://127.0.0.1:1
          what went wrong?

          """)
      let said = added.output + added.errors
      #expect(said.contains("Added the source 'orders' to what"), "\(added)")
      #expect(said.contains("source:prometheus=http://127.0.0.1:1\n  GET /api/v1/"), "\(added)")
      #expect(said.contains("nothing listens there"), "\(added)")
      #expect(said.contains("'lokii=http://127.0.0.1:1' is no"), "\(added)")
      #expect(said.contains("asked of **orders** at "), "\(added)")
    }
  }

  @Test func `beside files, what a source did not give stands under Not seen`() async throws {
    try await withSource { gumshoe, _ in
      let logs = gumshoe.home + "/logs"
      let outcome = try await gumshoe.run([
        "ask", "what went wrong?", "--evidence", logs, "--source", "prometheus=http://127.0.0.1:1",
      ])
      #expect(outcome.status == 0, "\(outcome)")
      let unseen = outcome.output.split(separator: "## Not seen").last ?? ""
      #expect(
        unseen.contains("`prometheus`: GET /api/v1/label/__name__/values: nothing listens there"),
        "\(outcome.output)")
      let alone = try await gumshoe.run([
        "ask", "what went wrong?", "--evidence", "http://127.0.0.1:1",
      ])
      #expect(alone.status != 0, "\(alone)")
      let unknown = try await gumshoe.run(["ask", "what went wrong?", "--source", "nope"])
      #expect(unknown.status == 66 && unknown.errors.contains("There are: orders."), "\(unknown)")
    }
  }

  @Test func `doctor tells of each source what it answers, and what is wrong`() async throws {
    try await withSource { gumshoe, runs in
      let outcome = try await gumshoe.run(["doctor", "--source", "prometheus=http://127.0.0.1:1"])
      #expect(outcome.status == 69, "\(outcome)")
      #expect(outcome.output.contains("ok       source    orders: '/bin/sh "), "\(outcome.output)")
      #expect(outcome.output.contains("failure  source    prometheus=http://127.0.0.1:1: GET "))
      #expect(runs() == 1)
    }
  }

  @Test func `a server asks its own sources for its callers`() async throws {
    try await withSource { gumshoe, runs in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve("--source", "orders")
      let asked = try await gumshoe.run(
        ["ask", "what went wrong?", "--server", server.url],
        variables: ["GUMSHOE_API_KEY": store.member])
      #expect(asked.status == 0, "\(asked)")
      #expect(asked.output.contains("pool exhausted") && runs() == 1, "\(asked.output)")
      #expect(await server.stop().status == 0)
      let kept = try FileManager.default.subpathsOfDirectory(atPath: store.path + ".fetched")
      #expect(kept.contains { $0.hasSuffix("/1/orders/output.log") }, "\(kept)")
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `a source that hangs keeps no key from the prompt, and stop and Ctrl-C end it`() async throws
  {
    try await withGumshoe { gumshoe in
      let script = gumshoe.home + "/hang"
      try "echo $$ >> '\(gumshoe.home)/pids'; sleep 600 & wait\n".write(
        toFile: script, atomically: true, encoding: .utf8)
      try gumshoe.configure(
        "sources:\n  slow: { kind: command, command: [/bin/sh, '\(script)'] }\n")
      let pids = {
        ((try? String(contentsOfFile: gumshoe.home + "/pids", encoding: .utf8)) ?? "")
          .split(separator: "\n").compactMap { pid_t($0) }
      }
      let isGone: @Sendable (pid_t) -> Bool = { kill($0, 0) != 0 && errno == ESRCH }

      let shell = try gumshoe.open(["--source", "slow"])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("that it is asked") { $0.lastLine.contains("asking slow") }
      try await Patience.wait(for: "its first run") { !pids().isEmpty }
      shell.type("half a question")
      try await shell.wait("what is typed") { $0.lastLine.contains("half a question") }
      shell.type(Key.interrupt)
      try await shell.wait("an empty line") { !$0.lastLine.contains("half") }
      shell.type("/stop\(Key.enter)")
      try await shell.wait(for: "The investigation was stopped by local.")
      let first = try #require(pids().first)
      try await Patience.wait(for: "its end") { isGone(first) }
      shell.type("/quit\(Key.enter)")
      #expect(try await shell.exitStatus() == 0)

      let ask = try gumshoe.open(["ask", "what went wrong?", "--source", "slow"])
      try await ask.wait(for: "asking slow")
      try await Patience.wait(for: "another run") { pids().count == 2 }
      ask.type(Key.interrupt)
      #expect(try await ask.exitStatus() != 0)
      let second = try #require(pids().last)
      try await Patience.wait(for: "its end") { isGone(second) }
    }
  }
}
