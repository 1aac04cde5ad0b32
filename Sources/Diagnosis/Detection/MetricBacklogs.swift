import Evidence
import Timeline

/// Finds what waits to be done and grows steadily: who takes from it does not keep up, or does not take
/// at all, whether or not anybody counts an error.
struct MetricBacklogs: Detector {
  let name = "metric-backlogs"

  /// The values of labels behind a metric's name: of `lag consumergroup=billing topic=bills` billing and
  /// bills.
  private static func takers(in name: String) -> [String] {
    name.split(separator: " ").dropFirst().compactMap { label in
      label.firstIndex(of: "=").map { String(label[label.index(after: $0)...]) }
    }
  }

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { run in
      guard let backlog = run.backlog else { return nil }
      let end = run.values[backlog.range.upperBound...].firstIndex {
        $0 <= backlog.before + (backlog.most - backlog.before) / 10
      }
      let times = TimeWindow(
        from: run.times[backlog.range.lowerBound],
        through: run.times[end ?? run.times.count - 1])
      var finding = Finding(
        detector: name, run, kind: "slow-consumer", period: times, in: evidence, strength: 1,
        detail: "\(run.name) grew steadily from \(MetricText.value(backlog.before, run.unit)) to "
          + "\(MetricText.value(backlog.most, run.unit)): less is taken from it than comes in",
        isOngoing: end == nil)
      // Who takes from it is told by a label: `consumergroup=billing`.
      finding.names = Self.takers(in: run.name)
      return finding
    }
  }
}
