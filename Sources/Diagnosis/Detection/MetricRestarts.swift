import Evidence
import Timeline

/// Finds restarts that a metric counts, each of which matters, however rare.
struct MetricRestarts: Detector {
  let name = "metric-restarts"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { run in
      guard run.kind == .restarts, !run.isLimit, let told = Restarts(run) else { return nil }
      let kind = told.isLoop ? "restarts" : "restart"
      return Finding(
        detector: name, run, kind: kind, period: told.period, in: evidence,
        strength: RankingModel.resourceShare, detail: told.text(of: run),
        isOngoing: told.isOngoing)
    }
  }
}

/// The restarts that a metric counts.
private struct Restarts {
  let count: Int
  let period: TimeWindow
  let isOngoing: Bool
  /// Whether it was restarted anew and anew; several copies at once are one release.
  let isLoop: Bool

  /// Nil where it counts none.
  ///
  ///     0 0 1 1 1 2      2, as they were counted up
  ///     0 0 .067 0 0     1, of a rate: what is counted by the second, times the seconds
  init?(_ run: MetricRun) {
    let added =
      MetricKind.isStart(MetricKind.tokens(run.name)) ? Self.starts(run) : Self.counted(run)
    let total = added.reduce(0) { $0 + $1.count }.rounded()
    guard let first = added.first, let last = added.last, total >= 1, total < 1e6 else {
      return nil
    }
    count = Int(total)
    let end = run.times[last.at]
    period = TimeWindow(from: run.times[first.at], through: end)
    // A crash loop waits five minutes at most between two tries (Kubernetes, "Pod Lifecycle").
    let rest = run.times.last.map { $0.distance(from: end) } ?? 0
    isLoop = Set(added.map { run.times[$0.at] }).count >= RankingModel.fewestRestarts
    isOngoing = isLoop && rest <= RankingModel.longestBackOff
  }

  /// The restarts that are counted up, by the places of the values behind them.
  private static func counted(_ run: MetricRun) -> [(at: Int, count: Double)] {
    var added: [(at: Int, count: Double)] = []
    // Of several copies each has a value of its own at a time.
    var last = run.times.first
    for (before, at) in zip(run.values.indices, run.values.indices.dropFirst()) {
      if run.times[at] != run.times[before] { last = run.times[before] }
      let span = last.map { run.times[at].distance(from: $0) } ?? 0
      let count =
        run.isRate
        ? run.values[at] * Double(span) / 1000 : run.values[at] - run.values[before]
      if count > 0, count.isFinite { added.append((at, count)) }
    }
    return added
  }

  /// The starts that lie within the evidence, of a metric that tells when each copy was started.
  private static func starts(_ run: MetricRun) -> [(at: Int, count: Double)] {
    guard let first = run.times.first?.milliseconds, let last = run.times.last?.milliseconds else {
      return []
    }
    var seen: Set<Double> = []
    return run.values.indices.compactMap { place in
      let time = run.values[place] * 1000
      let isInside = time > Double(first) && time <= Double(last)
      return isInside && seen.insert(time).inserted ? (place, 1) : nil
    }
  }

  func text(of run: MetricRun) -> String {
    count == 1 ? "it was restarted" : "it was restarted \(count) times"
  }
}
