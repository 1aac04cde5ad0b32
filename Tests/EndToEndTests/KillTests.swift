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
        try await kill(process, &random, round)
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

  /// Kills a process at a random moment: of its start, or behind one of the first lines that it
  /// acknowledges, so that there are such on any machine.
  private func kill(
    _ process: PipedProcess, _ random: inout SeededRandom, _ round: Int
  ) async throws {
    let line = Int(random.next() % 4) - 1
    if line >= 0 {
      let input = "\(Self.questions[line]) (round \(round).\(line))"
      try await process.wait(for: "\"input\":\"\(input)\"", on: .output)
    }
    // The moment is the test's subject, not something it waits for.
    try await Task.sleep(for: .milliseconds(Int(random.next() % (line < 0 ? 1500 : 300))))
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
