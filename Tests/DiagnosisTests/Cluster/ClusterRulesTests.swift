import Evidence
import Testing

@testable import Diagnosis

/// Rules over objects: each on a cluster made for it, whose answer is known by construction.
@Suite struct ClusterRulesTests {
  @Test func `A cluster in which everything works is left alone`() {
    var objects = Objects()
    objects.run("web")
    objects.run("db")
    objects.serve("web")
    objects.serve("db")
    objects.test("web:80", [("", "ok")])
    objects.add("Node", "n1", [("status.conditions[Ready].status", "True")], namespace: "")
    // What any cluster has from its start: a warning whose state is over.
    objects.warn("Pod/web-1", "Unhealthy", "Readiness probe failed: connection refused")
    objects.warn("Pod/gone-1", "FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.")
    #expect(objects.found == [])
    #expect(objects.diagnosis().decision == .nothingWrong)
  }

  @Test func `Pods tell of their workload where deployments and replica sets may not be listed`()
    throws
  {
    var objects = Objects()
    objects.add(
      "Pod", "web-6f7d9c5b4d-k2v9x",
      [
        ("metadata.owner", "ReplicaSet/web-6f7d9c5b4d"), ("status.summary", "CrashLoopBackOff"),
        ("spec.containers[main].resources.limits.memory", "256Mi"),
        ("status.containers[main].lastState.reason", "OOMKilled"),
      ])
    let first = try #require(objects.contradictions.first)
    #expect(first.kind == "oom-killed" && first.service == "web", "\(objects.found)")
    #expect(first.detail.contains("256Mi"))
    // One that is listed stands for itself.
    objects.add("ReplicaSet", "web-6f7d9c5b4d", [("metadata.owner", "Deployment/web")])
    #expect(objects.found.first == "oom-killed web")
  }

  @Test func `A selector that no pod has is told with the label that its pods carry`() throws {
    var objects = Objects()
    objects.run("web")
    objects.serve("web", selector: "web_v2")
    objects.test("web:80", [("", "failed")])
    let first = try #require(objects.contradictions.first)
    #expect(first.kind == "service-selector" && first.service == "web")
    #expect(first.detail.contains("`app=web_v2`") && first.detail.contains("`app=web`"))
    #expect(first.samples.map(\.text).contains("metadata.labels.app: web"))
    #expect(first.samples.map(\.text).contains("spec.selector.app: web_v2"))
  }

