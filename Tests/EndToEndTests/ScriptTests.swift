import Foundation
import Testing

/// The binary on pipes, as scripts use it.
@Suite struct ScriptTests {
  @Test func `two questions to the demo print two answers and nothing else`() async throws {
    try await withGumshoe { gumshoe in
      let path = try await demoPath(gumshoe)
      let outcome = try await gumshoe.run(
        [path],
        script: "why did checkout start failing?\nshow me the errors of the payment service\n")
      #expect(outcome.status == 0)
      let answers = outcome.output.components(separatedBy: "\n\n## ")
      #expect(outcome.output.hasPrefix("## "))
      #expect(outcome.output.hasSuffix("\n") && !outcome.output.hasSuffix("\n\n"))
      #expect(answers.count > 2)
      #expect(!outcome.output.contains("\u{1b}"))
    }
  }

  @Test func `with --json each line is an event, and turns are numbered`() async throws {
    try await withGumshoe { gumshoe in
      let path = try await demoPath(gumshoe)
      let outcome = try await gumshoe.run(
        [path, "--json"],
        script: "why did checkout start failing?\nshow me the errors of the payment service\n")
      #expect(outcome.status == 0)
      let events = try outcome.events()
      let names = events.compactMap { $0["event"] as? String }
      #expect(
        names.filter { $0 != "turn.progress" } == [
          "session.created", "turn.started", "turn.completed", "turn.started", "turn.completed",
        ])
      #expect(events.compactMap { $0["turn"] as? Int }.max() == 2)
      #expect(Set(events.compactMap { $0["session"] as? String }).count == 1)
    }
  }

  @Test func `each citation of the answer exists, and its line contains the quote`() async throws {
    try await withGumshoe { gumshoe in
      let path = try await demoPath(gumshoe)
      let outcome = try await gumshoe.run(
        ["ask", "why did checkout start failing?", "--evidence", path])
      #expect(outcome.status == 0)
      let checked = try CitationCheck.check(outcome.output, folder: path)
      #expect(checked >= 3, "\(outcome.output)")
    }
  }

  @Test(arguments: [
    (["/no/such/folder"], Int32(66), "There is no evidence at '/no/such/folder'."),
    (["s3://example.org/logs"], 64, "'s3://example.org/logs' is no URL that evidence is read"),
    (["ask", "why?"], 66, "There is no evidence to look at."),
    (["ask", " ", "--evidence", "/"], 64, "There is nothing to ask."),
    (
      ["ask", "x", "--evidence", "/", "--time", "noon"], 64, "'noon' is not a time with an offset."
    ),
    (["ask", "x", "--evidence", "/", "--timeout", "-1"], 64, "'-1' is not a time limit."),
    (["ask", "x", "--evidence", "/", "--deep", "--fast"], 64, "--deep and --fast"),
    (["demo", "nope"], 66, "There is no demo 'nope'."),
    (["--nonsense"], 64, "Unknown option '--nonsense'"),
    (["ask", "x", "--session", "00000000-0000-4000-8000-000000000000"], 66, "00000000-0000"),
    (["ask", "x", "--continue"], 66, "There is no session to continue yet."),
  ])
  func `bad usage is told, with what to do, and has its status`(
    arguments: [String], status: Int32, words: String
  ) async throws {
    try await withGumshoe { gumshoe in
      let outcome = try await gumshoe.run(arguments)
      #expect(outcome.status == status, "\(outcome)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `a script without evidence is 66`() async throws {
    try await withGumshoe { gumshoe in
      let outcome = try await gumshoe.run([], script: "why?\n")
      #expect(outcome.status == 66)
    }
  }

  @Test func `what is named beside --continue joins the session, and that is said`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let other = gumshoe.home + "/other.log"
      try "2026-03-01T10:20:00Z ERROR zanzibar unreachable\n"
        .write(toFile: other, atomically: true, encoding: .utf8)
      _ = try await gumshoe.run(["ask", "what went wrong?", "--evidence", logs])
      let question = ["ask", "--continue", "show me the errors with zanzibar"]
      let joined = try await gumshoe.run(question + ["--evidence", other])
      #expect(joined.output.contains("zanzibar unreachable"), "\(joined)")
      #expect(joined.errors.contains("other.log"), "\(joined)")
      // What it reads already is not told again.
      let again = try await gumshoe.run(question + ["--evidence", other, "--evidence", logs])
      #expect(again.output.contains("zanzibar unreachable"), "\(again)")
      #expect(!again.errors.contains("other.log"), "\(again)")
    }
  }

  @Test func `a turn goes on with --continue, without naming the evidence again`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let first = try await gumshoe.run(
        ["ask", "what went wrong?", "--evidence", logs, "--json"])
      #expect(first.status == 0, "\(first)")
      let second = try await gumshoe.run(["--continue", "--json"], script: "show me the errors\n")
      #expect(second.status == 0, "\(second)")
      let events = try second.events()
      #expect(events.last?["turn"] as? Int == 2, "\(second)")
      let ids = try [first, second].flatMap { try $0.events() }.compactMap {
        $0["session"] as? String
      }
      #expect(Set(ids).count == 1)
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func `an answer that could not be written is no success`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = [
        "-c", "exec \"$0\" ask 'what went wrong?' --evidence \"$1\" >/dev/full",
        GumshoeBinary.path, logs,
      ]
      process.environment = gumshoe.environment
      let piped = try PipedProcess(process)
      piped.closeInput()
      let outcome = await piped.finish()
      #expect(outcome.status == 74, "\(outcome)")
      #expect(outcome.errors.contains("Standard output could not be written: No space left"))
    }
  }

  @Test func `a closed standard output is a quiet 0`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/bash")
      shell.environment = gumshoe.environment
      shell.arguments = [
        "-c",
        "set -o pipefail; printf 'what went wrong?\\nshow the errors\\n' | \(GumshoeBinary.path) '\(logs)' | true",
      ]
      let outcome = await (try PipedProcess(shell)).finish()
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func `an output that was closed before the start is a quiet 0 too`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      for arguments in ["ask 'what went wrong?' --evidence '\(logs)'", "demo --path", "sessions"] {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.environment = gumshoe.environment
        shell.arguments = ["-c", "'\(GumshoeBinary.path)' \(arguments) >&-"]
        let outcome = await (try PipedProcess(shell)).finish()
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(arguments): \(outcome)")
      }
    }
  }

  @Test func `an interrupted script is 130 and says how to come back`() async throws {
    try await withGumshoe { gumshoe in
      let path = try await demoPath(gumshoe)
      let script = try gumshoe.start([path, "--json"])
      script.write("why did checkout start failing?\n")
      try await script.wait(for: "turn.started", on: .output)
      script.signal(SIGINT)
      let outcome = await script.finish()
      #expect(outcome.status == 130, "\(outcome)")
      #expect(outcome.output.contains(#""code":"interrupted""#))
      script.closeInput()
    }
  }

  @Test(arguments: [("interrupted", Int32(130)), ("timeout", 75)])
  func `a script that waits for its next line can be ended`(
    reason: String, status: Int32
  ) async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let options = reason == "timeout" ? ["--timeout", "3"] : []
      let script = try gumshoe.start([logs, "--json"] + options)
      script.write("what went wrong?\n")
      if reason == "interrupted" {
        try await script.wait(for: "turn.completed", on: .output)
        script.signal(SIGINT)
      }
      let outcome = await script.finish()
      #expect(outcome.status == status, "\(outcome)")
      #expect(outcome.output.contains("\"code\":\"\(reason)\""))
      script.closeInput()
    }
  }
}

/// Where the demo's files lie.
func demoPath(_ gumshoe: GumshoeBinary) async throws -> String {
  let outcome = try await gumshoe.run(["demo", "--path"])
  let path = outcome.output.trimmingCharacters(in: .newlines)
  try #require(outcome.status == 0 && path.hasPrefix(gumshoe.home), "\(outcome)")
  return path
}

/// A small folder of logs with one fault.
func makeLogs(in folder: String) throws -> String {
  let logs = folder + "/logs"
  try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: true)
  var lines: [String] = []
  for second in 0..<1200 {
    let time = String(format: "2026-03-01T10:%02d:%02d.000Z", second / 60, second % 60)
    lines.append("\(time) INFO request \(second) served in \(second % 40) ms")
    if second == 600 { lines.append("\(time) WARN configuration changed: pool.max 40 -> 2") }
    if second > 605, second % 3 == 0 {
      lines.append("\(time) ERROR no connection available: pool exhausted (2/2)")
    }
  }
  try lines.joined(separator: "\n").appending("\n")
    .write(toFile: logs + "/orders.log", atomically: true, encoding: .utf8)
  return logs
}
