/// A day of the proleptic Gregorian calendar, and its distance from 1970-01-01.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that
/// begin on the first of March, so that a leap day is the last of its year.
package struct CivilDate: Hashable, Sendable {
  package var year: Int
  /// From 1 to 12.
  package var month: Int
  /// From 1 to 31.
  package var day: Int

  @inlinable
  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Makes the day that is so many days after 1970-01-01, within 298 million years of it.
  package init(daysSince1970 days: Int) {
    let shifted = min(max(days, -Self.farthest), Self.farthest) + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The days since 1970-01-01; a day that its month lacks counts into the months beside it.
  ///
  /// What lies beyond 300 million years, or beyond any month, is as the nearest that does not: more
  /// than milliseconds in 64 bits reach.
  @inlinable
  package var daysSince1970: Int {
    let year = min(max(year, -300_000_000), 300_000_000)
    let month = min(max(month, 1), 12)
    let day = min(max(day, -1_000_000), 1_000_000)
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Self.floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the calendar has this day.
  package var exists: Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    return day <= Self.length(ofMonth: month, in: year)
  }

  /// Days, either way from 1970, that lie within 300 million years.
  private static let farthest = 109_000_000_000

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2:
      year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  @inlinable
  static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
    (dividend >= 0 ? dividend : dividend - divisor + 1) / divisor
  }
}
