import Evidence

/// Addresses that lead nowhere, and names that do not resolve.
///
/// An address counts only if a log shows it failing: many are told and never called.
enum AddressRules {
  private static let failing = [
    "refused", "no such host", "unable", "unabletoconnect", "timed out", "timeout", "exception",
    "error", "fail", "not known", "unreachable", "could not", "cannot", "can't",
  ]
  private static let unconnected = [
    "connection refused", "communications link failure", "timed out", "could not connect",
    "unable to connect", "can't connect", "cannot connect", "no route to host",
    "unknownhost", "no such host", "connection timeout",
  ]
  private static let unresolved = [
    "unknownhost", "no such host", "name resolution", "could not resolve", "getaddrinfo",
    "nxdomain", "server misbehaving", "name or service not known", "name does not resolve",
  ]

  /// Apps that are told a service which does not exist, or a port which it does not have.
  static func addresses(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    guard !cluster.of("Service").isEmpty else { return [] }
    return cluster.workloads.compactMap { workload in
      var seen: Set<String> = []
      for address in Address.all(of: workload, cluster) {
        guard seen.insert("\(address.host):\(address.port ?? "")").inserted,
          let found = contradiction(address, workload, search, health)
        else { continue }
        return found
      }
      return nil
    }
  }

  private static func contradiction(
    _ address: Address, _ workload: ClusterObject, _ search: LogSearch, _ health: ClusterHealth
  ) -> Contradiction? {
    let cluster = health.cluster
    let service = address.service(in: workload.namespace, cluster)
    if let service {
      guard let port = address.port, let portField = address.portField else { return nil }
      let ports = service.below("spec.ports[").filter { $0.key.hasSuffix("].port") }.map(\.field)
      guard !ports.isEmpty, !ports.contains(where: { $0.value == port }) else { return nil }
      let words = ["\(address.host):\(port)".lowercased()]
      let hit =
        search.hits(of: workload.name, words).first { failing(in: $0.text) }
        ?? (health.isBroken(workload.name)
          ? search.hits(of: workload.name, unconnected).first : nil)
      guard hit != nil || health.isBroken(workload.name) else { return nil }
      return Contradiction(
        address.isOfDatabase ? "wrong-database-port" : "wrong-address", of: workload.name,
        "it is told to call `\(address.host)` at port \(port), and that service has"
          + " \(ports.map(\.value).joined(separator: ", "))",
        [portField.sample, ports.first?.sample, hit?.sample], hit == nil ? .likely : .proven)
    }
    // A host of another namespace may be one that nobody listed.
    guard !address.host.contains("."),
      let hit = search.hits(of: workload.name, [address.host.lowercased()]).first(where: {
        failing(in: $0.text)
      })
    else { return nil }
    let listing = cluster.listing(of: "Service", in: workload.namespace)
    let other = cluster.object("Service", address.host)
    return Contradiction(
      "wrong-address", of: workload.name,
      "it is told to call `\(address.host)`, and there is no service of that name"
        + (other.map { " in `\(workload.namespace)`; there is one in `\($0.namespace)`" } ?? ""),
      [address.hostField.sample, hit.sample, (listing ?? other?.fields.first)?.sample])
  }

  private static func failing(in text: String) -> Bool {
    LogSearch.holds(text, failing)
  }

  /// Apps that ask a name server of their own, or alone cannot resolve the names of services that exist.
  static func names(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let search = LogSearch(cluster: cluster)
    let signs = health.broken.values.sorted { $0.workload.name < $1.workload.name }
    var suffering: [(sign: ClusterHealth.Sign, hit: LogSearch.Hit, host: String)] = []
    var found: [Contradiction] = []
    for sign in signs {
      let hits = search.hits(of: sign.workload.name, unresolved)
      let template = PodTemplate(sign.workload)
      if let server = template.object.below(template.prefix + "dnsConfig.nameservers").first?.field,
        template.field("dnsPolicy")?.value == "None"
      {
        let own = cluster.of("Service").first {
          $0.name.contains("dns") && $0.value("spec.clusterIP") == server.value
        }
        if own == nil {
          found.append(
            Contradiction(
              "names-unresolved", of: sign.workload.name,
              "its pods ask the name server \(server.value) alone, which is not that of the"
                + " cluster, so they do not resolve the names of services",
              [
                server.sample, hits.first?.sample, template.field("dnsPolicy")?.sample,
                sign.sample,
              ]))
          continue
        }
      }
      let services = cluster.of("Service").map { $0.name.lowercased() }
      for hit in hits {
        let words = Set(
          hit.text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(
            String.init))
        if let host = services.first(where: words.contains) {
          suffering.append((sign, hit, host))
          break
        }
      }
    }
    // Where several cannot, it is no setting of theirs.
    guard suffering.count == 1, let only = suffering.first else { return found }
    found.append(
      Contradiction(
        "names-unresolved", of: only.sign.workload.name,
        "it does not resolve `\(only.host)`, which exists, and other apps do",
        [only.hit.sample, cluster.object("Service", only.host)?.sample], .likely))
    return found
  }
}
