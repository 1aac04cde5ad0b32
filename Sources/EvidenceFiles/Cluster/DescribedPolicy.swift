/// A network policy as `kubectl describe` prints it, in sentences of its own.
///
///     PodSelector:     app=cart          → spec.podSelector.matchLabels.app  cart
///     Allowing ingress traffic:
///       To Port: 8080/TCP                → spec.ingress[0].ports[0].port  8080
///       From:
///         PodSelector: app=web           → spec.ingress[0].from[0].podSelector.matchLabels.app  web
///       ----------                       (another rule)
///     Policy Types: Ingress, Egress      → spec.policyTypes[0]  Ingress, …
struct DescribedPolicy {
  let nodes: [DescribeNode]

  /// Adds all that is known.
  func add(to object: inout ObjectDraft) {
    guard let spec = nodes.first(where: { $0.key == "Spec" }) else { return }
    for node in spec.children {
      switch node.key {
      case "PodSelector": add(selector: node, to: "spec.podSelector", &object)
      case "Allowing ingress traffic": add(rules: node, "spec.ingress", "From", &object)
      case "Allowing egress traffic": add(rules: node, "spec.egress", "To", &object)
      case "Policy Types":
        for (index, type) in node.value.split(separator: ",").enumerated() {
          object.add("spec.policyTypes[\(index)]", type.trimmed, node.line)
        }
      default: break
      }
    }
  }

  /// `app=cart,tier in (web,api),!legacy`; nothing but words in angles means all.
  private func add(selector node: DescribeNode, to path: String, _ object: inout ObjectDraft) {
    guard !node.value.hasPrefix("<") else {
      object.add(path, "{}", node.line)
      return
    }
    for (index, part) in Self.requirements(node.value).enumerated() {
      if let (key, value) = part.halves(at: "="), !key.contains(" ") {
        object.add("\(path).matchLabels.\(key)", value.isEmpty ? "\"\"" : value, node.line)
        continue
      }
      let place = "\(path).matchExpressions[\(index)]."
      let words = part.split(separator: " ", maxSplits: 2).map(String.init)
      let key = words.first.map { $0.hasPrefix("!") ? String($0.dropFirst()) : $0 } ?? ""
      let operation =
        words.count < 3
        ? part.hasPrefix("!") ? "DoesNotExist" : "Exists" : words[1] == "in" ? "In" : "NotIn"
      object.add(place + "key", key, node.line)
      object.add(place + "operator", operation, node.line)
      for (number, value) in (words.count < 3 ? "" : words[2]).split(whereSeparator: {
        "(), ".contains($0)
      }).enumerated() {
        object.add("\(place)values[\(number)]", String(value), node.line)
      }
    }
  }

  /// Parts a selector at the commas outside parentheses.
  private static func requirements(_ text: String) -> [String] {
    var parts: [String] = []
    var one = ""
    var isInside = false
    for character in text {
      if character == "(" { isInside = true }
      if character == ")" { isInside = false }
      if character == ",", !isInside {
        parts.append(one.trimmed)
        one = ""
      } else {
        one.append(character)
      }
    }
    return (parts + [one.trimmed]).filter { !$0.isEmpty }
  }

  private func add(
    rules node: DescribeNode, _ path: String, _ peer: String, _ object: inout ObjectDraft
  ) {
    let ends = node.rows.filter { $0.trimmed.hasPrefix("--") }.map(\.number)
    var counts: [String: Int] = [:]
    func next(_ list: String) -> String {
      let index = counts[list, default: 0]
      counts[list] = index + 1
      return "\(list)[\(index)]"
    }
    for child in node.children {
      let rule = "\(path)[\(ends.filter { $0 < child.line.number }.count)]"
      if child.value.hasPrefix("<any>") {
        object.add(rule, "{}", child.line)
      } else if child.key == "To Port" {
        let place = next("\(rule).ports")
        let (port, wire) = child.value.halves(at: "/") ?? (child.value, "")
        object.add("\(place).port", port, child.line)
        object.add("\(place).protocol", wire, child.line)
      } else if child.key == peer {
        let place = next("\(rule).\(peer.lowercased())")
        for side in child.children {
          switch side.key {
          case "PodSelector": add(selector: side, to: "\(place).podSelector", &object)
          case "NamespaceSelector": add(selector: side, to: "\(place).namespaceSelector", &object)
          case "IPBlock":
            for part in side.children {
              object.add("\(place).ipBlock.\(part.key.lowercased())", part.value, part.line)
            }
          default: break
          }
        }
      }
    }
  }
}
