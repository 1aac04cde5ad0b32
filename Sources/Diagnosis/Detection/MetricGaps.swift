import Evidence
import Timeline

/// Finds services of which no metric has a value for a while, when others have: nobody could ask them.
struct MetricGaps: Detector {
  let name = "metric-gaps"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    let metrics = evidence.metrics
    guard metrics.ofService.count > 1 else { return [] }
    let recorded = metrics.ofService.mapValues { places in
      RecordedTimes(places.map { metrics.runs[$0].times })
    }
    let folders = metrics.ofService.mapValues { places in
      Set(places.compactMap { evidence.observations[metrics.runs[$0].observation].folder })
    }
    return metrics.ofService.keys.sorted().compactMap { service in
      guard let own = recorded[service], let places = metrics.ofService[service], places.count > 1,
        let run = places.map({ metrics.runs[$0] }).max(by: { $0.times.count < $1.times.count })
      else { return nil }
      // Where one of two servers was asked no longer, all that it knows ends with it: a service is
      // silent beside those that were recorded with it.
      let others = recorded.filter { $0.key != service }
      let beside = others.filter { folders[$0.key] == folders[service] }
      guard let gap = gap(in: own, beside: (beside.isEmpty ? others : beside).map(\.value.times))
      else { return nil }
      return Finding(
        detector: name, run, kind: "silent", period: gap, in: evidence,
        strength: RankingModel.resourceShare,
        detail: "none of its \(places.count) metrics has a value",
        isOngoing: gap.lowerBound == own.times.last)
    }
  }

  /// The longest stretch without values, beside the times of the other service that has most; nil where
  /// none is long.
  private func gap(in own: RecordedTimes, beside others: [[Instant]]) -> TimeWindow? {
    let others = others.max { $0.count < $1.count } ?? []
    let pauses = own.pauses(until: others.last).filter { pause in
      others.count { $0 > pause.lowerBound && $0 < pause.upperBound } >= RankingModel.fewestMissing
    }
    // A metric with many pauses is one that is seldom told.
    return pauses.count <= 2 ? pauses.max { $0.length < $1.length } : nil
  }
}

extension Observation {
  /// The folder of the file that it was read from; nil where it is of no file.
  fileprivate var folder: Substring? {
    guard case .line(let path, _) = samples.first?.reference.locator else { return nil }
    return path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }
}
