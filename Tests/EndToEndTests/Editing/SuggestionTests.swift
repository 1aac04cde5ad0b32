import Foundation
import TestSupport
import Testing

/// How a line might go on, by what was asked in other sessions.
@Suite struct SuggestionTests {
  @Test func `what a script asked is suggested at a terminal, a private question never again`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let asked = try await gumshoe.run(
        [logs], script: "show me the errors of checkout\nhow many errors were there?\n")
      #expect(asked.status == 0, "\(asked)")

      let shell = try gumshoe.open([logs])
      try await shell.wait(for: "▸")
      shell.type("show me")
      try await shell.wait("what the script asked") {
        $0.typed == "show me the errors of checkout"
      }
      shell.type("\(Key.right)\u{15} what happened in private?\(Key.enter)")
      try await shell.wait("an answer") { $0.answers == 1 && $0.lastLine.contains("▸") }
      shell.type("/history delete how many\(Key.enter)")
      try await shell.wait(for: "of the history")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)

      let later = try gumshoe.open([logs])
      try await later.wait(for: "▸")
      later.type("show me the")
      try await later.wait("what is known by now") { $0.typed.hasSuffix("errors of checkout") }
      for beginning in ["what happened", "how many"] {
        later.type("\u{15}\(beginning)")
        try await later.wait("only what was typed") { $0.typed == beginning }
      }
    }
  }
}
