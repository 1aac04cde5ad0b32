import Timeline

/// Reads times such as `2026-11-24T10:05Z`, `5 pm EST yesterday` or `noon` out of words.
struct MomentReader {
  let words: [String]
  let reference: TimeReference

  /// Reads the longest time that begins at a word; nil where none does.
  ///
  /// - Parameters:
  ///   - index: The word to begin at.
  ///   - bareHour: Whether a lone number counts as an hour, as in "at 10".
  /// - Returns: The time, and the index of the word behind it.
  func moment(at index: Int, bareHour: Bool) -> (moment: TimeMoment, next: Int)? {
    guard var (result, next) = part(at: index, bareHour: bareHour) else { return nil }
    while next < words.count {
      var ahead = next
      // Few words at most: a text that is all "at at at" must not be read once for each of them.
      while ahead < min(words.count, next + 4), TimeWords.links.contains(words[ahead]) {
        ahead += 1
      }
      guard let (other, after) = part(at: ahead, bareHour: false) else { break }
      var merged = result
      guard merged.merge(other) else { break }
      result = merged
      next = after
    }
    // A zone alone, such as a stray "et" or "z", is no time.
    return result.day == nil && result.timeOfDay == nil ? nil : (result, next)
  }

  private func part(at index: Int, bareHour: Bool) -> (TimeMoment, Int)? {
    guard index < words.count else { return nil }
    let word = words[index]
    guard Self.mayBegin(word) else { return nil }
    if let zone = TimeZoneNames.offset(word) { return (TimeMoment(zone: zone), index + 1) }
    if let moment = isoMoment(word) { return (moment, index + 1) }
    if let (moment, next) = namedDay(at: index) { return (moment, next) }
    return clock(at: index, bareHour: bareHour)
  }

  /// Returns whether a time can begin with a word: quickly, for most words are none.
  private static func mayBegin(_ word: String) -> Bool {
    guard let first = word.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): return true
    default:
      return TimeWords.openings.contains(word) || word.hasPrefix("utc") || word.hasPrefix("gmt")
    }
  }

  private func namedDay(at index: Int) -> (TimeMoment, Int)? {
    let word = words[index]
    let today = reference.localDay(of: reference.now, 0)
    switch word {
    case "today": return (TimeMoment(day: today), index + 1)
    case "yesterday": return (TimeMoment(day: day(today, -1)), index + 1)
    default: break
    }
    if let wanted = TimeWords.weekdays[word], word.count > 3 {
      // 1970-01-01 was a Thursday, the day before it a Wednesday: 3.
      let weekday = Int((Int64(today.date.daysSince1970) + 3).floorDivided(by: 7).rest) + 1
      return (TimeMoment(day: day(today, Int64(-((weekday - wanted + 7) % 7)))), index + 1)
    }
    let following = index + 1 < words.count ? words[index + 1] : ""
    var date: (month: Int, day: Int)?
    if let month = TimeWords.months[word], let number = dayNumber(following) {
      date = (month, number)
    } else if let number = dayNumber(word), let month = TimeWords.months[following] {
      date = (month, number)
    }
    guard let date else { return nil }
    var next = index + 2
    var year = today.date.year
    if next < words.count, words[next].count == 4, let stated = Int(words[next]), stated > 1969 {
      year = stated
      next += 1
    } else if CivilTime(year: year, month: date.month, day: date.day).instant > reference.now {
      year -= 1
    }
    return (TimeMoment(day: CivilTime(year: year, month: date.month, day: date.day)), next)
  }

  private func day(_ day: CivilTime, _ offset: Int64) -> CivilTime {
    CivilTime(day.instant.advanced(by: offset * CivilTime.dayLength))
  }

  private func dayNumber(_ word: String) -> Int? {
    var digits = word[...]
    for suffix in ["st", "nd", "rd", "th"] where digits.hasSuffix(suffix) {
      digits = digits.dropLast(2)
    }
    guard let number = Int(digits), (1...31).contains(number) else { return nil }
    return number
  }

  private func clock(at index: Int, bareHour: Bool) -> (TimeMoment, Int)? {
    let word = words[index]
    if word == "noon" || word == "midday" {
      return (TimeMoment(timeOfDay: 12 * 3_600_000, saysHalf: true), index + 1)
    }
    if word == "midnight" { return (TimeMoment(timeOfDay: 0, saysHalf: true), index + 1) }
    var text = word[...]
    var half = takeHalf(&text)
    var next = index + 1
    if half == nil, next < words.count {
      var following = words[next].filter { $0 != "." }[...]
      if let found = takeHalf(&following), following.isEmpty {
        half = found
        next += 1
      }
    }
    var zone: Int?
    if let sign = text.lastIndex(where: { "+-z".contains($0) }), text.contains(":") {
      zone = TimeZoneNames.offset(String(text[sign...]))
      if zone == nil { return nil }
      text = text[..<sign]
    }
    guard var moment = Self.timeOfDay(text, allowHour: half != nil || bareHour) else { return nil }
    if let half, let time = moment.timeOfDay {
      let hour = time / 3_600_000
      guard (1...12).contains(hour) else { return nil }
      moment.timeOfDay = time % 3_600_000 + (hour % 12 + (half ? 12 : 0)) * 3_600_000
      moment.saysHalf = true
    }
    moment.zone = zone
    return (moment, next)
  }

  /// Takes `am` or `pm` off the end: true for the afternoon.
  private func takeHalf(_ text: inout Substring) -> Bool? {
    let afternoon = text.hasSuffix("pm")
    guard afternoon || text.hasSuffix("am") else { return nil }
    let rest = text.dropLast(2)
    guard rest.isEmpty || rest.last?.isNumber == true else { return nil }
    text = rest
    return afternoon
  }
}

