package import Evidence

/// What a cluster's objects say when they are asked: how many work, which restart, what one needs.
package struct ClusterView: Sendable {
  let health: ClusterHealth
  var cluster: Cluster { health.cluster }

  /// A sentence without a full stop, and the lines it rests on.
  package struct Line: Sendable {
    package var text: String
    package var samples: [Sample]

    init(_ text: String, _ samples: [Sample?]) {
      self.text = text
      self.samples = samples.compactMap { $0 }
    }
  }

  /// Nil where nothing tells of a cluster.
  package init?(_ observations: [Observation]) {
    guard let cluster = Cluster(observations) else { return nil }
    health = ClusterHealth(cluster)
  }

  /// How many of each kind of thing work: `11 of 12 workloads are ready`.
  package var census: [Line] {
    let workloads = cluster.workloads.filter(\.isSeen)
    let nodes = cluster.of("Node").filter(\.isSeen)
    let units = cluster.of("Unit")
    let claims = cluster.of("PersistentVolumeClaim").filter(\.isSeen)
    let tests = Set(cluster.of("Connection").map { String($0.name.prefix { $0 != ":" }) })
    return [
      line(workloads, "workload", "are ready") { health.broken[$0.name] == nil },
      line(nodes, "node", "are ready") { node in
        let state = node.value("status.conditions[Ready].status")
        return state.isEmpty ? node.value("status.summary").hasPrefix("Ready") : state == "True"
      },
      line(claims, "claim", "are bound") { $0.value("status.phase") == "Bound" },
      line(units, "unit", "run") { $0.value("active") == "active" },
      tests.isEmpty
        ? nil
        : Line(
          "\(tests.count - health.unreachable.count) of \(tests.count) tested services answer",
          [health.unreachable.sorted { $0.key < $1.key }.first?.value.sample]),
    ].compactMap { $0 }
  }

  private func line(
    _ objects: [ClusterObject], _ noun: String, _ verb: String, works: (ClusterObject) -> Bool
  ) -> Line? {
    guard !objects.isEmpty else { return nil }
    let good = objects.filter(works)
    let example = objects.first { !works($0) } ?? objects[0]
    let isOne = objects.count == 1
    let verb = isOne ? Self.ofOne[verb] ?? verb : verb
    return Line(
      "\(good.count) of \(objects.count) \(noun)\(isOne ? "" : "s") \(verb)",
      [example.sample])
  }

  private static let ofOne = ["are ready": "is ready", "are bound": "is bound", "run": "runs"]

  /// Whether everything that was looked at works.
  package var isWell: Bool {
    health.broken.isEmpty && health.unreachable.isEmpty
      && !ClusterRules.all.contains { rule in
        rule.check(health).contains {
          $0.certainty.rawValue > Contradiction.Certainty.idle.rawValue
        }
      }
  }

  /// What does not work, in the order of names.
  package var troubles: [Line] {
    FallbackRules.unexplained(health).map { Line("\($0.service): \($0.detail)", $0.exhibits) }
  }

  /// The names of apps that the cluster runs or leads to, sorted.
  package var apps: [String] {
    Set(cluster.workloads.map(\.name) + cluster.of("Service").map(\.name)).sorted()
  }

  /// What an app needs, and whether it is there: accounts, secrets, volumes, the services it calls.
  package func needs(of app: String) -> [Line] {
    guard let workload = cluster.workloads.first(where: { $0.name == app }) else {
      return callees(of: app)
    }
    let template = PodTemplate(workload)
    var lines: [Line] = []
    func need(_ kind: String, _ noun: String, _ field: ClusterObject.Field) {
      let object = cluster.object(kind, field.value, in: workload.namespace)
      let state: String
      if object?.isSeen == true {
        let phase = object?.value("status.phase") ?? ""
        state = phase.isEmpty || phase == "Bound" ? "there" : phase.lowercased()
      } else if cluster.lacks(kind, field.value, in: workload.namespace) != nil {
        state = "missing"
      } else {
        state = "not listed"
      }
      let text = "the \(noun) \(field.value), which is \(state)"
      guard !lines.contains(where: { $0.text == text }) else { return }
      lines.append(Line(text, [field.sample, object?.sample]))
    }
    if let account = template.field("serviceAccountName") {
      need("ServiceAccount", "service account", account)
    }
    let kinds = [
      ("persistentVolumeClaim", "PersistentVolumeClaim", "claim"), ("secret", "Secret", "secret"),
      ("configMap", "ConfigMap", "configuration"),
    ]
    for (source, kind, noun) in kinds {
      for (_, field) in template.sources(source) { need(kind, noun, field) }
    }
    for field in workload.fields where field.path.hasPrefix(template.prefix) {
      if field.path.hasSuffix("secretRef.name") || field.path.hasSuffix("secretKeyRef.name") {
        need("Secret", "secret", field)
      } else if field.path.hasSuffix("configMapRef.name") {
        need("ConfigMap", "configuration", field)
      }
    }
    for (name, path) in [("CPU", "cpu"), ("memory", "memory")] {
      let wishes = template.containers.compactMap { $0.field("resources.requests.\(path)") }
      if let wish = wishes.first { lines.append(Line("\(wish.value) of \(name)", [wish.sample])) }
    }
    return lines + callees(of: app)
  }

  /// The services that an app calls, and whether they work.
  private func callees(of app: String) -> [Line] {
    let workload = cluster.workloads.first { $0.name == app }
    let addresses = workload.map { Address.all(of: $0, cluster) } ?? []
    return (cluster.calls[app] ?? []).sorted().map { callee in
      let address = addresses.first {
        $0.host.split(separator: ".").first.map(String.init) == callee
      }
      let state = health.isBroken(callee) ? "which does not work" : "which works"
      return Line("the service \(callee), \(state)", [address?.hostField.sample])
    }
  }
}
