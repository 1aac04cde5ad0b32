import Foundation
import TestSupport
import Testing

/// `/stop` in the real shell.
@Suite(.serialized) struct StopTests {
  @Test func `Defect 14: a running turn is ended for good, and lines behind it are held`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let shell = try gumshoe.withFaults.open([try HeldLogs(in: gumshoe.home).path], rows: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("and then?\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      shell.type("/stop\(Key.enter)")
      try await shell.wait("the end of the turn") {
        $0.text.contains("The investigation was stopped by local.")
          && $0.text.contains("Held back, not sent:\n  and then?")
          && $0.lastLine.hasPrefix("✗ what went wrong ▸")
      }
      shell.type("/queue clear\(Key.enter)")
      try await shell.wait(for: "Dropped 1 line.")
      shell.type("/stop\(Key.enter)")
      try await shell.wait(for: "No turn is running here.")
      shell.type("/quit\(Key.enter)")
      #expect(try await shell.exitStatus() == 0)
      let listed = try await gumshoe.run(["sessions", "--json"])
      #expect(listed.output.contains(#""status":"failed""#), "\(listed)")
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `a turn in which nothing changes is ended and asked anew by a retry`() async throws {
    try await withGumshoe { gumshoe in
      let logs = try HeldLogs(in: gumshoe.home)
      let shell = try gumshoe.withFaults.open([logs.path], columns: 120, rows: 40)
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("the turn at work") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("/retry\(Key.enter)")
      try await shell.wait(for: "'what went wrong' runs: something changed 0:0")
      shell.type("and then?\(Key.enter)")
      try await shell.wait(for: "number 1 in the queue")
      try await shell.wait("no change for a while") { $0.lastLine.contains("nothing new for ") }
      shell.type("/retry\(Key.enter)")
      try await shell.wait("another turn, with what waits behind it") {
        $0.text.contains("asking the same in a new session.")
          && $0.lastLine.contains("+1 queued") && !$0.lastLine.contains("nothing new")
      }
      try logs.release()
      let end = try await shell.wait("both answers") {
        $0.answers == 2 && $0.isIdle(title: "what went wrong")
      }
      #expect(!end.text.contains("failed"), "the end that was asked for is no news: \(end)")
      let listed = try await gumshoe.run(["sessions", "--json"])
      let rows = try #require(try listed.events().first?["result"] as? [[String: Any]])
      #expect(rows.map { $0["status"] as? String } == ["idle", "failed"])
      #expect(rows.map { $0["turns"] as? Int } == [2, 1])
    }
  }
}
