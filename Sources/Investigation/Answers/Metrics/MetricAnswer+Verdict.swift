import Diagnosis
import Evidence
import Timeline

/// Whether metrics went the way that is asked for: "did traffic rise?", "is it slower than before?".
extension MetricAnswer {
  /// The finding that a metric changed clearly; nil where it did not.
  func changed(_ run: MeasuredRun, _ findings: [Finding]) -> Finding? {
    findings.first { finding in
      finding.service == run.observation.service && finding.samples.first?.logger == run.name
        && finding.period.map { period in
          run.points.contains { period.contains($0.time) }
        } ?? true
    }
  }

  /// Whether they went the way that is asked for: yes with what shows it most, or no with what is seen.
  func verdict(
    _ trend: TrendWords.Trend, _ runs: [MeasuredRun], _ findings: [Finding], _ desk: Desk,
    _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    let went = runs.compactMap { run in
      changed(run, findings).flatMap { trend.isMet(by: $0, run.points) ? (run, $0) : nil }
    }.sorted { $0.1.strength > $1.1.strength }
    guard let (run, finding) = went.first else {
      let sides = report.file.incident?.onset.map { onset in
        runs.compactMap { Sides($0, onset: onset) }
      }
      let (told, since) = (sides ?? [], report.file.incident?.onset)
      return paces(trend, told, since: since, isSure: false, &report)
        ?? paces(trend, runs.compactMap { Sides(ends: $0) }, since: nil, isSure: false, &report)
        ?? paces(trend, told, since: since, isSure: true, &report) ?? [none(trend, runs, &report)]
    }
    let number = report.cite(finding)
    let time = finding.period.map { ", from \(report.times.full($0.lowerBound)) on" } ?? ""
    let name = MarkdownText.name(run.observation.service)
    if wish.isOfNow, !finding.isOngoing, let end = finding.period?.upperBound,
      let last = run.points.last
    {
      return [
        .init(
          "No longer. \(name): \(finding.words)\(time) [\(number)], and it was over at "
            + "\(report.times.full(end)); the last value is \(MetricText.value(last.value, run.unit)) at "
            + "\(report.times.full(last.time)).", exhibits: [number])
      ]
    }
    var claims = [
      Report.Claim("Yes. \(name): \(finding.words)\(time) [\(number)].", exhibits: [number])
    ]
    if let end = finding.period?.upperBound, !finding.isOngoing {
      claims.append(.init("It was over at \(report.times.full(end))."))
    }
    if trend == .exhaustion, let left = Headroom(of: run.observation, run.points, desk) {
      claims.append(left.claim(run.unit, report.times))
    }
    let others = went.dropFirst().filter { $0.0.observation.service != run.observation.service }
    if !others.isEmpty {
      let names = others.map { MarkdownText.name($0.0.observation.service) }
      let numbers = others.prefix(Self.most).map { report.cite($0.1) }
      let verb = names.count == 1 ? "does" : "do"
      claims.append(.init("So \(verb) \(Counting.list(names)).", exhibits: numbers))
    }
    return claims
  }

  /// The middle of a metric's values on two sides of a moment, or at the two ends.
  struct Sides {
    var run: MeasuredRun
    var before: Double
    var since: Double

    init?(_ run: MeasuredRun, onset: Instant, until end: Instant? = nil) {
      let later = run.points.filter { $0.time >= onset && $0.time <= end ?? .latest }
      guard let before = run.points.filter({ $0.time < onset }).middle, let since = later.middle
      else { return nil }
      (self.run, self.before, self.since) = (run, before, since)
    }

    /// When it was at its most.
    var greatest: Instant { run.greatest?.time ?? .latest }

    /// Whether it is a share of requests that fail so small on both sides that nobody counts them: one in a hundred.
    var isNegligible: Bool {
      let tokens = MetricKind.tokens(run.name)
      guard run.kind == .errors,
        run.unit == "%" || tokens.contains(where: ["ratio", "share", "fraction"].contains)
      else { return false }
      return max(before, since) < (run.unit == "%" ? 1 : 0.01)
    }

    /// Of the first and the last sixth of its values: what grows slowly has no moment.
    init?(ends run: MeasuredRun) {
      let part = run.points.count / 6
      guard part > 1, let before = Array(run.points.prefix(part)).middle,
        let since = Array(run.points.suffix(part)).middle
      else { return nil }
      (self.run, self.before, self.since) = (run, before, since)
    }
  }

