import Evidence

/// What is refused before it exists: by a missing account, a quota, a policy.
enum AdmissionRules {
  /// Workloads whose pods ask for an account that does not exist.
  static func accounts(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      guard sign.pods.isEmpty,
        let account = PodTemplate(sign.workload).field("serviceAccountName")
      else { return nil }
      let event = refusals(of: sign.workload, health).first {
        $0.value("message").contains("serviceaccount") && $0.value("message").contains("not found")
      }
      let listing = health.cluster.lacks(
        "ServiceAccount", account.value, in: sign.workload.namespace)
      guard event != nil || listing != nil,
        health.cluster.object("ServiceAccount", account.value, in: sign.workload.namespace)?.isSeen
          != true
      else { return nil }
      return Contradiction(
        "missing-account", of: sign.workload.name,
        "its pods are to run as the service account `\(account.value)`, which does not exist",
        [account.sample, event?.field("message")?.sample ?? listing?.sample])
    }
  }

  /// The warnings that pods of a workload could not be made, which still hold.
  private static func refusals(
    of workload: ClusterObject, _ health: ClusterHealth
  ) -> [ClusterObject] {
    let sets = health.cluster.of("ReplicaSet").filter {
      health.cluster.owner(ofSet: $0)?.name == workload.name
    }
    return ([workload] + sets).flatMap { health.warnings(about: $0, reasons: ["FailedCreate"]) }
  }

  /// Pods that a quota refuses, by the resource whose use and wish together exceed what is allowed.
  static func quotas(_ health: ClusterHealth) -> [Contradiction] {
    var found: [String: Contradiction] = [:]
    for sign in health.broken.values.sorted(by: { $0.workload.name < $1.workload.name }) {
      for event in refusals(of: sign.workload, health) {
        guard let message = event.field("message"),
          let refusal = QuotaRefusal(message.value)
        else { continue }
        let namespace = sign.workload.namespace
        let limit = health.cluster.of("ResourceQuota").compactMap {
          $0.field("status.hard.\(refusal.resource)")
        }.first
        let detail =
          "its quota `\(refusal.quota)` allows \(refusal.limit) of \(refusal.resource), of which"
          + " \(refusal.used) are used, and \(sign.workload.name) asks for \(refusal.wanted)"
        var known = found[refusal.resource + namespace]
        if known != nil {
          if known?.names.contains(sign.workload.name) == false {
            known?.names.append(sign.workload.name)
          }
        } else {
          known = Contradiction(
            kind(of: refusal.resource), of: namespace, detail, [message.sample, limit?.sample],
            names: [sign.workload.name])
        }
        found[refusal.resource + namespace] = known
      }
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The kind of fault that a quota of a resource is.
  static func kind(of resource: String) -> String {
    let name = resource.lowercased()
    if name.contains("storage") || name.contains("persistentvolumeclaims") {
      return "quota-storage"
    }
    if name.contains("services") { return "quota-services" }
    if name.hasSuffix("cpu") { return "quota-cpu" }
    if name.hasSuffix("memory") { return "quota-memory" }
    return name.hasSuffix("pods") ? "quota-pods" : "quota-objects"
  }

  /// Objects that are declared and do not exist, where a quota of their kind is used up: a refused
  /// service or claim leaves no event.
  static func refused(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("ResourceQuota").flatMap { quota in
      quota.below("status.hard.").compactMap { resource, hard -> Contradiction? in
        guard let kind = counted.first(where: { resource.hasSuffix($0.resource) })?.kind,
          let missing = cluster.of(kind).first(where: {
            !$0.isSeen && ($0.namespace == quota.namespace || $0.namespace.isEmpty)
          }),
          let listing = cluster.listing(of: kind, in: quota.namespace)
        else { return nil }
        let used = quota.field("status.used.\(resource)")
        let most = Quantity.amount(hard.value) ?? 0
        let isStorage = resource.hasSuffix("storage")
        let size = missing.field("spec.resources.requests.storage")
        let wanted = isStorage ? size.flatMap { Quantity.amount($0.value) } ?? 0 : 1
        guard (used.flatMap { Quantity.amount($0.value) } ?? 0) + wanted > most else { return nil }
        return Contradiction(
          Self.kind(of: resource), of: quota.namespace,
          "its quota `\(quota.name)` allows \(hard.value) of \(resource),"
            + " of which \(used?.value ?? "0") are used, and the declared"
            + " \(kind) `\(missing.name)`\(isStorage ? " of \(size?.value ?? "")" : "") does not exist",
          [hard.sample, isStorage ? size?.sample : missing.sample, listing.sample],
          names: [missing.name])
      }
    }
  }

  /// Resources of quotas that are counted by objects that leave no event when they are refused.
  private static let counted: [(resource: String, kind: String)] = [
    ("services", "Service"), ("services.nodeports", "Service"),
    ("services.loadbalancers", "Service"), ("requests.storage", "PersistentVolumeClaim"),
    ("persistentvolumeclaims", "PersistentVolumeClaim"), ("configmaps", "ConfigMap"),
    ("secrets", "Secret"),
  ]

  /// Pods that are refused for another reason: a policy, a range of limits, a webhook.
  static func policies(_ health: ClusterHealth) -> [Contradiction] {
    health.broken.values.sorted { $0.workload.name < $1.workload.name }.compactMap { sign in
      guard sign.pods.isEmpty,
        let message = refusals(of: sign.workload, health).compactMap({ $0.field("message") })
          .first(where: { QuotaRefusal($0.value) == nil && !$0.value.contains("serviceaccount") })
      else { return nil }
      return Contradiction(
        "admission-refused", of: sign.workload.name, "its pods are refused: \(message.value)",
        [message.sample], .likely)
    }
  }
}

/// What an event says of a quota that refused a pod.
///
///     exceeded quota: team, requested: pods=1,requests.cpu=2, used: pods=3,requests.cpu=7,
///     limited: pods=10,requests.cpu=8   → team: requests.cpu, wanted 2, used 7, limit 8
struct QuotaRefusal {
  var quota = ""
  var resource = ""
  var wanted = ""
  var used = ""
  var limit = ""

  init?(_ message: String) {
    guard let start = message.firstRange(of: "exceeded quota: ") else { return nil }
    let rest = message[start.upperBound...]
    quota = String(rest.prefix { $0 != "," })
    let requested = Self.amounts(rest, behind: "requested: ")
    let inUse = Self.amounts(rest, behind: "used: ")
    let limited = Self.amounts(rest, behind: "limited: ")
    for (name, most) in limited {
      let wish = requested.first { $0.0 == name }?.1 ?? "0"
      let use = inUse.first { $0.0 == name }?.1 ?? "0"
      guard (Quantity.amount(wish) ?? 0) + (Quantity.amount(use) ?? 0) > Quantity.amount(most) ?? 0
      else { continue }
      (resource, wanted, used, limit) = (name, wish, use, most)
      return
    }
    return nil
  }

  private static func amounts(_ text: Substring, behind mark: String) -> [(String, String)] {
    guard let start = text.firstRange(of: mark) else { return [] }
    var pairs: [(String, String)] = []
    for part in text[start.upperBound...].split(separator: ",") {
      let pair = part.split(separator: "=").map { String($0.filter { $0 != " " }) }
      // The next word with a colon begins another list.
      guard pair.count == 2, !pair[0].contains(":") else { break }
      pairs.append((pair[0], pair[1]))
    }
    return pairs
  }
}
