import Diagnosis
import Evidence
import Timeline

/// What a metric was before, during and after the trouble, or before and after a moment.
///
///     hit_ratio: 0.971 in the middle before 11:03:00, 0.42 until 12:20:00, 0.968 after it
struct MetricStretches {
  /// The moments that part the stretches, in their order: one or two.
  private let cuts: [Instant]
  private let runs: [MeasuredRun]
  /// Whether the mean of the values is asked for, not their middle.
  private let isMean: Bool

  /// Nil where no moment parts the values of the first metric, or the question compares two windows that
  /// do not meet.
  init?(_ runs: [MeasuredRun], _ question: Question, _ diagnosis: Diagnosis, isMean: Bool) {
    self.isMean = isMean
    guard let first = runs.first, let times = first.span else { return nil }
    // A time that was spoken of before is about when the trouble began.
    let isSpoken = question.inherited.contains(.window) && diagnosis.onset != nil
    var moment = isSpoken ? nil : question.instant
    if !isSpoken, let other = question.otherScope {
      guard let before = question.scope.window, let after = other.window,
        before.upperBound < after.lowerBound,
        before.upperBound.distance(from: after.lowerBound).magnitude <= Self.slack
      else { return nil }
      moment = after.lowerBound
    }
    // What is parted at the onset, or at the change that came just before it, has an end as well.
    let isOfTrouble =
      if let asked = moment, let onset = diagnosis.onset {
        asked.distance(from: onset) <= Int64(Self.slack)
          && onset.distance(from: asked) <= Self.mostLead
      } else {
        moment == nil
      }
    let wanted = [moment ?? diagnosis.onset, isOfTrouble ? diagnosis.end : nil].compactMap { $0 }
    cuts = wanted.filter { $0 > times.lowerBound && $0 <= times.upperBound }
    self.runs = Array(runs.prefix(Self.most))
    guard !cuts.isEmpty else { return nil }
  }

  /// Milliseconds by which moments differ that are one.
  private static let slack: UInt64 = 1000
  /// Milliseconds from a change to the trouble that it makes.
  private static let mostLead: Int64 = 600_000
  /// Metrics that are told.
  private static let most = 4

  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    runs.map { claim($0, &report) }
  }

  private func claim(_ run: MeasuredRun, _ report: inout ReportBuilder) -> Report.Claim {
    let times = report.times
    var numbers: [Int] = []
    var parts: [String] = []
    for place in 0...cuts.count {
      let points = run.points.filter { point in
        (place == 0 || point.time >= cuts[place - 1])
          && (place == cuts.count || point.time < cuts[place])
      }
      guard let middle = isMean ? points.mean : points.middle else { continue }
      var text = MetricText.value(middle, run.unit)
      if place == 0 {
        text += " before \(times.full(cuts[0]))"
      } else if place < cuts.count {
        text += " from then until \(times.full(cuts[place]))"
      } else {
        text += cuts.count == 1 ? " from then on" : " after it"
      }
      // The point that is nearest to what is said can be read in its line.
      let samples = run.observation.samples.filter { sample in
        sample.time.map { time in points.contains { $0.time == time.instant } } ?? false
      }
      if let sample = samples.isEmpty ? nil : samples[samples.count / 2] {
        let number = report.cite(
          sample, values: run.observation.values,
          measured: Measured(name: run.name, unit: run.unit))
        numbers.append(number)
        text += " [\(number)]"
      }
      parts.append(text)
    }
    let name = "\(MarkdownText.name(run.observation.service)) \(Quote.clean(run.name))"
    let kind = isMean ? "on average" : "in the middle"
    return .init("\(name), \(kind): \(parts.joined(separator: ", ")).", exhibits: numbers)
  }
}

extension MeasuredRun {
  /// From its first to its last point; nil where it has none.
  fileprivate var span: TimeWindow? {
    guard let first = points.first, let last = points.last else { return nil }
    return first.time...last.time
  }

  /// The share of lookups that found what they looked for, from two metrics that count both: of `cache_hits`
  /// and `cache_misses` it is hits / (hits + misses); nil where no such two are among some.
  static func hitRatio(of runs: [MeasuredRun]) -> MeasuredRun? {
    func parts(_ run: MeasuredRun, _ words: Set<String>) -> [String]? {
      let tokens = MetricKind.tokens(run.name)
      return tokens.contains(where: words.contains) ? tokens.filter { !words.contains($0) } : nil
    }
    for run in runs {
      guard let rest = parts(run, ["hits", "hit"]) else { continue }
      let other = runs.first { other in
        other.observation.service == run.observation.service
          && parts(other, ["misses", "miss", "missed"]) == rest
      }
      guard let other else { continue }
      let misses = Dictionary(
        other.points.map { ($0.time, $0.value) }, uniquingKeysWith: { a, _ in a })
      var ratio = run
      ratio.name = "\(run.name) / (\(run.name) + \(other.name))"
      ratio.unit = ""
      ratio.points = run.points.compactMap { point in
        guard let missed = misses[point.time], point.value + missed > 0 else { return nil }
        return .init(time: point.time, value: point.value / (point.value + missed))
      }
      if !ratio.points.isEmpty { return ratio }
    }
    return nil
  }
}
