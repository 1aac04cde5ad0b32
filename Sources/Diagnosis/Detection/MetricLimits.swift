import Evidence
import Timeline

/// Finds what came to stand at a limit that another metric tells, and what none is left of.
///
///     nf_conntrack_entries 93,329 … 262,144 262,144   nf_conntrack_entries_limit 262,144
///     filesystem_files_free 995,525 … 88,108 … 0 0
struct MetricLimits: Detector {
  let name = "metric-limits"

  /// Points that stand there at least, and the share of a limit that is all of it.
  private static let fewest = 3
  private static let fullShare = 0.98
  /// The share of what there was that is as good as none, and the least there was.
  private static let (noneShare, leastStock) = (0.005, 10.0)

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { full($0, evidence) ?? usedUp($0, evidence) }
  }

  /// What stands at its limit and did not before.
  private func full(_ run: MetricRun, _ evidence: ObservedEvidence) -> Finding? {
    let metrics = evidence.metrics
    // As many copies as may be are a trouble only where users feel it.
    guard !run.isLimit, !run.isRemainder,
      run.kind != .copies
        || metrics.runs.contains(where: { $0.kind.isFelt && $0.step?.isRise == true }),
      !(run.kind.isResource && run.step != nil && run.isFull), let limit = limit(of: run, metrics)
    else { return nil }
    // A limit may have been raised since.
    func most(_ index: Int) -> Double {
      limit.run?.value(at: run.times[index]) ?? limit.value
    }
    let places = run.values.indices.filter {
      run.values[$0] >= Self.fullShare * most($0) && most($0) > 1
    }
    guard places.count >= Self.fewest, let first = places.first, let last = places.last,
      first >= Self.fewest,
      Spread(run.values[..<first]).median < RankingModel.roomyShare * most(first)
    else { return nil }
    let value = MetricText.value(most(first), run.unit)
    let before = MetricText.value(Spread(run.values.prefix(max(3, first / 4))).median, run.unit)
    return Finding(
      detector: name, run, kind: "saturation",
      period: TimeWindow(from: run.times[first], through: run.times[last]), in: evidence,
      strength: 1,
      detail: "\(run.name) rose from \(before) to its limit of \(value) and stands at it"
        + peers(of: limit.run, most(first), run.unit, metrics),
      isOngoing: last >= run.values.count - 2)
  }

  /// The limit of a metric: of the metrics of the same service the one whose name differs in nothing but
  /// words for limits and use.
  private func limit(
    of run: MetricRun, _ metrics: MetricPicture
  ) -> (value: Double, run: MetricRun?)? {
    let core = run.traits.core
    guard !core.isEmpty else { return nil }
    // A share of what there is needs no other metric; memory and CPU may be used up for good.
    if run.unit == "%", [.disk, .pool, .files, .threads].contains(run.kind) { return (100, nil) }
    for place in metrics.ofService[run.service] ?? [] {
      let other = metrics.runs[place]
      guard other.isLimit, let value = other.values.last, value > 1,
        other.traits.core == core
      else { continue }
      return (value, other)
    }
    return nil
  }

  /// What others of the same kind may have, where that is another limit; empty where it is the same.
  private func peers(
    of limit: MetricRun?, _ value: Double, _ unit: String, _ metrics: MetricPicture
  ) -> String {
    guard let limit else { return "" }
    let others = metrics.runs.filter { $0.name == limit.name && $0.service != limit.service }
      .compactMap(\.values.last)
    guard let other = others.first, others.count > 1, others.allSatisfy({ $0 == other }),
      other != value
    else { return "" }
    return ", while \(others.count) others have a limit of \(MetricText.value(other, unit))"
  }

  /// What there was some of and nothing is left of.
  private func usedUp(_ run: MetricRun, _ evidence: ObservedEvidence) -> Finding? {
    guard run.traits.runsOut, !run.isLimit else { return nil }
    let stock = Spread(run.values.prefix(max(3, run.values.count / 4))).median
    let isShare = run.unit == "%" || run.values.allSatisfy { $0 <= 1 }
    guard stock >= (isShare ? 0.02 : Self.leastStock) else { return nil }
    let none = run.values.indices.filter { run.values[$0] <= Self.noneShare * stock }
    guard none.count >= Self.fewest, let first = none.first, let last = none.last,
      first >= Self.fewest
    else { return nil }
    let what = Set(MetricKind.tokens(run.name))
    let noun =
      what.isSuperset(of: ["filesystem", "files"])
      ? " (inodes)" : what.contains("filesystem") ? " (disk space)" : ""
    return Finding(
      detector: name, run, kind: "used-up",
      period: TimeWindow(from: run.times[first], through: run.times[last]), in: evidence,
      strength: 1,
      detail: "\(run.name)\(noun) fell from \(MetricText.value(stock, run.unit)) to "
        + "\(MetricText.value(run.values[last], run.unit)): none is left",
      isOngoing: last >= run.values.count - 2)
  }
}
