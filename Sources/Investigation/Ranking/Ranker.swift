/// Ranks the services by how well each explains the trouble.
///
/// Begins at the symptom and follows who names whom to the deepest service with trouble of its own.
/// A state of a service (a change, a resource, a fault) explains; what it reports of others does not.
struct Ranker {
  let index: LogIndex
  let detections: Detections
  let question: Question

  /// The time before the moment asked about in which a cause is sought, in milliseconds.
  private static let lead: Int64 = 45 * 60_000
  /// A change counts for trouble that begins up to this much later, in milliseconds.
  private static let changeReach: Int64 = 45 * 60_000
  /// Clocks and buckets differ by this much at least, in milliseconds.
  private static let slack: Int64 = 5000

  /// Ranks all that was detected within the time of the question.
  func rank() -> Verdict {
    let anomalies = detections.anomalies.filter { isInFocus($0.onset, $0.end) }
    let changes = detections.changes.filter { isInFocus($0.time, $0.time) }
    let graph = CallGraph(index, anomalies)
    let symptom = symptom(anomalies, graph)
    let suspects = suspects(anomalies, changes, graph, symptom)
    var verdict = Verdict(
      suspects: suspects, isProven: false, doubt: nil,
      confidence: Confidence(level: .low, reason: ""), symptom: symptom, path: [],
      anomalies: anomalies, changes: changes)
    Judge(index: index, question: question, detections: detections).judge(&verdict)
    if let first = suspects.first {
      let way = symptom.flatMap { graph.path(from: $0, to: first.service) } ?? [first.service]
      verdict.path = way.reversed()
    }
    return verdict
  }

  /// Returns whether something reaches into the time asked about, or shortly before it.
  private func isInFocus(_ onset: Instant, _ end: Instant) -> Bool {
    guard let time = question.time else { return true }
    let lead = time.moment == nil ? 0 : Self.lead
    let after = time.moment == nil ? 0 : Self.lead
    return end >= time.window.lowerBound.advanced(by: -lead)
      && onset <= time.window.upperBound.advanced(by: after)
  }

  /// The service asked about, else the one farthest from the cause that users see.
  private func symptom(_ anomalies: [Anomaly], _ graph: CallGraph) -> Int? {
    let failing = anomalies.filter(\.isFailure)
    let asked = question.services.compactMap { index.services.firstIndex(of: $0) }
    if let first = asked.first(where: { service in failing.contains { $0.service == service } }) {
      return first
    }
    if let first = asked.first { return first }
    let services = Set(failing.filter { $0.shape != .needle }.map(\.service))
    let blamed = Set(services.flatMap { graph.blamed[$0].map { Array($0.keys) } ?? [] })
    let tops = services.subtracting(blamed)
    func amount(_ service: Int) -> Int {
      failing.filter { $0.service == service }.map(\.count).reduce(0, +)
        + 1_000_000 * (graph.blamed[service] == nil ? 0 : 1)
    }
    return (tops.isEmpty ? services : tops).max {
      (amount($0), -$0) < (amount($1), -$1)
    }
  }

  private func suspects(
    _ anomalies: [Anomaly], _ changes: [ChangeEvent], _ graph: CallGraph, _ symptom: Int?
  ) -> [Suspect] {
    let failing = Dictionary(grouping: anomalies, by: \.service)
    let convincing = failing.filter { $0.value.contains { $0.isFailure && $0.shape != .needle } }
    let reached = symptom.map { graph.reach(from: $0) } ?? []
    let onsets = failing.compactMapValues { own in
      own.filter(\.isFailure).map(\.onset).min() ?? own.map(\.onset).min()
    }
    let general = convincing.keys.compactMap { onsets[$0] }.min()
    let suspects = failing.compactMap { service, own -> Suspect? in
      guard let onset = onsets[service], let main = own.max(by: { isWeaker($0, $1, graph) }) else {
        return nil
      }
      let blamedBy = convincing.keys.filter {
        $0 != service && graph.blamed[$0]?[service] != nil
      }.sorted()
      let blames = (graph.blamed[service].map { Array($0.keys) } ?? [])
        .filter { failing[$0] != nil }.sorted()
      let change = changes.filter {
        $0.service == service && $0.time <= onset.advanced(by: Self.slack)
          && onset.milliseconds - $0.time.milliseconds <= Self.changeReach
      }.max { ($0.signal.weight, $0.time) < ($1.signal.weight, $1.time) }
      var suspect = Suspect(
        service: service, score: 0, onset: onset, main: main,
        second: second(own, main), change: change, blamedBy: blamedBy, blames: blames,
        isReached: symptom == nil || reached.contains(service))
      suspect.score = score(suspect, graph, general, convincing.count)
      return suspect
    }
    return suspects.sorted { ($0.score, -$0.service) > ($1.score, -$1.service) }
  }

  /// Orders anomalies of one service by how much each explains.
  private func isWeaker(_ a: Anomaly, _ b: Anomaly, _ graph: CallGraph) -> Bool {
    (a.weight, b.onset, b.series) < (b.weight, a.onset, a.series)
  }

  /// The most frequent failure beside the main one.
  private func second(_ own: [Anomaly], _ main: Anomaly) -> Anomaly? {
    own.filter { $0.series != main.series && $0.isFailure }
      .max {
        ($0.severity >= 3 ? 1 : 0, $0.count, $1.series) < (
          $1.severity >= 3 ? 1 : 0, $1.count, $0.series
        )
      }
  }

  private func score(
    _ suspect: Suspect, _ graph: CallGraph, _ general: Instant?, _ failing: Int
  ) -> Double {
    var score = suspect.main.weight
    if let change = suspect.change {
      score += 0.35 * change.signal.weight
    }
    let others = max(1, failing - 1)
    if failing > 1 {
      score += 0.5 * min(1, Double(suspect.blamedBy.count) / Double(min(2, others)))
    }
    if let general {
      let delay = suspect.onset.milliseconds - general.milliseconds
      if delay <= Self.slack { score += 0.2 } else if delay < 60_000 { score += 0.1 }
    }
    if !suspect.blames.isEmpty {
      // It passes the blame on: a victim, unless its own state says otherwise.
      score -= suspect.isInternal ? 0.15 : 0.35
    }
    if !suspect.isReached { score -= 0.5 }
    if suspect.main.shape == .needle { score -= 0.15 }
    return score
  }
}
