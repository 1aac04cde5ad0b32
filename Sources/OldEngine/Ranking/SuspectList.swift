import Timeline

/// Weighs what speaks for each service that shows anything unusual.
struct SuspectList {
  let graph: CallGraph
  let symptom: Int?
  /// The changes with the services that each concerns.
  let changes: [(change: ChangeEvent, concerns: Set<Int>)]
  private let failing: [Int: [Anomaly]]
  /// The services with failures that are more than a line or two.
  private let convincing: Set<Int>
  private let reached: Set<Int>

  /// A change counts for trouble that begins up to this much later, in milliseconds.
  private static let changeReach: Int64 = 45 * 60_000
  /// Clocks and buckets differ by this much at least, in milliseconds.
  private static let slack: Int64 = 5000

  init(
    _ anomalies: [Anomaly], changes: [(change: ChangeEvent, concerns: Set<Int>)],
    graph: CallGraph, symptom: Int?
  ) {
    self.graph = graph
    self.symptom = symptom
    self.changes = changes
    failing = Dictionary(grouping: anomalies, by: \.service)
    convincing = Set(anomalies.filter(\.isConvincing).map(\.service))
    reached = symptom.map { graph.reach(from: $0) } ?? []
  }

  /// The suspects, the most suspect first.
  func suspects() -> [Suspect] {
    failing.compactMap { service, own in suspect(service, own) }
      .sorted { ($0.score, -$0.service) > ($1.score, -$1.service) }
  }

  /// How the trouble of a service began: by what convinces, else by any failure.
  private func start(_ service: Int) -> Anomaly? {
    guard let own = failing[service] else { return nil }
    let convincing = own.filter(\.isConvincing)
    let failures = convincing.isEmpty ? own.filter(\.isFailure) : convincing
    return (failures.isEmpty ? own : failures).min { ($0.onset, $0.series) < ($1.onset, $1.series) }
  }

  private func onset(_ service: Int) -> Instant? { start(service)?.onset }

  private func suspect(_ service: Int, _ own: [Anomaly]) -> Suspect? {
    guard let start = start(service),
      let main = own.max(by: {
        (weight($0), $1.onset, $1.series) < (weight($1), $0.onset, $0.series)
      })
    else { return nil }
    let onset = start.onset
    let change = changes.filter { entry in
      entry.concerns.contains(service) && entry.change.time <= onset.advanced(by: Self.slack)
        && onset.distance(from: entry.change.time) <= Self.changeReach
    }.map(\.change).max { ($0.signal.weight, $0.time) < ($1.signal.weight, $1.time) }
    var suspect = Suspect(
      service: service, score: 0, start: start, main: main, second: second(own, main),
      change: change,
      blamedBy: convincing.filter { $0 != service && graph.blamed[$0]?[service] != nil }.sorted(),
      blames: (graph.blamed[service].map { Array($0.keys) } ?? []).filter { failing[$0] != nil }
        .sorted(),
      isReached: symptom == nil || reached.contains(service))
    suspect.score = score(suspect)
    return suspect
  }

  /// How much an anomaly explains: a lone line far from the trouble of its service tells little.
  private func weight(_ anomaly: Anomaly) -> Double {
    guard anomaly.shape == .needle, convincing.contains(anomaly.service),
      let own = failing[anomaly.service]?.filter(\.isConvincing),
      let first = own.map(\.onset).min(), let last = own.map(\.end).max()
    else { return anomaly.weight }
    let isNear = anomaly.onset >= first.advanced(by: -300_000) && anomaly.onset <= last
    guard isNear else { return anomaly.weight * 0.3 }
    return anomaly.severity >= 4 ? anomaly.weight : anomaly.weight * 0.6
  }

  /// The most frequent grave failure beside the main one.
  private func second(_ own: [Anomaly], _ main: Anomaly) -> Anomaly? {
    own.filter { $0.series != main.series && $0.isConvincing }.max { a, b in
      (a.severity >= 3 ? 1 : 0, a.count, b.series) < (b.severity >= 3 ? 1 : 0, b.count, a.series)
    }
  }

  private func score(_ suspect: Suspect) -> Double {
    var score = weight(suspect.main)
    if let change = suspect.change { score += 0.35 * change.signal.weight }
    if convincing.count > 1 {
      let others = min(2, convincing.count - 1)
      score += 0.5 * min(1, Double(suspect.blamedBy.count) / Double(others))
    }
    if convincing.count > 1, let general = convincing.compactMap({ onset($0) }).min() {
      let delay = suspect.onset.distance(from: general)
      if delay.magnitude <= Self.slack { score += 0.2 } else if delay < 60_000 { score += 0.1 }
    }
    if let symptom, symptom != suspect.service, convincing.contains(symptom),
      let felt = onset(symptom), suspect.onset.distance(from: felt) > 60_000
    {
      // What began after the trouble was felt did not cause it.
      score -= 0.3
    }
    if !suspect.blames.isEmpty {
      // It passes the blame on: a victim, unless its own state says otherwise.
      score -= suspect.isInternal ? 0.15 : 0.35
    }
    if !suspect.isReached { score -= 0.5 }
    if !convincing.contains(suspect.service) { score -= convincing.isEmpty ? 0.15 : 0.4 }
    return score
  }
}
