import EvidenceSources
import Foundation
import Synchronization
import TestSupport
import Testing

/// One incident, told by metrics, lines of logs, the states of a cluster and the journal at once.
@Suite struct FourSourcesTests {
  private static let isAble = ShopCluster.hasKubectl && MetricServer.Program.prometheus.isThere

  /// What a session has fetched.
  private static func log(of gumshoe: GumshoeBinary) throws -> FetchLog {
    let folder = gumshoe.home + "/.local/share/gumshoe/piped"
    let kept = try FileManager.default.subpathsOfDirectory(atPath: folder)
    let file = try #require(kept.first { $0.hasSuffix("/fetched.json") }, "\(kept)")
    return FetchLog.read(in: "\(folder)/\(file.dropLast("/fetched.json".count))")
  }

  @Test(.enabled(if: isAble, "no kubectl, no prometheus"), .timeLimit(.minutes(10)))
  func `cause, path and change are in the first answer, with exhibits of all four`() async throws {
    let metrics = try await MetricServer(.prometheus, ShopMetrics())
    defer { metrics.stop() }
    let asked = Mutex<[String]>([])
    @Sendable func note(_ request: HTTPTestRequest) {
      asked.withLock { $0.append("\(request.method) \(request.target)") }
    }
    let plan = FaultPlan { request in
      note(request)
      return nil
    }
    let prometheus = try await FaultyProxy(to: metrics.url, plan: plan)
    let loki = FakeLoki(ShopIncident.lines)
    let cluster = try ShopIncident.cluster()
    try await HTTPTestServer.run(handler: { request in
      note(request)
      return loki.answer(request)
    }) { logs in
      try await HTTPTestServer.run(handler: { cluster.answer($0) }) { api in
        try await withGumshoe { gumshoe in
          let journalctl = gumshoe.home + "/journalctl"
          try ShopIncident.journalctl.write(toFile: journalctl, atomically: true, encoding: .utf8)
          chmod(journalctl, 0o755)
          try gumshoe.configure(
            """
            sources:
              prod: { kind: prometheus, address: "\(prometheus.url)" }
              lines: { kind: loki, address: "\(logs.url)" }
              cluster: { kind: kubernetes, namespaces: [shop] }
              ops: { kind: journal }

            """)
          var variables = try gumshoe.kubeconfig(server: api.url)
          variables["PATH"] = "\(gumshoe.home):/usr/bin:/bin"
          let names = ["prod", "lines", "cluster", "ops"]
          let first = try await gumshoe.run(
            ["ask", ShopIncident.question] + names.flatMap { ["--source", $0] },
            variables: variables)
          #expect(first.status == 0, "\(first)")
          let text = first.output
          let cause = text.section("Answer")
          #expect(cause.hasPrefix("**orders**") && cause.contains("pool"), "\(text)")
          let path = text.section("Path")
          #expect(path.contains("1. **orders**") && path.contains("2. **checkout**"), "\(text)")
          let change = text.section("Change")
          #expect(change.contains("DB_POOL_MAX 50 -> 20"), "\(text)")
          #expect(!change.contains("nothing ties"), "\(change)")
          #expect(!text.section("Confidence").contains("failures of deploy"), "\(text)")
          for name in names {
            #expect(text.contains("asked of **\(name)** at "), "\(name): \(text)")
          }

          let log = try Self.log(of: gumshoe)
          #expect(log.requests <= 40 && log.bytes <= 10_000_000, "\(log.requests), \(log.bytes)")
          #expect(log.fetches.allSatisfy { $0.failure == nil }, "\(log.fetches)")
          // A run of kubectl makes several requests of its own: which kinds there are, and each list.
          // Some machines' kubectl is a launcher, which asks for the version before each run.
          let count = { asked.withLock { $0.count } + cluster.asked.count }
          let before = count()
          let launched = cluster.asked.count { $0.target.hasPrefix("/version") }
          #expect(before - launched <= 40, "\(before), \(cluster.asked.map(\.target))")
          #expect(asked.withLock { $0.allSatisfy { $0.hasPrefix("GET ") } })
          #expect(cluster.asked.allSatisfy { $0.method == "GET" })

          let exhibits = text.section("Evidence").components(separatedBy: "- [").count - 1
          let script =
            (1...max(1, exhibits)).map { "/show \($0)\n" }.joined()
            + "which errors does orders have?\n"
          let next = try await gumshoe.run(["--continue"], script: script, variables: variables)
          #expect(next.status == 0, "\(next)")
          for number in 1...max(1, exhibits) {
            #expect(next.output.contains("**[\(number)]** `"), "\(number): \(next.output)")
          }
          for name in names {
            // What was measured goes by its name, all else by its place.
            let isShown = ["** `\(name)/", " · `\(name)` · "].contains { next.output.contains($0) }
            #expect(isShown, "\(name): \(next.output)")
          }
          #expect(next.output.contains("connection pool exhausted"), "\(next.output)")
          #expect(
            try Self.log(of: gumshoe) == log && count() == before, "the follow-up asks nothing")
        }
      }
    }
    await prometheus.close()
  }
}

extension String {
  /// The text of a section of a report; empty where there is none.
  fileprivate func section(_ title: String) -> String {
    let parts = components(separatedBy: "## \(title)\n\n")
    return parts.count > 1 ? parts[1].components(separatedBy: "\n## ")[0] : ""
  }
}
