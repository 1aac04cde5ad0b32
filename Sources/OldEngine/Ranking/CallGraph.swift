/// Who calls whom, as far as the logs tell: an edge from a service to one that its lines name.
struct CallGraph: Sendable {
  /// The callees of each service that its failures name, with the number of such series.
  var blamed: [Int: [Int: Int]] = [:]
  /// The callees of each service that any of its lines name.
  var named: [Int: Set<Int>] = [:]

  /// Reads the names in what stands out, and in all other lines that were kept.
  init(_ index: LogIndex, _ anomalies: [Anomaly]) {
    let mentions = NameMentions(index.services)
    let standing = Set(anomalies.map(\.series))
    for (position, series) in index.series.enumerated() {
      for sample in series.samples.prefix(3) {
        let text = String(MessageText.core(of: sample.quote)) + " " + (sample.cause?.text ?? "")
        for callee in mentions.callees(in: text, of: series.service) {
          named[series.service, default: []].insert(callee)
          if standing.contains(position) {
            blamed[series.service, default: [:]][callee, default: 0] += 1
          }
        }
      }
    }
  }

  /// The shortest way down from one service to another; blame counts before mere naming.
  func path(from caller: Int, to callee: Int) -> [Int]? {
    search(from: caller, to: callee) { blamed[$0].map { Array($0.keys) } ?? [] }
      ?? search(from: caller, to: callee) { service in
        Array((named[service] ?? []).union(blamed[service].map { Set($0.keys) } ?? []))
      }
  }

  /// All services that failures of a service lead to, itself included.
  func reach(from service: Int) -> Set<Int> {
    var reached: Set<Int> = [service]
    var queue = [service]
    while let next = queue.popLast() {
      for callee in (named[next] ?? []).union(blamed[next].map { Set($0.keys) } ?? [])
      where reached.insert(callee).inserted {
        queue.append(callee)
      }
    }
    return reached
  }

  /// All services whose failures lead to a service, itself included.
  func blaming(_ service: Int) -> Set<Int> {
    var found: Set<Int> = [service]
    var queue = [service]
    while let next = queue.popLast() {
      for (caller, callees) in blamed where callees[next] != nil && found.insert(caller).inserted {
        queue.append(caller)
      }
    }
    return found
  }

  private func search(from start: Int, to goal: Int, _ callees: (Int) -> [Int]) -> [Int]? {
    var origin: [Int: Int] = [start: start]
    var queue = [start]
    while !queue.isEmpty {
      let next = queue.removeFirst()
      if next == goal {
        var path = [goal]
        while let last = path.last, last != start, let before = origin[last] {
          path.append(before)
        }
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
