import Evidence
import Timeline

/// Finds services of which no metric has a value for a while, when others have: nobody could ask them.
struct MetricGaps: Detector {
  let name = "metric-gaps"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    let metrics = evidence.metrics
    guard metrics.ofService.count > 1 else { return [] }
    let times = metrics.ofService.mapValues { places in
      Set(places.flatMap { metrics.runs[$0].times }).sorted()
    }
    return metrics.ofService.keys.sorted().compactMap { service in
      guard let own = times[service], let places = metrics.ofService[service], places.count > 1,
        let run = places.map({ metrics.runs[$0] }).max(by: { $0.times.count < $1.times.count }),
        let others = rest(of: times, but: service), let gap = gap(in: own, beside: others)
      else { return nil }
      let silence = gap.window
      return Finding(
        detector: name, run, kind: "silent", period: silence, in: evidence,
        strength: RankingModel.resourceShare,
        detail: "none of its \(places.count) metrics has a value",
        isOngoing: gap.isOngoing)
    }
  }

  /// The times at which any other service has a value.
  private func rest(of times: [String: [Instant]], but service: String) -> [Instant]? {
    let others = times.filter { $0.key != service }.values
    // Looked at as often as this one, or its silence is only a longer pause.
    guard let longest = others.max(by: { $0.count < $1.count }), !longest.isEmpty else {
      return nil
    }
    return longest
  }

  /// The longest stretch without values, beside the times of others; nil where none is long.
  private func gap(
    in own: [Instant], beside others: [Instant]
  ) -> (window: TimeWindow, isOngoing: Bool)? {
    guard own.count >= RankingModel.fewestPoints, let end = others.last else { return nil }
    let usual = zip(own, own.dropFirst()).map { $1.distance(from: $0) }.sorted()
    let interval = usual[usual.count / 2]
    let least = max(RankingModel.leastSilence, interval * RankingModel.fewestMissing)
    var bounds = own
    // Others go on behind its last value.
    if let last = own.last, end > last { bounds.append(end) }
    let pauses = zip(bounds, bounds.dropFirst()).filter { from, to in
      to.distance(from: from) >= least
        && others.count(where: { $0 > from && $0 < to }) >= RankingModel.fewestMissing
    }
    // A metric with many pauses is one that is seldom told.
    guard pauses.count <= 2,
      let longest = pauses.max(by: { $0.1.distance(from: $0.0) < $1.1.distance(from: $1.0) })
    else { return nil }
    return (
      TimeWindow(from: longest.0, through: longest.1),
      longest.1 != own.last && own.last == longest.0
    )
  }
}