  /// Whether something is more or less since the trouble began, or at the end; nil where nothing is known
  /// of both sides, or, unless that is surely asked for, where it went no such way.
  private func paces(
    _ trend: TrendWords.Trend, _ sides: [Sides], since onset: Instant?, isSure: Bool,
    _ report: inout ReportBuilder
  ) -> [Report.Claim]? {
    guard trend != .exhaustion else { return nil }
    let telling = sides.filter { !$0.isNegligible }
    let rising = telling.filter { $0.since > $0.before * Self.clearly }
    let falling = telling.filter { $0.since * Self.clearly < $0.before }
    let met = trend == .rise ? rising : trend == .fall ? falling : rising + falling
    let latencies = isSure ? sides.filter { $0.run.kind == .latency } : []
    guard let side = met.first ?? latencies.max(by: { $0.run.points.count < $1.run.points.count })
    else { return nil }
    let run = side.run
    let number = run.observation.samples.last.map {
      report.cite($0, values: run.observation.values)
    }
    let name = "\(Quote.clean(run.name)) of \(MarkdownText.name(run.observation.service))"
    let (since, before) = (
      MetricText.value(side.since, run.unit), MetricText.value(side.before, run.unit)
    )
    let told =
      onset.map {
        "is \(since) in the middle since \(report.times.full($0)), and was \(before) before"
      }
      ?? "is \(since) at the end, and was \(before) at the beginning"
    var claims = [
      Report.Claim(
        "\(met.isEmpty ? "No" : "Yes"): \(name) \(told)" + (number.map { " [\($0)]" } ?? "") + ".",
        exhibits: number.map { [$0] } ?? [])
    ]
    let others = Set(met.dropFirst().map(\.run.observation.service))
      .subtracting([run.observation.service]).sorted().map(MarkdownText.name)
    if !others.isEmpty {
      claims.append(.init("So \(others.count == 1 ? "does" : "do") \(Counting.list(others))."))
    }
    return claims
  }

  /// By how much more or less it is at least, for a yes.
  private static let clearly = 1.4

  /// How many times as much the first metric was while it had changed, or since the trouble began; nil where it did
  /// not change at any moment that is known.
  func difference(
    _ runs: [MeasuredRun], _ findings: [Finding], _ report: inout ReportBuilder
  ) -> Report.Claim? {
    let onset = report.file.incident?.onset
    for run in runs {
      let period = changed(run, findings)?.period
      guard let begin = period?.lowerBound ?? onset,
        let sides = Sides(run, onset: begin, until: period?.upperBound), sides.before > 0
      else { continue }
      let times = report.times
      let number = run.observation.samples.nearest(to: sides.greatest, in: begin...Instant.latest)
        .map {
          report.cite(
            $0, values: run.observation.values, measured: Measured(name: run.name, unit: run.unit))
        }
      return .init(
        "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name)) was "
          + "\(MetricText.value(sides.before, run.unit)) in the middle before \(times.full(begin)) and "
          + "\(MetricText.value(sides.since, run.unit)) "
          + (period.map { "from then until \(times.full($0.upperBound))" } ?? "from then on")
          + ": \(MetricText.value(sides.since / sides.before, "")) times as much"
          + (number.map { " [\($0)]" } ?? "") + ".", exhibits: number.map { [$0] } ?? [])
    }
    return nil
  }

  /// That none of them went the way that is asked for, with what the first did instead.
  func none(
    _ trend: TrendWords.Trend, _ runs: [MeasuredRun], _ report: inout ReportBuilder
  ) -> Report.Claim {
    let services = Set(runs.map(\.observation.service)).sorted().map(MarkdownText.name)
    let what = MetricText.noun(MetricKind(name: runs[0].name), runs[0].name)
    return .init(
      "No: \(what) of \(Counting.list(services)) \(trend.denial), "
        + "\(report.times.range(window(of: runs))).")
  }

  func window(of runs: [MeasuredRun]) -> TimeWindow {
    let times = runs.flatMap { [$0.points.first?.time, $0.points.last?.time] }.compactMap { $0 }
    return TimeWindow(from: times.min() ?? .earliest, through: times.max() ?? .latest)
  }
}

extension TrendWords.Trend {
  /// Whether a finding on a metric is of this kind.
  fileprivate func isMet(by finding: Finding, _ points: [Series.Point]) -> Bool {
    switch self {
    case .change: true
    case .exhaustion: finding.tellsOfExhaustion
    case .rise: Self.isRise(finding, points) ?? true
    case .fall: Self.isRise(finding, points).map { !$0 } ?? false
    }
  }

  /// Whether values were higher in the time of a finding than out of it; nil where they fill it.
  private static func isRise(_ finding: Finding, _ points: [Series.Point]) -> Bool? {
    guard let period = finding.period else { return nil }
    let inside = points.filter { period.contains($0.time) }.map(\.value).sorted()
    let outside = points.filter { !period.contains($0.time) }.map(\.value).sorted()
    guard !inside.isEmpty, !outside.isEmpty else { return nil }
    return inside[inside.count / 2] > outside[outside.count / 2]
  }

  /// What is said where none was.
  fileprivate var denial: String {
    switch self {
    case .rise: "did not rise clearly"
    case .fall: "did not fall clearly"
    case .exhaustion: "neither grew all the time nor came to stand at a limit"
    case .change: "ran as usual"
    }
  }
}

extension Finding {
  /// Whether it tells of what is used up, or grows all the time.
  fileprivate var tellsOfExhaustion: Bool {
    ["resource-leak", "slow-consumer", "saturation", "pool-exhausted"].contains(kind ?? "")
  }
}
