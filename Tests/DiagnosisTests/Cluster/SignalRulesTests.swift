import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Rules over objects that look at the places of nodes, at exit codes, and at what logs confirm.
@Suite struct SignalRulesTests {
  private static func waiting(cordoned: String, others: [String]) -> Objects {
    var objects = Objects()
    objects.add(
      "Pod", "db-1", [("metadata.labels.app", "db"), ("status.summary", "Pending")])
    objects.warn(
      "Pod/db-1", "FailedScheduling",
      "0/3 nodes are available: 1 node(s) were unschedulable, "
        + "2 node(s) had volume node affinity conflict.")
    for (number, zone) in ([cordoned] + others).enumerated() {
      objects.add(
        "Node", "n\(number)",
        [
          ("metadata.labels.topology.kubernetes.io/zone", zone),
          ("status.summary", number == 0 ? "Ready,SchedulingDisabled" : "Ready"),
          ("status.conditions[Ready].status", "True"),
        ], namespace: "")
    }
    return objects
  }

  @Test func `A cordoned node that is the only one of its zone is named`() throws {
    let first = try #require(
      Self.waiting(cordoned: "b", others: ["a", "a"]).contradictions.first)
    #expect(first.kind == "volume-node-unmet")
    #expect(
      first.detail.hasSuffix("and `n0`, the only node of the zone `b`, is cordoned (unschedulable)")
    )
    let other = try #require(
      Self.waiting(cordoned: "b", others: ["a", "b"]).contradictions.first)
    #expect(!other.detail.contains("cordoned"))
  }

  private static func probed(_ port: String, code: String) -> Objects {
    var objects = Objects()
    objects.run(
      "web", ready: false,
      pod: [
        ("spec.containers[main].livenessProbe.httpGet.port", port),
        ("spec.containers[main].readinessProbe.httpGet.port", port),
        ("status.containers[main].lastState.exitCode", code),
        ("status.containers[main].restartCount", "8"),
      ])
    return objects
  }

  @Test func `Probes at a port that nobody tells of, of what is killed again and again, are wrong`()
    throws
  {
    let first = try #require(Self.probed("8081", code: "143").contradictions.first)
    #expect(first.kind == "liveness-port" && first.detail.contains("ask port 8081"))
    #expect(Self.probed("8080", code: "143").found.first != "liveness-port web")
    // What ends by itself was killed by no probe.
    #expect(Self.probed("8081", code: "1").found.first != "liveness-port web")
  }

  @Test func `A service that leads to a closed port is the cause where a log was refused there`() {
    func objects(_ text: String) -> Objects {
      var objects = Objects()
      objects.run("seats", port: "9090")
      objects.serve("seats", target: "8080")
      objects.log("ingress", text, count: 300)
      return objects
    }
    let refused = objects(
      "connect() failed (111: Connection refused) while connecting to upstream: http://10.4.2.2:8080/"
    )
    #expect(refused.diagnosis(of: ["seats"]).decision == .cause(.high))
    let elsewhere = objects(
      "connect() failed (111: Connection refused) while connecting to upstream: http://10.4.2.2:80801/"
    )
    #expect(
      elsewhere.diagnosis(of: ["seats"]).hypotheses.first?.service != "seats"
        || elsewhere.diagnosis(of: ["seats"]).decision != .cause(.high))
  }

  @Test func `A kill that nobody explains is told and proves nothing`() {
    var objects = Objects()
    objects.run("thumbs", pod: [("status.containers[main].lastState.exitCode", "137")])
    #expect(objects.found == ["killed-by-nobody thumbs"])
    #expect(objects.diagnosis().decision == .notProven)
  }

  @Test func `Slowness that metrics explain is not the network's`() {
    var objects = Objects()
    objects.add(
      "Alert", "calc", [("labels.alertname", "LatencyHigh"), ("labels.service", "calc")])
    // What alerts alone tell of may be slow by anything.
    #expect(MadeMetrics.diagnosis(objects.observations).suspect == nil)
    objects.run("calc")
    let throttled = MadeMetrics.metric("calc", "cpu_throttled_ratio") { $0 < 30 ? 0.01 : 0.8 }
    let all = objects.observations + [throttled]
    #expect(MadeMetrics.diagnosis(all).suspect == "calc cpu-throttling")
    #expect(MadeMetrics.diagnosis(objects.observations).suspect == "calc network-delay")
  }

  @Test func `What a tool destroyed is a change, each resource by itself`() {
    let texts = ["a", "b"].map { "aws_rule.\($0): Destruction complete after 1s" }
    let samples = texts.enumerated().map { number, text in
      Sample(
        reference: Reference(source: "files", locator: .line(path: "tf.txt", number: number + 1)),
        time: Timestamp(Instant(milliseconds: Int64(number) * 1000)), service: "terraform",
        text: text)
    }
    let observation = Observation(
      service: "terraform",
      measure: .entries(template: "aws_rule.<*>: Destruction complete after <*>", level: nil),
      count: 2, values: Series(), samples: samples)
    let found = Detectors.findings(
      in: ObservedEvidence(observations: [observation], catalog: Catalog()))
    #expect(found.filter { $0.kind == "resource-change" }.count == 2)
  }
}
