import Foundation
import TestSupport
import Testing

/// A cluster by the real `kubectl`, as a source of the real binary.
@Suite(.enabled(if: ShopCluster.hasKubectl, "no kubectl"), .timeLimit(.minutes(10)))
struct KubernetesEndTests {
  private static let ask = ["ask", ShopCluster.question, "--source", "kubernetes"]

  /// What stands under a report's "Not seen".
  private static func unseen(_ outcome: GumshoeBinary.Outcome) -> String {
    let parts = outcome.output.components(separatedBy: "## Not seen")
    return parts.count > 1 ? parts[1] : ""
  }

  @Test func `a loop of restarts is named with its cause and cited, and nothing is written`()
    async throws
  {
    let cluster = try ShopCluster.cluster()
    try await HTTPTestServer.run(handler: { cluster.answer($0) }) { server in
      try await withGumshoe { gumshoe in
        let variables = try gumshoe.kubeconfig(server: server.url)
        let first = try await gumshoe.run(Self.ask, variables: variables)
        #expect(first.status == 0, "\(first)")
        #expect(first.output.contains("**orders**"), "\(first.output)")
        #expect(first.output.contains("OOMKilled"), "\(first.output)")
        #expect(first.output.contains("asked of **kubernetes** at "), "\(first.output)")
        #expect(first.output.contains("`kubectl get "), "\(first.output)")
        #expect(!Self.unseen(first).contains("`kubernetes`"), "\(first.output)")

        let targets = cluster.asked.map(\.target)
        #expect(cluster.asked.allSatisfy { $0.method == "GET" }, "\(targets)")
        let logs = targets.filter { $0.contains("/log?") }
        // Both containers run, one alone was restarted; what never began has no log.
        #expect(logs.count { $0.contains("previous=true") } == 1, "\(logs)")
        #expect(logs.contains { $0.contains("container=orders&previous=true") }, "\(logs)")
        #expect(!logs.contains { $0.contains("promo") || $0.contains("reports") }, "\(logs)")
        #expect(logs.allSatisfy { $0.contains("sinceTime=2026-03-14T") })
        #expect(targets.contains { $0.contains("fieldSelector=involvedObject.name") })

        let script = "why is reports pending?\nwhat is wrong with promo?\n"
        let next = try await gumshoe.run(["--continue"], script: script, variables: variables)
        #expect(next.status == 0, "\(next)")
        #expect(next.output.contains("Insufficient memory"), "\(next.output)")
        #expect(next.output.contains("ImagePullBackOff"), "\(next.output)")
        #expect(cluster.asked.count == targets.count, "a follow-up asks nothing more")

        let doctor = try await gumshoe.run(
          ["doctor", "--source", "kubernetes"], variables: variables)
        #expect(doctor.output.contains("current context' answers"), "\(doctor)")
        #expect(cluster.asked.allSatisfy { $0.method == "GET" })
      }
    }
  }

  @Test(arguments: [
    (["nodes"], ["list nodes"]), (["nodes", "services"], ["list services", "list nodes"]),
    (["events"], ["list events"]), (["pods/log"], ["get pods/log"]),
    (["deployments", "replicasets"], ["list deployments", "list replicasets"]),
  ])
  func `what a role may not read is said by name, and the rest names the cause`(
    forbidden: [String], said: [String]
  ) async throws {
    let cluster = try ShopCluster.cluster(forbidden: Set(forbidden))
    try await HTTPTestServer.run(handler: { cluster.answer($0) }) { server in
      try await withGumshoe { gumshoe in
        let outcome = try await gumshoe.run(
          Self.ask, variables: try gumshoe.kubeconfig(server: server.url))
        #expect(outcome.status == 0 && outcome.output.contains("OOMKilled"), "\(outcome)")
        let unseen = Self.unseen(outcome)
        #expect(unseen.contains("forbids it"), "\(outcome.output)")
        for part in said { #expect(unseen.contains(part), "\(unseen)") }
      }
    }
  }

  @Test func `who may not list pods still sees events`() async throws {
    let cluster = try ShopCluster.cluster(forbidden: ["pods", "pods/log"])
    try await HTTPTestServer.run(handler: { cluster.answer($0) }) { server in
      try await withGumshoe { gumshoe in
        let variables = try gumshoe.kubeconfig(server: server.url)
        let outcome = try await gumshoe.run(Self.ask, variables: variables)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(Self.unseen(outcome).contains("Ask for the right to list pods"), "\(outcome)")
        #expect(outcome.output.contains("orders"), "\(outcome.output)")
        #expect(cluster.asked.contains { $0.target.contains("/events") })
        let doctor = try await gumshoe.run(
          ["doctor", "--source", "kubernetes"], variables: variables)
        #expect(doctor.output.contains("list pods"), "\(doctor)")
      }
    }
  }

  /// What is wrong with a cluster.
  enum Trouble: CaseIterable, Sendable {
    case stranger, gone, hanging, noProgram, page

    var said: [String] {
      switch self {
      case .stranger: ["does not know who asks", "Log in to it again"]
      case .gone: ["no cluster answers", "Check that it is up"]
      case .hanging: ["had not ended in its time"]
      case .noProgram: ["there is no such program", "Install 'kubectl'"]
      case .page: ["kubectl get pods"]
      }
    }
  }

  @Test(arguments: Trouble.allCases)
  func `a bad cluster is told with what to do, and other evidence goes on`(
    trouble: Trouble
  ) async throws {
    let cluster = try ShopCluster.cluster(token: "right")
    try await HTTPTestServer.run(handler: { request in
      switch trouble {
      case .hanging:
        try? await Task.sleep(for: .seconds(600))
        return .cut
      case .page:
        return .answer(
          HTTPTestAnswer(
            status: 502, fields: ["content-type": "text/html"],
            body: Array("<html><title>Bad gateway</title></html>".utf8)))
      default: return cluster.answer(request)
      }
    }) { server in
      try await withGumshoe { gumshoe in
        let logs = try makeLogs(in: gumshoe.home)
        var variables = try gumshoe.kubeconfig(
          server: trouble == .gone ? "http://127.0.0.1:1" : server.url, token: "wrong")
        if trouble == .noProgram { variables["PATH"] = gumshoe.home }
        try gumshoe.configure(
          "sources: { cluster: { kind: kubernetes, seconds: \(trouble == .hanging ? 8 : 60) } }\n")
        let outcome = try await gumshoe.run(
          ["ask", "what went wrong?", "--evidence", logs, "--source", "cluster"],
          variables: variables)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("pool exhausted"), "\(outcome.output)")
        let unseen = Self.unseen(outcome)
        for part in trouble.said { #expect(unseen.contains(part), "\(unseen)") }
        // Nothing further is tried where nothing can come.
        #expect(cluster.asked.allSatisfy { !$0.target.contains("/events") })
      }
    }
  }

  @Test func `an empty namespace is said, and is no evidence`() async throws {
    let cluster = FakeKubernetes([])
    try await HTTPTestServer.run(handler: { cluster.answer($0) }) { server in
      try await withGumshoe { gumshoe in
        let outcome = try await gumshoe.run(
          Self.ask, variables: try gumshoe.kubeconfig(server: server.url))
        #expect(
          (outcome.output + outcome.errors).contains("there are no pods in its namespace"),
          "\(outcome)")
      }
    }
  }
}
