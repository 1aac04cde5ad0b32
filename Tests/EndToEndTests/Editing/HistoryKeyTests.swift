import Foundation
import TestSupport
import Testing

/// Up, Down and the search: what was typed is found again, whatever became of it.
@Suite(.serialized) struct HistoryKeyTests {
  @Test func `Up right after Enter offers the line that was just sent`() async throws {
    try await withShell { shell in
      for number in 1...10 {
        // Both keys at once: no other part of the program has time to act between them.
        shell.type("/nosuch \(number)\(Key.enter)\(Key.up)")
        try await shell.wait("the line that was sent") { $0.typed == "/nosuch \(number)" }
        shell.type("\u{15}")
        try await shell.wait("an empty line") { $0.typed.isEmpty }
      }
    }
  }

  @Test func `a line that Ctrl-C cleared is on Up, older than what was entered since`()
    async throws
  {
    try await withShell { shell in
      shell.type("half a question\(Key.interrupt)")
      try await shell.wait("an empty line") { $0.typed.isEmpty }
      shell.type(Key.up)
      try await shell.wait("the cleared line") { $0.typed == "half a question" }
      shell.type("\u{15}/nosuch\(Key.enter)\(Key.up)")
      try await shell.wait("the line entered since") { $0.typed == "/nosuch" }
      shell.type(Key.up)
      try await shell.wait("the cleared line behind it") { $0.typed == "half a question" }
    }
  }

  @Test func `what is half typed, and what was changed in an older line, is there again after Up`()
    async throws
  {
    try await withShell { shell in
      let long = String(repeating: "a long line ", count: 150)
      shell.type("/one\(Key.enter)/two\(Key.enter)")
      try await shell.wait("an empty line") { $0.text.contains("'/two'") && $0.typed.isEmpty }
      shell.type(long)
      try await shell.wait("the long line") { $0.lines.joined().contains("a long line a long") }
      shell.type("\(Key.up)!")
      try await shell.wait("the older line, changed") { $0.typed == "/two!" }
      shell.type(Key.up)
      try await shell.wait("the oldest line") { $0.typed == "/one" }
      shell.type(Key.down)
      try await shell.wait("the change") { $0.typed == "/two!" }
      shell.type("\(Key.down)\u{01}|\u{05}|")
      let typed = "▸ |" + long + "|"
      try await shell.wait("all that was half typed") { screen in
        screen.lines.joined().hasSuffix(typed.trimmingCharacters(in: .whitespaces))
      }
    }
  }

  @Test func `a folded paste comes back folded, and is one step of Up`() async throws {
    try await withShell { shell in
      shell.type("/nosuch\(Key.enter)")
      shell.paste((1...500).map { "line \($0)" }.joined(separator: "\n"))
      try await shell.wait("a placeholder") { $0.typed == "[pasted 500 lines #1]" }
      shell.type("\(Key.interrupt)\(Key.up)")
      try await shell.wait("the placeholder again") { $0.typed == "[pasted 500 lines #1]" }
      shell.type(Key.up)
      try await shell.wait("the line before it") { $0.typed == "/nosuch" }
      shell.type("\(Key.down) why?")
      try await shell.wait("the paste and more") { $0.typed == "[pasted 500 lines #1] why?" }
    }
  }

  @Test func `a line of another run that is too long for the window is one step of Up too`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let first = try gumshoe.open([logs])
      try await first.wait(for: "▸")
      first.paste((1...60).map { "stack frame \($0)" }.joined(separator: "\n"))
      try await first.wait(for: "[pasted 60 lines #1]")
      first.type(Key.enter)
      try await first.wait("an answer") { $0.answers == 1 }
      let second = try gumshoe.open([logs])
      try await second.wait(for: "▸")
      second.type(Key.up)
      try await second.wait("how it begins") { $0.typed == "[stack frame 1… 60 lines]" }
    }
  }

  @Test func `Ctrl-R shows what it searches for, and the half-typed line is not lost`()
    async throws
  {
    try await withShell { shell in
      shell.type("/nosuch alpha\(Key.enter)/nosuch 不安 beta\(Key.enter)half typed")
      try await shell.wait("the half-typed line") { $0.typed == "half typed" }
      shell.type("\u{12}such")
      try await shell.wait("the newest with it") {
        $0.lastLine == "search 'such': /nosuch 不安 beta"
      }
      shell.type("\u{12}")
      try await shell.wait("an older one") { $0.lastLine == "search 'such': /nosuch alpha" }
      shell.type("\u{13}")
      try await shell.wait("the newer again") { $0.lastLine == "search 'such': /nosuch 不安 beta" }
      shell.type("zzz")
      try await shell.wait("no such line") { $0.lastLine.hasPrefix("no older line with 'suchzzz'") }
      shell.type("\u{07}")
      try await shell.wait("the half-typed line") { $0.typed == "half typed" }
      shell.type("\u{12}不\(Key.left)X")
      try await shell.wait("the line that was found") { $0.typed == "/nosuch 不安 betXa" }
      shell.type(Key.down)
      try await shell.wait("the half-typed line") { $0.typed == "half typed" }
    }
  }

  @Test func `Ctrl-R where there is no history finds nothing, and keeps the half-typed line`()
    async throws
  {
    try await withShell { shell in
      shell.type("half typed\u{12}half")
      try await shell.wait("nothing found") { $0.lastLine.hasPrefix("no older line with 'half'") }
      shell.type("\u{7f}\u{7f}\u{7f}\u{7f}")
      try await shell.wait("nothing looked for") { $0.lastLine.hasPrefix("search ''") }
      shell.type("\u{07}!")
      try await shell.wait("the half-typed line") { $0.typed == "half typed!" }
    }
  }
}
