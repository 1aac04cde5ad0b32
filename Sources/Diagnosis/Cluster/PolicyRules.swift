import Evidence

/// Network policies that forbid what an app needs.
enum PolicyRules {
  private static let silent = [
    "timed out", "timeout", "i/o timeout", "etimedout", "no route to host", "deadline exceeded",
    "connection refused", "unreachable",
  ]
  private static let nameless = [
    "no such host", "name resolution", "could not resolve", "getaddrinfo", "eai_again",
    "i/o timeout", "lookup",
  ]

  /// Calls that fail and that no policy of either side allows.
  static func calls(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let policies = cluster.of("NetworkPolicy").map(NetworkPolicy.init)
    guard !policies.isEmpty else { return [] }
    let search = LogSearch(cluster: cluster)
    var found: [Contradiction] = []
    for workload in cluster.workloads {
      let caller = Peer(PodTemplate(workload), cluster)
      let out = policies.filter { $0.governs(caller, "Egress") }
      if !out.isEmpty, !out.contains(where: { $0.allowsNames() }),
        let hit = search.hits(of: workload.name, nameless).first(where: { isOfNames($0.text) })
      {
        let half = out.first { $0.allowsNames(by: "TCP") }
        let policy = half ?? out[0]
        let what =
          half == nil ? "no egress to port 53" : "egress to port 53 by TCP alone, not by UDP"
        found.append(
          Contradiction(
            "policy-names", of: workload.name,
            "the NetworkPolicy `\(policy.object.name)` allows its pods \(what), so they resolve no"
              + " names",
            [policy.sample, hit.sample]))
        continue
      }
      for address in Address.all(of: workload, cluster) {
        guard let service = address.service(in: workload.namespace, cluster),
          let app = DependencyRules.app(behind: service, cluster),
          let target = cluster.workloads.first(where: {
            $0.name == app && $0.namespace == service.namespace
          }),
          let hit = search.hits(of: workload.name, silent).first(where: { hit in
            LogSearch.holds(hit.text, address.host.lowercased())
              || service.field("spec.clusterIP").map { hit.text.contains($0.value) } ?? false
              || Address.all(of: workload, cluster).count == 1
          })
        else { continue }
        let callee = Peer(PodTemplate(target), cluster)
        let ports = ports(of: service, callee, address.port)
        if let policy = refusing(caller, callee, ports, policies) {
          found.append(refusal(policy, caller, callee, ports, hit.sample))
          break
        }
      }
    }
    return found + denied(policies, health)
  }

  private static func isOfNames(_ text: String) -> Bool {
    LogSearch.holds(
      text,
      [
        "no such host", "resolution", "resolve", "getaddrinfo", "eai_again", ":53", "lookup ",
      ])
  }

  /// The ports that a call reaches its target at: as pods see them.
  private static func ports(
    of service: ClusterObject, _ callee: Peer, _ port: String?
  ) -> Set<String> {
    var ports: Set<String> = []
    for (key, field) in service.below("spec.ports[") where key.hasSuffix("].port") {
      guard port == nil || port == field.value else { continue }
      let place = "spec.ports[\(key.prefix { $0 != "]" })].targetPort"
      ports.insert(service.field(place)?.value ?? field.value)
    }
    return ports
  }

  private static func refusing(
    _ caller: Peer, _ callee: Peer, _ ports: Set<String>, _ policies: [NetworkPolicy]
  ) -> (policy: NetworkPolicy, side: String)? {
    let inward = policies.filter { $0.governs(callee, "Ingress") }
    if let first = inward.first,
      !inward.contains(where: { $0.allows(caller, ports, "ingress", "from") })
    {
      return (inward.first { $0.hasRules("ingress") } ?? first, "ingress")
    }
    let outward = policies.filter { $0.governs(caller, "Egress") }
    if let first = outward.first,
      !outward.contains(where: { $0.allows(callee, ports, "egress", "to") })
    {
      return (outward.first { $0.hasRules("egress") } ?? first, "egress")
    }
    return nil
  }

  private static func refusal(
    _ found: (policy: NetworkPolicy, side: String), _ caller: Peer, _ callee: Peer,
    _ ports: Set<String>, _ hit: Sample?
  ) -> Contradiction {
    let policy = found.policy
    let port = ports.sorted().joined(separator: ", ")
    let isInward = found.side == "ingress"
    let wish = policy.wish(found.side)
    let words =
      isInward
      ? "the NetworkPolicy `\(policy.object.name)` does not allow `\(caller.name)` to reach it"
        + (port.isEmpty ? "" : " at port \(port)")
      : "the NetworkPolicy `\(policy.object.name)` does not allow its pods to reach `\(callee.name)`"
        + (port.isEmpty ? "" : " at port \(port)")
    let rule =
      wish.map { ": it allows \($0.words)" } ?? ": it allows no \(found.side) at all (default deny)"
    return Contradiction(
      "policy-\(found.side)", of: isInward ? callee.name : caller.name, words + rule,
      [wish?.sample ?? policy.sample, hit], names: [caller.name, callee.name])
  }

  /// Services that no test reaches, whose pods a policy without any rule closes.
  private static func denied(
    _ policies: [NetworkPolicy], _ health: ClusterHealth
  ) -> [Contradiction] {
    health.unreachable.sorted { $0.key < $1.key }.compactMap { name, field in
      guard health.broken[name] == nil,
        let service = health.cluster.object("Service", name),
        let app = DependencyRules.app(behind: service, health.cluster),
        let workload = health.cluster.workloads.first(where: { $0.name == app })
      else { return nil }
      let inward = policies.filter {
        $0.governs(Peer(PodTemplate(workload), health.cluster), "Ingress")
      }
      guard let first = inward.first, !inward.contains(where: { $0.hasRules("ingress") }) else {
        return nil
      }
      return Contradiction(
        "policy-ingress", of: app,
        "the NetworkPolicy `\(first.object.name)` allows no ingress to its pods at all (default deny)",
        [first.sample, field.sample])
    }
  }
}

/// A side of a call: the labels of its pods and of their namespace.
struct Peer {
  let name: String
  let namespace: String
  let labels: [String: String]
  let namespaceLabels: [String: String]

  init(_ template: PodTemplate, _ cluster: Cluster) {
    name = template.object.name
    namespace = template.object.namespace
    labels = template.labels
    var own = cluster.object("Namespace", namespace)?.pairs("metadata.labels") ?? [:]
    // Every namespace carries its own name as a label.
    own["kubernetes.io/metadata.name"] = namespace
    namespaceLabels = own
  }
}
