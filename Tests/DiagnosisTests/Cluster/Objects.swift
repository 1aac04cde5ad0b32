import Evidence
import Timeline

@testable import Diagnosis

/// Objects of a cluster as readers hand them over, each of its fields on a line of its own.
struct Objects {
  private(set) var observations: [Observation] = []
  private var line = 0

  /// Adds an object: `("Service", "web", ["spec.selector.app": "web"])` in namespace `shop`.
  mutating func add(
    _ kind: String, _ name: String, _ fields: [(String, String)], origin: String = "described",
    namespace: String = "shop"
  ) {
    let traits = ([("origin", origin)] + fields).map { path, value in
      line += 1
      return Observation.Trait(
        name: path, value: value, sample: sample(line, "\(path): \(value)", of: name))
    }
    observations.append(
      Observation(
        service: name, measure: .state(object: "\(kind)/\(namespace)/\(name)"), count: 1,
        values: Series(), samples: traits.compactMap(\.sample).prefix(1).map { $0 }, traits: traits)
    )
  }

  /// Adds a workload with a pod of it.
  mutating func run(
    _ app: String, ready: Bool = true, node: String? = "n1", pod: [(String, String)] = [],
    template: [(String, String)] = [], port: String = "8080"
  ) {
    let common = [
      ("containers[main].image", "registry.test/\(app):1"),
      ("containers[main].ports[0].containerPort", port),
    ]
    add(
      "Deployment", app,
      [
        ("status.ready", ready ? "1/1" : "0/1"), ("spec.replicas", "1"),
        ("spec.template.metadata.labels.app", app),
      ] + common.map { ("spec.template.spec." + $0.0, $0.1) }
        + template.map { ("spec.template.spec." + $0.0, $0.1) })
    add(
      "Pod", "\(app)-1",
      [
        ("metadata.owner", "Deployment/\(app)"), ("metadata.labels.app", app),
        ("status.summary", ready ? "Running" : "Pending"),
        ("status.conditions[Ready].status", ready ? "True" : "False"),
      ] + (node.map { [("spec.nodeName", $0)] } ?? []) + common.map { ("spec." + $0.0, $0.1) }
        + pod)
  }

  /// Adds a service that leads to an app.
  mutating func serve(
    _ app: String, _ fields: [(String, String)] = [], selector: String? = nil,
    target: String = "8080", wire: String = "TCP"
  ) {
    add(
      "Service", app,
      [
        ("spec.selector.app", selector ?? app), ("spec.ports[0].port", "80"),
        ("spec.ports[0].targetPort", target), ("spec.ports[0].protocol", wire),
      ] + fields)
  }

  /// Adds a warning about an object.
  mutating func warn(_ about: String, _ reason: String, _ message: String) {
    add(
      "Event", "\(reason)@\(line)",
      [("about", about), ("type", "Warning"), ("reason", reason), ("message", message)])
  }

  /// Adds an event about an object that warns of nothing.
  mutating func event(_ about: String, _ reason: String, _ message: String, age: String = "5m") {
    add(
      "Event", "\(reason)@\(line)",
      [
        ("about", about), ("type", "Normal"), ("reason", reason), ("message", message),
        ("age", age),
      ])
  }

  /// Adds a test of a connection.
  mutating func test(_ target: String, _ results: [(String, String)]) {
    add("Connection", target, results.map { ("result[\($0.0)]", $0.1) }, namespace: "")
  }

  /// Adds entries of an app's log.
  mutating func log(_ app: String, _ text: String, count: Int = 5, host: String? = nil) {
    line += 1
    var sample = sample(line, text, of: app)
    sample.host = host
    sample.level = .error
    observations.append(
      Observation(
        service: app, measure: .entries(template: text, level: .error), count: count,
        values: Series(), samples: [sample]))
  }

  /// Says who calls whom.
  mutating func call(_ caller: String, _ callee: String) {
    line += 1
    observations.append(
      Observation(
        service: caller, measure: .calls(callee: callee), count: 1, values: Series(),
        samples: [sample(line, "\(caller),\(callee)", of: caller)]))
  }

  /// Says that all objects of a kind were listed.
  mutating func list(_ kind: String) {
    add("Listing", kind, [("command", "kubectl get \(kind)")], origin: "listed")
  }

  private func sample(_ line: Int, _ text: String, of service: String) -> Sample {
    Sample(
      reference: Reference(source: "files", locator: .line(path: "cluster.txt", number: line)),
      service: service, text: text)
  }

  /// What is found of them, the surest first, as `kind service`.
  var found: [String] { contradictions.map { "\($0.kind ?? "") \($0.service)" } }

  /// The findings, the surest first.
  var contradictions: [Finding] {
    ClusterContradictions().findings(
      in: ObservedEvidence(observations: observations, catalog: Catalog())
    ).sorted { $0.strength > $1.strength }
  }

  /// The diagnosis of a question about some services.
  func diagnosis(of services: [String] = [], words: [String] = []) -> Diagnosis {
    Diagnostician(observations: observations, catalog: Catalog()).diagnosis(
      of: Symptom(services: services, words: words))
  }
}
