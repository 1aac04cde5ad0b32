import Foundation
import Testing

/// Where arguments may stand.
@Suite struct CommandLineTests {
  @Test func `a command may stand behind options, unless it is evidence`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let asked = try await gumshoe.run(["--evidence", logs, "--fast", "ask", "what went wrong?"])
      #expect(asked.status == 0 && asked.output.hasPrefix("## Answer"), "\(asked)")
      let dashed = try await gumshoe.run(["--evidence", logs, "ask", "--", "-what", "failed?"])
      #expect(dashed.status == 0 && dashed.output.hasPrefix("## Answer"), "\(dashed)")
      let listed = try await gumshoe.run(["--json", "sessions", "list"])
      #expect(listed.status == 0 && listed.output.contains("what went wrong"), "\(listed)")
      let behind = try await gumshoe.run(["sessions", "--json", "list", "wrong"])
      #expect(behind.status == 0 && behind.output.contains("what went wrong"), "\(behind)")
      let none = try await gumshoe.run(["sessions", "zebra"])
      #expect(none.status == 0 && none.output.contains("holds 'zebra'"), "\(none)")
      let shown = try await gumshoe.run(["sessions", "--json", "show", "wrong"])
      #expect(shown.status == 0 && shown.output.contains(#""markdown_content""#), "\(shown)")
      let unknown = try await gumshoe.run(["--plain", "asks", "what went wrong?"])
      #expect(unknown.status == 66 && unknown.errors.contains("'asks'"), "\(unknown)")

      let folder = gumshoe.home + "/work"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: logs, toPath: folder + "/ask")
      let evidence = try await gumshoe.run(
        ["--fast", "ask"], script: "what went wrong?\n", folder: folder)
      #expect(evidence.status == 0 && evidence.output.hasPrefix("## Answer"), "\(evidence)")
    }
  }
}
