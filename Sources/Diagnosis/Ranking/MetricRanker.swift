import Evidence
import Timeline

/// Weighs what metrics tell: resources that changed, and what each service adds to what is felt.
struct MetricRanker: SignalRanker {
  func verdict(on signals: SignalCase) -> SignalVerdict? {
    let metrics = signals.evidence.metrics
    guard !metrics.runs.isEmpty else { return nil }
    return MetricWeighing(signals, metrics).verdict()
  }
}

/// The weighing of one case.
private struct MetricWeighing {
  let signals: SignalCase
  let metrics: MetricPicture
  let excess: FeltExcess?
  /// Findings of metrics that lie in the time asked about.
  let inTime: [Int]
  /// How many times as much traffic there is as before, 1 where it did not change.
  let traffic: Double
  let jobs: JobRuns

  private struct Suspect {
    var service: String
    var score: Double
    /// The finding that is quoted, and the others of the service.
    var findings: [Int]
    var share: Double
    var isExplained: Bool
    var detail: String?
  }

  init(_ signals: SignalCase, _ metrics: MetricPicture) {
    self.signals = signals
    self.metrics = metrics
    jobs = JobRuns(signals.evidence.observations)
    let interval = metrics.runs.map(\.interval).max() ?? 0
    // A point may stand for the interval behind it or before it.
    let margin = RankingModel.toldLate + 2 * min(interval, 3_600_000)
    let window = signals.symptom.window.map { window in
      TimeWindow(
        from: window.lowerBound.advanced(by: -margin),
        through: window.upperBound.advanced(by: margin))
    }
    let near = signals.findings.indices.filter { index in
      let finding = signals.findings[index]
      guard finding.signal == .metrics, let period = finding.period else { return false }
      return window.map { $0.overlaps(period) } ?? true
    }
    inTime = near
    let ratios = near.filter { signals.findings[$0].kind == "traffic-shift" }.compactMap {
      index in
      metrics.runs.first { $0.kind == .requests && $0.service == signals.findings[index].service }?
        .step
    }.filter(\.isRise).map(\.ratio)
    traffic = ratios.isEmpty ? 1 : Spread(ratios).median
    let asksForErrors = signals.symptom.words.contains { Self.failureWords.contains($0) }
    let kinds: [MetricKind] =
      asksForErrors ? [.availability, .latency] : [.latency, .availability]
    let asked = signals.symptom.services
    let found = kinds.compactMap { FeltExcess(metrics, $0, asked: asked, window: window) }
    let named = signals.symptom.words.contains {
      Self.failureWords.contains($0) || Self.slowWords.contains($0)
    }
    // Where the question does not say what is felt, what shows most clearly is.
    excess = named ? found.first : found.max { ($0.clarity) < ($1.clarity) }
  }

  /// Words of a question for what fails, and for what is slow.
  private static let failureWords: Set<String> = [
    "availability", "errors", "error", "failing", "failures", "unavailable", "fail", "fails", "5xx",
    "down",
  ]
  private static let slowWords: Set<String> = [
    "latency", "slow", "slower", "slowness", "response", "delay", "performance",
  ]

  func verdict() -> SignalVerdict {
    var suspects = suspected()
    for index in suspects.indices {
      if signals.symptom.excludedServices.contains(suspects[index].service) {
        suspects[index].score *= RankingModel.excludedShare
      }
    }
    let measurers = measurers(suspects)
    suspects = suspects.sorted { a, b in
      // Of two that changed as clearly, what changed just before the trouble was felt.
      let (x, y) = ((a.score * 100).rounded(), (b.score * 100).rounded())
      guard x == y else { return x > y }
      let (m, n) = (measurers[a.service, default: 0], measurers[b.service, default: 0])
      guard m == n else { return m > n }
      let (p, q) = (lead(a), lead(b))
      return p == q ? (a.score, b.service) > (b.score, a.service) : p < q
    }
    let hypotheses = suspects.prefix(Diagnosis.mostHypotheses).enumerated().map {
      hypothesis($0.element, isFirst: $0.offset == 0, suspects)
    }
    let decision = decision(suspects)
    return SignalVerdict(
      hypotheses: hypotheses, decision: decision,
      certainty: decision.certainty, symptom: felt)
  }

