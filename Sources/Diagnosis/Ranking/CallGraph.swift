import Evidence

/// Who calls whom, as far as the logs tell: an edge from a service to one that its lines name, or whose
/// machine is in trouble.
struct CallGraph: Sendable {
  /// The callees of each service that its failures name, and what tells of its machine.
  private(set) var blamed: [String: Set<String>] = [:]
  /// The callees of each service that any of its lines name.
  let named: [String: Set<String>]
  /// The services that tell what is wrong with the machine on which a service fails.
  let machines: [String: Set<String>]

  /// Takes the names in what was found, and in all other lines that were kept.
  init(_ findings: [Finding], in evidence: ObservedEvidence) {
    named = evidence.named
    machines =
      MachineFaults(
        findings, hosts: evidence.catalog.hosts, evidence.health?.cluster
      ).blamed
    blamed = machines
    for finding in findings where !finding.names.isEmpty {
      blamed[finding.service, default: []].formUnion(finding.names)
    }
  }

  /// The services that name any other; sorted.
  var services: [String] { Set(named.keys).union(blamed.keys).sorted() }

  /// The services that one names; not its machine, which it does not.
  func callees(of service: String) -> Set<String> {
    (named[service] ?? []).union((blamed[service] ?? []).subtracting(machines[service] ?? []))
      .subtracting([service])
  }

  /// The shortest way down from one service to another; blame counts before mere naming.
  func path(from caller: String, to callee: String) -> [String]? {
    search(from: caller, to: callee) { blamed[$0] ?? [] }
      ?? search(from: caller, to: callee) { (named[$0] ?? []).union(blamed[$0] ?? []) }
  }

  /// All services that calls of a service lead to, itself included.
  func reach(from service: String) -> Set<String> {
    var reached: Set<String> = [service]
    var queue = [service]
    while let next = queue.popLast() {
      for callee in (named[next] ?? []).union(blamed[next] ?? [])
      where reached.insert(callee).inserted {
        queue.append(callee)
      }
    }
    return reached
  }

  private func search(
    from start: String, to goal: String, _ callees: (String) -> Set<String>
  ) -> [String]? {
    var origin: [String: String] = [start: start]
    var queue = [start]
    var position = 0
    while position < queue.count {
      let next = queue[position]
      position += 1
      if next == goal {
        var path = [goal]
        while let last = path.last, last != start, let before = origin[last] { path.append(before) }
        return path.reversed()
      }
      for callee in callees(next).sorted() where origin[callee] == nil {
        origin[callee] = next
        queue.append(callee)
      }
    }
    return nil
  }
}
