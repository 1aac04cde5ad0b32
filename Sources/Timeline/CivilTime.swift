/// A date and a time of day in UTC, without a calendar library.
package struct CivilTime: Hashable, Sendable {
  package var date: CivilDate
  package var hour: Int
  package var minute: Int
  package var second: Int
  package var millisecond: Int

  /// The milliseconds of a day.
  package static let dayLength: Int64 = 86_400_000

  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    millisecond: Int = 0
  ) {
    date = CivilDate(year: year, month: month, day: day)
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  /// Splits an instant, any, into its parts.
  package init(_ instant: Instant) {
    let (days, rest) = instant.milliseconds.floorDivided(by: Self.dayLength)
    date = CivilDate(daysSince1970: Int(days))
    hour = Int(rest / 3_600_000)
    minute = Int(rest / 60_000 % 60)
    second = Int(rest / 1000 % 60)
    millisecond = Int(rest % 1000)
  }

  /// The instant of these parts, read as UTC, clamped to what can be counted.
  package var instant: Instant {
    var ofDay = Int64(hour).multipliedClamped(by: 3_600_000)
    ofDay = ofDay.addingClamped(Int64(minute).multipliedClamped(by: 60_000))
    ofDay = ofDay.addingClamped(Int64(second).multipliedClamped(by: 1000))
    ofDay = ofDay.addingClamped(Int64(millisecond))
    let days = Int64(date.daysSince1970)
    // The day after goes into the sum with its time, so that the earliest instants are reached too.
    guard days < 0 else {
      return Instant(milliseconds: days.multipliedClamped(by: Self.dayLength).addingClamped(ofDay))
    }
    return Instant(
      milliseconds: (days + 1).multipliedClamped(by: Self.dayLength)
        .addingClamped(ofDay.subtractingClamped(Self.dayLength)))
  }

  /// The midnight that begins its day.
  package var midnight: CivilTime {
    CivilTime(year: date.year, month: date.month, day: date.day)
  }

  /// The day as `2026-11-24`; the years before the year 0 have a `-`.
  package var dateText: String {
    let sign = date.year < 0 ? "-" : ""
    return "\(sign)\(Self.pad(date.year, 4))-\(Self.pad(date.month, 2))-\(Self.pad(date.day, 2))"
  }

  /// The time of day as `10:05:09`.
  package var clockText: String {
    "\(Self.pad(hour, 2)):\(Self.pad(minute, 2)):\(Self.pad(second, 2))"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
