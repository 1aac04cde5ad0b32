import Evidence
import Timeline

/// Writes times as the evidence writes them: in its own zone, without parts of the date that no
/// evidence states.
///
/// `2026-05-12 13:41:02 UTC` where all is known; `May 12 13:41:02` without a year; `13:41:02` where
/// there is a time of day only.
package struct TimeText: Sendable {
  /// Seconds east of UTC in which times are printed.
  let offset: Int
  /// What is said behind a full time: ` UTC`, ` +05:30`, nothing where no evidence states a zone.
  let zone: String
  private let date: Timestamp.DatePart
  /// Whether all times lie on one day, so that the day need not be said each time.
  private let isOneDay: Bool

  init(_ catalog: Catalog) {
    self.init(
      offset: catalog.offset, statesZone: catalog.statesZone, date: catalog.date,
      window: catalog.window)
  }

  init(offset: Int?, statesZone: Bool, date: Timestamp.DatePart, window: TimeWindow?) {
    let seconds = statesZone ? offset ?? 0 : 0
    self.offset = seconds
    zone = statesZone ? " " + Self.zoneName(seconds) : ""
    self.date = date
    isOneDay =
      window.map {
        Self.civil($0.lowerBound, seconds).date == Self.civil($0.upperBound, seconds).date
      } ?? true
  }

  /// The same evidence in another zone: "in UTC+2?".
  func shifted(to offset: Int) -> TimeText {
    var copy = self
    copy = TimeText(offset, " " + Self.zoneName(offset), date, isOneDay)
    return copy
  }

  private init(_ offset: Int, _ zone: String, _ date: Timestamp.DatePart, _ isOneDay: Bool) {
    self.offset = offset
    self.zone = zone
    self.date = date
    self.isOneDay = isOneDay
  }

  /// The time with as much of its day and zone as is known.
  func full(_ instant: Instant) -> String {
    let time = Self.civil(instant, offset)
    return day(time) + time.clockText + zone
  }

  /// The time of day, with the day where there are several.
  func short(_ instant: Instant) -> String {
    let time = Self.civil(instant, offset)
    return isOneDay ? time.clockText : day(time) + time.clockText
  }

  /// A stretch of time: `2026-05-12 13:41:02 to 13:45:00 UTC`, open ends as `before` and `from … on`.
  func range(_ window: TimeWindow) -> String {
    switch (window.lowerBound == .earliest, window.upperBound == .latest) {
    case (true, true): return "all times"
    case (true, false): return "before \(full(window.upperBound.advanced(by: 1)))"
    case (false, true): return "from \(full(window.lowerBound)) on"
    case (false, false):
      let (first, last) = (Self.civil(window.lowerBound, offset), Self.civil(end(window), offset))
      let days = last.date.daysSince1970 - first.date.daysSince1970
      let second =
        switch (days, date) {
        case (0, _): last.clockText
        // Where no day is known, midnights that were passed are told.
        case (1, .none): last.clockText + " the next day"
        // Times of one file have a date, and those of others none.
        case (31..., .none): last.dateText + " " + last.clockText
        case (_, .none): last.clockText + " \(days) days later"
        default: day(last) + last.clockText
        }
      return "\(day(first))\(first.clockText) to \(second)\(zone)"
    }
  }

  /// The last instant of a window as people name it: 10:20:00 for one that ends a millisecond before.
  private func end(_ window: TimeWindow) -> Instant {
    let next = window.upperBound.advanced(by: 1)
    return next.milliseconds % 1000 == 0 ? next : window.upperBound
  }

  private func day(_ time: CivilTime) -> String {
    switch date {
    case .full: time.dateText + " "
    case .noYear: Self.months[max(0, min(11, time.date.month - 1))] + " \(time.date.day) "
    case .none: ""
    }
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func civil(_ instant: Instant, _ offset: Int) -> CivilTime {
    CivilTime(instant.advanced(by: Int64(offset) * 1000))
  }

  /// `UTC` for no offset, else `+05:30`.
  static func zoneName(_ offset: Int) -> String {
    guard offset != 0 else { return "UTC" }
    let minutes = abs(offset) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }

  /// A length of time in the largest units that fit: `31 min 12 s`, `2 h 5 min`.
  static func length(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds) / 1000
    if milliseconds > 0, seconds == 0 { return "less than 1 s" }
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7200 {
      return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    }
    if seconds < 172_800 { return "\(seconds / 3600) h \(seconds / 60 % 60) min" }
    return "\(seconds / 86_400) days"
  }
}