  /// How many other suspects measure each service and tell it by a label: of `packet_loss url=gw-3` it is
  /// `gw-3` that loses packets, not who asks it.
  private func measurers(_ suspects: [Suspect]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for suspect in suspects {
      let labels = suspect.findings.flatMap { signals.findings[$0].detail.split(separator: " ") }
        .filter { $0.contains("=") }.compactMap { $0.split(separator: "=").last }
      for service in Set(labels.map(String.init)) where service != suspect.service {
        counts[service, default: 0] += 1
      }
    }
    return counts
  }

  /// How long before the trouble was felt a suspect changed, in milliseconds; as long as can be where it
  /// changed only later, or nothing is felt.
  private func lead(_ suspect: Suspect) -> Int64 {
    guard let onset = felt.flatMap({ signals.findings[$0].period?.lowerBound }),
      let begin = suspect.findings.first.flatMap({ signals.findings[$0].period?.lowerBound }),
      begin <= onset
    else { return .max }
    return onset.distance(from: begin)
  }

  /// The first finding of what is felt where it is felt.
  private var felt: Int? {
    inTime.first { index in
      let finding = signals.findings[index]
      return finding.role == .symptom && (excess.map { $0.felt == finding.service } ?? true)
    }
  }

  private func suspected() -> [Suspect] {
    var suspects: [String: Suspect] = [:]
    for index in inTime {
      let finding = signals.findings[index]
      guard finding.role == .state, !isOfJob(index), let weight = weight(of: index) else {
        continue
      }
      var suspect =
        suspects[finding.service]
        ?? Suspect(service: finding.service, score: 0, findings: [], share: 0, isExplained: true)
      suspect.findings.append(index)
      suspect.isExplained = suspect.isExplained && isExplained(index)
      suspect.score = max(suspect.score, weight)
      suspects[finding.service] = suspect
    }
    for service in suspects.keys {
      suspects[service]?.findings.sort { a, b in
        let (x, y) = (weight(of: a) ?? 0, weight(of: b) ?? 0)
        let (p, q) = (signals.findings[a].strength, signals.findings[b].strength)
        return (x, p, b) > (y, q, a)
      }
    }
    guard let excess else { return Array(suspects.values) + feltOnly(suspects) }
    for (service, share) in excess.own where share > 0 {
      let own = inTime.filter {
        signals.findings[$0].service == service && isFelt(signals.findings[$0])
      }.sorted { tells(excess.kind, $0) && !tells(excess.kind, $1) }
      var suspect =
        suspects[service]
        ?? Suspect(service: service, score: 0, findings: [], share: 0, isExplained: false)
      suspect.share = share
      suspect.findings += own
      suspect.score += RankingModel.excessShare * min(1, share)
      // What has nothing to quote is no suspect.
      if suspect.findings.isEmpty { continue }
      suspects[service] = suspect
    }
    let reached = Set(excess.own.map(\.service))
    let unseen = unseenDependency(suspects, reached)
    for service in suspects.keys where !reached.contains(service) {
      if service == unseen {
        suspects[service]?.score += RankingModel.excessShare
      } else {
        suspects[service]?.score *= RankingModel.metricUnreachedShare
      }
    }
    return Array(suspects.values)
  }