extension MomentReader {
  /// Reads `2026-11-24`, `2026/11/24`, or one with `t10:05:30.123z` behind it.
  func isoMoment(_ word: String) -> TimeMoment? {
    let parts = word.split(separator: "t", maxSplits: 1)
    guard let first = parts.first else { return nil }
    let fields = first.split(whereSeparator: { $0 == "-" || $0 == "/" })
    guard fields.count == 3, first.count >= 8, fields[0].count == 4,
      let year = Int(fields[0]), let month = Int(fields[1]), let day = Int(fields[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var moment = TimeMoment(day: CivilTime(year: year, month: month, day: day))
    guard parts.count == 2 else { return moment }
    var clock = parts[1]
    if let sign = clock.firstIndex(where: { "z+-".contains($0) }) {
      guard let zone = TimeZoneNames.offset(String(clock[sign...])) else { return nil }
      moment.zone = zone
      clock = clock[..<sign]
    }
    guard let time = Self.timeOfDay(clock, allowHour: false) else { return nil }
    return moment.merge(time) ? moment : nil
  }

  /// Reads `10:05`, `10:05:30`, `10:05:30.123`, and `10` where a lone hour may stand.
  static func timeOfDay(_ text: Substring, allowHour: Bool) -> TimeMoment? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(fields.count), fields.count > 1 || allowHour,
      let hour = Int64(fields[0]), (0...24).contains(hour), fields[0].count <= 2
    else { return nil }
    var time = hour * 3_600_000
    var precision: Int64 = fields.count == 1 ? 3_600_000 : 60_000
    if fields.count > 1 {
      guard let minute = Int64(fields[1]), (0...59).contains(minute), fields[1].count == 2 else {
        return nil
      }
      time += minute * 60_000
    }
    if fields.count > 2 {
      let parts = fields[2].split(whereSeparator: { $0 == "." || $0 == "," })
      guard let second = parts.first.flatMap({ Int64($0) }), (0...60).contains(second) else {
        return nil
      }
      time += second * 1000
      precision = 1000
      if parts.count > 1, let fraction = Int64(parts[1].prefix(3)) {
        precision = 1
        time += fraction * [1, 100, 10, 1][min(3, parts[1].count)]
      }
    }
    return TimeMoment(timeOfDay: time, precision: precision)
  }
}
