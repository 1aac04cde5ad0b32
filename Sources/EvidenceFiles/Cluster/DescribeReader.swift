/// Reads what `kubectl describe` prints: objects with their fields, and their events.
struct DescribeReader {
  /// The kind that the command asked for; nil where none is shown.
  var kind: String?
  var namespace = ""

  /// The objects of some lines, each begun by its name.
  func objects(in lines: [TextLine]) -> [ObjectDraft] {
    var parts: [[TextLine]] = []
    var isData = false
    for line in lines {
      if !isData, line.text.hasPrefix("Name:") || parts.isEmpty && !line.isBlank {
        parts.append([])
      }
      if line.text == "====" { isData = true }
      if line.text.hasPrefix("Events:") { isData = false }
      if !parts.isEmpty { parts[parts.count - 1].append(line) }
    }
    return parts.flatMap(object)
  }

  private func object(_ lines: [TextLine]) -> [ObjectDraft] {
    guard let first = lines.first, first.text.hasPrefix("Name:") else { return [] }
    // The data of a configuration are text of their own.
    let data = lines.firstIndex { $0.text == "====" }
    let end = lines.lastIndex { $0.text.hasPrefix("Events:") } ?? lines.count
    let nodes = DescribeNode.read(data.map { Array(lines[..<$0] + lines[end...]) } ?? lines)
    func value(_ key: String) -> String { nodes.first { $0.key == key }?.value ?? "" }
    guard let kind = kind ?? Self.kind(of: nodes) else { return [] }
    let place = value("Namespace").isEmpty ? namespace : value("Namespace")
    var object = ObjectDraft(
      kind: kind, namespace: ResourceKind.global.contains(kind) || place == "*" ? "" : place,
      name: value("Name"), origin: .described, line: first)
    DescribeFields(nodes: nodes, kind: kind).add(to: &object)
    if let data, data < end {
      for line in lines[(data + 1)..<end].prefix(Self.mostData) where !line.isBlank {
        object.add("data", line.trimmed, line)
      }
    }
    let events = nodes.first { $0.key == "Events" }.map {
      EventRows(namespace: object.namespace, about: (kind, object.name)).events(in: $0.rows)
    }
    return [object] + (events ?? [])
  }

  /// Lines of a configuration that are kept.
  private static let mostData = 600

  /// What an object is by the fields that it has.
  private static func kind(of nodes: [DescribeNode]) -> String? {
    // What kubectl knows no form of its own for says its kind.
    if let own = nodes.first(where: { $0.key == "Kind" }), !own.value.isEmpty { return own.value }
    let keys = Set(nodes.map(\.key))
    if nodes.contains(where: { $0.rows.contains { $0.cells == ["Resource", "Used", "Hard"] } }) {
      return "ResourceQuota"
    }
    return signs.first { row in row.keys.allSatisfy(keys.contains) }?.kind
  }

  private static let signs: [(kind: String, keys: [String])] = [
    ("Pod", ["Containers", "Conditions"]), ("Pod", ["Containers", "Node"]),
    ("CronJob", ["Schedule", "Concurrency Policy"]),
    ("PodDisruptionBudget", ["Allowed disruptions"]), ("PriorityClass", ["GlobalDefault"]),
    ("Deployment", ["Pod Template", "StrategyType"]),
    ("ReplicaSet", ["Pod Template", "Pods Status", "Controlled By"]),
    ("DaemonSet", ["Pod Template", "Desired Number of Nodes Scheduled"]),
    ("StatefulSet", ["Pod Template", "Update Strategy"]),
    ("Job", ["Pod Template", "Completions"]),
    ("HorizontalPodAutoscaler", ["Min replicas", "Max replicas"]),
    ("Node", ["Allocatable", "System Info"]), ("Service", ["TargetPort"]), ("Service", ["IPs"]),
    ("PersistentVolume", ["Reclaim Policy"]),
    ("PersistentVolumeClaim", ["Access Modes", "Volume"]),
    ("NetworkPolicy", ["Created on", "Spec"]),
    ("Endpoints", ["Subsets"]), ("StorageClass", ["Provisioner"]),
    ("ServiceAccount", ["Mountable secrets"]), ("ResourceQuota", ["Resource"]),
    ("Ingress", ["Rules"]), ("ConfigMap", ["BinaryData"]), ("Secret", ["Type", "Annotations"]),
  ]
}
