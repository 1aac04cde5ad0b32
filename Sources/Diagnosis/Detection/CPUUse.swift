import Evidence
import Timeline

/// How a service's use of CPU rose, as its metrics tell.
struct CPUUse {
  /// What it was before, or in a quiet time, and the most it came to.
  var before: Double
  var peak: Double
  var unit: String
  /// Whether it is a share of the limit.
  var isShare: Bool
  /// When it was at its most.
  var time: Instant
  /// A row that can be cited; nil where none near the peak was kept.
  var sample: Sample?

  /// A rise is clear from so many times the usual on: a service under twice its load uses twice as much.
  private static let clearRatio = 4.0
  /// A share of its limit from which on a service waits for CPU, in percent.
  private static let highShare = 60.0
  /// How far outside of the requests a point may lie and still tell of them, in milliseconds: metrics
  /// are told up to a minute late.
  private static let slack: Int64 = 60_000

  /// The clearest rise of a service in a time; nil where its metrics show none, or tell nothing of CPU.
  init?(of service: String, during window: TimeWindow, in evidence: ObservedEvidence) {
    let wide = TimeWindow(
      from: window.lowerBound.advanced(by: -Self.slack),
      through: window.upperBound.advanced(by: Self.slack))
    var shares: [CPUUse?] = []
    var amounts: [CPUUse?] = []
    for place in evidence.metrics.ofService[service] ?? [] {
      let name = evidence.metrics.runs[place].name
      guard Self.tellsOfCPU(name) else { continue }
      let observation = evidence.observations[evidence.metrics.runs[place].observation]
      guard case .metric(_, let unit) = observation.measure else { continue }
      let isShare = unit == "%" || name.contains("%")
      // By their places: an observation that is copied for a look costs more than the look.
      let quiet = evidence.baseline.indices.first {
        evidence.baseline[$0].service == service
          && evidence.baseline[$0].measure == observation.measure
      }.map { evidence.baseline[$0] }
      let rise = Self.rise(of: observation, unit, quiet, wide, isShare)
      if isShare { shares.append(rise) } else { amounts.append(rise) }
    }
    // What is known of the limit decides; an amount may be far below it.
    let known = (shares.isEmpty ? amounts : shares).compactMap { $0 }
    guard let best = known.max(by: { $0.ratio < $1.ratio }) else { return nil }
    self = best
  }

  /// How many times the usual it came to.
  private var ratio: Double { peak / max(before, .leastNormalMagnitude) }

  /// The rise of one metric within a time, far beyond what it was at its most before; nil where it is none.
  private static func rise(
    of observation: Observation, _ unit: String, _ quiet: Observation?, _ wide: TimeWindow,
    _ isShare: Bool
  ) -> CPUUse? {
    let points = observation.values.points
    let others = quiet?.values.points ?? points
    let before = others.filter {
      quiet == nil ? $0.time < wide.lowerBound : !wide.contains($0.time)
    }.map(\.value).sorted()
    let inside = points.filter { wide.contains($0.time) }
    guard let peak = inside.max(by: { $0.value < $1.value }), !before.isEmpty else { return nil }
    let usual = before[before.count / 2]
    // One point in a hundred is a moment's work, such as a collection of garbage.
    let high = before[min(before.count - 1, before.count * 99 / 100)]
    guard peak.value > max(usual * clearRatio, high), peak.value >= (isShare ? highShare : 0) else {
      return nil
    }
    return CPUUse(
      before: usual, peak: peak.value, unit: unit, isShare: isShare, time: peak.time,
      sample: observation.samples.nearest(to: peak.time, in: wide))
  }

  private init(
    before: Double, peak: Double, unit: String, isShare: Bool, time: Instant, sample: Sample?
  ) {
    self.before = before
    self.peak = peak
    self.unit = unit
    self.isShare = isShare
    self.time = time
    self.sample = sample
  }

  /// Whether a metric is of the CPU that a service itself uses: not of its node, and no limit of it.
  private static func tellsOfCPU(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.holds("cpu")
      && !["node", "limit", "request", "quota"].contains(where: name.holds)
  }

  /// The rise in words: `CPU rose from 1.2 to 99.9 %`.
  var words: String {
    let unit = unit.isEmpty ? "" : " \(unit)"
    return "its CPU rose from \(MetricText.number(before)) to \(MetricText.number(peak))\(unit)"
  }
}
