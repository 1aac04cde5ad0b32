/// A time as a record states it: the instant, and how much of it was really written down.
///
/// `Jan 31 15:46:40` has no year and no zone; `15:46:40.123` no date either. The instant then stands
/// in an assumed year or day, good for order and distance, and what was assumed is never printed.
package struct Timestamp: Hashable, Sendable, Codable {
  /// The point in time; what the record leaves out is assumed, see ``date`` and ``offset``.
  package var instant: Instant
  /// Seconds east of UTC, as the record states them; nil where it names no zone, then read as UTC.
  package var offset: Int?
  /// How much of the date was written down or told by other evidence.
  package var date: DatePart

  package init(_ instant: Instant, offset: Int? = nil, date: DatePart = .full) {
    self.instant = instant
    self.offset = offset
    self.date = date
  }

  /// The known part of a date.
  package enum DatePart: Int, Hashable, Sendable, Codable, Comparable {
    /// A time of day only: `15:46:40`.
    case none
    /// Month and day, without a year.
    case noYear
    /// Year, month and day.
    case full

    package static func < (a: DatePart, b: DatePart) -> Bool { a.rawValue < b.rawValue }
  }

  /// Whether another time can be this one written in full: what both know of the date differs by a
  /// day at most, for one of them may stand in another zone.
  package func isSameDay(as other: Timestamp) -> Bool {
    guard date > .none, other.date > .none else { return true }
    var (a, b) = (CivilTime(instant).date, CivilTime(other.instant).date)
    if date == .noYear || other.date == .noYear {
      (a.year, b.year) = (Self.assumedYear, Self.assumedYear)
    }
    let days = abs(a.daysSince1970 - b.daysSince1970)
    // The last of December and the first of January are beside each other in no year at all.
    return days <= 1 || days >= 364
  }

  /// The year that stands in for one that no evidence states: a leap year, so that 29 February exists.
  package static let assumedYear = 2000
}
