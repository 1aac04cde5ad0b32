import Evidence
import Timeline

/// Finds metrics that rose or fell clearly, beside their own past or a quiet period's.
package struct MetricSteps: Detector {
  /// The detector's name, as findings hold it.
  package static let name = "metric-steps"
  package var name: String { Self.name }

  package func findings(in evidence: ObservedEvidence) -> [Finding] {
    let runs = evidence.metrics.runs
    return runs.indices.compactMap { index in
      let run = runs[index]
      guard let step = run.step, let kind = Self.kind(of: run, step),
        run.kind != .requests || !isTold(index, evidence.metrics),
        run.kind == .errors || run.kind == .availability || !isDaily(index, step, evidence.metrics)
      else { return nil }
      let times = TimeWindow(
        from: run.times[step.range.lowerBound], through: run.times[step.range.upperBound - 1])
      return Finding(
        detector: name, run, kind: kind, period: times, in: evidence,
        strength: RankingModel.resourceShare
          + (1 - RankingModel.resourceShare) * min(1, step.size / RankingModel.mostStep))
    }
  }

  private func isDaily(_ index: Int, _ step: Step, _ metrics: MetricPicture) -> Bool {
    let run = metrics.runs[index]
    guard step.isOver else { return false }
    let others = (metrics.ofService[run.service] ?? []).filter {
      $0 != index && metrics.runs[$0].name == run.name
    }
    return run.isDaily(step, beside: others.map { metrics.runs[$0] })
  }

  /// Whether another metric tells of the same change of the same requests, and counts more of them.
  private func isTold(_ index: Int, _ metrics: MetricPicture) -> Bool {
    let run = metrics.runs[index]
    guard let step = run.step, let onset = run.onset else { return false }
    return (metrics.ofService[run.service] ?? []).contains { other in
      let run = metrics.runs[other]
      guard other != index, run.kind == .requests, let same = run.step, let began = run.onset,
        same.isRise == step.isRise,
        abs(began.distance(from: onset)) <= RankingModel.stepsTogether
      else { return false }
      return (same.after, -other) > (step.after, -index)
    }
  }

  /// The kind of fault, change or symptom that a step is; nil where it is none: a relief.
  static func kind(of run: MetricRun, _ step: Step) -> String? {
    // More that is left is a relief, and what none is left of is told as that: see `MetricLimits`.
    if run.isRemainder || run.backlog != nil { return nil }
    if run.isLimit { return step.isRise ? nil : "limit-lowered" }
    if run.kind == .copies { return step.isRise ? nil : "copies-lost" }
    if run.kind == .requests { return "traffic-shift" }
    guard step.isRise || run.kind == .availability else { return nil }
    switch run.kind {
    case .errors: return step.isRise ? "server-errors" : nil
    case .availability:
      guard step.isRise else { return nil }
      return MetricKind.tokens(run.name).first == "up" ? "down" : "server-errors"
    case .latency: return "latency"
    case .other: return nil
    default: return cause(of: run)
    }
  }

  /// What a resource that is used more is.
  static func cause(of run: MetricRun) -> String? {
    if run.isFull, run.kind != .cpu { return run.kind == .pool ? "pool-exhausted" : "saturation" }
    switch run.kind {
    case .cpu: return "cpu-load"
    case .memory: return "memory-growth"
    case .throttling: return "cpu-throttling"
    case .loss: return "packet-loss"
    case .network: return "network-load"
    case .disk: return "disk-load"
    case .threads: return "thread-growth"
    case .pool, .files: return "connection-growth"
    case .queue: return "queue-full"
    case .collection: return "heap-pressure"
    // Restarts are told one by one: see `MetricRestarts`.
    case .restarts, .copies, .errors, .availability, .latency, .requests, .other: return nil
    }
  }
}

/// Finds what grows all the time and is never given back: memory, connections, threads, files.
struct MetricLeaks: Detector {
  let name = "metric-leaks"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { run in
      guard run.leak != nil, run.step == nil, !run.isRemainder, run.backlog == nil,
        let first = run.times.first,
        let last = run.times.last,
        [.memory, .pool, .threads, .files, .queue, .disk].contains(run.kind),
        !isFedByTraffic(run, evidence.metrics)
      else { return nil }
      let kind = run.kind == .queue ? "slow-consumer" : "resource-leak"
      return Finding(
        detector: name, run, kind: kind, period: TimeWindow(from: first, through: last),
        in: evidence, strength: RankingModel.resourceShare)
    }
  }

  /// Whether the service is asked for more all the time as well.
  private func isFedByTraffic(_ run: MetricRun, _ metrics: MetricPicture) -> Bool {
    guard let requests = metrics.run(of: run.service, .requests), let leak = run.leak,
      let fed = requests.leak
    else { return false }
    return fed * RankingModel.explainedGrowth >= leak
  }
}

extension Finding {
  /// The finding that a metric makes.
  init(
    detector: String, _ run: MetricRun, kind: String, period: TimeWindow,
    in evidence: ObservedEvidence, strength: Double, detail: String? = nil,
    isOngoing: Bool? = nil
  ) {
    let observation = evidence.observations[run.observation]
    // The point at which it shows first, then the last one before.
    let from = period.lowerBound
    let samples = [
      observation.samples.first(since: from), observation.samples.last(before: from),
    ].compactMap { $0 }
    self.init(
      detector: detector, service: run.service, kind: kind,
      role: FaultKind.named(kind)?.role ?? .state, period: period,
      isOngoing: isOngoing ?? !(run.step?.isOver ?? false),
      count: run.step?.range.count ?? run.values.count,
      strength: strength, detail: detail ?? run.told,
      samples: samples.isEmpty ? Array(observation.samples.prefix(1)) : samples,
      values: observation.values, signal: .metrics, measured: run.measured)
  }
}
