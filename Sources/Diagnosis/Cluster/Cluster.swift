import Evidence

/// The objects of a cluster and how they hang together, whatever forms told of them.
struct Cluster: Sendable {
  private(set) var objects: [ClusterObject] = []
  private var byKind: [String: [Int]] = [:]
  private var byName: [String: [Int]] = [:]
  /// The observations of logs, by service.
  let logs: [String: [Observation]]
  /// The services that each calls.
  private(set) var calls: [String: Set<String>]
  /// The workload that each pod belongs to, by the places of both in ``objects``.
  private var owners: [Int: Int] = [:]
  private var owned: [Int: [Int]] = [:]

  /// Nil where nothing tells of a cluster.
  init?(_ observations: [Observation]) {
    var places: [String: Int] = [:]
    var logs: [String: [Observation]] = [:]
    var calls: [String: Set<String>] = [:]
    for observation in observations {
      switch observation.measure {
      case .entries: logs[observation.service, default: []].append(observation)
      case .calls(let callee): calls[observation.service, default: []].insert(callee)
      case .state(let key):
        let parts = key.split(
          separator: "/", maxSplits: 2, omittingEmptySubsequences: false
        ).map(String.init)
        guard parts.count == 3 else { continue }
        // Each alert and each event is one of its own, even where names are the same.
        let isSingle = parts[0] == "Alert" || parts[0] == "Event"
        let place = isSingle ? nil : places[key]
        let index = place ?? objects.count
        if place == nil {
          objects.append(ClusterObject(kind: parts[0], namespace: parts[1], name: parts[2]))
          places[key] = index
        }
        objects[index].take(observation)
      default: break
      }
    }
    self.logs = logs
    self.calls = calls
    guard !objects.isEmpty else { return nil }
    objects = Self.withoutNameless(objects)
    for index in objects.indices { objects[index].settle() }
    objects = Self.withRestarts(objects)
    objects += Self.unlisted(objects)
    byKind = Dictionary(grouping: objects.indices) { objects[$0].kind }
    byName = Dictionary(grouping: objects.indices) { objects[$0].kind + "/" + objects[$0].name }
    owners = ownersOfPods()
    self.calls = calls.merging(callsTold()) { $0.union($1) }
    owned = Dictionary(grouping: owners.keys.sorted()) { owners[$0] ?? 0 }
  }

  /// Objects of which some place names no namespace are those of the same name that one place names.
  private static func withoutNameless(_ objects: [ClusterObject]) -> [ClusterObject] {
    var objects = objects
    let named = Dictionary(
      grouping: objects.indices.filter { !objects[$0].namespace.isEmpty },
      by: { "\(objects[$0].kind)/\(objects[$0].name)" })
    var absorbed: Set<Int> = []
    for index in objects.indices where objects[index].namespace.isEmpty {
      let twins = named["\(objects[index].kind)/\(objects[index].name)"] ?? []
      guard twins.count == 1, let twin = twins.first, objects[index].kind != "Listing" else {
        continue
      }
      objects[twin].absorb(objects[index])
      absorbed.insert(index)
    }
    return objects.indices.filter { !absorbed.contains($0) }.map { objects[$0] }
  }

  /// The workloads that pods and replica sets say they belong to, where nothing else tells of them: who
  /// may not list deployments still sees whose pods fail.
  private static func unlisted(_ objects: [ClusterObject]) -> [ClusterObject] {
    var known = Set(objects.map { "\($0.kind)/\($0.name)" })
    var found: [ClusterObject] = []
    for object in objects where object.kind == "Pod" || object.kind == "ReplicaSet" {
      guard var (kind, name) = halves(object.value("metadata.owner")) else { continue }
      if kind == "ReplicaSet" {
        // A set that is listed tells its own owner; of others the name is their deployment's with a hash.
        guard !known.contains("ReplicaSet/\(name)"), let dash = name.lastIndex(of: "-") else {
          continue
        }
        (kind, name) = ("Deployment", String(name[..<dash]))
      }
      guard workloadKinds.contains(kind), known.insert("\(kind)/\(name)").inserted else { continue }
      found.append(ClusterObject(kind: kind, namespace: object.namespace, name: name))
    }
    return found + ofNames(objects, besides: known)
  }

  /// The workloads that pods are named after, where nothing tells whose they are: a list of pods alone, as
  /// `kubectl get pods` prints it.
  private static func ofNames(
    _ objects: [ClusterObject], besides known: Set<String>
  ) -> [ClusterObject] {
    let owning = workloadKinds + ["ReplicaSet", "Job", "CronJob"]
    var taken = known
    let makers = objects.filter { ["Job", "ReplicaSet"].contains($0.kind) }.map { $0.name + "-" }
    return objects.compactMap { pod in
      guard pod.kind == "Pod", pod.value("metadata.owner").isEmpty,
        let name = pod.fields.first?.sample.service, !name.isEmpty,
        !owning.contains(where: { taken.contains("\($0)/\(name)") }),
        !makers.contains(where: pod.name.hasPrefix)
      else { return nil }
      // `db-0` is the first of a stateful set.
      let ordinal = pod.name.split(separator: "-").last.map(String.init) ?? ""
      let kind = ordinal.count < 3 && Int(ordinal) != nil ? "StatefulSet" : "Deployment"
      taken.insert("\(kind)/\(name)")
      return ClusterObject(kind: kind, namespace: pod.namespace, name: name)
    }
  }

