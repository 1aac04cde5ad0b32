import Foundation
import TestSupport
import Testing

/// Remote sources of evidence, by the real binary.
@Suite struct SourceTests {
  /// A home with a source `orders` that prints a log, and notes each time it is asked.
  private func withSource(_ body: (GumshoeBinary, _ runs: () -> Int) async throws -> Void)
    async throws
  {
    try await withGumshoe { gumshoe in
      let log = try makeLogs(in: gumshoe.home) + "/orders.log"
      let script = gumshoe.home + "/fetch"
      try "echo x >> '\(gumshoe.home)/runs'; cat '\(log)'\n".write(
        toFile: script, atomically: true, encoding: .utf8)
      let folder = gumshoe.home + "/.config/gumshoe"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try """
      sources:
        orders:
          kind: command
          command: [/bin/sh, \(script)]

      """.write(toFile: folder + "/config.yaml", atomically: true, encoding: .utf8)
      try await body(gumshoe) {
        ((try? String(contentsOfFile: gumshoe.home + "/runs", encoding: .utf8)) ?? "").count / 2
      }
    }
  }

  @Test func `a source is asked once for a session, and again after refresh`() async throws {
    try await withSource { gumshoe, runs in
      let first = try await gumshoe.run(["ask", "what went wrong?", "--source", "orders"])
      #expect(first.status == 0, "\(first)")
      #expect(first.output.contains("pool exhausted"), "\(first.output)")
      #expect(first.output.contains("asked of **orders** at "), "\(first.output)")
      #expect(runs() == 1)

      let script = "show me the last 3 errors\n/evidence\n/refresh\nwhat went wrong?\n"
      let next = try await gumshoe.run(["--continue"], script: script)
      #expect(next.status == 0, "\(next)")
      let said = next.output + next.errors
      #expect(said.contains("The next question asks again: orders."), "\(next)")
      #expect(said.contains("source:orders"), "\(next)")
      #expect(runs() == 2)

      let folder = gumshoe.home + "/.local/share/gumshoe/piped"
      let kept = try FileManager.default.subpathsOfDirectory(atPath: folder)
      #expect(kept.contains { $0.hasSuffix("/2/orders/output.log") }, "\(kept)")
      for file in kept where file.hasSuffix(".log") || file.hasSuffix(".json") {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + file)
        #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
      }
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.cache/gumshoe/output.log"))
    }
  }

  @Test func `beside files, what a source did not give stands under Not seen`() async throws {
    try await withSource { gumshoe, _ in
      let logs = gumshoe.home + "/logs"
      let outcome = try await gumshoe.run([
        "ask", "what went wrong?", "--evidence", logs, "--source", "prometheus=http://127.0.0.1:1",
      ])
      #expect(outcome.status == 0, "\(outcome)")
      let unseen = outcome.output.split(separator: "## Not seen").last ?? ""
      #expect(
        unseen.contains("`prometheus`: GET /api/v1/label/__name__/values: nothing listens there"),
        "\(outcome.output)")
      let alone = try await gumshoe.run([
        "ask", "what went wrong?", "--evidence", "http://127.0.0.1:1",
      ])
      #expect(alone.status != 0, "\(alone)")
      let unknown = try await gumshoe.run(["ask", "what went wrong?", "--source", "nope"])
      #expect(unknown.status == 66 && unknown.errors.contains("There are: orders."), "\(unknown)")
    }
  }

  @Test func `doctor tells of each source what it answers, and what is wrong`() async throws {
    try await withSource { gumshoe, runs in
      let outcome = try await gumshoe.run(["doctor", "--source", "prometheus=http://127.0.0.1:1"])
      #expect(outcome.status == 69, "\(outcome)")
      #expect(outcome.output.contains("ok       source    orders: '/bin/sh "), "\(outcome.output)")
      #expect(outcome.output.contains("failure  source    prometheus=http://127.0.0.1:1: GET "))
      #expect(runs() == 1)
    }
  }

  @Test func `a server asks its own sources for its callers`() async throws {
    try await withSource { gumshoe, runs in
      let store = try await ServedStore(gumshoe)
      let server = try await store.serve("--source", "orders")
      let asked = try await gumshoe.run(
        ["ask", "what went wrong?", "--server", server.url],
        variables: ["GUMSHOE_API_KEY": store.member])
      #expect(asked.status == 0, "\(asked)")
      #expect(asked.output.contains("pool exhausted") && runs() == 1, "\(asked.output)")
      #expect(await server.stop().status == 0)
      let kept = try FileManager.default.subpathsOfDirectory(atPath: store.path + ".fetched")
      #expect(kept.contains { $0.hasSuffix("/1/orders/output.log") }, "\(kept)")
    }
  }
}
