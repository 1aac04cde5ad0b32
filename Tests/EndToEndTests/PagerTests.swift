import Foundation
import TestSupport
import Testing

/// Long texts through the user's pager, whatever that is.
@Suite struct PagerTests {
  /// Opens the shell on small logs in a window that an answer does not fit, and asks for it again.
  private func show(
    with variables: [String: String], _ body: (TerminalProgram) async throws -> Void
  ) async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let shell = try gumshoe.open([logs], rows: 12, variables: variables)
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("an answer") { $0.isIdle(title: "what went wrong") }
      shell.type("/show\(Key.enter)")
      try await body(shell)
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
    }
  }

  @Test func `a pager that is not there takes no text away`() async throws {
    try await show(with: ["PAGER": "no-such-pager -x"]) { shell in
      try await shell.wait("the answer behind the pager's failure") { screen in
        guard let failure = screen.text.range(of: "no-such-pager") else { return false }
        return screen.text[failure.upperBound...].contains("Not seen")
          && screen.isIdle(title: "what went wrong")
      }
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/less"), "needs less"))
  func `a pager of nobody's settings shows colours, not their codes`() async throws {
    try await show(with: ["PAGER": "less"]) { shell in
      let screen = try await shell.wait("the pager's prompt") { $0.lastLine.hasPrefix(":") }
      #expect(!screen.text.contains("ESC["), "\(screen)")
      shell.type("q")
      try await shell.wait("the prompt") { $0.isIdle(title: "what went wrong") }
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/less"), "needs less"))
  func `less with numbered rows gets the text as it is`() async throws {
    try await show(with: ["PAGER": "less -N"]) { shell in
      let screen = try await shell.wait("numbered rows") { screen in
        screen.lines.contains { $0.contains(/^ +1 Answer$/) } && screen.lastLine.hasPrefix(":")
      }
      #expect(!screen.text.contains("ESC["), "\(screen)")
      shell.type("q")
      try await shell.wait("the prompt") { $0.isIdle(title: "what went wrong") }
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/less"), "needs less"))
  func `a user's own settings of less are left alone`() async throws {
    try await show(with: ["PAGER": "less", "LESS": "-N -R"]) { shell in
      try await shell.wait("numbered rows") { screen in
        screen.lines.contains { $0.contains(/^ +1 Answer$/) } && screen.lastLine.hasPrefix(":")
      }
      shell.type("q")
      try await shell.wait("the prompt") { $0.isIdle(title: "what went wrong") }
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/more"), "needs more"))
  func `more shows a window's rows at a time, and the line comes back behind it`() async throws {
    try await show(with: ["PAGER": "more"]) { shell in
      try await shell.wait("the pager's prompt") { $0.lastLine.contains("--More--") }
      shell.type("q")
      try await shell.wait("the prompt") { $0.isIdle(title: "what went wrong") }
      shell.type("half-typed")
      try await shell.wait("the keyboard") { $0.typed == "half-typed" }
      shell.type("\u{15}")
    }
  }
}
