import Evidence
import Timeline

/// Which changes may have led to what was found.
extension Finding {
  /// Whether a change came before this, near enough to have led to it.
  ///
  /// What has a time follows changes of some time before. A state of a cluster has none: it holds when
  /// the evidence was taken, so that whatever was recorded of objects came before.
  func mayFollow(_ change: Finding) -> Bool {
    if signal == .cluster, period == nil { return change.signal != .metrics }
    guard let start = firstSample, isLedTo(by: change) else { return false }
    guard change.signal != .metrics else {
      // A point tells of the interval before it: its change is seen when it is over.
      guard let seen = change.period?.lowerBound, let onset = period?.lowerBound else {
        return false
      }
      let ahead = onset.distance(from: seen)
      return ahead >= 0 && ahead <= RankingModel.changeReach
    }
    // Of a metric the point before the onset is cited too: what came between them came before.
    if signal == .metrics, let onset = period?.lowerBound, let time = change.period?.lowerBound {
      return time <= onset && onset.distance(from: time) <= RankingModel.changeReach
    }
    guard let sample = change.firstSample, Sample.isEarlier(sample, start) else { return false }
    guard let time = sample.time?.instant, let onset = start.time?.instant else { return true }
    return onset.distance(from: time) <= RankingModel.changeReach
  }

  /// Whether a change of its sort can lead to this: more traffic uses up what is short, and neither
  /// ends a certificate nor breaks a program.
  private func isLedTo(by change: Finding) -> Bool {
    change.kind != "traffic-shift" || kind.map(Self.ofUse.contains) ?? false
  }

  /// The kinds of what is used up or slow.
  private static let ofUse = Set(
    (FaultKind.memory + FaultKind.capacity + FaultKind.measured).map(\.id)
      + ["slow-work", "cpu-starved", "latency"])
}