  /// The objects of a kind.
  func of(_ kind: String) -> [ClusterObject] { byKind[kind]?.map { objects[$0] } ?? [] }

  /// An object by its name; without a namespace any of that name.
  func object(_ kind: String, _ name: String, in namespace: String? = nil) -> ClusterObject? {
    let found = byName[kind + "/" + name]?.map { objects[$0] } ?? []
    guard let namespace, !namespace.isEmpty else { return found.first }
    return found.first { $0.namespace == namespace || $0.namespace.isEmpty }
  }

  /// The command that listed all objects of a kind in a namespace; nil where none did.
  func listing(of kind: String, in namespace: String) -> ClusterObject.Field? {
    let places = byName["Listing/" + kind]?.map { objects[$0] } ?? []
    let found = places.first {
      // The listing's own namespace is what its command asked for.
      $0.namespace == namespace || $0.namespace == "*" || $0.namespace.isEmpty
    }
    return found?.field("command")
  }

  /// Whether an object is known to be missing: all of its kind were listed, and it is not among them.
  func lacks(_ kind: String, _ name: String, in namespace: String) -> ClusterObject.Field? {
    guard let listing = listing(of: kind, in: namespace) else { return nil }
    return object(kind, name, in: namespace)?.isSeen == true ? nil : listing
  }

  /// What runs pods and stands for a service of people: no replica set of a deployment.
  var workloads: [ClusterObject] {
    Self.workloadKinds.flatMap(of) + of("ReplicaSet").filter { owner(ofSet: $0) == nil }
  }

  /// Kinds of such, in the order in which they are looked at.
  static let workloadKinds = ["Deployment", "StatefulSet", "DaemonSet"]

  /// The pods of a workload.
  func pods(of workload: ClusterObject) -> [ClusterObject] {
    guard
      let place = byName[workload.kind + "/" + workload.name]?.first(where: {
        objects[$0].namespace == workload.namespace
      })
    else { return [] }
    return (owned[place] ?? []).map { objects[$0] }
  }

  /// The workload of a pod; nil where none is known.
  func workload(of pod: ClusterObject) -> ClusterObject? {
    guard
      let place = byName["Pod/" + pod.name]?.first(where: {
        objects[$0].namespace == pod.namespace
      })
    else { return nil }
    return owners[place].map { objects[$0] }
  }

  /// The name by which people know what a pod runs for: its workload's, else its own without drawn ends.
  func app(of pod: ClusterObject) -> String {
    workload(of: pod)?.name ?? pod.fields.first?.sample.service ?? pod.name
  }

  /// The deployment of a replica set: `cart-5c8b9d7f6` → `cart`.
  func owner(ofSet set: ClusterObject) -> ClusterObject? {
    if let (kind, name) = Self.halves(set.value("metadata.owner")) {
      return object(kind, name, in: set.namespace)
    }
    guard let dash = set.name.lastIndex(of: "-") else { return nil }
    return object("Deployment", String(set.name[..<dash]), in: set.namespace)
  }

  /// The apps that each is told to call, by addresses in its environment.
  private func callsTold() -> [String: Set<String>] {
    var calls: [String: Set<String>] = [:]
    for workload in workloads {
      for address in Address.all(of: workload, self) {
        guard let service = address.service(in: workload.namespace, self) else { continue }
        let app = DependencyRules.app(behind: service, self) ?? service.name
        if app != workload.name { calls[workload.name, default: []].insert(app) }
      }
    }
    return calls
  }

  private func ownersOfPods() -> [Int: Int] {
    var owners: [Int: Int] = [:]
    for place in byKind["Pod"] ?? [] {
      let pod = objects[place]
      var owner: ClusterObject?
      if let (kind, name) = Self.halves(pod.value("metadata.owner")) {
        owner = object(kind, name, in: pod.namespace)
        if kind == "ReplicaSet" {
          let dash = name.lastIndex(of: "-") ?? name.endIndex
          owner =
            owner.flatMap { self.owner(ofSet: $0) }
            ?? object("Deployment", String(name[..<dash]), in: pod.namespace) ?? owner
        }
      }
      if owner == nil {
        let name = pod.fields.first?.sample.service ?? pod.name
        owner = Self.workloadKinds.lazy.compactMap { object($0, name, in: pod.namespace) }.first
      }
      guard let owner,
        let index = byName[owner.kind + "/" + owner.name]?.first(where: {
          objects[$0].namespace == owner.namespace
        })
      else { continue }
      owners[place] = index
    }
    return owners
  }

  /// The kind and the name of `ReplicaSet/cart-5c8b9d7f6`.
  static func halves(_ text: String) -> (String, String)? {
    guard let slash = text.firstIndex(of: "/") else { return nil }
    return (String(text[..<slash]), String(text[text.index(after: slash)...]))
  }
}
