package import Evidence

extension ClusterView {
  /// What an app takes of a resource, all of its pods together.
  package struct Consumer: Sendable {
    package var app: String
    /// The sum in the resource's base unit: processors, bytes, pieces.
    package var amount: Double
    /// How many pods, or replicas where no pod is told.
    package var pods: Int
    /// What each takes, as it is written, where all take the same; nil else.
    package var each: String?
    package var sample: Sample?
  }

  /// Who takes most of a resource, the greatest first: `limits.memory`, `requests.cpu`, `pods`.
  ///
  /// In a namespace, or on a node; all there are where neither is given. Pods that ended take nothing
  /// any more. Where pods do not say what they take, their workloads do.
  package func consumers(
    of resource: String, in namespace: String? = nil, on node: String? = nil
  ) -> [Consumer] {
    let pods = cluster.of("Pod").filter { pod in
      (namespace == nil || pod.namespace == namespace || pod.namespace.isEmpty)
        && (node == nil || pod.value("spec.nodeName") == node)
        && !Self.ended.contains(pod.value("status.summary"))
        && !Self.ended.contains(pod.value("status.phase"))
    }
    var found: [String: Consumer] = [:]
    func add(_ app: String, _ amount: Double, _ count: Int, _ each: String?, _ sample: Sample?) {
      if var known = found[app] {
        known.amount += amount
        known.pods += count
        if known.each != each { known.each = nil }
        found[app] = known
      } else {
        found[app] = Consumer(app: app, amount: amount, pods: count, each: each, sample: sample)
      }
    }
    for pod in pods {
      let app = family(of: pod)
      if resource == "pods" || resource == "addresses" {
        guard resource == "pods" || !pod.value("status.podIP").isEmpty else { continue }
        add(app, 1, 1, nil, pod.field("status.podIP")?.sample ?? pod.sample)
        continue
      }
      let taken = Self.taken(resource, by: PodTemplate(pod))
      guard let first = taken.first else { continue }
      let amount = taken.compactMap { Quantity.amount($0.value) }.reduce(0, +)
      add(app, amount, 1, taken.count == 1 ? first.value : nil, first.sample)
    }
    guard found.isEmpty, node == nil else { return Self.sorted(found) }
    for workload in cluster.workloads
    where namespace == nil || workload.namespace == namespace || workload.namespace.isEmpty {
      let column = Self.columns(resource).lazy.compactMap { workload.field("columns.\($0)") }.first
      let taken = column.map { [$0] } ?? Self.taken(resource, by: PodTemplate(workload))
      let ready = Cluster.halves(workload.value("status.ready")).flatMap { Int($0.0) }
      let count = ready ?? ClusterHealth.number(workload.value("status.replicas")) ?? 0
      guard count > 0, let first = taken.first else { continue }
      let each = taken.compactMap { Quantity.amount($0.value) }.reduce(0, +)
      add(
        workload.name, each * Double(count), count, taken.count == 1 ? first.value : nil,
        first.sample)
    }
    return Self.sorted(found)
  }

  private static let ended: Set<String> = ["Completed", "Succeeded", "Failed", "Evicted", "Error"]

  private static func sorted(_ found: [String: Consumer]) -> [Consumer] {
    found.values.sorted { ($0.amount, $1.app) > ($1.amount, $0.app) }
  }

  /// The workload of a pod, of a job's pod the job.
  private func family(of pod: ClusterObject) -> String {
    if let workload = cluster.workload(of: pod) { return workload.name }
    if let (kind, name) = Cluster.halves(pod.value("metadata.owner")), kind == "Job" { return name }
    return app(of: pod)
  }

  /// The fields that say what the containers of a pod take: of `memory` what they request.
  private static func taken(
    _ resource: String, by template: PodTemplate
  ) -> [ClusterObject.Field] {
    let path = resource.contains(".") ? resource : "requests.\(resource)"
    return template.containers.compactMap { $0.field("resources.\(path)") }
  }

  /// Names that people give such a column: `limits.memory` → `MEM_LIMIT`, `MEMORY_LIMIT`.
  private static func columns(_ resource: String) -> [String] {
    let parts = resource.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return [] }
    let kind = parts[0].hasPrefix("limit") ? "LIMIT" : "REQUEST"
    let names = parts[1] == "memory" ? ["MEM", "MEMORY"] : [parts[1].uppercased()]
    return names.flatMap { name in
      [
        "\(name)_\(kind)", "\(name)_\(kind)S", "\(kind)_\(name)", "\(kind)S_\(name)",
        "\(name) \(kind)",
      ]
    }
  }
}
