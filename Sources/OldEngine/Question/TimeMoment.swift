import Timeline

/// A time as a question writes it, not yet tied to a day or a zone.
struct TimeMoment: Hashable {
  /// The day, where it was named.
  var day: CivilTime?
  /// Milliseconds since midnight, where a time of day was named.
  var timeOfDay: Int64?
  /// How exact the time of day is, in milliseconds: a minute for `10:05`.
  var precision: Int64 = 60_000
  /// The offset from UTC in minutes, where a zone was named.
  var zone: Int?
  /// Whether the hour says which half of the day it means.
  var saysHalf = false

  /// Takes over what another part of the same time says; false where both say it.
  mutating func merge(_ other: TimeMoment) -> Bool {
    if other.day != nil {
      if day != nil { return false }
      day = other.day
    }
    if other.timeOfDay != nil {
      if timeOfDay != nil { return false }
      timeOfDay = other.timeOfDay
      precision = other.precision
      saysHalf = other.saysHalf
    }
    if other.zone != nil {
      if zone != nil { return false }
      zone = other.zone
    }
    return true
  }
}

/// What times are counted from, and where they have to lie.
struct TimeReference: Hashable {
  /// The incident's time, else the evidence's newest entry.
  var now: Instant
  /// The evidence's first and last entry.
  var span: TimeWindow

  /// Ties a moment to the timeline: the stretch that it names.
  func resolve(_ moment: TimeMoment) -> TimeWindow {
    let shift = Int64(moment.zone ?? 0) * 60_000
    guard let time = moment.timeOfDay else {
      let start = (moment.day ?? localDay(of: now, shift)).instant.advanced(by: -shift)
      return start...start.advanced(by: CivilTime.dayLength - 1)
    }
    let start: Instant
    if let day = moment.day {
      start = day.instant.advanced(by: time - shift)
    } else {
      start = nearest(time, shift)
    }
    return start...start.advanced(by: max(0, moment.precision - 1))
  }

  /// The local day of an instant, `shift` milliseconds east of UTC.
  func localDay(of instant: Instant, _ shift: Int64) -> CivilTime {
    CivilTime(instant.advanced(by: shift)).midnight
  }

  /// A time of day without a day: the newest in the evidence, else the last before now.
  private func nearest(_ time: Int64, _ shift: Int64) -> Instant {
    let today = localDay(of: now, shift).instant.advanced(by: time - shift)
    let candidates = (-7...1).map { today.advanced(by: $0 * CivilTime.dayLength) }
    let minute: Int64 = 60_000
    let inside = candidates.last {
      $0.advanced(by: minute) > span.lowerBound && $0 <= span.upperBound
    }
    return inside ?? candidates.last { $0 <= now } ?? today
  }
}
