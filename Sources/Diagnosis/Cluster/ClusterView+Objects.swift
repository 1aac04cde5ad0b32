package import Evidence

extension ClusterView {
  /// An object as questions ask for it: what any place told of it, with the lines that say so.
  package struct Object: Sendable {
    let object: ClusterObject
    /// The name by which people know what it runs for: of `cart-5c8b9d7f6-qwrtz` it is `cart`.
    package let app: String

    /// What it is in the words of Kubernetes, whatever runs it: a task of a swarm is a `Pod`.
    package var kind: String { Self.alike[object.kind] ?? object.kind }
    /// What it is called in a sentence: `pod`, `task`.
    package var noun: String { Self.nouns[object.kind] ?? object.kind.lowercased() }

    private static let alike = ["SwarmTask": "Pod", "SwarmService": "Deployment"]
    private static let nouns = ["SwarmTask": "task", "SwarmService": "service"]

    /// The names by which it may be meant: those within a stack of a swarm also go without the stack.
    package var names: [String] {
      guard Self.alike[object.kind] != nil, let stack = name.firstIndex(of: "_") else {
        return [name]
      }
      return [name, String(name[name.index(after: stack)...])]
    }
    package var namespace: String { object.namespace }
    package var name: String { object.name }
    /// What tells it from all others: `Pod/shop/cart-5c8b9d7f6-qwrtz`.
    package var id: String { "\(kind)/\(namespace)/\(name)" }
    /// The line that tells of it first.
    package var sample: Sample? { object.sample }

    /// All that is told of it, the most certain first; of a path that several places tell, each.
    package var fields: [Field] { object.fields.map(Field.init) }

    /// The most certain field of a path, such as `spec.nodeName`; nil where nothing tells it.
    package func field(_ path: String) -> Field? { object.field(path).map(Field.init) }

    /// The value of a path; empty where it is not told.
    package func value(_ path: String) -> String { object.value(path) }

    /// Whether a line tells of it.
    package func rests(on sample: Sample) -> Bool {
      object.fields.contains { $0.sample.reference == sample.reference }
    }

    /// A path in the Kubernetes API, its value, and the line that says so.
    package struct Field: Sendable {
      package let path: String
      package let value: String
      package let sample: Sample
      /// Whether a manifest says so, which only tells what should be.
      package let isDeclared: Bool

      init(_ field: ClusterObject.Field) {
        path = field.path
        value = field.value
        sample = field.sample
        isDeclared = field.origin == .declared
      }
    }
  }

  /// Kinds that stand for no object of a cluster.
  private static let told: Set<String> = [
    "Listing", "Event", "Alert", "Connection", "Moment", "Unit",
  ]

  /// All objects, in the order in which the evidence tells of them.
  package var objects: [Object] {
    cluster.objects.filter { !Self.told.contains($0.kind) }.map(view)
  }

  /// What events tell, in the order in which they were printed.
  package var events: [Object] { cluster.of("Event").map(view) }

  /// What a monitor was alarmed by.
  package var alerts: [Object] { cluster.of("Alert").map(view) }

  /// The pods of a workload, or those that a replica set or a job made.
  package func pods(of object: Object) -> [Object] {
    switch object.object.kind {
    case "Pod", "SwarmTask": [object]
    case "SwarmService": cluster.tasks(of: object.name).map(view)
    case "ReplicaSet", "Job":
      cluster.of("Pod").filter {
        $0.namespace == object.namespace && $0.name.hasPrefix(object.name + "-")
      }.map(view)
    case "Node":
      (cluster.of("Pod") + cluster.of("SwarmTask")).filter {
        $0.value("spec.nodeName") == object.name
      }.map(view)
    default: owned(by: object.object).map(view)
    }
  }

  /// The pods of a workload; where nothing tells whose they are, those that begin with its name.
  private func owned(by workload: ClusterObject) -> [ClusterObject] {
    let own = cluster.pods(of: workload)
    guard own.isEmpty, Cluster.workloadKinds.contains(workload.kind) else { return own }
    return cluster.of("Pod").filter {
      $0.namespace == workload.namespace && $0.name.hasPrefix(workload.name + "-")
        && cluster.workload(of: $0) == nil
    }
  }

  /// An object by its kind and name; nil where nothing tells of it.
  package func object(_ kind: String, _ name: String, in namespace: String? = nil) -> Object? {
    cluster.object(kind, name, in: namespace).map(view)
  }

