import Foundation
import TestSupport
import Testing

/// One question at a terminal.
@Suite struct AskTests {
  @Test func `ask at a terminal is styled, shows that it works, and leaves the answer alone`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let arguments = ["ask", "what went wrong?", "--evidence", logs]
      let asked = try gumshoe.open(arguments, rows: 60)
      #expect(try await asked.exitStatus() == 0)
      let screen = asked.snapshot
      #expect(screen.text.hasPrefix("Answer\n"), "\(screen)")
      #expect(screen.text.contains("Not seen") && !screen.text.contains("/show"), "\(screen)")
      #expect(!screen.text.contains("what went wrong 0:0"), "a spinner was left: \(screen)")
      let written = String(decoding: asked.written, as: UTF8.self)
      #expect(written.contains("\r\u{1b}[K⠋ what went wrong 0:00"))

      for plainly in [["--plain"], ["--json"]] {
        let plain = try gumshoe.open(arguments + plainly, rows: 60)
        #expect(try await plain.exitStatus() == 0)
        #expect(!plain.written.contains(0x1B), "\(plain.snapshot)")
      }
      let dumb = try gumshoe.open(arguments, rows: 60, term: "dumb")
      #expect(try await dumb.exitStatus() == 0)
      #expect(dumb.snapshot.text.hasPrefix("## Answer\n") && !dumb.written.contains(0x1B))
    }
  }
}