  @Test
  func `Pods of another workload that a service selects too are told, where they do not serve it`()
    throws
  {
    var objects = Objects()
    objects.run("quote")
    objects.serve("quote")
    objects.add(
      "Deployment", "quote-export",
      [
        ("spec.template.metadata.labels.app", "quote"),
        ("spec.template.spec.containers[export].image", "registry.test/export:1"),
      ])
    objects.test("quote:80", [("web-1", "failed"), ("web-2", "ok")])
    let first = try #require(
      objects.contradictions.first { $0.kind == "service-selects-others" }, "\(objects.found)")
    #expect(first.service == "quote-export")
    #expect(
      first.detail.contains("`app=quote`") && first.detail.contains("8080"), "\(first.detail)")
    // A second release of the same app serves it as well.
    var twins = Objects()
    twins.run("quote")
    twins.serve("quote")
    twins.add(
      "Deployment", "quote-canary",
      [
        ("spec.template.metadata.labels.app", "quote"),
        ("spec.template.spec.containers[main].ports[0].containerPort", "8080"),
      ])
    #expect(!twins.contradictions.contains { $0.kind == "service-selects-others" })
  }

  @Test func `A service that has addresses selects somebody, whatever is told of labels`() {
    var objects = Objects()
    objects.run("web")
    objects.serve("web", selector: "web_v2")
    objects.add("Endpoints", "web", [("endpoints", "10.0.0.7:8080")])
    #expect(!objects.contradictions.contains { $0.kind == "service-selector" })
    objects = Objects()
    objects.run("web")
    objects.serve("web", selector: "web_v2")
    objects.add("Endpoints", "web", [])
    #expect(objects.contradictions.first?.detail.hasSuffix("so it has no endpoints") == true)
  }

  @Test func `A selector of something that is not here proves nothing`() {
    var objects = Objects()
    objects.run("web")
    objects.serve("web")
    objects.serve("flags", selector: "flags")
    #expect(objects.diagnosis().decision == .notProven)
  }

  @Test(arguments: [
    ("9090", "TCP", "service-target-port web"), ("8080", "UDP", "service-protocol web"),
  ])
  func `A service leads to where nothing listens`(target: String, wire: String, found: String) {
    var objects = Objects()
    objects.run("web")
    objects.serve("web", target: target, wire: wire)
    objects.test("web:80", [("", "failed")])
    #expect(objects.found.first == found)
    objects = Objects()
    objects.run("web")
    objects.serve("web", target: "http")
    #expect(objects.found == [], "a name that nothing tells of is no contradiction")
  }

  @Test(arguments: [
    ("3 node(s) were unschedulable, 1 Insufficient cpu", "nodes-cordoned"),
    ("1 node(s) were unschedulable, 3 Insufficient memory", "insufficient-memory"),
    (
      "1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 3 Insufficient cpu",
      "insufficient-cpu"
    ),
    ("1 Insufficient cpu, 3 node(s) had untolerated taint {gpu: yes}", "taint-not-tolerated"),
    ("4 node(s) didn't match Pod's node affinity/selector", "node-affinity-unmet"),
    ("4 node(s) didn't match pod anti-affinity rules", "pod-anti-affinity"),
  ])
  func `The constraint that no node meets keeps a pod waiting`(message: String, kind: String) {
    var objects = Objects()
    objects.run("web", ready: false, node: nil)
    objects.add(
      "Node", "n0",
      [("metadata.roles", "control-plane"), ("spec.unschedulable", "true")], namespace: "")
    objects.warn(
      "Pod/web-1", "FailedScheduling",
      "0/4 nodes are available: \(message). preemption: 0/4 nodes are available: 4 No victims.")
    #expect(objects.found.first == "\(kind) web")
  }

  @Test func `A selector of nodes is told apart from an affinity by the pod`() {
    var objects = Objects()
    objects.run("web", ready: false, node: nil, pod: [("spec.nodeSelector.disk", "fast")])
    objects.warn(
      "Pod/web-1", "FailedScheduling",
      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.")
    #expect(objects.found.first == "node-selector-unmet web")
  }

  @Test func `A pod of which the scheduler says nothing points to the scheduler`() {
    var objects = Objects()
    objects.run("web", ready: false, node: nil)
    objects.add("Node", "n0", [("metadata.roles", "master")], namespace: "")
    #expect(objects.found.first == "scheduler-down n0")
    objects.add("Unit", "kube-scheduler", [("active", "active")], namespace: "n0")
    #expect(objects.found.first == "pods-not-ready web")
  }

  @Test(arguments: [
    ([("spec.resources.requests.storage", "5Gi")], "claim-capacity"),
    ([("spec.accessModes", "ReadWriteMany")], "claim-access-mode"),
    ([("spec.selector.matchLabels.disk", "fast")], "claim-selector"),
    ([("spec.storageClassName", "gold")], "claim-class"),
  ])
  func `A claim that waits is compared with the volume`(
    wish: [(String, String)], kind: String
  ) {
    var objects = Objects()
    objects.run(
      "db", ready: false, node: nil,
      template: [("volumes[data].persistentVolumeClaim.claimName", "data")])
    objects.add("PersistentVolumeClaim", "data", [("status.phase", "Pending")] + wish)
    objects.add(
      "PersistentVolume", "vol",
      [
        ("spec.capacity.storage", "1Gi"), ("spec.accessModes", "RWO"),
        ("metadata.labels.disk", "slow"), ("status.phase", "Available"),
      ], namespace: "")
    #expect(objects.found.first == "\(kind) db")
  }

  @Test func `A volume that fits and that another claim holds is taken`() {
    var objects = Objects()
    objects.run(
      "db", ready: false, node: nil,
      template: [("volumes[data].persistentVolumeClaim.claimName", "data")])
    objects.add("PersistentVolumeClaim", "data", [("status.phase", "Pending")])
    objects.add("PersistentVolume", "vol", [("spec.claimRef", "shop/other")], namespace: "")
    #expect(objects.found.first == "volume-taken db")
  }

  @Test(arguments: [
    ("dial tcp: lookup registry.test: no such host", "registry-unresolved"),
    ("failed to authorize: 401 Unauthorized", "image-pull-refused"),
    ("manifest unknown: manifest tagged 1 is not found", "image-not-found"),
    ("dial tcp 10.0.0.1:443: i/o timeout", "registry-unreachable"),
  ])
  func `What the registry said tells why an image is not there`(message: String, kind: String) {
    var objects = Objects()
    objects.run(
      "web", ready: false, pod: [("status.containers[main].state.reason", "ImagePullBackOff")])
    objects.warn("Pod/web-1", "Failed", "Failed to pull image \"registry.test/web:1\": \(message)")
    #expect(objects.found.first == "\(kind) web")
  }

  @Test func `A registry that gives the image beside it to anybody knows no such image`() {
    var objects = Objects()
    objects.run(
      "web", ready: false, pod: [("status.containers[main].state.reason", "ImagePullBackOff")])
    objects.run("db")
    objects.warn("Pod/web-1", "Failed", "pull access denied, repository does not exist")
    #expect(objects.found.first == "image-not-found web")
  }

  @Test(arguments: [
    ("liveness", "livenessProbe.grpc.port", "9999", "liveness-port"),
    ("readiness", "readinessProbe.grpc.port", "9999", "readiness-port"),
    ("liveness", "livenessProbe.httpGet.port", "8080", "liveness-protocol"),
    ("readiness", "readinessProbe.httpGet.port", "8080", "readiness-protocol"),
  ])
  func `A probe is compared with the container's port and with the other probe`(
    role: String, path: String, port: String, kind: String
  ) {
    let other = role == "liveness" ? "readinessProbe" : "livenessProbe"
    var objects = Objects()
    objects.run(
      "web", ready: false,
      pod: [
        ("spec.containers[main].\(path)", port),
        ("spec.containers[main].\(other).grpc.port", "8080"),
        ("status.containers[main].restartCount", "4"),
      ])
    let name = role.prefix(1).uppercased() + role.dropFirst()
    objects.warn("Pod/web-1", "Unhealthy", "\(name) probe failed: context deadline exceeded")
    #expect(objects.found.first == "\(kind) web")
  }

  @Test func `A probe that is answered with a status asks the right protocol`() {
    var objects = Objects()
    objects.run(
      "web", ready: false,
      pod: [
        ("spec.containers[main].readinessProbe.httpGet.port", "8080"),
        ("spec.containers[main].livenessProbe.tcpSocket.port", "8080"),
      ])
    objects.warn("Pod/web-1", "Unhealthy", "Readiness probe failed: HTTP statuscode: 503")
    #expect(objects.found == ["pods-not-ready web"])
  }

  @Test func `A probe that gives up before a container can start is told by its patience`() throws {
    var objects = Objects()
    objects.run(
      "web", ready: false,
      pod: [
        ("spec.containers[main].livenessProbe.httpGet.port", "8080"),
        ("spec.containers[main].livenessProbe.initialDelaySeconds", "1"),
        ("spec.containers[main].livenessProbe.periodSeconds", "2"),
        ("spec.containers[main].livenessProbe.failureThreshold", "1"),
      ])
    objects.warn("Pod/web-1", "Unhealthy", "Liveness probe failed: no answer")
    let first = try #require(objects.contradictions.first)
    #expect(first.kind == "liveness-timing" && first.detail.contains("2 s after its start"))
  }
}
