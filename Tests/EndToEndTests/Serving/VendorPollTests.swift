import Foundation
import Testing

/// The vendor's own client code against our server.
@Suite struct VendorPollTests {
  private static let seed = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/SEED.md").standardizedFileURL

  /// The Python block of the vendor's page that defines the function, unchanged.
  private static func pollSession() -> String? {
    guard let page = try? String(contentsOf: seed, encoding: .utf8) else { return nil }
    let blocks = page.components(separatedBy: "```").enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
    guard let block = blocks.first(where: { $0.contains("def poll_session(") }) else { return nil }
    return block.split(separator: "\n", maxSplits: 1).last.map(String.init)
  }

  private static let driver = """

    import sys
    url, key = sys.argv[1:]
    answer = requests.post(
        f"{url}/v1/sessions", headers={"Authorization": f"Bearer {key}"},
        json={"input": "why did checkout fail?", "idempotency_key": "vendor"})
    assert answer.status_code == 201, answer.text
    session = poll_session(url, answer.json()["id"], key, interval=0.2, timeout=60)
    assert session["status"] == "idle", session
    assert [m["role"] for m in session["messages"]] == ["user", "assistant"], session
    answer = requests.post(
        f"{url}/v1/sessions/{session['id']}/messages", headers={"Authorization": f"Bearer {key}"},
        json={"input": "and since when?"})
    assert answer.status_code == 202, answer.text
    session = poll_session(url, session["id"], key, interval=0.2, timeout=60)
    assert session["status"] == "idle" and len(session["messages"]) == 4, session
    print(session["messages"][-1]["id"] == answer.json()["assistant_message_id"])
    """

  private static let hasRequests: Bool = {
    let process = python(["-c", "import requests"])
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    .enabled(if: pollSession() != nil, "the vendor's page is not beside this checkout"),
    .enabled(if: hasRequests, "python3 has no requests"))
  func `poll_session of the vendor's page drives an investigation to its end`() async throws {
    try await withGumshoe { gumshoe in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve()
      let script = try #require(Self.pollSession()) + Self.driver
      let outcome = await (try PipedProcess(Self.python(["-c", script, server.url, store.member])))
        .finish()
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output == "True\n")
      #expect(await server.stop().status == 0)
    }
  }

  private static func python(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    return process
  }
}
