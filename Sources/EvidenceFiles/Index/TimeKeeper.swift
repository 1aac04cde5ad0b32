import Evidence
import Timeline

/// What the evidence tells of the times of a file's entries.
struct TimePlan: Hashable, Sendable {
  /// The year of the file's first stamp without one; nil where nothing tells it.
  var year: Int?
  /// The first stamp without a year, as milliseconds in the assumed one.
  var yearlessHead: Int64?
  /// The day of the first stamp that has a time of day only; nil where nothing tells it.
  var day: CivilDate?
  /// Whether stamps have a time of day only, so that midnights are to be counted.
  var isSequential = false
  /// The zone of the file's times, in seconds east of UTC, where they state none and others tell it.
  var zone: Int?
  /// The first time in the file, for entries before it that have none.
  var first: Timestamp?
}

/// Completes the times of entries, in the order in which they stand.
struct TimeKeeper {
  private let plan: TimePlan
  private var last: Timestamp?
  /// Midnights passed since the first stamp that has a time of day only.
  private var days: Int64 = 0
  private var lastOfDay: Int64?

  /// A stamp that lies so far before a file's first belongs to the next year: logs are rarely in
  /// strict order, but never by two months.
  private static let yearSlack: Int64 = 60 * CivilTime.dayLength
  /// A time of day that lies so far before the last is one of the next day, not out of order.
  private static let daySlack: Int64 = CivilTime.dayLength / 2

  init(_ plan: TimePlan) {
    self.plan = plan
    last = plan.first
  }

  /// Completes the time of an entry; returns whether it is its neighbour's.
  @inline(__always)
  mutating func settle(_ entry: inout LogEntry) -> Bool {
    // Seconds since a start are no time that can be said: their lines stand in order.
    guard let time = entry.time, !entry.facts.contains(.uptime) else {
      entry.time = last
      return last != nil
    }
    if time.date != .full || plan.zone != nil { entry.time = completed(time) }
    last = entry.time
    return false
  }

  /// A time with the year or the day that the evidence tells.
  mutating func completed(_ time: Timestamp) -> Timestamp {
    var time = time
    switch time.date {
    case .full: break
    case .noYear:
      let civil = CivilTime(time.instant)
      let head = plan.yearlessHead ?? time.instant.milliseconds
      let written = civil.instant.milliseconds
      let year =
        (plan.year ?? Timestamp.assumedYear)
        + (written < head.subtractingClamped(Self.yearSlack) ? 1 : 0)
        - (written > head.addingClamped(305 * CivilTime.dayLength) ? 1 : 0)
      let days = CivilDate(year: year, month: civil.date.month, day: civil.date.day).daysSince1970
      time.instant = time.instant.advanced(
        by: Int64(days - civil.date.daysSince1970).multipliedClamped(by: CivilTime.dayLength))
      if plan.year != nil { time.date = .full }
    case .none:
      let ofDay = time.instant.milliseconds.floorDivided(by: CivilTime.dayLength).rest
      if let lastOfDay, ofDay < lastOfDay - Self.daySlack { days += 1 }
      lastOfDay = ofDay
      let day = plan.day ?? CivilDate(year: Timestamp.assumedYear, month: 1, day: 1)
      time.instant = Instant(
        milliseconds: (Int64(day.daysSince1970) + days).multipliedClamped(by: CivilTime.dayLength)
          .addingClamped(ofDay))
      if plan.day != nil { time.date = .full }
    }
    if let zone = plan.zone, time.offset == nil {
      time.instant = time.instant.advanced(by: -Int64(zone) * 1000)
      time.offset = zone
    }
    return time
  }
}
