import Diagnosis

/// Which fields of an object a question's words ask for.
///
///     what is the failure policy of this webhook?   → webhooks.failurePolicy
///     which image do the pods run?                  → spec.containers[…].image
///     how much memory may it use at most?           → spec.containers[…].resources.limits.memory
struct ObjectFieldWords {
  private let words: Set<String>
  private let stems: Set<String>
  private let topics: [Topic]

  /// What is asked, and the parts of paths that answer it.
  private struct Topic {
    var asked: Set<String>
    /// Words that parts of a path have, in lower case; one of them suffices.
    var parts: Set<String>
  }

  /// Takes the words of a question, and those among them that mean something for sure.
  init(_ words: [String], meant: [String]? = nil) {
    self.words = Set(words)
    stems = Set(words.map(Stem.of))
    let known = Set(meant ?? words)
    let asksPlace =
      !known.isDisjoint(with: ["where"])
      && !known.isDisjoint(with: ["run", "runs", "running", "scheduled", "placed", "live", "lives"])
    topics =
      Self.table.filter { !$0.asked.isDisjoint(with: known) }
      + (asksPlace ? [Topic(asked: [], parts: ["nodename"])] : [])
  }

  /// Whether a word names fields by itself, whatever stands beside it.
  static func isTopic(_ word: String) -> Bool { table.contains { $0.asked.contains(word) } }

  /// Whether the words may ask for a field at all.
  var isEmpty: Bool { topics.isEmpty && words.count < 2 }
  /// Whether a word of the table is among them: no mere chance.
  var hasTopic: Bool { !topics.isEmpty }

  /// The fields among some that the words ask for; those that are named by all of their words before
  /// those that only mean the same.
  ///
  /// Where the question names its object, one word of a compound may do: of `timeoutSeconds` the first.
  func fields(
    _ all: [ClusterView.Object.Field], ofNamed isNamed: Bool = false
  ) -> [ClusterView.Object.Field] {
    let named = all.filter { field in
      let whole = Self.words(of: Self.last(field.path))
      let parts = whole.filter { !Self.general.contains($0) }
      let suffices = parts.count > 1 || isNamed && parts.count == 1 && whole.count > 1
      return suffices && parts.allSatisfy { stems.contains(Stem.of($0)) }
    }
    if !named.isEmpty { return narrowed(Self.each(named)) }
    let meant = all.map { field in
      let parts = Set(Self.parts(field.path).suffix(Self.near).flatMap(Self.compared))
      let isPassedOver = Self.passedOver.contains(Self.last(field.path))
      return isPassedOver ? 0 : topics.count { !$0.parts.isDisjoint(with: parts) }
    }
    let most = meant.max() ?? 0
    guard most > 0 else {
      return topics.contains { $0.parts.contains("zone") } ? Self.zones(all) : []
    }
    return narrowed(Self.each(zip(all, meant).filter { $0.1 == most }.map(\.0)))
  }

  /// The zones that an object may only be in, as it is tied to nodes of them: a key, and its values.
  private static func zones(
    _ all: [ClusterView.Object.Field]
  ) -> [ClusterView.Object.Field] {
    let places = all.filter { $0.path.hasSuffix("].key") && $0.value.contains("zone") }
      .map { $0.path.dropLast("key".count) + "values" }
    return all.filter { field in places.contains { field.path.hasPrefix($0) } }
  }

  /// Parts of a path that are looked at from its end: what stands before says where.
  private static let near = 3
  /// What no question means.
  private static let passedOver: Set<String> = ["origin", "observedGeneration", "podCIDR"]

  /// One field a path: the most certain.
  private static func each(
    _ fields: [ClusterView.Object.Field]
  ) -> [ClusterView.Object.Field] {
    var seen: Set<String> = []
    return fields.filter { seen.insert($0.path + "=" + $0.value).inserted }
  }

  /// The fields that more of the question's words lead to: of limits those of memory.
  private func narrowed(_ fields: [ClusterView.Object.Field]) -> [ClusterView.Object.Field] {
    var left = fields
    for word in Self.narrowing where words.contains(word) {
      let name = Self.same[word] ?? word
      let some = left.filter { $0.path.lowercased().contains(name) }
      if !some.isEmpty { left = some }
    }
    return left
  }

