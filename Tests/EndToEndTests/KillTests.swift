import DemoIncident
import Foundation
import Testing

/// `kill -9` at random moments of a conversation: nothing acknowledged is lost or sent twice.
@Suite struct KillTests {
  static let questions = [
    "why did checkout start failing?", "show me the errors of the payment service",
    "what changed before that?", "how sure are you?", "summarise the warnings",
  ]

  @Test func `every acknowledged line is answered exactly once, whenever the process dies`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let evidence = try await demoPath(gumshoe)
      var random = SeededRandom(seed: 20_261_124)
      var acknowledged: [String] = []
      var session: String?
      for round in 0..<20 {
        let rest = Self.questions.indices.map { "\(Self.questions[$0]) (round \(round).\($0))" }
        let arguments = session == nil ? [evidence, "--json"] : ["--continue", "--json"]
        let process = try gumshoe.start(arguments)
        process.write(rest.joined(separator: "\n") + "\n")
        try await killAfter(Double(random.next() % 1_500) / 1_000, process)
        let outcome = await process.finish()
        // A line that was cut by the kill is no event.
        let whole = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
          .dropLast()
        for line in whole {
          let event = try #require(
            JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
          session = event["session"] as? String ?? session
          if event["event"] as? String == "turn.started", let input = event["input"] as? String,
            !acknowledged.contains(input)
          {
            acknowledged.append(input)
          }
        }
      }
      let last = try await gumshoe.run(["--continue", "--json"])
      #expect(last.status == 0, "\(last)")
      let id = try #require(session)
      try await expectAnsweredOnce(acknowledged, session: id, gumshoe)
    }
  }

  /// Kills a process after some seconds, which the random moment of the test needs.
  private func killAfter(_ seconds: Double, _ process: PipedProcess) async throws {
    try await Task.sleep(for: .milliseconds(Int(seconds * 1000)))
    process.kill()
  }

  private func expectAnsweredOnce(
    _ acknowledged: [String], session: String, _ gumshoe: GumshoeBinary
  ) async throws {
    let shown = try await gumshoe.run(["sessions", "show", session, "--json"])
    let event = try #require(try shown.events().first)
    let result = try #require(event["result"] as? [String: Any])
    #expect(result["status"] as? String == "idle")
    let messages = try #require(result["messages"] as? [[String: Any]])
    let roles = messages.compactMap { $0["role"] as? String }
    #expect(roles.count % 2 == 0)
    for (index, role) in roles.enumerated() {
      #expect(role == (index % 2 == 0 ? "user" : "assistant"))
    }
    let inputs = messages.filter { $0["role"] as? String == "user" }
      .compactMap { $0["markdown_content"] as? String }
    #expect(Set(inputs).count == inputs.count, "a line was sent twice: \(inputs)")
    for line in acknowledged { #expect(inputs.contains(line), "'\(line)' was lost") }
    #expect(acknowledged.count >= 10, "the kills came too early to show anything")
  }
}