  private func view(_ object: ClusterObject) -> Object {
    switch object.kind {
    case "Pod": Object(object: object, app: app(of: object))
    case "SwarmTask": Object(object: object, app: SwarmRules.service(of: object))
    default: Object(object: object, app: object.name)
    }
  }

  /// The name of a pod's workload; where nothing tells whose it is, that of one that its own begins with,
  /// whatever was drawn behind it.
  func app(of pod: ClusterObject) -> String {
    if let workload = cluster.workload(of: pod) { return workload.name }
    var name = pod.name[...]
    while let dash = name.lastIndex(of: "-") {
      name = name[..<dash]
      let isKnown = Cluster.workloadKinds.contains {
        cluster.object($0, String(name), in: pod.namespace) != nil
      }
      if isKnown { return String(name) }
    }
    return cluster.app(of: pod)
  }

  /// The workloads that refer to an object of a name, or call it, each with the line that says so.
  package func users(of name: String) -> [(app: String, sample: Sample?)] {
    let called = cluster.calls.filter { $0.value.contains(name) }.keys.sorted()
    let callers = called.map { app -> (app: String, sample: Sample?) in
      let workload = cluster.workloads.first { $0.name == app }
      let address = (workload.map { Address.all(of: $0, cluster) } ?? []).first {
        $0.host.split(separator: ".").first.map(String.init) == name
      }
      return (app, address?.hostField.sample ?? workload?.sample)
    }
    let others = (cluster.workloads + cluster.of("Pod")).compactMap {
      object -> (app: String, sample: Sample?)? in
      let field = object.fields.first { field in
        field.value == name && Self.references.contains(where: field.path.hasSuffix)
      }
      return field.map { (object.kind == "Pod" ? cluster.app(of: object) : object.name, $0.sample) }
    }
    return callers + others
  }

  /// How paths end that refer to other objects.
  private static let references = [
    ".claimName", ".secretName", "configMap.name", "configMapRef.name", "secretRef.name",
    "secretKeyRef.name", "configMapKeyRef.name", ".serviceAccountName", ".nodeName",
    ".storageClassName", ".priorityClassName",
  ]

  /// What the clock showed beside what was printed, as it stands there; nil where none is.
  package var moment: Object.Field? {
    cluster.of("Moment").first?.field("now").map(Object.Field.init)
  }

  /// The milliseconds of an age such as `2d3h`; nil where a text is none.
  package static func age(_ text: String) -> Int64? { Quantity.age(text) }

  /// The amount that a text such as `250m` or `3Gi` is, in its base unit; nil where it is none.
  package static func amount(_ text: String) -> Double? { Quantity.amount(text) }

  /// Whether an object is as it should be, and the field that says so; nil where nothing tells.
  package func state(of object: Object) -> (isWell: Bool, field: Object.Field?)? {
    let own = object.object
    let ready = own.field("status.conditions[Ready].status")
    switch object.kind {
    case "Pod":
      let field =
        ClusterHealth.restarted(own) ?? own.field("status.summary") ?? ready
        ?? own.field("status.phase")
      guard field != nil || own.field("status.ready") != nil else { return nil }
      return (
        !ClusterHealth.isBad(own), (field ?? own.field("status.ready")).map(Object.Field.init)
      )
    case "Node":
      guard let field = ready ?? own.field("status.summary") else { return nil }
      let isPressed = Self.pressures.contains {
        own.value("status.conditions[\($0)].status") == "True"
      }
      let isReady = field.value == "True" || field.value.hasPrefix("Ready")
      return (isReady && !isPressed, Object.Field(field))
    case "Deployment", "StatefulSet", "DaemonSet":
      let field = own.field("status.ready") ?? own.field("status.readyReplicas")
      guard let field else { return nil }
      let isShort =
        own.kind == "SwarmService" ? Cluster.halves(field.value).map { $0 != $1 } ?? false : false
      return (health.broken[own.name] == nil && !isShort, Object.Field(field))
    case "PersistentVolumeClaim", "PersistentVolume":
      return own.field("status.phase").map { ($0.value == "Bound", Object.Field($0)) }
    default: return ready.map { ($0.value == "True", Object.Field($0)) }
    }
  }

  /// What says that a node takes nothing more; nil where nothing does.
  package func cordon(of node: Object) -> Object.Field? {
    NodeRules.cordon(node.object).map(Object.Field.init)
  }

  /// Conditions of a node that say what it is short of.
  private static let pressures = ["DiskPressure", "MemoryPressure", "PIDPressure"]
}