  private static let narrowing = [
    "memory", "mem", "ram", "cpu", "storage", "disk", "pods", "limit", "limits", "request",
    "requests", "liveness", "readiness", "startup", "target", "last", "desired", "ready",
    "selector", "min", "minimum", "max", "maximum",
  ]
  private static let same = [
    "mem": "memory", "ram": "memory", "disk": "storage", "limits": "limit", "requests": "request",
    "desired": "spec.replicas", "minimum": "min", "maximum": "max", "last": "laststate",
  ]

  /// The parts of a path: `spec.containers[main].image` → `spec`, `containers`, `image`.
  private static func parts(_ path: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var isInside = false
    for character in path {
      switch character {
      case "[": isInside = true
      case "]": isInside = false
      case "." where !isInside:
        parts.append(part)
        part = ""
      default: if !isInside { part.append(character) }
      }
    }
    return parts + [part]
  }

  /// The part that says what a field is: of `spec.issuerRef.name` the reference.
  private static func last(_ path: String) -> String {
    let all = parts(path)
    guard let last = all.last, last == "name", all.count > 1, all[all.count - 2].hasSuffix("Ref")
    else { return all.last ?? path }
    return String(all[all.count - 2].dropLast("Ref".count))
  }

  /// The words of a part: `failurePolicy` → `failure`, `policy`.
  private static func words(of part: String) -> [String] {
    let words = Stem.words(part)
    // The part itself comes first where it is cut at its humps.
    return words.count > 1 && words[0] == words.dropFirst().joined()
      ? Array(words.dropFirst()) : words
  }

  /// What a topic is compared with: the part whole, and its words.
  private static func compared(_ part: String) -> [String] {
    let part = part.lowercased()
    return [part] + part.split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  private static let general: Set<String> = [
    "name", "type", "value", "status", "api", "spec", "seconds", "minutes", "ref",
  ]

  private static let table: [Topic] = [
    Topic(
      asked: ["image", "images", "version", "versions", "tag"],
      parts: ["image", "images", "version"]),
    Topic(
      asked: ["restart", "restarts", "restarted", "restarting"],
      parts: ["restarts", "restartcount"]),
    Topic(asked: ["node", "nodes", "machine"], parts: ["nodename"]),
    Topic(asked: ["zone", "zones"], parts: ["zone"]),
    Topic(asked: ["limit", "limits"], parts: ["limits", "hard", "limit"]),
    Topic(asked: ["request", "requests", "requested"], parts: ["requests"]),
    Topic(
      asked: ["replicas", "desired", "wanted"],
      parts: ["replicas", "minreplicas", "maxreplicas", "readyreplicas"]),
    Topic(asked: ["port", "ports"], parts: ["port", "containerport", "targetport"]),
    Topic(asked: ["label", "labels"], parts: ["labels", "selector", "matchlabels"]),
    Topic(asked: ["selector", "selects"], parts: ["selector", "matchlabels"]),
    Topic(asked: ["exit", "exitcode"], parts: ["exitcode"]),
    Topic(asked: ["schedule", "cron"], parts: ["schedule"]),
    Topic(asked: ["capacity", "size", "big", "large"], parts: ["capacity", "storage"]),
    Topic(
      asked: ["class"],
      parts: ["storageclassname", "class", "ingressclassname", "priorityclassname"]),
    Topic(
      asked: ["owner", "owns", "owned", "manages", "managed", "team"],
      parts: ["owner", "team", "managed"]),
    Topic(asked: ["taint", "taints", "tainted"], parts: ["taints"]),
    Topic(asked: ["toleration", "tolerations", "tolerate", "tolerates"], parts: ["tolerations"]),
    Topic(asked: ["revision", "revisions"], parts: ["revision"]),
    Topic(asked: ["probe", "probes"], parts: ["livenessprobe", "readinessprobe", "startupprobe"]),
    Topic(asked: ["ip"], parts: ["podip", "clusterip"]),
    Topic(asked: ["provisioner"], parts: ["provisioner"]),
    Topic(asked: ["issuer"], parts: ["issuerref", "issuer"]),
    Topic(asked: ["priority"], parts: ["priority", "priorityclass", "priorityclassname"]),
    Topic(asked: ["used"], parts: ["used"]),
    Topic(asked: ["memory", "ram", "mem"], parts: ["resources", "mem"]),
    Topic(asked: ["cpu"], parts: ["resources"]),
    Topic(asked: ["autoscaler", "hpa"], parts: ["minreplicas", "maxreplicas"]),
    Topic(asked: ["strategy"], parts: ["strategy"]),
  ]
}
