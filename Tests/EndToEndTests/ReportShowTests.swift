import Foundation
import TestSupport
import Testing

/// The exhibits of a server's reports, looked at in a terminal.
@Suite struct ReportShowTests {
  @Test func `an exhibit of an earlier answer is shown, in the pager where it is long`()
    async throws
  {
    // Escapes in evidence are seen, not obeyed.
    let engine = SampleReport.engine(quote: "disk \\u001b[31mfull\\u202e")
    try await TestFolder.run { folder in
      try await TestService.run(engine: engine, folder: folder) { service in
        try await withGumshoe { gumshoe in
          let shell = try gumshoe.open(
            [], rows: 8,
            variables: [
              "GUMSHOE_SERVER": service.url, "GUMSHOE_API_KEY": service.memberKey,
              "PAGER": "cat; echo paged",
            ])
          try await shell.wait(for: "▸")
          for turn in 1...4 {
            shell.type("question \(turn)\(Key.enter)")
            try await shell.wait("answer \(turn)") {
              $0.text.contains("re: question \(turn) [\(turn)]")
                && $0.isIdle(title: "question 1")
            }
          }
          shell.type("/show 3\(Key.enter)half-typed")
          let shown = try await shell.wait("the exhibit, and the line behind it") {
            $0.text.contains("paged") && $0.typed == "half-typed"
          }
          #expect(shown.text.contains("[3] orders.log:8107"))
          #expect(shown.text.contains("orders · 2026-03-10 10:05:12 UTC"))
          #expect(shown.text.contains("41 times, 2026-03-10 10:05:12 to 10:59:59.250 UTC"))
          #expect(shown.text.contains("> 8107  ERROR disk \\x1b[31mfull\\u{202e}"))
          #expect(shown.text.contains("  8106  INFO order 4711 stored"))

          shell.type("\u{15}/show time\(Key.enter)")
          try await shell.wait("a short section without the pager") {
            $0.text.contains("10:05:12 the disk is full [4]") && $0.count(of: "paged") == 1
          }
          shell.type("/show 9\(Key.enter)")
          try await shell.wait(for: "No answer here has evidence [9].")
        }
      }
    }
  }
}
