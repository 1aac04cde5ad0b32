import Evidence

/// Services whose way to the outside, or to the port behind it, is not what it seems.
enum EndpointRules {
  /// Services that wait for a load balancer.
  static func balancers(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Service").compactMap { service in
      guard service.value("spec.type") == "LoadBalancer",
        let address = service.field("status.loadBalancer"), address.value == "<pending>"
      else { return nil }
      let event = health.warnings(about: service).compactMap { $0.field("message") }.first
      return Contradiction(
        "load-balancer-pending", of: service.name,
        "its service of type LoadBalancer has no external address (<pending>), so nothing outside of the"
          + " cluster reaches it"
          + (event.map { ": \(EventRules.short($0.value))" } ?? ""),
        [address.sample, event?.sample], event == nil ? .likely : .proven)
    }
  }

  /// Services that lead traffic from outside to local pods only, tested at a node without one.
  static func local(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    return cluster.of("Service").compactMap { service in
      guard let policy = service.field("spec.externalTrafficPolicy"), policy.value == "Local",
        let app = DependencyRules.app(behind: service, cluster)
      else { return nil }
      let pods = cluster.of("Pod").filter { cluster.app(of: $0) == app }
      let nodes = Set(pods.compactMap { $0.field("spec.nodeName")?.value })
      guard !nodes.isEmpty else { return nil }
      for node in cluster.of("Node") where !nodes.contains(node.name) {
        let addresses = [
          node.name, node.value("status.internalIP"), node.value("status.externalIP"),
        ]
        let test = cluster.of("Connection").first { test in
          let host = String(test.name.prefix { $0 != ":" })
          return !host.isEmpty && addresses.contains(host)
            && test.below("result[").contains { $0.field.value == "failed" }
        }
        guard let test else { continue }
        return Contradiction(
          "traffic-policy-local", of: app,
          "its service has externalTrafficPolicy: Local, and the node `\(node.name)` has none of its pods, so"
            + " `\(test.name)` leads nowhere; its pods run on \(nodes.sorted().joined(separator: ", "))",
          [
            policy.sample, test.below("result[").first?.field.sample,
            pods.first?.field("spec.nodeName")?.sample,
          ],
          names: [service.name])
      }
      return nil
    }
  }

  /// Headless services whose port is not that of the pods: nobody translates it there.
  static func headless(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    return cluster.of("Service").compactMap { service in
      guard let address = service.field("spec.clusterIP"), address.value == "None" else {
        return nil
      }
      for (key, port) in service.below("spec.ports[") where key.hasSuffix("].port") {
        let place = "spec.ports[\(key.prefix { $0 != "]" })].targetPort"
        guard let target = service.field(place), target.value != port.value,
          Int(target.value) != nil,
          let hit = refusal("\(service.name)", port.value, search, cluster)
        else { continue }
        return Contradiction(
          "headless-port", of: DependencyRules.app(behind: service, cluster) ?? service.name,
          "its service is headless (clusterIP: None), so port \(port.value) is not translated to"
            + " \(target.value), where its pods listen",
          [address.sample, port.sample, target.sample, hit.sample], names: [service.name, hit.app])
      }
      return nil
    }
  }

  private static func refusal(
    _ name: String, _ port: String, _ search: LogSearch, _ cluster: Cluster
  ) -> LogSearch.Hit? {
    cluster.workloads.lazy.compactMap { workload in
      search.hits(of: workload.name, ["connection refused", "econnrefused"]).first {
        LogSearch.holds($0.text, ":" + port) && !$0.text.contains(":" + port + "0")
      }
    }.first
  }
}
