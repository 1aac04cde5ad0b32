import Yams

/// Reads alerts: lists of what a monitor found wrong, in JSON.
///
/// Alertmanager and Prometheus write `labels` and `annotations`; others name a `service` or `name` and
/// say what is wrong in texts of their own. Each alert becomes an object of the service that it names:
///
///     {"labels": {"alertname": "CPUThrottling", "pod": "cart-5c8b9d7f6-qwrtz"}, …}  → Alert cart
struct AlertList {
  /// Fields that name what an alert is about, the plainest first.
  private static let subjects = [
    "service", "entry_service", "app", "deployment", "workload", "pod", "container", "node",
    "instance", "name", "hostname", "host", "device", "pdu", "rack", "alertname",
  ]

  /// Whether a text looks like such a list.
  static func takes(_ head: Bytes) -> Bool {
    guard let first = head.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B else {
      return false
    }
    let start = Bytes(rebasing: head.prefix(4096))
    if start.find(lowercased: Array("\"alertname\"".utf8)) != nil { return true }
    return start.find(lowercased: Array("\"alerts\"".utf8)) != nil
  }

  /// The alerts of a file.
  static func objects(in lines: [TextLine]) -> [ObjectDraft] {
    let text = lines.map(\.text).joined(separator: "\n")
    guard let root = try? Yams.compose(yaml: text) else { return [] }
    let list =
      root.sequence ?? root["alerts"]?.sequence ?? root["data"]?["alerts"]?.sequence
    // Groups of alerts hold them one level deeper.
    let alerts = (list ?? []).flatMap { node in node["alerts"]?.sequence.map(Array.init) ?? [node] }
    return alerts.prefix(mostAlerts).compactMap { alert($0, lines) }
  }

  /// Alerts that are kept.
  private static let mostAlerts = 500

  private static func alert(_ node: Node, _ lines: [TextLine]) -> ObjectDraft? {
    guard let places = node.mapping, let line = ManifestReader.line(of: node, lines) else {
      return nil
    }
    let labels = node["labels"] ?? node
    guard
      let key = subjects.first(where: { labels[$0]?.string?.isEmpty == false }),
      let name = labels[key]?.string
    else { return nil }
    var alert = ObjectDraft(
      kind: "Alert", namespace: labels["namespace"]?.string ?? "",
      name: key == "pod" ? ObjectDraft.service(ofPod: name) : name, origin: .described,
      line: ManifestReader.line(of: labels[key], lines) ?? line)
    let isNode = key == "node" || node["type"]?.string?.lowercased() == "node"
    alert.add("about", isNode ? "Node" : "App", line)
    var rest = mostNodes
    for (key, value) in places {
      // Addresses and marks of the monitor's own say nothing of what is wrong.
      guard let key = key.string, !ownMarks.contains(key) else { continue }
      add(value, key, lines, &rest, &alert)
    }
    return alert
  }

  private static let ownMarks: Set<String> = [
    "generatorURL", "externalURL", "fingerprint", "receivers", "silenceURL", "dashboardURL",
    "panelURL", "updatedAt",
  ]

  /// Nodes of an alert that are looked at: aliases of aliases stand for more than anybody can read.
  private static let mostNodes = 2000

  private static func add(
    _ node: Node, _ path: String, _ lines: [TextLine], _ rest: inout Int,
    _ alert: inout ObjectDraft
  ) {
    guard rest > 0 else { return }
    rest -= 1
    switch node {
    case .scalar(let scalar):
      if let line = ManifestReader.line(of: node, lines) { alert.add(path, scalar.string, line) }
    case .sequence(let sequence): for item in sequence { add(item, path, lines, &rest, &alert) }
    case .mapping(let mapping):
      for (key, value) in mapping {
        add(value, "\(path).\(key.string ?? "")", lines, &rest, &alert)
      }
    case .alias: break
    }
  }
}
