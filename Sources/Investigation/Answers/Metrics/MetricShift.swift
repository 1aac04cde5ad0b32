import Diagnosis
import Evidence
import Timeline

/// Where something went: which metrics of one name fell since the trouble began, and which rose.
///
///     rps region=dub 1780 → 0, rps region=fra 1990 → 3100, rps region=ams 1470 → 2150
struct MetricShift {
  private let sides: [Side]
  private let onset: Instant

  private struct Side {
    var run: MeasuredRun
    /// The middle of the values before the onset and in the time of the trouble.
    var before: Double
    var since: Double
  }

  /// Nil where no onset is known, or nothing fell and rose.
  init?(_ runs: [MeasuredRun], _ onset: Instant?) {
    guard let onset else { return nil }
    self.onset = onset
    let sides = runs.compactMap { run -> Side? in
      let before = run.points.filter { $0.time < onset }
      let since = run.points.filter { $0.time >= onset }
      // As long after as before: what came back since is another matter.
      guard let a = before.middle, let b = since.prefix(max(5, since.count / 2)).middle else {
        return nil
      }
      return Side(run: run, before: a, since: b)
    }
    self.sides = sides.sorted { $0.since - $0.before > $1.since - $1.before }
    guard sides.contains(where: { $0.since > $0.before * 1.1 }) else { return nil }
  }

  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let risen = sides.filter { $0.since > $0.before * 1.1 }
    let fallen = sides.filter { $0.since < $0.before * 0.9 }.reversed()
    var claims = [
      claim("Since \(report.times.full(onset)) more is measured of ", risen, &report)
    ]
    if !fallen.isEmpty { claims.append(claim("Less is measured of ", Array(fallen), &report)) }
    return claims
  }

  private func claim(
    _ lead: String, _ sides: [Side], _ report: inout ReportBuilder
  ) -> Report.Claim {
    var numbers: [Int] = []
    let parts = sides.prefix(5).map { side -> String in
      let number = side.run.observation.samples.last.map {
        report.cite($0, values: side.run.observation.values)
      }
      if let number { numbers.append(number) }
      func value(_ value: Double) -> String { MetricText.value(value, side.run.unit) }
      return "\(MarkdownText.name(side.run.observation.service)) \(Quote.clean(side.run.name)) ("
        + "\(value(side.before)) before, \(value(side.since)) since)"
        + (number.map { " [\($0)]" } ?? "")
    }
    return .init(lead + Counting.list(parts) + ".", exhibits: numbers)
  }
}
