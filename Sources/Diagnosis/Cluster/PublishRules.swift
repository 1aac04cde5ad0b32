import Evidence

/// Ports that are open, and not to those who ask.
enum PublishRules {
  /// Containers whose port is published on the loopback alone, while others are refused there.
  static func containers(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Container").flatMap { container -> [Contradiction] in
      let bound = bindings(of: container)
      return Dictionary(grouping: bound) { $0.port.value }.sorted { $0.key < $1.key }.compactMap {
        port, all -> Contradiction? in
        guard all.allSatisfy({ isLoopback($0.address.value) }), let first = all.first else {
          return nil
        }
        let refusal = refusal(at: port, health)
        let socket = health.cluster.of("Socket").first {
          $0.value("port") == port && isLoopback($0.value("address"))
        }
        return Contradiction(
          "port-on-loopback", of: container.name,
          "it publishes port \(port) on \(first.address.value) (loopback) only, so nothing outside of its"
            + " host reaches it" + (refusal.map { ": \($0.words)" } ?? ""),
          [first.address.sample, refusal?.sample, socket?.sample],
          refusal == nil ? .idle : .proven)
      }
    }
  }

  /// The ports of a container's host that lead to it, each with its address.
  private static func bindings(
    of container: ClusterObject
  ) -> [(address: ClusterObject.Field, port: ClusterObject.Field)] {
    container.fields.compactMap { field in
      guard field.path.hasPrefix("ports["), field.path.hasSuffix("].hostIP"),
        let port = container.field(String(field.path.dropLast("hostIP".count)) + "hostPort")
      else { return nil }
      return (field, port)
    }
  }

  /// Programs that listen on the loopback alone, where a test from elsewhere is refused.
  static func sockets(_ health: ClusterHealth) -> [Contradiction] {
    let published = Set(
      health.cluster.of("Container").flatMap { bindings(of: $0).map(\.port.value) })
    let sockets = Dictionary(grouping: health.cluster.of("Socket")) { $0.value("port") }
    return sockets.sorted { $0.key < $1.key }.compactMap { port, all in
      guard !published.contains(port), all.allSatisfy({ isLoopback($0.value("address")) }),
        let first = all.first, let refusal = refusal(at: port, health)
      else { return nil }
      let name = first.field("process")?.value ?? "port \(port)"
      return Contradiction(
        "port-on-loopback", of: name,
        "it listens on \(first.value("address")):\(port) (loopback) only, so nothing outside of its host"
          + " reaches it: \(refusal.words)",
        [first.sample, refusal.sample])
    }
  }

  static func isLoopback(_ address: String) -> Bool {
    address.hasPrefix("127.") || address == "::1" || address == "localhost"
  }

  /// A test from elsewhere, or an entry of a log, that was refused at a port.
  static func refusal(at port: String, _ health: ClusterHealth) -> (words: String, sample: Sample)?
  {
    let cluster = health.cluster
    let tests = cluster.of("Connection").filter { $0.name.hasSuffix(":" + port) }
    for test in tests where !isLoopback(String(test.name.prefix { $0 != ":" })) {
      if let failed = test.below("result[").first(where: { $0.field.value == "failed" }) {
        return ("`\(test.name)` is refused", failed.field.sample)
      }
    }
    let mark = ":" + port
    for service in cluster.logs.keys.sorted() {
      for observation in cluster.logs[service] ?? [] {
        for sample in observation.samples.prefix(2)
        where LogSearch.holds(sample.text, "connection refused") && names(sample.text, mark)
          && !sample.text.contains("127.0.0.1" + mark)
        {
          return ("\(service) is refused at port \(port)", sample)
        }
      }
    }
    return nil
  }

  private static func names(_ text: String, _ mark: String) -> Bool {
    guard let found = text.firstRange(of: mark) else { return false }
    return text[found.upperBound...].first?.isNumber != true
  }
}
