import Diagnosis
import Evidence
import Timeline

/// How long what grows all the time still has until its limit, as it grew so far.
struct Headroom {
  /// The limit, with the metric that tells it; nil where none does.
  private let limit: (value: Double, name: String)?
  /// What it grows by in an hour.
  private let growth: Double
  private let last: Series.Point

  /// Of a metric's values; nil where they did not grow.
  init?(of observation: Observation, _ points: [Series.Point], _ desk: Desk) {
    guard case .metric(let name, _) = observation.measure, let first = points.first,
      let last = points.last, last.value > first.value, last.time > first.time
    else { return nil }
    self.last = last
    let hours = Double(last.time.distance(from: first.time)) / 3_600_000
    growth = (last.value - first.value) / hours
    let kind = MetricKind(name: name)
    limit =
      desk.evidence.observations.lazy.compactMap { other -> (Double, String)? in
        guard case .metric(let name, _) = other.measure, other.service == observation.service,
          MetricKind.isLimit(name), MetricKind(name: name) == kind,
          let value = other.values.points.last?.value, value > 0
        else { return nil }
        return (value, name)
      }.first
  }

  func claim(_ unit: String, _ times: TimeText) -> Report.Claim {
    let pace = "\(MetricText.value(growth, MarkdownText.sentence(unit))) an hour"
    guard let limit else {
      return .init(
        "It grows by \(pace); no metric tells its limit, so when that is reached is not known.")
    }
    let name = MarkdownText.code(Quote.clean(limit.name))
    let most = MetricText.value(limit.value, MarkdownText.sentence(unit))
    guard last.value < limit.value else {
      return .init("Its limit is \(most) (\(name)), and reached.")
    }
    let hours = (limit.value - last.value) / growth
    guard hours < Self.foreseeable else {
      return .init("It grows by \(pace); its limit of \(most) (\(name)) is far.")
    }
    let time = last.time.advanced(by: Int64(hours * 3_600_000))
    return .init(
      "It grows by \(pace): at that pace its limit of \(most) (\(name)) is reached at "
        + "\(times.full(time)).")
  }

  /// Hours beyond which nothing goes on as it did.
  private static let foreseeable = 14 * 24.0
}
