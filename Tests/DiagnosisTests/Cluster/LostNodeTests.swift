import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Nodes that were lost, and pods that wait for another since then.
@Suite struct LostNodeTests {
  private static let message =
    "0/3 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }, "
    + "2 Insufficient memory. preemption: 0/3 nodes are available: 3 No victims."

  /// Two apps of which a pod each waits for memory, and a node that is not ready.
  ///
  /// `ran`: the app whose other pod is on that node and is being ended.
  private static func cluster(ran: String?) -> Objects {
    var objects = Objects()
    objects.add("Node", "n1", [("status.summary", "Ready")], namespace: "")
    objects.add("Node", "n2", [("status.summary", "NotReady")], namespace: "")
    for app in ["web", "batch"] {
      objects.run(app, ready: false, node: nil)
      objects.warn("Pod/\(app)-1", "FailedScheduling", message)
    }
    if let ran {
      objects.add(
        "Pod", "\(ran)-0",
        [
          ("metadata.owner", "Deployment/\(ran)"), ("status.summary", "Terminating"),
          ("spec.nodeName", "n2"),
        ])
    }
    return objects
  }

  @Test func `A node that was lost comes before the pods that wait for another since`() throws {
    var objects = Self.cluster(ran: "web")
    let finding = try #require(objects.contradictions.first { $0.service == "n2" })
    #expect(finding.kind == "node-not-ready" && finding.names == ["web"])
    let suspects = objects.diagnosis(of: ["web"]).hypotheses.map(\.service)
    #expect(suspects.first == "n2", "\(suspects)")
    let waiting = try #require(objects.contradictions.first { $0.service == "web" })
    #expect(waiting.detail.contains("since the node `n2`, where it ran, is not ready"))
    // The log of the machine says why.
    objects.log("kernel", "EXT4-fs (sda1): Remounting filesystem read-only", host: "n2")
    objects.log("kernel", "EXT4-fs (sda1): mounted filesystem, then medium error", host: "n1")
    let told = try #require(objects.contradictions.first { $0.service == "n2" })
    #expect(told.detail.hasPrefix("its file system became read-only (`EXT4-fs (sda1): Remounting"))
    #expect(told.samples.first?.text.contains("Remounting") == true)
    #expect(!told.detail.contains("disk fails"), "that is another machine's")
  }

  @Test func `Who never ran on a lost node waits for what it asks for`() {
    let objects = Self.cluster(ran: nil)
    #expect(objects.found.prefix(2) == ["insufficient-memory web", "insufficient-memory batch"])
    #expect(!objects.contradictions.contains { $0.detail.contains("where it ran") })
    let other = Self.cluster(ran: "web")
    let batch = other.contradictions.first { $0.service == "batch" }
    #expect(batch?.detail.contains("where it ran") == false)
  }

  @Test func `Events alone tell that a node was lost, unless it came back`() throws {
    func objects(_ reasons: [String]) -> Objects {
      var objects = Objects()
      objects.run("web", ready: false, node: nil)
      objects.event("Pod/web-0", "Scheduled", "Successfully assigned shop/web-0 to n2")
      for (hour, reason) in reasons.enumerated() {
        objects.event(
          "Node/n2", reason, "Node n2 status is now: \(reason)", age: "2026-08-14T0\(hour):11:02Z")
      }
      objects.warn("Pod/web-1", "FailedScheduling", Self.message)
      return objects
    }
    let lost = try #require(
      objects(["NodeReady", "NodeNotReady"]).contradictions.first { $0.service == "n2" })
    #expect(lost.detail.contains("since 2026-08-14T01:11:02Z"), "\(lost.detail)")
    #expect(!objects(["NodeNotReady", "NodeReady"]).found.contains("node-not-ready n2"))
  }

  @Test func `A cordon is told where what ran there finds no room, and not while it still runs`() {
    let message =
      "0/2 nodes are available: 1 node(s) were unschedulable, 1 Insufficient memory. preemption: no"
    for (status, kind) in [
      ("Terminating", "node-cordoned n2"), ("Running", "insufficient-memory web"),
    ] {
      var objects = Objects()
      objects.add(
        "Node", "n2", [("status.summary", "Ready,SchedulingDisabled")], namespace: "")
      objects.run("web", ready: false, node: nil)
      objects.warn("Pod/web-1", "FailedScheduling", message)
      objects.add(
        "Pod", "web-0",
        [
          ("metadata.owner", "Deployment/web"), ("status.summary", status),
          ("spec.nodeName", "n2"),
        ])
      #expect(objects.found.first == kind, "\(status): \(objects.found)")
    }
  }

  @Test func `Views tell the pods of a node, its turns, and what the scheduler says in words`()
    throws
  {
    var objects = Self.cluster(ran: "web")
    objects.event("Pod/api-7", "Scheduled", "Successfully assigned shop/api-7 to n2")
    objects.event("Pod/api-8", "Scheduled", "Successfully assigned shop/api-8 to n22")
    objects.event("Node/n2", "NodeNotReady", "Node n2 status is now: NodeNotReady", age: "52m")
    let view = try #require(ClusterView(objects.observations))
    #expect(view.hosted(on: "n2").map(\.name) == ["web-0", "api-7"])
    #expect(view.turns(of: "n2").map(\.time) == ["52m"])
    #expect(view.turns(of: "n1").isEmpty)
    let waiting = try #require(view.unscheduled.first)
    #expect(waiting.pods == ["web-1", "batch-1"])
    #expect(waiting.reasons.first == "2 nodes have not enough memory left")
  }

  @Test func `Crashes are told by counts, states and events, pulls are none`() throws {
    var objects = Objects()
    objects.add("Pod", "a-1", [("status.summary", "CrashLoopBackOff"), ("status.restarts", "8")])
    objects.add("Pod", "b-1", [("status.summary", "Error")])
    objects.add("Pod", "c-1", [("status.summary", "Running"), ("status.restarts", "0")])
    objects.warn("Pod/d-1", "BackOff", "Back-off restarting failed container main in pod d-1_shop")
    objects.warn("Pod/d-1", "BackOff", "Back-off restarting failed container main in pod d-1_shop")
    objects.warn("Pod/e-1", "BackOff", "Back-off pulling image \"registry.test/e:1\"")
    let view = try #require(ClusterView(objects.observations))
    #expect(
      view.restarts.map(\.text) == [
        "a-1: 8 times", "b-1: Error",
        "d-1: Back-off restarting failed container main in pod d-1_shop, in 2 events",
      ])
  }
}
