import Foundation
import TestSupport
import Testing

/// Answers of a server that are hostile or huge.
@Suite struct ManyBytesTests {
  /// Opens the shell on a server that gives every question the same answer.
  private func converse(
    answer: String, _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    variables: [String: String] = [:],
    _ body: @escaping @Sendable (TerminalProgram) async throws -> Void
  ) async throws {
    try await TestFolder.run { folder in
      try await TestService.run(engine: EchoEngine { _ in answer }, folder: folder) { service in
        try await withGumshoe { gumshoe in
          var variables = variables
          variables["GUMSHOE_SERVER"] = service.url
          variables["GUMSHOE_API_KEY"] = service.memberKey
          let shell = try gumshoe.open(
            arguments, columns: columns, rows: rows, variables: variables)
          try await shell.wait(for: "▸")
          try await body(shell)
          shell.type(Key.endOfFile)
          #expect(try await shell.exitStatus() == 0)
        }
      }
    }
  }

  @Test func `a title and an answer full of escapes do nothing, here or in the pager`()
    async throws
  {
    let evil =
      "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{1b}]8;;http://evil\u{1b}\\x\u{202e}drow\u{1b}c"
    let answer = "## Answer\n\nfine \(evil) end\n\n`\(evil)`\n\n|a|\n|-|\n|\(evil)|\n"
    try await converse(
      answer: answer, ["--title", "title \(evil)"],
      variables: ["PAGER": "cat; echo paged", "FORCE_HYPERLINK": "1", "GUMSHOE_NOTIFY": "osc9"]
    ) { shell in
      // Unlooked at, so that the end is told too.
      shell.type("\u{1b}[O")
      shell.type("why?\(Key.enter)")
      try await shell.wait("the answer") { $0.answers == 1 && $0.lastLine.contains("title \\x1b") }
      shell.type("/show all\(Key.enter)/sessions\(Key.enter)/status\(Key.enter)")
      let end = try await shell.wait("all of it") {
        $0.text.contains("1*  idle") && $0.text.contains("turn 1") && $0.lastLine.contains("▸")
      }
      #expect(end.text.contains("fine \\x1b]0;owned\\x07\\x1b[2J\\x9b31m"), "\(end)")
      let written = String(decoding: shell.written, as: UTF8.self)
      #expect(written.contains("\u{1b}]9;gumshoe: 'title \\x1b]0;"))
      for sequence in [
        "\u{1b}]0;", "\u{7}", "\u{1b}[2J", "\u{9b}", "\u{202e}", "\u{1b}]8;;http", "\u{1b}c",
      ] {
        #expect(!written.contains(sequence), "\(sequence.debugDescription) was written")
      }
    }
  }

  @Test func `of five megabytes the beginning is printed, and the pager gets them all`()
    async throws
  {
    let line = "- " + String(repeating: "x", count: 97) + "\n"
    let lines = 5_000_000 / line.utf8.count
    let answer = "# Big\n\n" + String(repeating: line, count: lines) + "- the end\n"
    try await converse(
      answer: answer, columns: 120, variables: ["PAGER": "grep -c xxxx; echo paged"]
    ) { shell in
      shell.type("why?\(Key.enter)")
      let answered = try await shell.wait("the beginning") {
        $0.text.contains(" more rows: /show") && $0.isIdle(title: "why")
      }
      #expect(!answered.text.contains("the end"))
      #expect(answered.count(of: "• xxxx") < 201)
      shell.type("/show\(Key.enter)")
      try await shell.wait("all of it, in the pager") {
        $0.text.contains("\n\(lines)\n") && $0.text.contains("paged") && $0.isIdle(title: "why")
      }
      shell.type("half-typed")
      try await shell.wait("the keyboard") { $0.typed == "half-typed" }
      shell.type("\u{15}")
    }
  }
}
