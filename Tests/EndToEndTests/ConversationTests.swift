import Foundation
import TestSupport
import Testing

/// The shell in a terminal: what a person sees while investigations run.
@Suite(.serialized) struct ConversationTests {
  @Test func `a running turn shows spinner and time, and the line stays editable`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path])
      shell.type("what went wrong?\(Key.enter)")
      let frames: Set<Character> = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
      let seen = try await shell.wait("a spinner") {
        $0.lastLine.first.map(frames.contains) == true
      }
      let frame = seen.lastLine.first
      try await shell.wait("the spinner's next frame") {
        $0.lastLine.first != frame && $0.lastLine.first.map(frames.contains) == true
      }
      try await shell.wait("a second of elapsed time and a step") {
        $0.lastLine.contains(/what went wrong \d+:(?!00)\d\d · looking for a fault 0\/1 ▸/)
      }

      shell.type("show me")
      try await shell.wait("text typed meanwhile") { $0.typed == "show me" }
      shell.type(" the errors\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      try await shell.wait("the queue in the prompt") { $0.lastLine.contains("+1 queued") }
      shell.type("half-typed")
      try await shell.wait("text behind the queue") { $0.typed == "half-typed" }

      try logs.release()
      let end = try await shell.wait("two answers") {
        $0.answers == 2 && $0.isIdle(title: "what went wrong")
      }
      #expect(end.typed == "half-typed")
      #expect(end.count(of: "half-typed") == 1, "the line was left in the scrollback: \(end)")
      #expect(end.text.contains("no space left on device"))
      #expect(end.cursorColumn == "what went wrong ▸ half-typed".count)
      shell.type("!")
      try await shell.wait("the line going on") { $0.typed == "half-typed!" }
    }
  }

  @Test func `Ctrl-C clears the line, then stops watching, then hints, then leaves`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path])
      shell.type("what went wrong?\(Key.enter)")
      // A step is told once the session is there: only then can it be come back to.
      try await shell.wait("a running turn") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("never mind")
      try await shell.wait("the text") { $0.typed == "never mind" }
      shell.type(Key.interrupt)
      try await shell.wait("the line cleared") { $0.typed == "" }
      shell.type(Key.up)
      try await shell.wait("the line brought back") { $0.typed == "never mind" }
      shell.type(Key.interrupt)
      try await shell.wait("the line cleared again") { $0.typed == "" }
      shell.type(Key.interrupt)
      try await shell.wait(for: "Stopped watching 'what went wrong'")
      try await shell.wait("the prompt telling so") { $0.lastLine.contains("not watched") }
      shell.type(Key.interrupt)
      try await shell.wait(for: "Press Ctrl-C again to leave")
      shell.type(Key.interrupt)
      #expect(try await shell.exitStatus() == 0)
      #expect(shell.snapshot.text.contains("Still running: 'what went wrong'"))
      #expect(shell.snapshot.text.contains("Come back with: gumshoe --session"))

      try logs.release()
      let next = try gumshoe.open(["--continue"])
      try await next.wait("the turn taken up again, and answered") {
        $0.text.contains("Taking up again: what went wrong?") && $0.answers == 1
      }
    }
  }

  @Test func `a session is switched to by number, beginning, words and -`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)], rows: 60)
      for (place, question) in ["what went wrong?", "show me the warnings"].enumerated() {
        shell.type("/new\(Key.enter)\(question)\(Key.enter)")
        try await shell.wait("answer \(place + 1)") { $0.answers == place + 1 }
      }
      try await shell.wait("the second session's prompt") { $0.isIdle(title: "the warnings") }
      shell.type("/sessions\(Key.enter)")
      let table = try await shell.wait("the table") {
        $0.text.contains(/1\* +idle +show me the warnings/)
          && $0.text.contains(/2 +idle +what went wrong\?/)
      }
      let row = try #require(
        table.text.firstMatch(of: /2 +idle +what went wrong\?.* ([0-9a-f]{8})/))
      shell.type("/switch 2\(Key.enter)")
      try await shell.wait("the first session") { $0.isIdle(title: "what went wrong") }
      shell.type("/switch warnings\(Key.enter)")
      try await shell.wait("the second session, by words") { $0.isIdle(title: "the warnings") }
      shell.type("/switch \(row.output.1.prefix(6))\(Key.enter)")
      try await shell.wait("the first, by its beginning") { $0.isIdle(title: "what went wrong") }
      shell.type("/switch -\(Key.enter)")
      try await shell.wait("the one before") { $0.isIdle(title: "the warnings") }
      shell.type("/switch nothing like it\(Key.enter)")
      try await shell.wait(for: "No session has the number, beginning or words")
    }
  }

  @Test func `what is shown again and is long goes through the pager`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs], rows: 20, variables: ["PAGER": "head -3; echo paged"])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.isIdle(title: "what went wrong") }
      shell.type("/show all\(Key.enter)half-typed")
      let end = try await shell.wait("the prompt behind the pager") {
        $0.text.contains("paged") && $0.typed == "half-typed"
      }
      #expect(end.answers == 1, "more than the pager passed on was shown: \(end)")
      shell.type("\u{15}/show 1\(Key.enter)")
      try await shell.wait("a short one without the pager") { $0.count(of: "[1]") > 1 }
      #expect(shell.snapshot.count(of: "paged") == 1)
    }
  }

  @Test func `history survives kill -9, and Up finds it at the next start`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 }
      shell.type(" a private line\(Key.enter)")
      try await shell.wait("another answer") { $0.answers == 2 }
      shell.type("my key is ghp_0123456789abcdefghij\(Key.enter)")
      try await shell.wait("a third answer") { $0.answers == 3 }
      shell.signal(SIGKILL)
      #expect(try await shell.exitStatus() == 128 + SIGKILL)

      let next = try gumshoe.open([logs])
      try await next.wait(for: "▸")
      next.type("half-typed\(Key.up)")
      try await next.wait("the line of the shell that was killed") {
        $0.typed == "what went wrong?"
      }
      next.type(Key.down)
      try await next.wait("the half-typed line") { $0.typed == "half-typed" }
    }
  }

  @Test func `Ctrl-D leaves, gives the terminal back and says how to return`() async throws {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.open([try makeLogs(in: gumshoe.home)])
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.isIdle(title: "what went wrong") }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      #expect(shell.snapshot.lastLine.hasPrefix("Come back with: gumshoe --session "))
      let written = String(decoding: shell.written, as: UTF8.self)
      let pasteOn = try #require(written.range(of: "\u{1b}[?2004h", options: .backwards))
      let pasteOff = try #require(written.range(of: "\u{1b}[?2004l", options: .backwards))
      #expect(pasteOn.lowerBound < pasteOff.lowerBound)
    }
  }
}
