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
}
