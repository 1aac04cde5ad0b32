import Diagnosis
import Evidence
import Timeline

/// Answers how metrics ran: their values at both ends, the least and the greatest, what changed clearly.
///
/// "how did cpu of carts run?", "the highest latency of web", "did traffic rise?".
struct MetricAnswer: ActAnswer {
  /// The metrics that are asked about, those that fit best first.
  private let runs: [Run]
  /// Which way they are asked to have gone; nil where their values are asked for.
  private let trend: TrendWords.Trend?

  /// A metric in the time that is asked about.
  private struct Run {
    var observation: Observation
    var name: String
    var unit: String
    var points: [Series.Point]

    /// The value that half of them lie below; 0 where there is none.
    var median: Double { points.middle ?? 0 }
  }

  /// Metrics of which each gets a row.
  private static let most = 12
  /// Questions that ask for values; why something happened is asked of the diagnosis.
  private static let acts: Set<Act> = [.number, .count, .state, .compare, .lines, .story]
  /// Questions for a yes or no about the way of a metric.
  private static let judging: Set<Act> = acts.union([.judge, .changes, .cause])

  /// Nil where a question names no kind of metric that was read.
  ///
  /// Beside logs only resources are meant: errors and requests are counted in those.
  init?(_ question: Question, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    let trend = TrendWords.isYesNo(words) ? TrendWords.trend(in: words) : nil
    self.trend = trend
    guard (trend == nil ? Self.acts : Self.judging).contains(question.act) else { return nil }
    // "Full" and "high" are ways of a metric, "up" is one of them in "go up".
    let naming = words.filter { !TrendWords.contains($0) && !($0 == "up" && trend != nil) }
    let kinds = Set(naming.map { MetricKind(name: $0) }).filter {
      $0 != .other && (desk.catalog.entries == 0 || $0.isResource)
    }
    // Whether something was restarted is asked of the changes, which have its time.
    guard !kinds.isEmpty, !(kinds == [.restarts] && TrendWords.isYesNo(words)) else { return nil }
    let known = Set(words)
    let services = question.scope.services
    // What is compared lies on both sides of a window.
    let window = question.otherScope == nil ? question.scope.window : nil
    let found = desk.evidence.observations.compactMap { observation -> (fit: Int, run: Run)? in
      guard case .metric(let name, let unit) = observation.measure,
        kinds.contains(MetricKind(name: name)),
        !MetricKind.isLimit(name) || known.contains("limit"),
        services.isEmpty || services.contains(observation.service)
      else { return nil }
      let points = observation.values.points.filter { point in
        window.map { $0.contains(point.time) } ?? true
      }
      guard !points.isEmpty else { return nil }
      let run = Run(observation: observation, name: name, unit: unit, points: points)
      return (known.intersection(MetricKind.tokens(name)).count, run)
    }
    guard let best = found.map(\.fit).max() else { return nil }
    runs = Self.once(found.filter { $0.fit == best }.map(\.run))
  }

  /// The metrics without those that tell of the same requests as another, and of fewer.
  private static func once(_ runs: [Run]) -> [Run] {
    func isRequests(_ run: Run) -> Bool { MetricKind(name: run.name) == .requests }
    return runs.enumerated().filter { index, run in
      guard isRequests(run) else { return true }
      return !runs.enumerated().contains { other, rival in
        rival.observation.service == run.observation.service && isRequests(rival)
          && rival.unit == run.unit && (rival.median, -other) > (run.median, -index)
      }
    }.map(\.element)
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let findings = desk.diagnostician.findings.filter { $0.signal == .metrics }
    // What changed clearly is what is asked about where many are.
    let ordered = runs.enumerated().sorted { a, b in
      let (x, y) = (changed(a.element, findings) != nil, changed(b.element, findings) != nil)
      return x == y ? a.offset < b.offset : x
    }.map(\.element)
    if let trend {
      report.add(
        .answer, layout: .sentences, verdict(trend, ordered, findings, desk, &report))
    }
    let claims = ordered.prefix(Self.most).map { claim($0, findings, &report) }
    if trend == nil {
      report.add(.answer, layout: .sentences, Array(claims.prefix(1)))
      report.add(.counts, title: "Other metrics like it", Array(claims.dropFirst()))
    } else {
      report.add(.counts, title: "Their values", claims)
    }
    report.addEvidence()
    report.add(.notSeen, NotSeen.files(desk.catalog))
  }

  /// The finding that a metric changed clearly; nil where it did not.
  private func changed(_ run: Run, _ findings: [Finding]) -> Finding? {
    findings.first { finding in
      finding.service == run.observation.service && finding.samples.first?.logger == run.name
        && finding.period.map { period in
          run.points.contains { period.contains($0.time) }
        } ?? true
    }
  }

  /// Whether they went the way that is asked for: yes with what shows it most, or no with what is seen.
  private func verdict(
    _ trend: TrendWords.Trend, _ runs: [Run], _ findings: [Finding], _ desk: Desk,
    _ report: inout ReportBuilder
  ) -> [Report.Claim] {
    let went = runs.compactMap { run in
      changed(run, findings).flatMap { trend.isMet(by: $0, run.points) ? (run, $0) : nil }
    }.sorted { $0.1.strength > $1.1.strength }
    guard let (run, finding) = went.first else { return [none(trend, runs, &report)] }
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

  /// That none of them went the way that is asked for, with what the first did instead.
  private func none(
    _ trend: TrendWords.Trend, _ runs: [Run], _ report: inout ReportBuilder
  ) -> Report.Claim {
    let services = Set(runs.map(\.observation.service)).sorted().map(MarkdownText.name)
    let what = MetricText.noun(MetricKind(name: runs[0].name), runs[0].name)
    return .init(
      "No: \(what) of \(Counting.list(services)) \(trend.denial), "
        + "\(report.times.range(window(of: runs))).")
  }

  private func window(of runs: [Run]) -> TimeWindow {
    let times = runs.flatMap { [$0.points.first?.time, $0.points.last?.time] }.compactMap { $0 }
    return TimeWindow(from: times.min() ?? .earliest, through: times.max() ?? .latest)
  }

  private func claim(
    _ run: Run, _ findings: [Finding], _ report: inout ReportBuilder
  ) -> Report.Claim {
    func value(_ point: Series.Point) -> String { MetricText.value(point.value, run.unit) }
    func time(_ point: Series.Point) -> String { report.times.short(point.time) }
    guard let first = run.points.first, let last = run.points.last,
      let least = run.points.min(by: { $0.value < $1.value }),
      let greatest = run.points.max(by: { $0.value < $1.value })
    else { return .init("") }
    var text = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name)): "
    text += "\(value(first)) at \(report.times.full(first.time)), \(value(last)) at \(time(last))"
    text += ", at most \(value(greatest)) at \(time(greatest))"
    text += ", at least \(value(least)) at \(time(least))"
    var exhibits: [Int] = []
    let samples = run.observation.samples
    if let sample = samples.first(where: { $0.time?.instant == greatest.time }) ?? samples.last {
      let number = report.cite(
        sample, values: run.observation.values,
        measured: changed(run, findings)?.measured ?? Measured(name: run.name, unit: run.unit))
      exhibits.append(number)
      text += " [\(number)]"
    }
    if let finding = changed(run, findings) {
      let number = report.cite(finding)
      exhibits.append(number)
      let time = finding.period.map { " at \(report.times.short($0.lowerBound))" } ?? ""
      text += "; \(finding.words)\(time) [\(number)]"
    }
    return .init(text + ".", exhibits: exhibits)
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
