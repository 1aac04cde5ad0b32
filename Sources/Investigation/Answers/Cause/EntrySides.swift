import Diagnosis
import Evidence
import Timeline

/// How many entries of a finding's message were logged before an instant, and from it on, by what was counted when
/// they were read.
struct EntrySides {
  private(set) var before = 0
  private(set) var after = 0

  /// Nil where that cannot be told without another look: a stretch that was counted as one lies on both sides, or
  /// entries have no time.
  init?(_ finding: Finding, at instant: Instant, _ observations: [Observation]) {
    guard let template = finding.template else { return nil }
    for place in observations.indices where observations[place].service == finding.writer {
      guard case .entries(template, _) = observations[place].measure else { continue }
      guard take(observations[place], at: instant) else { return nil }
    }
    guard before + after > 0 else { return nil }
  }

  /// Takes in the entries of one message; false where it cannot be told on which side some are.
  private mutating func take(_ observation: Observation, at instant: Instant) -> Bool {
    guard let first = observation.samples.first?.time?.instant,
      let last = observation.samples.last?.time?.instant
    else { return false }
    let series = observation.values
    var sides = (before: 0, after: 0)
    for point in series.points {
      let end = min(last, point.time.advanced(by: max(series.width - 1, 0)))
      if end < instant {
        sides.before += Int(point.value)
      } else if max(first, point.time) >= instant {
        sides.after += Int(point.value)
      } else {
        return false
      }
    }
    before += sides.before
    after += sides.after
    return sides.before + sides.after == observation.count
  }
}
