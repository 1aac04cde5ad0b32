import Evidence

/// Init containers that wait for what never comes.
enum InitRules {
  /// Pods that hang in a container which waits for a service or a port that is not there.
  static func waits(_ health: ClusterHealth) -> [Contradiction] {
    var seen: Set<String> = []
    return health.cluster.of("Pod").compactMap { pod in
      guard ClusterHealth.isBad(pod), let wait = wait(of: pod, health) else { return nil }
      let app = health.cluster.app(of: pod)
      guard seen.insert(app).inserted else { return nil }
      return Contradiction(
        "init-waits", of: app, "its pod `\(pod.name)` does not start, for \(wait.words)",
        wait.samples + [pod.field("status.summary")?.sample])
    }
  }

  /// What an init container waits for in vain.
  struct Wait {
    var words: String
    var samples: [Sample?]
  }

  /// What a pod waits for in vain before it starts; nil where it waits for nothing that is known.
  static func wait(of pod: ClusterObject, _ health: ClusterHealth) -> Wait? {
    let cluster = health.cluster
    let summary = pod.value("status.summary")
    let isBegun = summary.isEmpty || summary.hasPrefix("Init:")
    guard isBegun || pod.value("status.phase") == "Pending" else { return nil }
    for object in [pod, cluster.workload(of: pod)].compactMap({ $0 }) {
      for container in PodTemplate(object).initContainers {
        let state = pod.value("status.initContainers[\(container.name)].state.reason")
        guard state != "Completed" else { continue }
        for field in object.fields
        where field.path.hasPrefix(container.path + ".")
          || field.path.hasPrefix(container.path + ".env[")
        {
          for target in targets(in: field.value) {
            if let found = miss(target, container.name, field, pod, cluster) { return found }
          }
        }
      }
    }
    return nil
  }

  private static func miss(
    _ target: (host: String, port: String?), _ container: String, _ field: ClusterObject.Field,
    _ pod: ClusterObject, _ cluster: Cluster
  ) -> Wait? {
    let parts = target.host.split(separator: ".").map(String.init)
    let place = parts.count > 1 ? parts[1] : pod.namespace
    let words = "the init container `\(container)` waits for `\(target.host)`"
    guard let service = cluster.object("Service", parts[0], in: place) else {
      guard let listing = cluster.listing(of: "Service", in: place) else { return nil }
      return Wait(
        words: "\(words), and there is no such service in `\(place)`",
        samples: [field.sample, listing.sample])
    }
    guard let port = target.port else { return nil }
    let ports = service.below("spec.ports[").filter { $0.key.hasSuffix("].port") }.map(\.field)
    guard !ports.isEmpty, !ports.contains(where: { $0.value == port }) else { return nil }
    return Wait(
      words: "\(words) port \(port), which that service does not offer: it has "
        + ports.map(\.value).joined(separator: ", "),
      samples: [field.sample, ports[0].sample])
  }

  /// The hosts and ports that a command line names.
  ///
  ///     until nc -z -w2 db.shop.svc 5432; do sleep 1; done   → db.shop.svc 5432
  ///     until nslookup cart; do sleep 2; done                → cart
  static func targets(in text: String) -> [(host: String, port: String?)] {
    var found: [(host: String, port: String?)] = []
    let words = text.split { " \t\"'();|&=<>".contains($0) }.map(String.init)
    var tool: String?
    for (place, word) in words.enumerated() {
      if let (host, port) = Address.split(word) {
        found.append((host, port))
      } else if word.hasPrefix("/dev/tcp/") {
        let parts = word.dropFirst("/dev/tcp/".count).split(separator: "/").map(String.init)
        if parts.count == 2 { found.append((parts[0], parts[1])) }
      } else if tools.contains(word) {
        tool = word
      } else if let known = tool, !word.hasPrefix("-"), Address.isName(word) {
        let next = place + 1 < words.count ? words[place + 1] : ""
        if Int(next) != nil {
          found.append((word, next))
        } else if known == "nslookup" || known == "getent" {
          guard word != "hosts" else { continue }
          found.append((word, nil))
        }
        tool = nil
      }
    }
    return found
  }

  private static let tools: Set<String> = [
    "nc", "ncat", "netcat", "telnet", "nslookup", "getent", "wait-for", "wait-for-it.sh", "-h",
    "--host", "ping",
  ]
}
