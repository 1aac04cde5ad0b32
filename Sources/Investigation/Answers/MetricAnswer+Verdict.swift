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
      return paces(trend, runs, &report) ?? [none(trend, runs, &report)]
    }
    let number = report.cite(finding)
    let time = finding.period.map { ", from \(report.times.full($0.lowerBound)) on" } ?? ""
    let name = MarkdownText.name(run.observation.service)
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

  /// Whether something is more or less since the trouble began, by the middle of its values before and
  /// since; nil where nothing is known of both.
  private func paces(
    _ trend: TrendWords.Trend, _ runs: [MeasuredRun], _ report: inout ReportBuilder
  ) -> [Report.Claim]? {
    guard trend != .exhaustion, let onset = report.file.incident?.onset else { return nil }
    let sides = runs.compactMap { run -> (run: MeasuredRun, before: Double, since: Double)? in
      guard let before = run.points.filter({ $0.time < onset }).middle,
        let since = run.points.filter({ $0.time >= onset }).middle
      else { return nil }
      return (run, before, since)
    }
    let rising = sides.filter { $0.since > $0.before * Self.clearly }
    let falling = sides.filter { $0.since * Self.clearly < $0.before }
    let met = trend == .rise ? rising : trend == .fall ? falling : rising + falling
    let latencies = sides.filter { $0.run.kind == .latency }
    guard let side = met.first ?? latencies.max(by: { $0.run.points.count < $1.run.points.count })
    else { return nil }
    let run = side.run
    let number = run.observation.samples.last.map {
      report.cite($0, values: run.observation.values)
    }
    let name = "\(Quote.clean(run.name)) of \(MarkdownText.name(run.observation.service))"
    return [
      .init(
        "\(met.isEmpty ? "No" : "Yes"): \(name) is \(MetricText.value(side.since, run.unit)) in the "
          + "middle since \(report.times.full(onset)), and was \(MetricText.value(side.before, run.unit)) "
          + "before" + (number.map { " [\($0)]" } ?? "") + ".", exhibits: number.map { [$0] } ?? [])
    ]
  }

  /// By how much more or less it is at least, for a yes.
  private static let clearly = 1.4

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
