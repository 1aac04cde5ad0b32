/// An object of a kind that `kubectl describe` has no form for, as it prints all of it: names with blanks
/// for those of the API, lists as names that come again.
///
///     Webhooks:
///       Failure Policy:  Fail
///       Name:            pods.guard.test   → webhooks.failurePolicy Fail, webhooks.name pods.guard.test
///     Conditions:
///       Reason:          Expired
///       Type:            Ready             → status.conditions[Ready].reason Expired
struct DescribedResource {
  let nodes: [DescribeNode]

  /// How deep it is followed: the API is not as deep.
  private static let deepest = 12
  /// What tells nothing of what an object is.
  private static let passedOver: Set<String> = [
    "Name", "Namespace", "Labels", "Annotations", "API Version", "Kind", "Events", "Managed Fields",
    "UID", "Resource Version", "Generation",
  ]

  /// Adds all that is known.
  func add(to object: inout ObjectDraft) {
    for node in nodes where !Self.passedOver.contains(node.key) {
      add(node, Self.name(node.key), 0, &object)
    }
  }

  private func add(
    _ node: DescribeNode, _ path: String, _ depth: Int, _ object: inout ObjectDraft
  ) {
    guard depth < Self.deepest else { return }
    object.add(path, node.value, node.line)
    for row in node.rows { object.add(path, row.trimmed, row) }
    guard node.key != "Conditions" else {
      addConditions(node, path, &object)
      return
    }
    for child in node.children where !(depth == 0 && Self.passedOver.contains(child.key)) {
      add(child, "\(path).\(Self.name(child.key))", depth + 1, &object)
    }
  }

  /// Conditions stand one behind the other, their names sorted: each ends with its type.
  private func addConditions(_ node: DescribeNode, _ path: String, _ object: inout ObjectDraft) {
    var one: [DescribeNode] = []
    for child in node.children {
      one.append(child)
      guard child.key == "Type" else { continue }
      for part in one where part.key != "Type" {
        object.add("\(path)[\(child.value)].\(Self.name(part.key))", part.value, part.line)
      }
      one = []
    }
  }

  /// The API's name of a printed one: `Failure Policy` → `failurePolicy`.
  static func name(_ key: String) -> String {
    let words = key.split(separator: " ")
    let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return (words.first.map { $0.prefix(1).lowercased() + $0.dropFirst() } ?? "") + rest.joined()
  }
}
