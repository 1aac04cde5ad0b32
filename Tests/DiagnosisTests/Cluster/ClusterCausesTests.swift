import Evidence
import Testing

@testable import Diagnosis

/// Nodes, quotas, settings, dependencies and load: each on a cluster made for it.
@Suite struct ClusterCausesTests {
  private static func refused(_ message: String) -> Objects {
    var objects = Objects()
    objects.add(
      "Deployment", "web",
      [
        ("status.ready", "0/1"), ("spec.replicas", "1"),
        ("spec.template.spec.serviceAccountName", "webs"),
      ])
    objects.add(
      "ReplicaSet", "web-5c8b9d7f6",
      [("spec.replicas", "1"), ("status.replicas", "0"), ("metadata.owner", "Deployment/web")])
    objects.warn("ReplicaSet/web-5c8b9d7f6", "FailedCreate", message)
    return objects
  }

  @Test(arguments: [
    ("serviceaccount \"webs\" not found", "missing-account web"),
    (
      "exceeded quota: q, requested: pods=1,limits.cpu=2, used: pods=1,limits.cpu=3, limited: pods=9,limits.cpu=4",
      "quota-cpu shop"
    ),
    (
      "exceeded quota: q, requested: requests.memory=1Gi, used: requests.memory=900Mi, limited: requests.memory=1Gi",
      "quota-memory shop"
    ),
    ("exceeded quota: q, requested: pods=1, used: pods=5, limited: pods=5", "quota-pods shop"),
    ("violates PodSecurity \"restricted\"", "admission-refused web"),
  ])
  func `Pods that are refused are told by what refused them`(message: String, found: String) {
    #expect(Self.refused(message).found.first == found)
  }

  @Test func `A service that a full quota refused leaves no event and does not exist`() {
    var objects = Objects()
    objects.run("web")
    objects.serve("web")
    objects.add("Service", "extra", [("spec.ports[0].port", "80")], origin: "declared")
    objects.list("Service")
    objects.add(
      "ResourceQuota", "q", [("status.used.services", "1"), ("status.hard.services", "1")])
    #expect(objects.found.first == "quota-services shop")
  }

  @Test func `A unit that does not run is its node, the runtime before the kubelet`() {
    var objects = Objects()
    objects.run("web", ready: false, node: "n2")
    objects.add("Unit", "kubelet", [("active", "failed")], namespace: "n2")
    #expect(objects.found.first == "kubelet-down n2")
    objects.add("Unit", "containerd", [("active", "inactive")], namespace: "n2")
    #expect(objects.found.first == "runtime-down n2")
  }

  @Test func `A node that is silent has no kubelet, one that says why has what it says`() {
    for (status, message, kind) in [
      ("Unknown", "Kubelet stopped posting node status.", "kubelet-down"),
      ("False", "container runtime is down", "runtime-down"),
      ("False", "disk is gone", "node-not-ready"),
    ] {
      var objects = Objects()
      objects.add(
        "Node", "n2",
        [
          ("status.conditions[Ready].status", status),
          ("status.conditions[Ready].message", message),
        ], namespace: "")
      #expect(objects.found.first == "\(kind) n2")
    }
  }

  @Test func `A dark row is the node, a dark column the service`() {
    var objects = Objects()
    for name in ["a", "b", "c"] { objects.test("\(name):80", [("n1", "failed"), ("n2", "ok")]) }
    #expect(objects.found == ["kube-proxy-down n1"])
    objects = Objects()
    objects.test("a:80", [("n1", "failed"), ("n2", "failed")])
    for name in ["b", "c"] { objects.test("\(name):80", [("n1", "ok"), ("n2", "ok")]) }
    #expect(objects.found == ["service-unreachable a"])
  }

  @Test func `A secret that does not exist, a limit that kills, a volume that is closed`() {
    var objects = Objects()
    objects.run(
      "web", ready: false, template: [("containers[main].envFrom[0].secretRef.name", "key")])
    objects.warn("Pod/web-1", "Failed", "Error: secret \"key\" not found")
    #expect(objects.found.first == "missing-secret web")
    objects = Objects()
    objects.run(
      "web", ready: false,
      pod: [
        ("status.containers[main].lastState.reason", "OOMKilled"),
        ("spec.containers[main].resources.limits.memory", "8Mi"),
      ])
    #expect(objects.found.first == "oom-killed web")
    objects = Objects()
    objects.run(
      "db", ready: false,
      pod: [
        ("spec.volumes[data].persistentVolumeClaim.claimName", "data"),
        ("spec.containers[main].volumeMounts[data]", "/data"),
      ])
    objects.log("db", "cannot write /data/a: Permission denied")
    #expect(objects.found.first == "volume-permission db")
  }

  @Test func `An address counts only where a log shows it failing`() {
    var objects = Objects()
    objects.run("web", template: [("containers[main].env[DB]", "dbx:5432")])
    objects.run("db")
    objects.serve("db")
    #expect(objects.found == [])
    objects.log("web", "dial tcp: lookup dbx: no such host")
    #expect(objects.found.first == "wrong-address web")
  }

