/// The words that times are written with.
enum TimeWords {
  static let months: [String: Int] = [
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12,
    "dec": 12,
  ]
  /// Monday is 1, as in ISO 8601.
  static let weekdays: [String: Int] = [
    "monday": 1, "mon": 1, "tuesday": 2, "tue": 2, "wednesday": 3, "wed": 3, "thursday": 4,
    "thu": 4, "friday": 5, "fri": 5, "saturday": 6, "sat": 6, "sunday": 7, "sun": 7,
  ]
  /// Milliseconds of each unit.
  static let units: [String: Int64] = [
    "s": 1000, "sec": 1000, "secs": 1000, "second": 1000, "seconds": 1000, "m": 60_000,
    "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000, "h": 3_600_000,
    "hr": 3_600_000, "hrs": 3_600_000, "hour": 3_600_000, "hours": 3_600_000, "d": 86_400_000,
    "day": 86_400_000, "days": 86_400_000, "week": 604_800_000, "weeks": 604_800_000,
  ]
  static let numbers: [String: Int64] = [
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "couple": 2, "few": 3, "half": 0,
  ]
  /// The words that a time can begin with, numbers aside.
  static let openings = Set(months.keys).union(weekdays.keys).union(TimeZoneNames.offsets.keys)
    .union(["today", "yesterday", "noon", "midday", "midnight"])
  /// Words that hardly stand in a question that names no time.
  static let telling = Set(units.keys.filter { $0.utf8.count > 3 })
    .union(months.keys.filter { $0.utf8.count > 3 })
    .union(weekdays.keys.filter { $0.utf8.count > 3 })
    .subtracting(["second", "march"])
    .union(["today", "yesterday", "tomorrow", "tonight", "noon", "midday", "midnight", "ago"])
  /// Words that may stand between the parts of one time.
  static let links: Set<String> = ["at", "on", "the", "of", "about", "around"]

  /// Reads a count, in digits or words.
  static func number(_ word: String) -> Int64? {
    numbers[word] ?? Int64(word)
  }
}