  /// The service that nobody's calls are told of and that had lost what it needs just before the trouble was felt,
  /// where those who feel it show no reason of their own: a cache whose memory was cut.
  private func unseenDependency(_ suspects: [String: Suspect], _ reached: Set<String>) -> String? {
    let feeling = suspects.values.filter { $0.share > 0 }
    guard
      !feeling.contains(where: { $0.findings.contains { signals.findings[$0].role == .state } }),
      let onset = felt.flatMap({ signals.findings[$0].period?.lowerBound })
    else { return nil }
    let graph = metrics.callees
    let unseen = suspects.keys.filter { service in
      !reached.contains(service) && graph[service] == nil
        && !graph.values.contains { $0.contains(service) }
        && suspects[service]?.findings.contains { index in
          guard Self.certain.contains(signals.findings[index].kind ?? ""),
            let begin = signals.findings[index].period?.lowerBound
          else { return false }
          return (0...RankingModel.justBefore).contains(onset.distance(from: begin))
        } ?? false
    }
    return unseen.count == 1 ? unseen.first : nil
  }

  /// Whether a finding tells of what is felt, by the kind of metric.
  private func tells(_ kind: MetricKind, _ index: Int) -> Bool {
    (signals.findings[index].kind == "latency") == (kind == .latency)
  }

  private func isFelt(_ finding: Finding) -> Bool { finding.role == .symptom }

  /// Services that are slow or fail, where no graph tells who passes it on.
  private func feltOnly(_ known: [String: Suspect]) -> [Suspect] {
    var suspects: [String: Suspect] = [:]
    for index in inTime where isFelt(signals.findings[index]) {
      let finding = signals.findings[index]
      guard known[finding.service] == nil else { continue }
      var suspect =
        suspects[finding.service]
        ?? Suspect(service: finding.service, score: 0, findings: [], share: 0, isExplained: false)
      suspect.findings.append(index)
      suspect.score = max(
        suspect.score, RankingModel.metricUnreachedShare * RankingModel.resourceShare * size(index))
      suspects[finding.service] = suspect
    }
    // Where no resource tells it, of those that only feel it the one that was changed just before is the cause, with
    // little confidence.
    let changed = suspects.keys.filter { isChangedBefore($0) }
    let isTold = known.values.contains { $0.score >= RankingModel.leastCauseScore }
    if !isTold, changed.count == 1 {
      suspects[changed[0]]?.score = RankingModel.leastCauseScore
    }
    return Array(suspects.values)
  }

  /// Whether a change of a service was recorded shortly before it was felt there.
  private func isChangedBefore(_ service: String) -> Bool {
    let onset = inTime.compactMap { index -> Instant? in
      let finding = signals.findings[index]
      return finding.service == service && isFelt(finding) ? finding.period?.lowerBound : nil
    }.min()
    guard let onset else { return false }
    return signals.findings.contains { change in
      guard change.role == .change, change.service == service,
        let time = change.period?.lowerBound
      else { return false }
      return (0...RankingModel.justBefore).contains(onset.distance(from: time))
    }
  }

  private func run(_ index: Int) -> MetricRun? {
    let finding = signals.findings[index]
    return metrics.runs.first { $0.service == finding.service && $0.told == finding.detail }
  }

  /// How clear a finding is, from 0 to 1: a step by its order of magnitude.
  ///
  /// What is used up is used up, and what is down is down, however noisy the values were before.
  private func size(_ index: Int) -> Double {
    if Self.certain.contains(signals.findings[index].kind ?? "") { return 1 }
    if signals.findings[index].detector == MetricLimits().name { return 1 }
    guard let run = run(index) else { return RankingModel.resourceShare }
    if run.isFull || run.isGone { return 1 }
    guard let step = run.step else {
      // What doubled and gave nothing back is no cache that fills.
      return run.leak ?? 0 >= 1 ? RankingModel.clearLeak : RankingModel.resourceShare
    }
    // What is endless is as clear as can be.
    guard step.size.isFinite else { return 1 }
    return min(1, max(0, step.size.logarithm) / RankingModel.mostStep.logarithm)
  }

  private static let certain: Set<String> = [
    "down", "silent", "restarts", "limit-lowered", "out-of-memory", "certificate-expired",
    "used-up", "slow-consumer",
  ]

