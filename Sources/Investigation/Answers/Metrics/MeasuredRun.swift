import Diagnosis
import Evidence
import Timeline

/// A metric in the time that is asked about.
struct MeasuredRun {
  var observation: Observation
  /// Its name with the labels that tell it from others: `http_requests_total status=502`.
  var name: String
  var unit: String
  var points: [Series.Point]
  /// Observations of the same metric in other files, where these are looked at as one.
  var further: [Observation] = []

  /// Nil for what is no metric, nor the course of what operations took or failed, and outside of a window.
  init?(_ observation: Observation, in window: TimeWindow?) {
    switch observation.measure {
    case .metric(let name, let unit): (self.name, self.unit) = (name, unit)
    case .latency(let operation): (name, unit) = ("duration of \(operation)", "ms")
    default: return nil
    }
    self.observation = observation
    points = observation.values.points.filter { window?.contains($0.time) ?? true }
    guard !points.isEmpty else { return nil }
  }

  var kind: MetricKind { MetricKind(name: name) }
  /// Whether it is how long an operation took, by its spans.
  var isOfSpans: Bool {
    if case .latency = observation.measure { return true }
    return false
  }
  /// The value that half of them lie below; 0 where there is none.
  var median: Double { points.middle ?? 0 }
  var greatest: Series.Point? { points.max { $0.value < $1.value } }
  var least: Series.Point? { points.min { $0.value < $1.value } }
  /// The name without labels.
  var plainName: Substring { name.prefix { $0 != " " } }

  /// How many there were, where the values count something: `requests` a minute, what a counter grew by.
  ///
  /// A rate is taken for the time since the value before it, the first for as long as the second. Nil for a
  /// level, as of a queue: its values are no parts of a whole.
  var amount: Double? {
    guard let pace else { return nil }
    if pace == 0 { return points.reduce(0) { $0 + $1.value } }
    // Copies of a service are measured at the same times.
    let sums = points.reduce(into: [Instant: Double]()) { $0[$1.time, default: 0] += $1.value }
    let times = sums.keys.sorted()
    guard times.count > 1 else { return (sums.values.first ?? 0) * pace / 1000 * Double(step) }
    let gaps = zip(times, times.dropFirst()).map { Double($1.distance(from: $0)) }
    return zip(times, [gaps[0]] + gaps).reduce(0) { $0 + (sums[$1.0] ?? 0) * pace * $1.1 / 1000 }
  }

  /// How many values of a probe say that it failed; nil for what is no probe, whose values are 0 and 1.
  var failures: Int? {
    guard kind == .availability, points.allSatisfy({ $0.value == 0 || $0.value == 1 }) else {
      return nil
    }
    return points.count { $0.value == 0 }
  }

  /// The time between two values as they were read, in milliseconds; a minute where there is one.
  private var step: Int64 {
    let all = observation.values.points
    guard all.count > 1 else { return 60_000 }
    return all[1].time.distance(from: all[0].time)
  }

  /// How many a second a value of 1 stands for; 0 where it stands for that many; nil where it counts nothing.
  private var pace: Double? {
    guard ![.pool, .queue, .memory, .threads, .files, .copies].contains(kind) else { return nil }
    let tokens = MetricKind.tokens(name)
    let known = Set(tokens)
    guard known.isDisjoint(with: Self.levels) else { return nil }
    if unit == Measured.perSecond || !known.isDisjoint(with: ["rps", "qps", "tps"]) { return 1 }
    let pairs = zip(tokens, tokens.dropFirst())
    if pairs.contains(where: { $0 == "per" && ["second", "sec", "s"].contains($1) }) { return 1 }
    if known.contains("rpm")
      || pairs.contains(where: { $0 == "per" && ["minute", "min"].contains($1) })
    {
      return 1.0 / 60
    }
    let isCount =
      known.contains("sum") || known.contains("count")
      || [.requests, .errors, .loss, .throttling].contains(kind)
    let isWhole = points.allSatisfy { $0.value >= 0 && $0.value == $0.value.rounded() }
    let counts = [.requests, .errors].contains(kind) || points.contains { $0.value > 1 }
    return isCount && unit.isEmpty && isWhole && counts ? 0 : nil
  }

  private static let levels: Set<String> = [
    "ratio", "percent", "pct", "rate", "share", "average", "avg", "active", "inflight", "max",
    "min",
    "maximum", "minimum", "load", "p50", "p90", "p95", "p99", "limit",
  ]

  /// Several that count the same apart, such as by status, as one: their values at equal times together.
  ///
  /// Empty where fewer than two of them count something at the same times.
  static func together(_ runs: [MeasuredRun]) -> [Series.Point] {
    guard runs.count > 1, Set(runs.map(\.unit)).count == 1, Set(runs.map(\.plainName)).count == 1,
      runs.allSatisfy({ $0.pace != nil })
    else { return [] }
    var sums: [Instant: Double] = [:]
    for point in runs.flatMap(\.points) { sums[point.time, default: 0] += point.value }
    let most = runs.map(\.points.count).max() ?? 0
    guard sums.count <= most * 2 else { return [] }
    return sums.map { .init(time: $0.key, value: $0.value) }.sorted { $0.time < $1.time }
  }
}
