import Foundation
import TestSupport
import Testing

/// Sources behind a proxy that loses, delays and spoils what passes: no turn is lost, and none stuck.
@Suite(.timeLimit(.minutes(10))) struct FaultySourcesTests {
  private static let faults: [Fault] = [
    .cutBefore, .cutAfter, .page(502), .otherJSON, .noise, .refusal(503, retryAfter: 0),
    .refusal(429, retryAfter: 1), .delay(.milliseconds(100)), .silence(.milliseconds(300)),
  ]

  /// Asks through a faulty proxy beside a folder of logs, and asks again.
  private static func tryOut(
    _ source: String, at url: String, seed: UInt64,
    variables: (GumshoeBinary, String) throws -> [String: String]
  ) async throws {
    let plan = FaultPlan.random(seed: seed, chance: 0.3, faults: faults)
    let proxy = try await FaultyProxy(to: url, plan: plan)
    try await withGumshoe { gumshoe in
      let logs = try makeLogs(in: gumshoe.home)
      let variables = try variables(gumshoe, proxy.url)
      let named = source.replacing("URL", with: proxy.url)
      let first = try await gumshoe.run(
        ["ask", "what went wrong?", "--evidence", logs, "--source", named], variables: variables)
      #expect(first.status == 0 && first.output.contains("pool exhausted"), "\(seed): \(first)")
      let script =
        "/refresh\nwhat went wrong since 2026-03-14T10:05:00Z?\nwhich errors are there?\n"
      let next = try await gumshoe.run(["--continue"], script: script, variables: variables)
      #expect(next.status == 0, "\(seed): \(next)")
      #expect(next.output.components(separatedBy: "## Answer").count == 3, "\(seed): \(next)")
      #expect(proxy.faults > 0)
    }
    await proxy.close()
  }

  @Test(.enabled(if: ShopCluster.hasKubectl, "no kubectl"), arguments: [3, 7, 11, 19] as [UInt64])
  func `before the API of a cluster`(seed: UInt64) async throws {
    let cluster = try ShopCluster.cluster()
    try await HTTPTestServer.run(handler: { cluster.answer($0) }) { server in
      try await Self.tryOut("kubernetes", at: server.url, seed: seed) { gumshoe, url in
        try gumshoe.kubeconfig(server: url)
      }
    }
    #expect(cluster.asked.allSatisfy { $0.method == "GET" })
  }

  @Test(
    .enabled(if: MetricServer.Program.allCases.allSatisfy(\.isThere), "no prometheus, no promtool"),
    arguments: MetricServer.Program.allCases, [3, 7, 11] as [UInt64])
  func `before a server of metrics`(program: MetricServer.Program, seed: UInt64) async throws {
    let metrics = try await MetricServer(program, ShopMetrics())
    defer { metrics.stop() }
    try await Self.tryOut("prometheus=URL", at: metrics.url, seed: seed) { _, _ in [:] }
  }

  @Test(arguments: [3, 7, 11, 19] as [UInt64])
  func `before a Loki`(seed: UInt64) async throws {
    let loki = FakeLoki(ShopIncident.lines)
    try await HTTPTestServer.run(handler: { loki.answer($0) }) { server in
      try await Self.tryOut("loki=URL", at: server.url, seed: seed) { _, _ in [:] }
    }
  }

  @Test(arguments: [3, 7, 11, 19] as [UInt64])
  func `before a Tempo`(seed: UInt64) async throws {
    let tempo = FakeTempo(ShopIncident.spans)
    try await HTTPTestServer.run(handler: { tempo.answer($0) }) { server in
      try await Self.tryOut("tempo=URL", at: server.url, seed: seed) { _, _ in [:] }
    }
  }
}
