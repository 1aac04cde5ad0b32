import Yams

/// Reads objects in YAML or JSON: manifests, and what `kubectl get -o yaml|json` prints.
struct ManifestReader {
  var namespace = ""

  /// The objects of some lines, and how many documents among them could not be read.
  func objects(in lines: [TextLine]) -> (objects: [ObjectDraft], broken: Int) {
    var objects: [ObjectDraft] = []
    var broken = 0
    for document in Self.documents(lines) {
      guard document.contains(where: { !$0.isBlank && !$0.text.hasPrefix("#") }) else { continue }
      let text = document.map(\.text).joined(separator: "\n")
      do {
        guard let root = try Yams.compose(yaml: text) else { continue }
        add(root, document, &objects)
      } catch {
        broken += 1
      }
    }
    return (objects, broken)
  }

  /// The parts between lines of `---`.
  private static func documents(_ lines: [TextLine]) -> [[TextLine]] {
    lines.split { $0.text.hasPrefix("---") || $0.text == "..." }.map { Array($0) }
  }

  private func add(_ root: Node, _ lines: [TextLine], _ objects: inout [ObjectDraft]) {
    guard let kind = root["kind"]?.string else { return }
    if let items = root["items"]?.sequence, kind.hasSuffix("List") {
      for item in items {
        let own = item["kind"]?.string ?? String(kind.dropLast(4))
        add(item, kind: own, lines, &objects)
      }
      return
    }
    add(root, kind: kind, lines, &objects)
  }

  private func add(
    _ root: Node, kind: String, _ lines: [TextLine], _ objects: inout [ObjectDraft]
  ) {
    guard let name = root["metadata"]?["name"]?.string ?? root["metadata"]?["generateName"]?.string,
      let first = Self.line(of: root, lines)
    else { return }
    let place = root["metadata"]?["namespace"]?.string ?? namespace
    let isLive = root["status"] != nil || root["metadata"]?["uid"] != nil
    if kind == "Event" {
      if let event = Self.event(root, name, lines) { objects.append(event) }
      return
    }
    var object = ObjectDraft(
      kind: kind, namespace: ResourceKind.global.contains(kind) || place == "*" ? "" : place,
      name: name, origin: isLive ? .described : .declared,
      line: Self.line(of: root["metadata"]?["name"], lines) ?? first)
    var walk = ManifestWalk(lines: lines)
    for part in Self.parts {
      if let node = root[part] { walk.add(node, part, to: &object) }
    }
    objects.append(object)
  }

  /// What objects have at their top, by the API's kinds.
  private static let parts = [
    "metadata", "spec", "status", "data", "stringData", "subsets", "provisioner", "webhooks",
    "subjects", "roleRef", "parameters", "reclaimPolicy", "volumeBindingMode", "value",
    "preemptionPolicy", "globalDefault", "rules", "immutable",
  ]

  /// An event of a list of events.
  private static func event(_ root: Node, _ name: String, _ lines: [TextLine]) -> ObjectDraft? {
    guard let about = root["involvedObject"] ?? root["regarding"],
      let kind = about["kind"]?.string, let object = about["name"]?.string,
      let message = root["message"] ?? root["note"], let line = line(of: message, lines)
    else { return nil }
    var event = ObjectDraft(
      kind: "Event", namespace: about["namespace"]?.string ?? "", name: name, origin: .listed,
      line: line)
    event.add("about", "\(kind)/\(object)", line)
    for (path, node) in [
      ("type", root["type"]), ("reason", root["reason"]), ("message", message),
      ("count", root["count"] ?? root["series"]?["count"]),
    ] {
      if let text = node?.string { event.add(path, text, Self.line(of: node, lines) ?? line) }
    }
    let times = [
      root["lastTimestamp"], root["series"]?["lastObservedTime"], root["deprecatedLastTimestamp"],
      root["eventTime"], root["firstTimestamp"],
    ]
    let time = times.lazy.compactMap { $0 }.first { $0.string?.first?.isNumber ?? false }
    if let time, let text = time.string {
      event.add("age", text, Self.line(of: time, lines) ?? line)
    }
    if let first = root["firstTimestamp"], let text = first.string, text.first?.isNumber ?? false {
      event.add("since", text, Self.line(of: first, lines) ?? line)
    }
    return event
  }

  /// The line that a node begins on.
  static func line(of node: Node?, _ lines: [TextLine]) -> TextLine? {
    guard let line = node?.mark?.line, lines.indices.contains(line - 1) else { return nil }
    return lines[line - 1]
  }
}
