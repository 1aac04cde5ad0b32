import Diagnosis
import Evidence
import Timeline

/// What is worked out of all values of a metric: how long it was beyond a value, how fast it goes, when it
/// comes to a value.
struct MetricDerivation {
  let run: MeasuredRun
  let times: TimeText

  /// In words; nil where the measure is read off a single value.
  func words(_ measure: MetricWish.Measure) -> String? {
    switch measure {
    case .above(let value, let unit):
      let limit = scaled(value, unit)
      return beyond("above \(text(limit))") { $0 > limit }
    case .below(let value, let unit):
      let limit = scaled(value, unit)
      return beyond("below \(text(limit))") { $0 < limit }
    case .came(let value, let unit): return came(to: scaled(value, unit))
    case .pace(let length): return pace(length)
    case .reach(let goal, let unit): return reach(goal.map { scaled($0, unit) })
    case .backDown: return backDown
    default: return nil
    }
  }

  /// The first time after the greatest value at which it was no more than at the beginning.
  private var backDown: String? {
    let first = run.points.prefix(max(1, run.points.count / 6))
    guard let usual = first.map(\.value).max(), let top = run.greatest, top.value > usual else {
      return nil
    }
    let after = run.points.first { $0.time > top.time && $0.value <= usual }
    return after.map { "back to \(text($0.value)) at \(times.full($0.time))" }
      ?? "not back to what it was by the last value"
  }

  /// The first time at which it was at a value or beyond it, from the side on which it began.
  private func came(to goal: Double) -> String? {
    guard let first = run.points.first else { return nil }
    let isBelow = first.value < goal
    let place = run.points.first { isBelow ? $0.value >= goal : $0.value <= goal }
    return place.map { "at \(text($0.value)) from \(times.full($0.time)) on" }
      ?? "never at \(text(goal))"
  }

  private func text(_ value: Double) -> String { MetricText.value(value, run.unit) }

  // MARK: How long

  /// A limit in the unit of the metric: of a share that is counted to 1, 80 % are 0.8.
  private func scaled(_ value: Double, _ unit: String) -> Double {
    switch (unit, run.unit) {
    case ("s", "ms"): value * 1000
    case ("ms", "s"): value / 1000
    case ("%", ""), ("", ""):
      value > 1.5 && (run.greatest?.value ?? 0) <= 1 && (unit == "%" || value > 10)
        ? value / 100 : value
    default: value
    }
  }

  private func beyond(_ name: String, _ isInside: (Double) -> Bool) -> String {
    var stretches: [TimeWindow] = []
    var start: Instant?
    for point in run.points {
      if isInside(point.value) {
        start = start ?? point.time
      } else if let begun = start {
        stretches.append(begun...point.time)
        start = nil
      }
    }
    if let start, let last = run.points.last { stretches.append(start...max(start, last.time)) }
    guard let longest = stretches.max(by: { $0.length < $1.length }) else { return "never \(name)" }
    let sum = TimeText.length(stretches.reduce(0) { $0.addingClamped($1.length) })
    let range = times.range(longest)
    return stretches.count == 1
      ? "\(name) for \(sum), \(range)"
      : "\(name) for \(sum) in all, \(stretches.count) times, the longest \(range)"
  }

  // MARK: How fast

  /// The straight line through the values that leaves the least squares; nil where time does not part them.
  private var line: (slope: Double, end: Double)? {
    guard let first = run.points.first?.time, let last = run.points.last?.time, last > first,
      run.points.count > 2
    else { return nil }
    let count = Double(run.points.count)
    let spans = run.points.map { Double($0.time.distance(from: first)) }
    let (middle, mean) = (
      spans.reduce(0, +) / count, run.points.reduce(0) { $0 + $1.value } / count
    )
    var (above, below) = (0.0, 0.0)
    for (span, point) in zip(spans, run.points) {
      above += (span - middle) * (point.value - mean)
      below += (span - middle) * (span - middle)
    }
    guard below > 0, (above / below).isFinite else { return nil }
    let slope = above / below
    return (slope, mean + slope * (Double(last.distance(from: first)) - middle))
  }

  private func pace(_ length: Int64) -> String? {
    guard let line else { return nil }
    let change = line.slope * Double(length)
    return "it \(change < 0 ? "falls" : "grows") by \(text(abs(change))) \(Self.name(length))"
  }

  private static func name(_ length: Int64) -> String {
    switch length {
    case ..<86_400_000: "an hour"
    case ..<604_800_000: "a day"
    case ..<2_592_000_000: "a week"
    default: "a month"
    }
  }

  private func reach(_ goal: Double?) -> String? {
    guard let line, let last = run.points.last else { return nil }
    guard let goal = goal ?? (run.unit == "%" ? 100 : nil) else {
      return "no metric tells its limit, so when that is reached is not known"
    }
    // What fills in hours is told by the hour.
    let isFast = abs(line.slope) * 86_400_000 > abs(goal - last.value)
    let pace = pace(isFast ? 3_600_000 : 86_400_000) ?? ""
    let span = (goal - last.value) / line.slope
    guard span.isFinite, span > 0 else {
      let isPast = (last.value - goal) * line.slope >= 0 && line.slope != 0
      return isPast
        ? "it is at \(text(last.value)) already" : "\(pace), so it does not come to \(text(goal))"
    }
    guard span < Self.foreseeable else {
      return "\(pace): at that pace it does not come to \(text(goal)) within years"
    }
    let time = last.time.advanced(by: Int64(span))
    return "\(pace): at that pace it comes to \(text(goal)) about \(times.full(time)), "
      + "\(TimeText.length(Int64(span))) after its last value"
  }

  /// Milliseconds beyond which nothing goes on as it did: ten years.
  private static let foreseeable = 3650.0 * 86_400_000
}
