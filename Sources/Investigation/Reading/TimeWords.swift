import Timeline

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
    "monday": 1, "mon": 1, "tuesday": 2, "tue": 2, "tues": 2, "wednesday": 3, "wed": 3,
    "thursday": 4, "thu": 4, "thurs": 4, "friday": 5, "fri": 5, "saturday": 6, "sat": 6,
    "sunday": 7, "sun": 7,
  ]
  /// Milliseconds of each unit.
  static let units: [String: Int64] = [
    "s": 1000, "sec": 1000, "secs": 1000, "second": 1000, "seconds": 1000, "m": 60_000,
    "min": 60_000, "mins": 60_000, "minute": 60_000, "minutes": 60_000, "h": 3_600_000,
    "hr": 3_600_000, "hrs": 3_600_000, "hour": 3_600_000, "hours": 3_600_000, "d": 86_400_000,
    "day": 86_400_000, "days": 86_400_000, "week": 604_800_000, "weeks": 604_800_000,
    "ms": 1, "millisecond": 1, "milliseconds": 1,
  ]

  /// Reads a stretch such as `15 minutes`, `90s`, `an hour`, `half an hour`, `couple of minutes`.
  ///
  /// - Returns: Milliseconds and the index of the word behind it; nil where none begins there.
  static func length(in sentence: Sentence, at index: Int) -> (Int64, next: Int)? {
    let word = sentence.word(index)
    if let attached = attached(word) { return (attached, index + 1) }
    if word == "half", ["an", "a"].contains(sentence.word(index + 1)),
      let unit = units[sentence.word(index + 2)]
    {
      return (unit / 2, index + 3)
    }
    var next = index + 1
    var count: Int64
    if sentence.tokens.indices.contains(index), let number = sentence.tokens[index].number {
      count = Int64(number)
    } else if word == "a" || word == "an" {
      count = 1
      if let number = QuestionWords.numbers[sentence.word(next)] {
        count = Int64(number)
        next += 1
      } else if sentence.word(next) == "few" {
        count = 3
        next += 1
      }
    } else if word == "few" || word == "several" {
      count = 3
    } else {
      return nil
    }
    while ["of", "more", "full", "-"].contains(sentence.word(next)) { next += 1 }
    guard let unit = units[sentence.word(next)] else { return nil }
    return (count.multipliedClamped(by: unit), next + 1)
  }

  /// `90s`, `15min`, `2h`.
  private static func attached(_ word: String) -> Int64? {
    let digits = word.prefix { $0.isNumber }
    guard !digits.isEmpty, digits.count < 10, let count = Int64(digits) else { return nil }
    var rest = word.dropFirst(digits.count)
    if rest.hasPrefix("-") { rest = rest.dropFirst() }
    guard !rest.isEmpty, let unit = units[String(rest)] else { return nil }
    return count.multipliedClamped(by: unit)
  }
}
