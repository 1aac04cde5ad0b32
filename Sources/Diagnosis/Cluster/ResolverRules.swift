import Evidence

/// Pods that ask another resolver than that of the cluster.
enum ResolverRules {
  private static let failing = [
    "no such host", "name resolution", "could not resolve", "getaddrinfo", "nxdomain",
    "name or service not known", "unknownhost", "server misbehaving", "can't find",
  ]

  /// Pods on the network of their host with a policy that asks the host's resolver there.
  static func hostNetwork(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    var seen: Set<String> = []
    return (cluster.workloads + cluster.of("Pod")).compactMap { object in
      let template = PodTemplate(object)
      guard let network = template.field("hostNetwork"), network.value == "true" else { return nil }
      let policy = template.field("dnsPolicy")
      guard policy == nil || policy?.value == "ClusterFirst" else { return nil }
      let app = object.kind == "Pod" ? cluster.app(of: object) : object.name
      guard !seen.contains(app) else { return nil }
      let pods = object.kind == "Pod" ? [object] : cluster.pods(of: object)
      let names = Set(pods.map(\.name))
      let lookup = cluster.of("Lookup").first {
        names.contains($0.value("from")) && $0.value("result") != "ok"
      }
      let hit = search.hits(of: app, failing).first
      guard hit != nil || lookup != nil else { return nil }
      seen.insert(app)
      let server =
        cluster.of("Resolver").first { names.contains($0.name) }?.field("nameserver")
        ?? lookup?.field("server")
      return Contradiction(
        "host-network-resolver", of: app,
        "its pods are on the host network (hostNetwork: true) with dnsPolicy ClusterFirst, which there"
          + " means the resolver of the node"
          + (server.map { " (\($0.value))" } ?? "")
          + ", and that does not know the names of services; ClusterFirstWithHostNet asks the cluster's",
        [
          network.sample, policy?.sample, server?.sample, hit?.sample,
          lookup?.field("result")?.sample,
        ])
    }
  }

  /// Pods with `dnsPolicy: Default`, which asks the node's resolver, that fail on names of services.
  static func nodeResolver(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    return cluster.workloads.compactMap { workload in
      guard let policy = PodTemplate(workload).field("dnsPolicy"), policy.value == "Default",
        let hit = search.hits(of: workload.name, failing).first(where: { hit in
          hit.text.contains(".svc")
            || cluster.of("Service").contains { LogSearch.holds(hit.text, $0.name.lowercased()) }
        })
      else { return nil }
      return Contradiction(
        "host-network-resolver", of: workload.name,
        "its dnsPolicy is Default, the resolver of the node, which does not know the names of services;"
          + " ClusterFirst asks the cluster's",
        [policy.sample, hit.sample])
    }
  }

  /// The cluster's own resolver without pods that work, while names fail.
  static func resolver(_ health: ClusterHealth) -> [Contradiction] {
    guard
      let sign = health.broken.values.first(where: {
        ["coredns", "kube-dns"].contains($0.workload.name) && $0.bad.count == $0.pods.count
      })
    else { return [] }
    let search = LogSearch(cluster: health.cluster)
    let suffering = health.cluster.workloads.map(\.name).compactMap {
      search.hits(of: $0, failing).first
    }
    guard let first = suffering.first else { return [] }
    let state = sign.bad.first?.field("status.summary")
    return [
      Contradiction(
        "resolver-down", of: sign.workload.name,
        "no pod of the cluster's resolver works"
          + (state.map { " (\($0.value))" } ?? "") + ", so names do not resolve for "
          + suffering.map(\.app).joined(separator: ", "),
        [state?.sample ?? sign.sample, first.sample], .likely, names: suffering.map(\.app))
    ]
  }
}
