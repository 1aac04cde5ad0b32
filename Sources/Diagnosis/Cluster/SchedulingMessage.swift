/// What the scheduler says of a pod that finds no node.
///
///     0/4 nodes are available: 1 node(s) were unschedulable, 3 Insufficient cpu. preemption: …
///     → cordon 1, cpu 3
struct SchedulingMessage {
  private(set) var reasons: [Reason] = []

  /// A constraint, and how many nodes do not meet it.
  struct Reason: Equatable {
    var count: Int
    var kind: Kind
  }

  /// What is not met.
  enum Kind: Equatable {
    case cordon
    case taint(String)
    case affinity
    case resource(String)
    /// A rule on where pods stand to each other: the kind of fault, and in words.
    case spread(String, String)
    case claim
    case other(String)
  }

  init(_ message: String) {
    guard let start = message.firstRange(of: "nodes are available: ") else { return }
    var rest = message[start.upperBound...]
    if let end = rest.firstRange(of: "preemption:") { rest = rest[..<end.lowerBound] }
    for part in rest.split(separator: ",") {
      let words = part.split(separator: " ")
      guard let first = words.first else { continue }
      let count = Int(first)
      let text = (count == nil ? words : Array(words.dropFirst())).joined(separator: " ")
      // What belongs to no count goes on with the reason before it.
      reasons.append(Reason(count: count ?? 0, kind: Self.kind(of: text)))
    }
  }

  private static func kind(of text: String) -> Kind {
    let lowered = text.lowercased()
    if lowered.contains("unbound immediate persistentvolumeclaim")
      || lowered.contains("persistentvolumeclaim") && lowered.contains("not found")
    {
      return .claim
    }
    if let open = text.firstIndex(of: "{"), let close = text.lastIndex(of: "}"),
      lowered.contains("taint")
    {
      let taint = text[text.index(after: open)..<close].replacing(": ", with: "=")
      return .taint(taint.hasSuffix("=") ? String(taint.dropLast()) : String(taint))
    }
    if lowered.contains("unschedulable") { return .cordon }
    if lowered.contains("anti-affinity") || lowered.contains("antiaffinity") {
      return .spread("pod-anti-affinity", "rules that pods of a kind stand apart")
    }
    if lowered.contains("pod affinity") {
      return .spread("pod-affinity-unmet", "rules that pods stand together")
    }
    if lowered.contains("topology spread") {
      return .spread("topology-spread-unmet", "rules that pods are spread evenly")
    }
    if lowered.contains("volume node affinity") {
      return .spread("volume-node-unmet", "the places of its volumes")
    }
    if lowered.contains("node affinity") || lowered.contains("node selector")
      || lowered.contains("nodeselector")
    {
      return .affinity
    }
    if let found = lowered.firstRange(of: "insufficient ") {
      return .resource(
        String(lowered[found.upperBound...].prefix { $0 != "." && $0 != " " && $0 != "," }))
    }
    if lowered.hasPrefix("too many pods") { return .resource("pods") }
    return .other(text)
  }

  /// The constraint that leaves no node, without the share of the nodes that control the cluster: they
  /// take no pods of people anyway.
  func unmet(besides controllers: [ClusterObject]) -> Reason? {
    if reasons.contains(where: { $0.kind == .claim }) { return Reason(count: 0, kind: .claim) }
    let cordoned = controllers.filter {
      $0.value("spec.unschedulable") == "true"
        || $0.value("status.summary").contains("SchedulingDisabled")
        || $0.all("spec.taints").contains { $0.value.contains("unschedulable") }
    }.count
    var left = reasons.compactMap { reason -> Reason? in
      var reason = reason
      switch reason.kind {
      case .cordon: reason.count -= cordoned
      case .taint(let taint):
        let isOfControl = ["control-plane", "master", "controlplane", "etcd"].contains(
          where: taint.contains)
        if isOfControl { return nil }
      default: break
      }
      return reason.count > 0 ? reason : nil
    }
    if left.isEmpty { left = reasons.filter { $0.count > 0 } }
    // Of equals what the pod asks for: it is what can be changed.
    return left.max {
      $0.count == $1.count ? $0.rank > $1.rank : $0.count < $1.count
    }
  }
}

extension SchedulingMessage.Reason {
  /// What is told first of equals.
  fileprivate var rank: Int {
    switch kind {
    case .affinity: 0
    case .spread: 1
    case .taint: 2
    case .resource: 3
    case .cordon: 4
    case .claim, .other: 5
    }
  }
}
