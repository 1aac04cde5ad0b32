import Evidence
import Timeline

/// Finds restarts that a metric counts, each of which matters, however rare.
struct MetricRestarts: Detector {
  let name = "metric-restarts"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { run in
      guard run.kind == .restarts, !run.isLimit, let told = Restarts(run) else { return nil }
      let isShort = Self.lacksMemory(run, told, evidence.metrics)
      let kind = isShort ? "out-of-memory" : told.isLoop ? "restarts" : "restart"
      return Finding(
        detector: name, run, kind: kind, period: told.period, in: evidence,
        strength: isShort ? 1 : RankingModel.resourceShare,
        detail: isShort
          ? "it ran out of memory, and \(told.text(of: run).dropFirst(3))" : told.text(of: run),
        isOngoing: told.isOngoing)
    }
  }

  /// Whether it was restarted because it used all the memory it may: a metric says so, or its memory
  /// stood at the limit before.
  private static func lacksMemory(
    _ run: MetricRun, _ told: Restarts, _ metrics: MetricPicture
  ) -> Bool {
    let own = (metrics.ofService[run.service] ?? []).map { metrics.runs[$0] }
    let isSaid = own.contains { other in
      guard MetricKind.tokens(other.name).contains(where: { $0.hasPrefix("oom") }) else {
        return false
      }
      return zip(other.times, other.values).contains { time, value in
        value > 0 && told.period.contains(time)
      }
    }
    if isSaid { return true }
    let limit = own.filter { $0.kind == .memory && $0.isLimit }.compactMap { $0.values.max() }.min()
    guard let limit, limit > 0 else { return false }
    return own.contains { memory in
      guard memory.kind == .memory, !memory.isLimit else { return false }
      return told.moments.contains { moment in
        zip(memory.times, memory.values).contains { time, value in
          value >= limit * RankingModel.nearLimit && value <= limit * RankingModel.atMostOfLimit
            && time <= moment
            && moment.distance(from: time).magnitude <= UInt64(max(2 * memory.interval, 1))
        }
      }
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
  /// When they were counted.
  let moments: [Instant]

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
    moments = added.map { run.times[$0.at] }
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
