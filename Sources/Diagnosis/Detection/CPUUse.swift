import Evidence
import Timeline

/// How a service's use of CPU rose, as its metrics tell.
struct CPUUse {
  /// What it was before, or in a quiet time, and the most it came to.
  var before: Double
  var peak: Double
  var unit: String
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
    var best: CPUUse?
    for observation in evidence.observations where observation.service == service {
      guard case .metric(let name, let unit) = observation.measure, Self.tellsOfCPU(name) else {
        continue
      }
      let points = observation.values.points
      let quiet = evidence.baseline.first {
        $0.service == service && $0.measure == observation.measure
      }?.values.points.filter { !wide.contains($0.time) }
      let before = (quiet ?? points).filter { $0.time < wide.lowerBound || quiet != nil }
        .map(\.value).sorted()
      guard let peak = points.filter({ wide.contains($0.time) }).max(by: { $0.value < $1.value }),
        !before.isEmpty
      else { continue }
      let usual = before[before.count / 2]
      let isShare = unit == "%" || name.contains("%") || name.lowercased().contains("rate")
      guard peak.value > usual * Self.clearRatio, !isShare || peak.value >= Self.highShare else {
        continue
      }
      guard peak.value / max(usual, 1e-9) > best.map({ $0.peak / max($0.before, 1e-9) }) ?? 0
      else { continue }
      best = CPUUse(
        before: usual, peak: peak.value, unit: unit,
        sample: observation.samples.filter {
          $0.time.map { wide.contains($0.instant) } ?? false
        }.min {
          ($0.time?.instant.distance(from: peak.time).magnitude ?? .max)
            < ($1.time?.instant.distance(from: peak.time).magnitude ?? .max)
        })
    }
    guard let best else { return nil }
    self = best
  }

  private init(before: Double, peak: Double, unit: String, sample: Sample?) {
    self.before = before
    self.peak = peak
    self.unit = unit
    self.sample = sample
  }

  /// Whether a metric is of the CPU that a service itself uses: not of its node, and no limit of it.
  private static func tellsOfCPU(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.contains("cpu")
      && !["node", "limit", "request", "quota"].contains(where: name.contains)
  }

  /// The rise in words: `CPU rose from 1.2 to 99.9 %`.
  var words: String {
    let unit = unit.isEmpty ? "" : " \(unit)"
    return "its CPU rose from \(RequestWords.number(before)) to \(RequestWords.number(peak))\(unit)"
  }
}
