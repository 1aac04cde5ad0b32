import Diagnosis
import Evidence
import Timeline

/// The longest time in which no metric of any service has a value: whoever records them was away.
struct RecordingPause {
  let window: TimeWindow

  /// Nil where metrics were recorded all the time, or logs tell of that time.
  init?(_ desk: Desk) {
    let recordings = Self.recordings(desk)
    guard let longest = RecordedTimes(recordings).pauses().max(by: { $0.length < $1.length }),
      longest.length > Self.slowest(recordings) * 3
    else { return nil }
    // A few entries of others, an alert that values are absent, tell of no service.
    let told = desk.evidence.observations.reduce(0.0) { sum, observation in
      guard case .entries = observation.measure else { return sum }
      return observation.values.points.reduce(sum) {
        $1.time > longest.lowerBound && $1.time < longest.upperBound ? $0 + $1.value : $0
      }
    }
    guard told <= Self.fewEntries else { return nil }
    window = longest
  }

  private static let fewEntries = 3.0

  /// The times of each metric, those that were recorded together once.
  private static func recordings(_ desk: Desk) -> [[Instant]] {
    RecordedTimes.distinct(
      desk.evidence.observations.lazy.compactMap { observation in
        guard case .metric = observation.measure else { return nil }
        return observation.values.times
      })
  }

  /// The longest usual time between two values of a metric, in milliseconds: some are measured each
  /// minute, others each five.
  private static func slowest(_ recordings: [[Instant]]) -> Int64 {
    recordings.compactMap { recording -> Int64? in
      let times = Set(recording).sorted()
      let gaps = zip(times, times.dropFirst()).map { $1.distance(from: $0) }.sorted()
      return gaps.isEmpty ? nil : gaps[gaps.count / 2]
    }.max() ?? 0
  }

  /// What cannot be told of a time that lies in it.
  func claim(_ times: TimeText) -> Report.Claim {
    .init(
      "No metric of any service has a value between \(times.full(window.lowerBound)) and "
        + "\(times.short(window.upperBound)): nothing was recorded, so what happened then cannot be "
        + "told.")
  }
}
