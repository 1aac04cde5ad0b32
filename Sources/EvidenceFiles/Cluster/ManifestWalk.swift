import Yams

/// Puts the values of a document under their paths, shorter where the API nests without need.
struct ManifestWalk {
  let lines: [TextLine]
  /// Nodes that may still be looked at: an alias stands for all that it names, and aliases of aliases
  /// for more than anybody can read.
  private var rest = 50_000

  init(lines: [TextLine]) {
    self.lines = lines
  }

  /// How deep documents are followed: the API is not as deep.
  private static let deepest = 24

  /// Adds a node and all below it.
  mutating func add(_ node: Node, _ path: String, to object: inout ObjectDraft, depth: Int = 0) {
    guard depth < Self.deepest, rest > 0 else { return }
    rest -= 1
    switch node {
    case .scalar(let scalar): add(scalar, node, path, &object)
    case .mapping(let mapping):
      // A selector or a rule without conditions means all.
      if mapping.isEmpty, Self.meansAll(path), let line = ManifestReader.line(of: node, lines) {
        object.add(path, "{}", line)
      }
      for (key, value) in mapping {
        guard let name = key.string,
          !Self.passedOver.contains(name) || name == "uid" && path == "metadata"
        else { continue }
        if let (short, inner) = Self.shortened(path, name, value) {
          add(inner, short, to: &object, depth: depth + 1)
        } else {
          add(value, "\(path).\(name)", to: &object, depth: depth + 1)
        }
      }
    case .sequence(let sequence):
      for (index, element) in sequence.enumerated() {
        let element = path.hasSuffix(".taints") ? Self.taint(element) : element
        add(element, Self.path(path, index, element), to: &object, depth: depth + 1)
      }
    case .alias: break
    }
  }

  private func add(
    _ scalar: Node.Scalar, _ node: Node, _ path: String, _ object: inout ObjectDraft
  ) {
    guard let first = ManifestReader.line(of: node, lines) else { return }
    // Templates have no beginning of their own, which tools write down.
    if path.hasSuffix(".creationTimestamp"), scalar.string == "null" { return }
    guard path.hasPrefix("data.") || path.hasPrefix("stringData."), scalar.string.contains("\n")
    else {
      object.add(path, scalar.string, first)
      return
    }
    // A text of several lines: each is cited by its own.
    let count = scalar.string.split(separator: "\n", omittingEmptySubsequences: false).count
    for line in lines.drop(while: { $0.number <= first.number }).prefix(min(count, Self.mostData))
    where !line.isBlank {
      object.add("data", line.trimmed, line)
    }
  }

  /// Lines of a configuration that are kept.
  private static let mostData = 600

  private static func meansAll(_ path: String) -> Bool {
    path.hasSuffix("Selector")
      || path.hasSuffix("]") && (path.hasPrefix("spec.ingress[") || path.hasPrefix("spec.egress["))
  }

  /// What tells nothing of what an object is.
  private static let passedOver: Set<String> = [
    "annotations", "managedFields", "uid", "resourceVersion", "generation",
    "terminationMessagePath", "terminationMessagePolicy", "containerID", "imageID",
    "lastProbeTime", "lastHeartbeatTime", "blockOwnerDeletion", "images",
  ]

  /// The path of an element: by its name or type where it has one.
  private static func path(_ path: String, _ index: Int, _ element: Node) -> String {
    // Ports go by their place: not all of them are named.
    if !path.hasSuffix("ports"), let name = element["name"]?.string, element["kind"] == nil {
      return "\(path)[\(name)]"
    }
    if path.hasSuffix(".conditions"), let type = element["type"]?.string {
      return "\(path)[\(type)]"
    }
    if path.hasSuffix(".accessModes") || path.hasSuffix(".taints") { return path }
    return "\(path)[\(index)]"
  }

  /// The shorter path and the node of what the API nests without need; nil for all else.
  private static func shortened(_ path: String, _ name: String, _ value: Node) -> (String, Node)? {
    switch name {
    case "containerStatuses": return ("\(path).containers", value)
    case "initContainerStatuses": return ("\(path).initContainers", value)
    case "value" where path.hasSuffix("]"): return (path, value)
    case "valueFrom": return (path, value)
    case "jobTemplate": return value["spec"].map { (path, $0) }
    case "claimRef":
      guard let claim = value["name"]?.string else { return nil }
      let place = value["namespace"]?.string.map { $0 + "/" } ?? ""
      return ("\(path).claimRef", text(place + claim, at: value))
    case "ownerReferences":
      guard let owner = value.sequence?.first, let kind = owner["kind"]?.string,
        let own = owner["name"]?.string
      else { return nil }
      return ("\(path).owner", text("\(kind)/\(own)", at: owner))
    case "state", "lastState":
      guard let inner = value.mapping?.first?.value else { return nil }
      return ("\(path).\(name)", inner)
    default: return nil
    }
  }

  /// A taint in one word, as `kubectl describe` prints it: `dedicated=gpu:NoSchedule`.
  private static func taint(_ element: Node) -> Node {
    let value = element["value"]?.string.map { "=\($0)" } ?? ""
    guard let key = element["key"]?.string, let effect = element["effect"]?.string else {
      return element
    }
    return text("\(key)\(value):\(effect)", at: element)
  }

  private static func text(_ text: String, at node: Node) -> Node {
    .scalar(.init(text, .implicit, .any, node.mark))
  }
}
