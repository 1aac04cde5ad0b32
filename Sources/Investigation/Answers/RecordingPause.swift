import Evidence
import Timeline

/// The longest time in which no metric of any service has a value: whoever records them was away.
struct RecordingPause {
  let window: TimeWindow

  /// Nil where metrics were recorded all the time, or logs tell of that time.
  init?(_ desk: Desk) {
    guard desk.hasNoEntries else { return nil }
    let times = Set(
      desk.evidence.observations.flatMap { observation -> [Instant] in
        guard case .metric = observation.measure else { return [] }
        return observation.values.points.map(\.time)
      }
    ).sorted()
    let pauses = zip(times, times.dropFirst()).map { TimeWindow(from: $0, through: $1) }
    guard let longest = pauses.max(by: { $0.length < $1.length }), pauses.count >= Self.fewest
    else { return nil }
    let usual = pauses.map(\.length).sorted()[pauses.count / 2]
    guard longest.length >= max(Self.least, usual * Self.missed) else { return nil }
    window = longest
  }

  /// Looks that have to be missing: one or two fail in any system.
  private static let missed: Int64 = 5
  /// The shortest that is told, in milliseconds.
  private static let least: Int64 = 120_000
  /// Pauses from which the usual one is known.
  private static let fewest = 8

  /// What cannot be told of a time that lies in it.
  func claim(_ times: TimeText) -> Report.Claim {
    .init(
      "No metric of any service has a value between \(times.full(window.lowerBound)) and "
        + "\(times.short(window.upperBound)): nothing was recorded, so what happened then cannot be "
        + "told.")
  }
}
