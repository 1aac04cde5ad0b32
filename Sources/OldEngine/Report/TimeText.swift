import Timeline

/// Writes times for a report, all in UTC.
struct TimeText {
  /// Whether all times of the evidence lie on one day, so that the day need not be said each time.
  let isOneDay: Bool

  init(_ span: TimeWindow?) {
    isOneDay =
      span.map { CivilTime($0.lowerBound).dateText == CivilTime($0.upperBound).dateText } ?? true
  }

  /// The time with its day and zone.
  func full(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    return "\(time.dateText) \(time.clockText) UTC"
  }

  /// The time of day, with the day where there are several.
  func short(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    return isOneDay ? time.clockText : "\(time.dateText) \(time.clockText)"
  }

  /// A window, to stand behind a noun: ` from A to B`, ` before B`, ` from A on`; nothing for all.
  func scope(_ window: TimeWindow) -> String {
    switch (window.lowerBound == .earliest, window.upperBound == .latest) {
    case (true, true): ""
    case (true, false): " before \(full(window.upperBound.advanced(by: 1)))"
    case (false, true): " from \(full(window.lowerBound)) on"
    case (false, false): " from \(range(window))"
    }
  }

  /// A stretch of time.
  func range(_ range: TimeWindow) -> String {
    "\(full(range.lowerBound)) to \(full(range.upperBound))"
  }

  /// How often, in words.
  func count(_ number: Int) -> String { number == 1 ? "once" : "\(number) times" }

  /// How many lines, in words.
  func lines(_ number: Int) -> String { number == 1 ? "1 line" : "\(number) lines" }

  /// A length of time in the largest units that fit.
  static func length(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds) / 1000
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7200 { return "\(seconds / 60) min" }
    if seconds < 172_800 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
    return "\(seconds / 86_400) days"
  }
}
