import Foundation
import TestSupport
import Testing

/// Whole transcripts of scripts: all that a run writes.
@Suite struct WholeScriptTests {
  private static let script = """
    \u{feff}# what a script may hold
    first?

    <<END
    line one
    /not a command
    # nor a comment
    END
    /queue
    //slash
    /detach
    """

  /// Runs a body on a server whose turns fail where the question says so.
  private func withServer(
    _ body: @escaping @Sendable (GumshoeBinary, [String: String]) async throws -> Void
  ) async throws {
    let engine = EchoEngine { $0.hasPrefix("fail") ? nil : "Answer to \($0)" }
    try await TestFolder.run { folder in
      try await TestService.run(engine: engine, folder: folder) { service in
        try await withGumshoe { gumshoe in
          try await body(
            gumshoe, ["GUMSHOE_SERVER": service.url, "GUMSHOE_API_KEY": service.adminKey])
        }
      }
    }
  }

  @Test func `answers alone stand on standard output, all else beside it`() async throws {
    try await withServer { gumshoe, variables in
      let refused = try await gumshoe.run([], script: Self.script, variables: variables)
      #expect(refused.status == 64, "\(refused)")
      let answers = """
        Answer to first?

        Answer to line one
        /not a command
        # nor a comment

        Answer to /slash

        """
      #expect(refused.output == answers)
      #expect(refused.errors.contains("gumshoe: No lines wait to be sent.\n"), "\(refused.errors)")
      #expect(refused.errors.contains("/detach"), "\(refused.errors)")

      let failing = "first?\nfail now\nafter?\n"
      let failed = try await gumshoe.run([], script: failing, variables: variables)
      #expect(failed.status == 1 && failed.output == "Answer to first?\n", "\(failed)")
      #expect(failed.errors.contains("failed:"), "\(failed.errors)")
      let kept = try await gumshoe.run(["--keep-going"], script: failing, variables: variables)
      #expect(kept.status == 1, "\(kept)")
      #expect(kept.output == "Answer to first?\n\nAnswer to after?\n", "\(kept)")
      #expect(kept.errors.contains("The turn failed; the next text opens a new session."))
    }
  }

  @Test func `with --json every line has its objects, in their order`() async throws {
    try await withServer { gumshoe, variables in
      let script = Self.script.replacing("/detach", with: "/sessions\n/status\n/help\nfail now")
      let outcome = try await gumshoe.run(["--json"], script: script, variables: variables)
      #expect(outcome.status == 1, "\(outcome)")
      let told = try outcome.events().compactMap { event -> String? in
        let name = try #require(event["event"] as? String)
        switch name {
        // How often it is told depends on the machine.
        case "turn.progress": return nil
        case "command": return "command \(event["name"] ?? "")"
        case "session.created": return name
        default: return "\(name) \(event["turn"] ?? "")"
        }
      }
      #expect(
        told == [
          "session.created", "turn.started 1", "turn.completed 1", "turn.started 2",
          "turn.completed 2", "command queue", "turn.started 3", "turn.completed 3",
          "command sessions", "command status", "command help", "turn.started 4", "turn.failed 4",
        ])
    }
  }

  @Test func `ten megabytes of standard input are read, as a script and as a log`() async throws {
    let filler = String(repeating: "# " + String(repeating: "x", count: 97) + "\n", count: 100_000)
    try await withServer { gumshoe, variables in
      let outcome = try await gumshoe.run([], script: filler + "last?\n", variables: variables)
      #expect(outcome.status == 0 && outcome.output == "Answer to last?\n", "\(outcome.errors)")
      // Of one line a message would have to be made that no server takes.
      let line = String(repeating: "x", count: 10_000_000)
      let refused = try await gumshoe.run([], script: line, variables: variables)
      #expect(refused.status == 64 && refused.output.isEmpty, "\(refused.status)")
      #expect(refused.errors.utf8.count < 2_000)
    }
    try await withGumshoe { gumshoe in
      let log = (0..<100_000).map { number in
        let time = String(format: "10:%02d:%02d", number / 6_000 % 60, number / 100 % 60)
        let words = number == 77_777 ? "ERROR disk full: no space left" : "INFO request served"
        return "2026-03-01T\(time)Z \(words) \(number) in 17 ms by the orders service, as ever"
      }
      let asked = try await gumshoe.run(
        ["ask", "show me the errors", "-"], script: log.joined(separator: "\n"))
      #expect(asked.status == 0, "\(asked.errors)")
      #expect(asked.output.contains("disk full") && asked.output.contains("stdin:77778"))
    }
  }
}
