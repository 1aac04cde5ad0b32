import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A time as people read it: `2026-03-10 10:05:12`, with milliseconds where there are some.
struct TimeWords: Hashable {
  /// The day, in UTC.
  let day: Substring
  /// The time of day.
  let clock: Substring

  /// Takes a time apart.
  init(_ date: Date) {
    let text = Timestamp.string(from: date)
    day = text.prefix(10)
    let clock = text.dropFirst(11).dropLast()
    self.clock = clock.hasSuffix(".000") ? clock.dropLast(4) : clock
  }

  /// Takes a time apart whose fraction of a second is of no interest.
  init(toTheSecond date: Date) {
    self.init(Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down)))
  }

  /// Both.
  var text: String { "\(day) \(clock)" }

  /// The time behind another, whose day is not told twice.
  func text(after other: TimeWords) -> String {
    day == other.day ? String(clock) : text
  }
}
