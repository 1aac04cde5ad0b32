import Foundation
import TestSupport
import Testing

/// The shell in a terminal, on a server in another process.
@Suite struct RemoteConversationTests {
  @Test func `a conversation goes on over a server that was killed in the middle of a turn`()
    async throws
  {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe.withFaults)
      let held = try HeldLogs(at: store.evidence)
      let first = try await store.serve()
      let shell = try gumshoe.open(
        [], rows: 60, variables: ["GUMSHOE_SERVER": first.url, "GUMSHOE_API_KEY": store.member])
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("progress") { $0.lastLine.contains(HeldLogs.step) }
      shell.type("half-typed")
      try await shell.wait("text typed meanwhile") { $0.typed == "half-typed" }

      first.process.kill()
      _ = await first.process.finish()
      try await shell.wait(for: "nothing listens there")
      try await shell.wait("the line as it was, and what is done about it") {
        $0.typed == "half-typed" && $0.lastLine.contains("reconnecting, again in ")
      }
      let second = try await store.serve(port: first.port)
      try held.release()
      let end = try await shell.wait("an answer, once") {
        $0.answers == 1 && $0.isIdle(title: "what went wrong")
      }
      #expect(end.typed == "half-typed")

      shell.type("\u{15}show me the errors of checkout\(Key.enter)")
      try await shell.wait("another answer") {
        $0.answers == 2 && $0.isIdle(title: "what went wrong")
      }
      shell.type("/sessions\(Key.enter)")
      try await shell.wait(for: "only the sessions that this machine knows")
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)

      let admin = HTTPCaller(key: store.admin)
      let list = try #require(await admin.call("\(second.url)/v1/sessions"))
      let sessions = try #require(list.object["sessions"] as? [[String: Any]])
      let id = try #require(sessions.first?["id"] as? String)
      let session = try #require(await admin.call("\(second.url)/v1/sessions/\(id)"))
      #expect(sessions.count == 1)
      #expect((session.object["messages"] as? [Any])?.count == 4)
      #expect(await second.stop().status == 0)
    }
  }

  @Test func `a question that is asked without a network is sent once there is one`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let first = try await store.serve()
      #expect(await first.stop().status == 0)
      let shell = try gumshoe.open(
        [], rows: 40, variables: ["GUMSHOE_SERVER": first.url, "GUMSHOE_API_KEY": store.member])
      try await shell.wait(for: "▸")
      shell.type("what went wrong?\(Key.enter)")
      try await shell.wait("what is done about it") {
        $0.text.contains("Reconnecting; nothing is lost.")
          && $0.lastLine.contains("reconnecting, again in ")
      }
      // Who does not want to wait keeps the line.
      shell.type("/stop\(Key.enter)")
      try await shell.wait("the line kept, and nothing tried") {
        $0.text.contains("The line is kept. /retry sends it again.")
          && !$0.lastLine.contains("reconnecting")
      }
      shell.type("/retry\(Key.enter)")
      try await shell.wait("another try") { $0.lastLine.contains("reconnecting, again in ") }
      let second = try await store.serve(port: first.port)
      try await shell.wait("one answer") {
        $0.text.contains("The service answers again.") && $0.answers == 1
          && $0.isIdle(title: "what went wrong")
      }
      // A question in a session that stands is waited with too, and is asked once.
      #expect(await second.stop().status == 0)
      shell.type("show me the errors of checkout\(Key.enter)")
      try await shell.wait("what is done about it") {
        $0.lastLine.contains("reconnecting, again in ")
      }
      let third = try await store.serve(port: first.port)
      try await shell.wait("another answer") {
        $0.answers == 2 && $0.isIdle(title: "what went wrong")
      }
      shell.type(Key.endOfFile)
      #expect(try await shell.exitStatus() == 0)
      let admin = HTTPCaller(key: store.admin)
      let list = try #require(await admin.call("\(third.url)/v1/sessions"))
      let sessions = try #require(list.object["sessions"] as? [[String: Any]])
      let id = try #require(sessions.first?["id"] as? String)
      let session = try #require(await admin.call("\(third.url)/v1/sessions/\(id)"))
      #expect(sessions.count == 1)
      #expect((session.object["messages"] as? [Any])?.count == 4)
      #expect(await third.stop().status == 0)
    }
  }
}
