import Evidence

/// A network policy as it decides on calls.
///
/// By the API: pods that no policy of a direction selects are open; of those that select them, one rule
/// of one of them has to allow a call.
struct NetworkPolicy {
  let object: ClusterObject

  /// A line that tells of it.
  var sample: Sample? {
    (object.fields.first { $0.path.hasPrefix("spec.policyTypes") }
      ?? object.fields.first { $0.path.hasPrefix("spec.podSelector") })?.sample ?? object.sample
  }

  /// Whether more than its name is known: a list tells nothing of whom it is for.
  private var isKnown: Bool {
    object.fields.contains { $0.path.hasPrefix("spec.") }
  }

  /// Whether it says who may call the pods of a side, or whom they may call.
  func governs(_ peer: Peer, _ direction: String) -> Bool {
    guard object.namespace == peer.namespace, isKnown else { return false }
    let types = object.fields.filter { $0.path.hasPrefix("spec.policyTypes") }.map(\.value)
    let side = "spec." + direction.lowercased()
    let isOfSide =
      types.isEmpty
      ? direction == "Ingress" || object.fields.contains { $0.path.hasPrefix(side) }
      : types.contains(direction)
    return isOfSide && fits("spec.podSelector.", peer.labels)
  }

  private func fits(_ path: String, _ labels: [String: String]) -> Bool {
    object.below(path + "matchLabels.").allSatisfy { labels[$0.key] == $0.field.value }
      && expressions(path).allSatisfy { $0.fits(labels) }
  }

  /// A condition of a selector: `key In (a, b)`.
  private struct Expression {
    var key = ""
    var operation = ""
    var values: Set<String> = []

    func fits(_ labels: [String: String]) -> Bool {
      switch operation {
      case "In": labels[key].map(values.contains) ?? false
      case "NotIn": !(labels[key].map(values.contains) ?? false)
      case "DoesNotExist": labels[key] == nil
      default: labels[key] != nil
      }
    }
  }

  private func expressions(_ path: String) -> [Expression] {
    var found: [String: Expression] = [:]
    for (key, field) in object.below(path + "matchExpressions[") {
      let index = String(key.prefix { $0 != "]" })
      let part = key.dropFirst(index.count + 2)
      if part == "key" {
        found[index, default: Expression()].key = field.value
      } else if part == "operator" {
        found[index, default: Expression()].operation = field.value
      } else {
        found[index, default: Expression()].values.insert(field.value)
      }
    }
    return Array(found.values)
  }

  /// Whether it has any rule of a direction.
  func hasRules(_ side: String) -> Bool { !rules(side).isEmpty }

  /// The paths of its rules: `spec.ingress[0]`.
  private func rules(_ side: String) -> [String] { elements("spec.\(side)") }

  private func elements(_ path: String) -> [String] {
    var found: [String] = []
    for field in object.fields where field.path.hasPrefix(path + "[") {
      guard let end = field.path.dropFirst(path.count).firstIndex(of: "]") else { continue }
      let element = String(field.path[...end])
      if !found.contains(element) { found.append(element) }
    }
    return found
  }

  /// Whether a rule allows a call with another side at some ports.
  func allows(_ peer: Peer, _ ports: Set<String>, _ side: String, _ list: String) -> Bool {
    rules(side).contains { rule in
      let peers = elements("\(rule).\(list)")
      let open = object.fields.filter {
        $0.path.hasPrefix("\(rule).ports[") && $0.path.hasSuffix("].port")
      }
      let isOfPort =
        open.isEmpty || ports.isEmpty
        || open.contains { ports.contains($0.value) || Int($0.value) == nil }
      return isOfPort && (peers.isEmpty || peers.contains { takes(peer, $0) })
    }
  }

  private func takes(_ peer: Peer, _ path: String) -> Bool {
    let fields = object.fields.filter { $0.path.hasPrefix(path) }
    if fields.contains(where: { $0.path.contains(".ipBlock") }) { return true }
    let isOfSpace = fields.contains { $0.path.hasPrefix(path + ".namespaceSelector") }
    let isOfPods = fields.contains { $0.path.hasPrefix(path + ".podSelector") }
    if isOfSpace, !fits(path + ".namespaceSelector.", peer.namespaceLabels) { return false }
    if !isOfSpace, peer.namespace != object.namespace { return false }
    return !isOfPods || fits(path + ".podSelector.", peer.labels)
  }

  /// Whether a rule lets its pods ask for names by a protocol: port 53 of it, or no port named.
  ///
  /// Resolvers ask by UDP and turn to TCP for long answers only (RFC 7766, section 5); a port without a
  /// protocol is one of TCP.
  func allowsNames(by wanted: String = "UDP") -> Bool {
    rules("egress").contains { rule in
      let ports = elements("\(rule).ports")
      guard ports.isEmpty else {
        return ports.contains { port in
          let number = object.field("\(port).port")?.value
          let own = object.field("\(port).protocol")?.value ?? "TCP"
          return own == wanted
            && (number.map { ["53", "dns", "dns-tcp"].contains($0) } ?? true)
        }
      }
      let peers = elements("\(rule).to")
      // A rule for pods of its own namespace does not reach the resolver's.
      return peers.isEmpty
        || peers.contains { peer in
          object.fields.contains {
            $0.path.hasPrefix(peer + ".namespaceSelector") || $0.path.hasPrefix(peer + ".ipBlock")
          }
        }
    }
  }

  /// What its rules of a direction allow, in words; nil where it has none.
  func wish(_ side: String) -> (words: String, sample: Sample)? {
    let fields = object.fields.filter {
      $0.path.hasPrefix("spec.\(side)[") && !$0.path.hasSuffix(".protocol")
    }
    guard let first = fields.first else { return nil }
    let words = fields.prefix(Self.mostWords).map { field -> String in
      let name = field.path.split(separator: ".").last.map(String.init) ?? ""
      if name == "port" { return "port \(field.value)" }
      let isSpace = field.path.contains("namespaceSelector")
      if let mark = field.path.firstRange(of: "matchLabels.") {
        return
          "\(isSpace ? "namespaces" : "pods") with `\(field.path[mark.upperBound...])=\(field.value)`"
      }
      return "\(name) \(field.value)"
    }
    return ("only " + words.joined(separator: ", "), first.sample)
  }

  private static let mostWords = 4
}