  /// Whether a resource was used more while a job ran that came through, and nobody felt it: a backup reads
  /// the whole disk.
  private func isOfJob(_ index: Int) -> Bool {
    guard !jobs.all.isEmpty, let run = run(index), run.kind.isResource, run.step?.isOver == true,
      let period = signals.findings[index].period,
      !inTime.contains(where: { isFelt(signals.findings[$0]) })
    else { return false }
    return jobs.run(during: period, on: run.service, slack: 2 * run.interval) != nil
  }

  /// What a resource counts; nil where it is none.
  private func weight(of index: Int) -> Double? {
    let finding = signals.findings[index]
    guard finding.role == .state else { return nil }
    var weight =
      RankingModel.resourceShare * size(index)
      * (finding.kind.flatMap(FaultKind.named)?.weight ?? 0)
    if isExplained(index) { weight *= RankingModel.explainedShare }
    if isBehindLoss(index) { weight *= RankingModel.behindLossShare }
    if signals.symptom.excludedKinds.contains(finding.kind ?? "") {
      weight *= RankingModel.excludedShare
    }
    return weight
  }

  /// Whether what waits began to while packets were lost already: they are sent again, and late.
  private func isBehindLoss(_ index: Int) -> Bool {
    guard let run = run(index), run.kind == .queue,
      let onset = signals.findings[index].period?.lowerBound
    else { return false }
    return inTime.contains { other in
      guard signals.findings[other].kind == "packet-loss",
        let period = signals.findings[other].period
      else { return false }
      return period.lowerBound <= onset && onset <= period.upperBound
    }
  }

  /// Whether a resource is used more as there is more to do, and no more than that.
  private func isExplained(_ index: Int) -> Bool {
    guard traffic > 1, let run = run(index), !run.isFull, !run.isLimit, let step = run.step else {
      return false
    }
    let own = metrics.run(of: run.service, .requests)?.step.flatMap { $0.isRise ? $0.ratio : nil }
    return step.ratio <= (own ?? traffic) * RankingModel.explainedGrowth
  }

  private func decision(_ suspects: [Suspect]) -> Diagnosis.Decision {
    guard let first = suspects.first, !signals.symptom.excludedServices.contains(first.service)
    else { return .nothingWrong }
    let hasFelt = inTime.contains { isFelt(signals.findings[$0]) }
    // More to do, more used, nobody feels it: no fault.
    if first.isExplained, !hasFelt { return .nothingWrong }
    // Where the trouble is said to be felt, all is as usual, and no resource changed.
    if let excess, excess.clarity <= 0,
      !first.findings.contains(where: { signals.findings[$0].role == .state })
    {
      return .nothingWrong
    }
    guard first.score >= RankingModel.leastCauseScore / 2 else {
      return hasFelt ? .notProven : .nothingWrong
    }
    guard first.score >= RankingModel.leastCauseScore else { return .notProven }
    let second = suspects.dropFirst().first?.score ?? 0
    if first.score >= 2 * second, first.score > RankingModel.resourceShare * 0.5 {
      return .cause(.high)
    }
    return .cause(first.score >= 1.3 * second ? .medium : .low)
  }

  private func hypothesis(
    _ suspect: Suspect, isFirst: Bool, _ suspects: [Suspect]
  ) -> Hypothesis {
    let way = excess.flatMap { signals.graph.path(from: $0.felt, to: suspect.service) }
    let path = way?.reversed() ?? [suspect.service]
    return Hypothesis(
      service: suspect.service, finding: suspect.findings.first ?? 0,
      score: min(1, max(0, suspect.score)),
      supporting: Array(suspect.findings.dropFirst().prefix(4)), path: path,
      pathFindings: path.compactMap { service in
        service == suspect.service
          ? suspect.findings.first : inTime.first { signals.findings[$0].service == service }
      },
      reason: MetricReason(
        share: suspect.share, excess: excess, isExplained: suspect.isExplained && traffic > 1,
        hasResource: suspect.findings.contains { signals.findings[$0].role == .state },
        isReached: excess.map { $0.own.contains { $0.service == suspect.service } } ?? true,
        best: isFirst ? nil : suspects.first?.service
      ).text(of: suspect.service))
  }
}
