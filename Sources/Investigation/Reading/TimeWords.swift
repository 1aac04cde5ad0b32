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
    if let found = fraction(in: sentence, at: index) { return found }
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
    if sentence.has(["and", "a", "half"], at: next), let unit = units[sentence.word(next + 3)] {
      // "one and a half hours"
      return (count.multipliedClamped(by: unit) + unit / 2, next + 4)
    }
    guard let unit = units[sentence.word(next)] else { return nil }
    let length = count.multipliedClamped(by: unit)
    // "an hour and a half"
    return sentence.has(["and", "a", "half"], at: next + 1)
      ? (length + unit / 2, next + 4) : (length, next + 1)
  }

  /// `half an hour`, `half hour`, `half-hour`, `quarter of an hour`, `three quarters of an hour`,
  /// `1.5 hours`.
  private static func fraction(in sentence: Sentence, at index: Int) -> (Int64, next: Int)? {
    let word = sentence.word(index)
    if word.hasPrefix("half-"), let unit = units[String(word.dropFirst(5))], unit > 1000 {
      return (unit / 2, index + 1)
    }
    var (quarters, next): (Int64, Int) = (0, index + 1)
    if word == "half" {
      quarters = 2
    } else if word == "quarter" {
      quarters = 1
    } else if word == "a", sentence.word(next) == "quarter" || sentence.word(next) == "half" {
      quarters = sentence.word(next) == "half" ? 2 : 1
      next += 1
    } else if word == "three", ["quarters", "quarter"].contains(sentence.word(next)) {
      quarters = 3
      next += 1
    } else {
      return decimal(in: sentence, at: index)
    }
    while ["of", "an", "a", "the"].contains(sentence.word(next)), next < index + 5 { next += 1 }
    guard let unit = units[sentence.word(next)], unit >= 60_000, sentence.word(next).utf8.count > 1
    else { return nil }
    return (unit / 4 * quarters, next + 1)
  }

  /// `1.5 hours`, `2.5 min`.
  private static func decimal(in sentence: Sentence, at index: Int) -> (Int64, next: Int)? {
    let parts = sentence.word(index).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.count < 4 }),
      let value = Double(sentence.word(index)), let unit = units[sentence.word(index + 1)]
    else { return nil }
    return (Int64(value * Double(unit)), index + 2)
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
