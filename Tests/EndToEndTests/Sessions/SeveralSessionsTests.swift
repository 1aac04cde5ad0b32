import Foundation
import TestSupport
import Testing

/// Several investigations in one terminal, and on one machine.
@Suite(.serialized) struct SeveralSessionsTests {
  @Test func `two turns end while a third line is half typed`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], rows: 40)
      for (question, title) in [
        ("what went wrong?", "what went wrong"), ("show me the warnings", "the warnings"),
      ] {
        shell.type("/new \(question)\(Key.enter)")
        try await shell.wait("the turn of '\(question)'") {
          $0.lastLine.contains(title) && $0.lastLine.contains(HeldLogs.step)
        }
      }
      try await shell.wait("the other one in the prompt") { $0.lastLine.contains("(1 running)") }
      shell.type("/new\(Key.enter)half-typed")
      try await shell.wait("both in the prompt") {
        $0.lastLine.hasPrefix("(2 running) ▸") && $0.typed == "half-typed"
      }
      try logs.release()
      let end = try await shell.wait("both ends, and the line") {
        $0.text.contains(/\[what went wrong\] idle after \d+:\d\d, \/switch \d/)
          && $0.text.contains(/\[the warnings\] idle after \d+:\d\d, \/switch \d/)
          && $0.lastLine.hasPrefix("(2 unread) ▸") && $0.typed == "half-typed"
      }
      #expect(end.answers == 0, "an answer that nobody watched was printed: \(end)")
      #expect(end.count(of: "half-typed") == 1, "\(end)")
      let told = try #require(
        end.text.firstMatch(of: /\[what went wrong\] idle after \d+:\d\d, (\/switch \d)/))
      shell.type("\u{15}\(told.output.1)\(Key.enter)")
      try await shell.wait("its answer, and one left") {
        $0.answers == 1 && $0.lastLine.hasPrefix("what went wrong (1 unread) ▸")
      }
    }
  }

  @Test func `the table tells what runs now, and what was not read`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], columns: 120, rows: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("and then?\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      shell.type("/sessions\(Key.enter)")
      try await shell.wait("its state") {
        $0.text.contains(/1\* +running \d+:\d\d looking for a fault 0\/1 \+1 queued +what went/)
      }
      shell.type("/queue clear\(Key.enter)/detach\(Key.enter)")
      try await shell.wait(for: "Stopped watching 'what went wrong'")
      try logs.release()
      try await shell.wait("its end, in one line") {
        $0.text.contains(/\[what went wrong\] idle after \d+:\d\d, \/show/) && $0.answers == 0
      }
      shell.type("/sessions\(Key.enter)")
      try await shell.wait("the unread answer") {
        $0.text.contains(/1\* +idle +what went wrong\? .*1 +1\s/)
      }
    }
  }

  @Test func `what another shell set going is told here at its end`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let first = try gumshoe.withFaults.open([logs.path])
      first.type("what went wrong?\(Key.enter)")
      try await first.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      let second = try gumshoe.withFaults.open([logs.path], rows: 40)
      try await second.wait("the other's turn") { $0.lastLine.hasPrefix("(1 running) ▸") }
      second.type("half-typed")
      try await second.wait("the line") { $0.typed == "half-typed" }
      try logs.release()
      let told = try await second.wait("its end") {
        $0.text.contains(/\[what went wrong\] idle after \d+:\d\d, \/switch 1/)
          && $0.typed == "half-typed"
      }
      #expect(told.answers == 0)
      second.type("\u{15}/switch 1\(Key.enter)")
      try await second.wait("its answer") {
        $0.answers == 1 && $0.isIdle(title: "what went wrong")
      }
      try await first.wait("the answer where it was asked") { $0.answers == 1 }
    }
  }

  @Test func `a session that fails in the background is named, and /retry carries its lines`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], rows: 60)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("and then?\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      let table = try await gumshoe.run(["sessions", "--json"])
      let rows = try #require(try table.events().first?["result"] as? [[String: Any]])
      let id = try #require(rows.first?["id"] as? String)
      shell.type("/new show me the warnings\(Key.enter)")
      try await shell.wait("the second turn") {
        $0.lastLine.contains("the warnings") && $0.lastLine.contains("(1 running)")
      }
      shell.type("half-typed")
      let stopped = try await gumshoe.run(
        [logs.path, "--session", id], script: "/stop\n")
      #expect(stopped.status == 1, "\(stopped)")
      let told = try await shell.wait("its failure, by its name") {
        $0.text.contains(/\[what went wrong\] failed, \/switch \d; \/retry there asks the same/)
          && $0.text.contains("[what went wrong] holds back, not sent:\n  and then?")
          && $0.typed == "half-typed"
      }
      #expect(told.lastLine.contains("the warnings"), "the current session is another: \(told)")
      let way = try #require(told.text.firstMatch(of: /failed, (\/switch \d);/))
      shell.type("\u{15}\(way.output.1)\(Key.enter)")
      try await shell.wait("the failed session") { $0.lastLine.hasPrefix("✗ what went wrong") }
      shell.type("/retry\(Key.enter)")
      try await shell.wait("the same again, with the line behind it") {
        $0.lastLine.contains("+1 queued")
      }
      try logs.release()
      try await shell.wait("both answers") {
        $0.answers == 2 && $0.text.contains("Now asked: and then?")
      }
    }
  }

  @Test func `a line to a failed session is on Up, and the prompt is free for /retry`() async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], rows: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("/stop\(Key.enter)")
      try await shell.wait("its end") { $0.lastLine.hasPrefix("✗ what went wrong ▸") }
      shell.type("and then?\(Key.enter)")
      try await shell.wait("a free prompt") {
        $0.text.contains("Your line was not sent; Up brings it back.") && $0.typed == ""
      }
      shell.type(Key.up)
      try await shell.wait("the line") { $0.typed == "and then?" }
      try logs.release()
      shell.type("\u{15}/retry\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.isIdle(title: "what went wrong") }
    }
  }

  @Test func `- leads back and forth among three sessions`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], rows: 80)
      let titles = ["what went wrong", "the warnings", "the errors"]
      let questions = ["what went wrong?", "show me the warnings", "show me the errors"]
      for (place, question) in questions.enumerated() {
        shell.type("/new \(question)\(Key.enter)")
        try await shell.wait("answer \(place + 1)") {
          $0.answers == place + 1 && $0.isIdle(title: titles[place])
        }
      }
      for title in [titles[1], titles[2]] {
        shell.type("/switch -\(Key.enter)")
        try await shell.wait("'\(title)'") { $0.isIdle(title: title) }
      }
      shell.type("/switch what went wrong\(Key.enter)")
      try await shell.wait("the first") { $0.isIdle(title: titles[0]) }
      shell.type("/switch -\(Key.enter)")
      try await shell.wait("the last") { $0.isIdle(title: titles[2]) }
    }
  }

  @Test func `the queue is edited, and what is left of it outlives the shell`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], rows: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      for (place, line) in ["first", "second", "third"].enumerated() {
        shell.type("\(line)\(Key.enter)")
        try await shell.wait(for: "number \(place + 1) in the queue")
      }
      shell.type("/queue drop 2\(Key.enter)/queue\(Key.enter)")
      try await shell.wait("what is left") {
        $0.text.contains("1  first\n2  third") && $0.lastLine.contains("+2 queued")
      }
      shell.type("/queue drop 7\(Key.enter)")
      try await shell.wait(for: "There is no line 7: 2 lines wait.")
      shell.signal(SIGKILL)
      _ = try await shell.exitStatus()
      try logs.release()
      let next = try gumshoe.open(["--continue"], rows: 40)
      try await next.wait("the lines, held, and the answer") {
        $0.text.contains("Not sent yet when the last shell ended:\n  first\n  third")
          && $0.answers == 1 && $0.isIdle(title: "what went wrong")
      }
      next.type(Key.endOfFile)
      let warning = try await next.wait(for: "2 lines wait to be sent. Press Ctrl-D again")
      #expect(!warning.text.contains("0 turns"))
      next.type("/queue clear\(Key.enter)")
      try await next.wait(for: "Dropped 2 lines.")
    }
  }
}
