import Evidence
import Timeline

/// A time as a question writes it, not yet tied to a day or a zone.
struct Moment: Hashable {
  /// Days since 1970, where a day was named.
  var day: Int?
  /// Milliseconds since midnight, where a time of day was named.
  var timeOfDay: Int64?
  /// How exact it is, in milliseconds: a minute for `10:05`, an hour for `5 pm`.
  var precision: Int64 = 60_000
  /// Seconds east of UTC, where a zone was named.
  var zone: Int?
  /// Whether the hour says which half of the day it means.
  var saysHalf = false
  /// The instant itself, where it was written as seconds since 1970.
  var instant: Instant?

  /// Takes over what another part of the same time says; false where both say it.
  mutating func merge(_ other: Moment) -> Bool {
    if other.instant != nil || instant != nil { return false }
    if other.day != nil, day != nil { return false }
    if other.timeOfDay != nil, timeOfDay != nil { return false }
    if other.zone != nil, zone != nil { return false }
    day = day ?? other.day
    zone = zone ?? other.zone
    if let time = other.timeOfDay {
      timeOfDay = time
      precision = other.precision
      saysHalf = other.saysHalf
    }
    return true
  }
}

/// What times are counted from, and where they have to lie.
struct TimeReference: Hashable {
  /// The evidence's first and last entry; nil where it holds no times.
  var span: TimeWindow?
  /// The time that services log in, where changes and notes of long before stand beside; nil where none logs much.
  var logged: TimeWindow?
  /// Seconds east of UTC in which the evidence writes its times.
  var offset: Int
  /// Where the conversation or the reporter places the incident.
  var incident: Instant?

  /// The evidence's last entry: the now of all questions.
  var now: Instant { span?.upperBound ?? incident ?? Self.nowhere }

  /// A day for evidence that has none: that of a year which stands in for one.
  private static let nowhere = CivilTime(year: Timestamp.assumedYear, month: 1, day: 1).instant

  /// The time in which those services log that log much.
  static func logged(_ catalog: Catalog) -> TimeWindow? {
    catalog.services.filter { $0.entries >= fewestOfLog }.compactMap(\.window)
      .reduce(nil) { whole, window in whole?.union(window) ?? window }
  }

  /// Entries of a log: notes and lists of changes have fewer.
  private static let fewestOfLog = 200

  /// The number of the local day of an instant.
  func day(of instant: Instant, zone: Int? = nil) -> Int {
    let local = instant.advanced(by: Int64(zone ?? offset) * 1000)
    return CivilTime(local).date.daysSince1970
  }

  /// The instant at which a local day begins.
  func start(ofDay day: Int, zone: Int? = nil) -> Instant {
    CivilTime(
      Instant(milliseconds: Int64(day).multipliedClamped(by: CivilTime.dayLength))
    ).instant.advanced(by: -Int64(zone ?? offset) * 1000)
  }

  /// Ties a moment to the timeline: the stretch that it names.
  ///
  /// A time of day without a day is on a day of the evidence that has it, the one nearest to the
  /// incident, else the last; where no day has it, on the day that lies nearest to the evidence.
  func resolve(_ moment: Moment, day named: Int? = nil) -> TimeWindow {
    if let instant = moment.instant {
      return instant...instant.advanced(by: max(0, moment.precision - 1))
    }
    let zone = moment.zone
    guard let time = moment.timeOfDay else {
      let start = start(ofDay: moment.day ?? named ?? day(of: now, zone: zone), zone: zone)
      return start...start.advanced(by: CivilTime.dayLength - 1)
    }
    func stretch(_ day: Int, _ time: Int64) -> TimeWindow {
      let start = start(ofDay: day, zone: zone).advanced(by: time)
      return start...start.advanced(by: max(0, moment.precision - 1))
    }
    var days = [moment.day ?? named].compactMap { $0 }
    if days.isEmpty { days = candidates(zone: zone) }
    // `at 5` in logs of the afternoon is 17:00.
    let mayBeLater = !moment.saysHalf && time < CivilTime.dayLength / 2
    let half = CivilTime.dayLength / 2
    let best = nearest(days.map { stretch($0, time) })
    guard mayBeLater, let busy = logged ?? span, let found = best, !found.overlaps(busy),
      let later = nearest(days.map { stretch($0, time + half) }), later.overlaps(busy)
    else { return best ?? stretch(day(of: now, zone: zone), time) }
    return later
  }

  /// The days of the evidence, at most those around its end and around the incident.
  private func candidates(zone: Int?) -> [Int] {
    let last = day(of: now, zone: zone)
    var days = Set((last - Self.daysBack)...last)
    days.insert(last + 1)
    if let incident {
      let day = day(of: incident, zone: zone)
      days.formUnion([day - 1, day, day + 1])
    }
    guard let span else { return [day(of: now, zone: zone)] }
    let first = day(of: span.lowerBound, zone: zone)
    return days.filter { $0 >= first - 1 }.sorted()
  }

  /// How many days before the last a time without a day may mean: people name the day beyond a week.
  private static let daysBack = 7

  private func nearest(_ windows: [TimeWindow]) -> TimeWindow? {
    guard let span else { return windows.last }
    let inside = windows.filter { $0.overlaps(span) }
    if let incident {
      let byIncident = inside.min {
        Self.gap($0, incident...incident) < Self.gap($1, incident...incident)
      }
      if let byIncident { return byIncident }
    }
    return inside.last ?? windows.min { Self.gap($0, span) < Self.gap($1, span) }
  }

  private static func gap(_ a: TimeWindow, _ b: TimeWindow) -> Int64 {
    if a.overlaps(b) { return 0 }
    return a.upperBound < b.lowerBound
      ? b.lowerBound.distance(from: a.upperBound) : a.lowerBound.distance(from: b.upperBound)
  }
}
