import Evidence

extension ClusterView {
  /// The pods that crashed or were started again, those of late first, with how often and why: by their
  /// counts, else by their states, else by the events that tell of it.
  package var restarts: [Line] {
    let counted = counted
    let known = Set(counted.map(\.pod))
    let stated = cluster.of("Pod").compactMap { pod -> (pod: String, line: Line)? in
      guard !known.contains(pod.name),
        let field = (pod.all("status.summary") + crashReasons(pod)).first(where: {
          Self.crashed.contains($0.value)
        })
      else { return nil }
      return (pod.name, Line("\(pod.name): \(field.value)", [field.sample]))
    }
    return counted.map(\.line) + stated.map(\.line)
      + backedOff(besides: known.union(stated.map(\.pod)))
  }

  private func crashReasons(_ pod: ClusterObject) -> [ClusterObject.Field] {
    PodTemplate(pod).containers.flatMap { container in
      [container.status("state.reason"), container.status("lastState.reason")].compactMap { $0 }
    }
  }

  /// What states call a container that ended and should not have.
  private static let crashed: Set<String> = [
    "CrashLoopBackOff", "Error", "OOMKilled", "StartError", "ContainerCannotRun",
    "RunContainerError",
  ]

  /// Pods of which events say that a container that failed is started again, whatever became of them.
  private func backedOff(besides known: Set<String>) -> [Line] {
    var order: [String] = []
    var found: [String: [ClusterObject.Field]] = [:]
    for event in cluster.of("Event") {
      guard let (kind, name) = Cluster.halves(event.value("about")), kind == "Pod",
        !known.contains(name), let message = event.field("message"),
        Self.failing.contains(where: message.value.contains)
      else { continue }
      if found[name] == nil { order.append(name) }
      found[name, default: []].append(message)
    }
    return order.map { name in
      let fields = found[name] ?? []
      let count = fields.count == 1 ? "" : ", in \(fields.count) events"
      return Line("\(name): \(fields[0].value)\(count)", [fields[0].sample])
    }
  }

  /// Words of events on a container that ends and is started again.
  private static let failing = ["restarting failed container", "OOMKilled"]

  /// Pods whose containers were counted as started again, those of late first, then those most often.
  private var counted: [(pod: String, line: Line)] {
    cluster.of("Pod").compactMap { pod -> (name: String, count: Int, isRecent: Bool, line: Line)? in
      let counts = pod.all("status.restarts").compactMap { field in
        ClusterHealth.number(field.value).map { (count: $0, field: field) }
      }
      let containers = PodTemplate(pod).containers
      let told = containers.compactMap { container in
        container.status("restartCount").flatMap { field in
          ClusterHealth.number(field.value).map { (count: $0, field: field) }
        }
      }
      guard let most = (counts + told).max(by: { $0.count < $1.count }), most.count > 0 else {
        return nil
      }
      let reason = containers.lazy.compactMap { container -> ClusterObject.Field? in
        container.status("lastState.reason") ?? container.status("state.reason")
      }.first
      let code = containers.lazy.compactMap { $0.status("lastState.exitCode") }.first
      let why =
        [
          reason.map { "last for \($0.value)" }, code.map { "exit code \($0.value)" },
        ].compactMap { $0 }.joined(separator: ", ")
      let times = "\(most.count) \(most.count == 1 ? "time" : "times")"
      let end = containers.lazy.compactMap { $0.status("lastState.finishedAt") }.first
      let when =
        most.field.value.firstIndex(of: "(").map { " " + most.field.value[$0...] }
        ?? end.map { ", the last ended at \($0.value)" }
      return (
        pod.name, most.count, ClusterHealth.restarted(pod) != nil,
        Line(
          "\(pod.name): \(times)\(when ?? "")\(why.isEmpty ? "" : ", \(why)")",
          [most.field.sample, reason?.sample, end?.sample])
      )
    }.sorted { a, b in
      a.isRecent == b.isRecent ? a.count > b.count : a.isRecent
    }.map { ($0.name, $0.line) }
  }
}
