import DemoIncident
import Foundation
import TestSupport
import Testing

/// What was typed and not sent yet when the shell, or its terminal, went away.
@Suite(.serialized) struct DraftTests {
  /// How a shell comes to its end.
  enum End: CaseIterable {
    case terminated, quit, hungUp, killed
  }

  @Test(arguments: End.allCases)
  func `a first question that is half typed comes back, whatever ended the shell`(
    end: End
  ) async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs])
      try await shell.wait(for: "▸")
      let draft = "why did 日本 begin to fail"
      shell.type(draft)
      try await shell.wait("the line") { $0.typed == draft }
      switch end {
      case .terminated: shell.signal(SIGTERM)
      case .quit: shell.signal(SIGQUIT)
      case .hungUp:
        shell.hangUp()
        // As shells and systemd do, beside the kernel; and a child of another test may hold the other
        // end for long.
        shell.signal(SIGHUP)
      case .killed:
        try await gumshoe.waitForOutbox(toHold: draft)
        shell.signal(SIGKILL)
      }
      _ = try await shell.exitStatus()
      let next = try gumshoe.open([logs, "--continue"])
      try await next.wait("the draft") { $0.typed == draft }
      next.type("?\(Key.enter)")
      try await next.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
    }
  }

  @Test func `a folded paste that was not sent comes back after kill -9`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs])
      try await shell.wait(for: "▸")
      shell.paste((1...40).map { "stack frame \($0)" }.joined(separator: "\n"))
      try await shell.wait("a placeholder") { $0.typed == "[pasted 40 lines #1]" }
      try await gumshoe.waitForOutbox(toHold: "stack frame 40")
      shell.signal(SIGKILL)
      _ = try await shell.exitStatus()
      let next = try gumshoe.open([logs, "--continue"])
      try await next.wait("the paste, folded") { $0.typed == "[stack frame 1… 40 lines]" }
    }
  }

  /// Killed while a line is typed, or one is sent, ten times in a row.
  @Test func `kill -9 while typing and sending loses no line that was sent, and no draft`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      var random = SeededRandom(seed: 20_261_128)
      var sent: [String] = []
      var draft = ""
      for round in 0..<10 {
        let shell = try gumshoe.open([logs] + (round == 0 ? [] : ["--continue"]), rows: 60)
        let wanted = draft
        try await shell.wait("the draft of round \(round - 1)") {
          $0.lastLine.contains("▸") && $0.typed == wanted
        }
        shell.type("\u{15}show me the errors of round \(round)\(Key.enter)")
        sent.append("show me the errors of round \(round)")
        try await gumshoe.waitForOutbox(toHold: sent[round])
        // The moment is the test's subject: before the answer, or behind it.
        try await Task.sleep(for: .milliseconds(Int(random.next() % 300)))
        draft = "and what was changed in front of round \(round)?"
        shell.type(draft)
        try await gumshoe.waitForOutbox(toHold: draft)
        shell.signal(SIGKILL)
        _ = try await shell.exitStatus()
      }
      let last = try await gumshoe.run(["--continue", "--json"])
      #expect(last.status == 0, "\(last)")
      let listed = try await gumshoe.run(["sessions", "list", "--json"])
      let result = try #require(try listed.events().first?["result"] as? [[String: Any]])
      #expect(result.count == 1, "all in one session: \(listed.output)")
      let id = try #require(result.first?["id"] as? String)
      let shown = try await gumshoe.run(["sessions", "show", id, "--json"])
      let session = try #require(try shown.events().first?["result"] as? [String: Any])
      let messages = try #require(session["messages"] as? [[String: Any]])
      let inputs = messages.filter { $0["role"] as? String == "user" }
        .compactMap { $0["markdown_content"] as? String }
      #expect(inputs.filter { sent.contains($0) } == sent, "each once, in order: \(inputs)")
    }
  }
}

extension GumshoeBinary {
  /// Waits until a text stands in the outbox on the disk.
  func waitForOutbox(toHold text: String) async throws {
    let journal = home + "/.local/state/gumshoe/outbox.jsonl"
    try await Patience.wait(for: "'\(text)' on the disk") {
      (try? String(contentsOfFile: journal, encoding: .utf8))?.contains(text) == true
    }
  }
}
