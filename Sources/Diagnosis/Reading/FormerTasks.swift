import Evidence

/// Former tasks of Docker Swarm whose place another one has taken that runs.
///
///     i3o5p7a9s1d2   gate.2       gate:3.6.2   w2   Running    Running 4 hours ago
///     c4v6b8n0m1q3    \_ gate.2   gate:3.6.2   w2   Shutdown   Rejected 4 hours ago   "No such image"
///
/// How a former one ended is history then, as `docker service ps` prints it.
struct FormerTasks: Sendable {
  /// The tasks that run, by their names.
  private let running: Set<String>

  init(_ observations: [Observation]) {
    let entries = observations.filter { observation in
      guard case .entries = observation.measure else { return false }
      return true
    }
    guard entries.contains(where: { $0.samples.contains(where: Self.isFormer) }) else {
      running = []
      return
    }
    running = Set(
      entries.flatMap(\.samples).compactMap { sample in
        let words = sample.text.split(whereSeparator: \.isWhitespace)
        // What is wanted, and what is.
        guard !Self.isFormer(sample), words.count > 4,
          words.count(where: { $0 == "Running" }) >= 2
        else { return nil }
        return String(words[1])
      })
  }

  /// Whether all that can be quoted of an observation tells of such tasks.
  func tell(_ observation: Observation) -> Bool {
    guard !running.isEmpty, case .entries = observation.measure, !observation.samples.isEmpty else {
      return false
    }
    return observation.samples.allSatisfy { sample in
      let words = sample.text.split(whereSeparator: \.isWhitespace)
      guard let mark = words.firstIndex(of: "\\_"), mark + 1 < words.count else { return false }
      return running.contains(String(words[mark + 1]))
    }
  }

  private static func isFormer(_ sample: Sample) -> Bool { sample.text.holds(" \\_ ") }
}