  @Test func `A port that the service lacks is the setting's where the log names it`() {
    var objects = Objects()
    objects.run("web", template: [("containers[main].env[DB]", "db:5433")])
    objects.run("db")
    objects.serve("db")
    objects.log("web", "connect to db:5433 refused")
    #expect(objects.found.first == "wrong-address web")
  }

  @Test func `The same error of several apps points to what they share, of one to its settings`() {
    var objects = Objects()
    for app in ["a", "b", "c"] {
      objects.run(
        app, ready: false, template: [("containers[main].env[DB]", "db:80")])
    }
    objects.run("db")
    objects.serve("db")
    objects.log("a", "Access denied for user 'shop'")
    #expect(objects.found.first == "wrong-credentials a")
    objects = Objects()
    for app in ["a", "b", "c"] {
      objects.run(app, ready: false, template: [("containers[main].env[DB]", "db:80")])
      objects.log(app, "FATAL: too many connections")
    }
    objects.run("db")
    objects.serve("db")
    #expect(objects.found.first == "too-many-connections db")
  }

  @Test func `A route to another's service is told by the service that no route leads to`() {
    var objects = Objects()
    for app in ["shop-cart-service", "shop-user-service"] {
      objects.run(app)
      objects.serve(app)
    }
    objects.add(
      "ConfigMap", "gate",
      [
        ("data", "uri: http://shop-user-service"), ("data", "- Path=/users/**"),
        ("data", "uri: http://shop-user-service"), ("data", "- Path=/api/cartservice/**"),
      ])
    #expect(objects.found.first == "route-misled shop-cart-service")
  }

  private static func slow(_ apps: [String], in objects: inout Objects) {
    for app in apps {
      objects.add(
        "Alert", app, [("about", "App"), ("evidence", "p90 latency: Normal=5ms -> Current=900ms")],
        namespace: "")
    }
  }

  @Test func `The culprit is slow while what it calls is not`() {
    var objects = Objects()
    for app in ["front", "cart", "db"] { objects.run(app) }
    objects.call("front", "cart")
    objects.call("cart", "db")
    Self.slow(["front", "cart"], in: &objects)
    #expect(objects.found.first == "network-delay cart")
  }

  @Test func `Throttling is CPU, retransmissions are loss, several on one node are the node`() {
    var objects = Objects()
    objects.run("cart")
    Self.slow(["cart"], in: &objects)
    objects.add("Alert", "cart", [("about", "App"), ("evidence", "CPU throttled 0.8s")])
    #expect(objects.found.first == "cpu-throttled cart")
    objects = Objects()
    objects.run("cart")
    Self.slow(["cart"], in: &objects)
    objects.add(
      "Alert", "n1", [("about", "Node"), ("evidence", "TCP retrans: 0.01 -> Current=9.1/s")])
    #expect(objects.found.first == "node-packet-loss n1")
    objects = Objects()
    for (app, node) in [("a", "n1"), ("b", "n1"), ("c", "n2")] { objects.run(app, node: node) }
    Self.slow(["a", "b"], in: &objects)
    #expect(objects.found.first == "node-network-delay n1")
  }

  @Test func `Nothing is to run of what is scaled to nothing`() {
    var objects = Objects()
    objects.add(
      "Deployment", "web",
      [("spec.replicas", "0"), ("spec.template.metadata.labels.app", "web")])
    objects.serve("web")
    #expect(objects.found.first == "zero-replicas web")
  }

  @Test func `What the question asks about comes before what else is wrong`() throws {
    var objects = Objects()
    objects.run("web")
    objects.serve("web", selector: "other")
    objects.run(
      "db", ready: false, pod: [("status.containers[main].lastState.reason", "OOMKilled")])
    objects.test("web:80", [("", "failed")])
    for (asked, kind) in [("web", "service-selector"), ("db", "oom-killed")] {
      let diagnosis = objects.diagnosis(of: [asked])
      let first = try #require(diagnosis.hypotheses.first)
      #expect(diagnosis.findings[first.finding].kind == kind)
      #expect(first.service == asked)
    }
  }

  @Test func `Views tell what works, what restarts and what is needed`() throws {
    var objects = Objects()
    objects.run(
      "web",
      template: [
        ("serviceAccountName", "web"), ("containers[main].env[DB]", "db:80"),
      ])
    objects.run("db", ready: false, pod: [("status.restarts", "7 (20s ago)")])
    objects.serve("db")
    objects.list("ServiceAccount")
    let view = try #require(ClusterView(objects.observations))
    #expect(!view.isWell && view.census.first?.text == "1 of 2 workloads are ready")
    #expect(view.restarts.map(\.text) == ["db-1: 7 times (20s ago)"])
    let needs = view.needs(of: "web").map(\.text)
    #expect(needs.contains("the service account web, which is missing"))
    #expect(needs.contains("the service db, which does not work"))
  }

  @Test func `All rows of kinds that rules give are there`() {
    let ids = FaultKind.ofObjects.map(\.id)
    #expect(Set(ids).count == ids.count && Set(ids).isDisjoint(with: FaultKind.all.map(\.id)))
    for kind in FaultKind.ofObjects {
      #expect(!kind.name.isEmpty && !kind.verb.isEmpty && !kind.nextChecks.isEmpty)
    }
  }
}
