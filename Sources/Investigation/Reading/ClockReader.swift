import Timeline

/// Reads times such as `2026-11-24T10:05Z`, `5 pm CET yesterday`, `12 May 13:00` or `noon`.
struct ClockReader {
  let sentence: Sentence
  let reference: TimeReference

  /// Reads the longest time that begins at a token; nil where none does.
  ///
  /// - Parameters:
  ///   - index: The token to begin at.
  ///   - bareHour: Whether a lone number counts as an hour, as in "at 10".
  /// - Returns: The time, and the index of the token behind it.
  func moment(at index: Int, bareHour: Bool = false) -> (moment: Moment, next: Int)? {
    guard var (result, next) = part(at: index, bareHour: bareHour) else { return nil }
    while next < sentence.tokens.count {
      var ahead = next
      // Few words at most: a text that is all "at at at" must not be read once for each of them.
      while ahead < next + 3, Self.links.contains(sentence.word(ahead)) { ahead += 1 }
      guard let (other, after) = part(at: ahead, bareHour: false) else { break }
      var merged = result
      guard merged.merge(other) else { break }
      result = merged
      next = after
    }
    // A zone alone, such as a stray "et", is no time.
    let isTime = result.day != nil || result.timeOfDay != nil || result.instant != nil
    return isTime ? (result, next) : nil
  }

  private static let links: Set<String> = ["at", "on", "the", "of", "about", "around", "in", "'"]

  private func part(at index: Int, bareHour: Bool) -> (Moment, Int)? {
    guard sentence.tokens.indices.contains(index) else { return nil }
    let token = sentence.tokens[index]
    // A number that counts or names something is no hour: `status 503`, `5xx`.
    guard token.kind == .word, token.role == nil || token.role == .identifier else { return nil }
    let word = token.text
    if let zone = TimeZoneNames.offset(word), word != "z" {
      return (Moment(zone: zone), index + 1)
    }
    if let epoch = epoch(word) { return (epoch, index + 1) }
    if let moment = numericDate(word) { return (moment, index + 1) }
    if let (moment, next) = namedDay(at: index) { return (moment, next) }
    return clock(at: index, bareHour: bareHour)
  }

  /// Reads seconds or milliseconds since 1970, within ten years of the evidence.
  private func epoch(_ word: String) -> Moment? {
    guard word.utf8.count == 10 || word.utf8.count == 13, let number = Int64(word) else {
      return nil
    }
    let isSeconds = word.utf8.count == 10
    let instant = Instant(milliseconds: isSeconds ? number.multipliedClamped(by: 1000) : number)
    let tenYears: Int64 = 3653 * CivilTime.dayLength
    guard instant.distance(from: reference.now).magnitude < tenYears.magnitude else { return nil }
    return Moment(precision: isSeconds ? 1000 : 1, instant: instant)
  }

  /// Reads `2026-11-24`, `24.11.2026`, `24/Nov/2026:10:05:30`, each with a time behind it or not.
  private func numericDate(_ word: String) -> Moment? {
    guard word.utf8.count >= 8, word.utf8.count <= 40, word.contains(where: \.isNumber) else {
      return nil
    }
    let day: Substring
    let clock: Substring
    if let at = word.firstIndex(where: { "t:_".contains($0) && isBehindDate(word, $0) }) {
      (day, clock) = (word[..<at], word[word.index(after: at)...])
    } else {
      (day, clock) = (word[...], "")
    }
    let fields = day.split(whereSeparator: { "-/.".contains($0) })
    guard fields.count == 3, let found = date(fields) else { return nil }
    var moment = Moment(day: found)
    guard !clock.isEmpty else { return moment }
    guard let time = Self.clock(clock) else { return nil }
    return moment.merge(time) ? moment : nil
  }

  private func isBehindDate(_ word: String, _ mark: Character) -> Bool {
    guard let at = word.firstIndex(of: mark) else { return false }
    return word[..<at].count >= 8 && word[word.index(after: at)...].first?.isNumber == true
  }

  private func date(_ fields: [Substring]) -> Int? {
    let numbers = fields.map { Int($0) }
    if fields[0].count == 4, let year = numbers[0], let month = numbers[1], let day = numbers[2] {
      return Self.day(year, month, day)
    }
    guard fields[2].count == 4 || fields[2].count == 2, var year = numbers[2] else { return nil }
    if year < 100 { year += 2000 }
    if let month = TimeWords.months[String(fields[1])], let day = numbers[0] {
      return Self.day(year, month, day)
    }
    guard let a = numbers[0], let b = numbers[1] else { return nil }
    // `03/04/2026`: the reading that lies in the evidence, else day before month.
    let readings = [Self.day(year, b, a), Self.day(year, a, b)].compactMap { $0 }
    return readings.first { day in
      guard let span = reference.span else { return false }
      return reference.resolve(Moment(day: day)).overlaps(span)
    } ?? readings.first
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let date = CivilDate(year: year, month: month, day: day)
    return date.exists ? date.daysSince1970 : nil
  }

  private func namedDay(at index: Int) -> (Moment, Int)? {
    let word = sentence.word(index)
    let today = reference.day(of: reference.now)
    switch word {
    case "today": return (Moment(day: today), index + 1)
    case "yesterday": return (Moment(day: today - 1), index + 1)
    case "tomorrow": return (Moment(day: today + 1), index + 1)
    default: break
    }
    if let wanted = TimeWords.weekdays[word], word.count > 3 || sentence.word(index - 1) == "on" {
      // 1970-01-01 was a Thursday, the day before it a Wednesday: 3.
      let weekday = Int((Int64(today) + 3).floorDivided(by: 7).rest) + 1
      return (Moment(day: today - (weekday - wanted + 7) % 7), index + 1)
    }
    var next = index + 1
    var date: (month: Int, day: Int)?
    if let month = TimeWords.months[word], let day = Self.ordinal(sentence.word(next)) {
      date = (month, day)
    } else if let day = Self.ordinal(word) {
      if sentence.word(next) == "of" { next += 1 }
      if let month = TimeWords.months[sentence.word(next)] { date = (month, day) }
    }
    if date == nil, sentence.word(index - 1) == "the", word.last?.isLetter == true,
      let number = Self.ordinal(word), let day = lastDay(number, today)
    {
      return (Moment(day: day), index + 1)
    }
    guard let date else { return nil }
    next += 1
    let lastYear = CivilDate(daysSince1970: today).year
    if let year = Int(sentence.word(next)), (1970...2200).contains(year) {
      return Self.day(year, date.month, date.day).map { (Moment(day: $0), next + 1) }
    }
    guard let day = Self.day(lastYear, date.month, date.day) else { return nil }
    // A day after the last entry was that of the year before.
    let earlier = Self.day(lastYear - 1, date.month, date.day) ?? day
    return (Moment(day: day > today ? earlier : day), next)
  }

  /// The last day of that number up to today: "on the 11th".
  private func lastDay(_ number: Int, _ today: Int) -> Int? {
    (0..<62).lazy.map { today - $0 }.first { CivilDate(daysSince1970: $0).day == number }
  }

  private static func ordinal(_ word: String) -> Int? {
    var digits = word[...]
    for suffix in ["st", "nd", "rd", "th"] where digits.hasSuffix(suffix) {
      digits = digits.dropLast(2)
    }
    guard digits.utf8.count <= 2, let number = Int(digits), (1...31).contains(number) else {
      return nil
    }
    return number
  }

  private func clock(at index: Int, bareHour: Bool) -> (Moment, Int)? {
    let word = sentence.word(index)
    switch word {
    case "noon", "midday":
      return (Moment(timeOfDay: 12 * 3_600_000, saysHalf: true), index + 1)
    case "midnight": return (Moment(timeOfDay: 0, saysHalf: true), index + 1)
    default: break
    }
    if let (moment, next) = SpokenClock(sentence: sentence).moment(at: index) {
      return (moment, next)
    }
    let following = sentence.word(index + 1).filter { $0 != "." }
    let saysHalf = following == "am" || following == "pm" || following == "oclock"
    if var moment = Self.clock(word[...], half: saysHalf ? following : "") {
      if following == "oclock" { moment.saysHalf = false }
      return (moment, saysHalf ? index + 2 : index + 1)
    }
    // "between 16 and 17 h": of two ends these are hours.
    if bareHour, following == "h", word.utf8.count == 2, let hour = Int(word),
      (0...24).contains(hour),
      ["and", "to", "until", "till", "between"].contains(sentence.word(index - 1))
    {
      return (
        Moment(timeOfDay: Int64(hour) * 3_600_000, precision: 60_000, saysHalf: hour > 12),
        index + 2
      )
    }
    let spoken = word == "one" ? nil : QuestionWords.numbers[word]
    guard bareHour, let hour = spoken ?? Int(word), spoken != nil || word.utf8.count <= 2,
      (0...24).contains(hour), TimeWords.units[following] == nil,
      spoken == nil || following.isEmpty || !StatusWords.counted.contains(following)
    else { return nil }
    return (
      Moment(timeOfDay: Int64(hour) * 3_600_000, precision: 60_000, saysHalf: hour > 12),
      index + 1
    )
  }

  /// Reads a time of day: `10:05`, `10:05:30.123z`, `10:05+02:00`, `5pm`, `10h05`.
  private static func clock(_ word: Substring, half stated: String = "") -> Moment? {
    guard let first = word.utf8.first, (48...57).contains(first), word.utf8.count <= 30 else {
      return nil
    }
    var text = word
    var half = stated
    var moment = Moment()
    for ending in ["am", "pm"] where text.hasSuffix(ending) {
      half = ending
      text = text.dropLast(2)
    }
    if text.contains(":"), let sign = text.lastIndex(where: { "+-z".contains($0) }) {
      let zone = text[sign...]
      guard let offset = zone == "z" ? 0 : TimeZoneNames.offset(String(zone)) else { return nil }
      moment.zone = offset
      text = text[..<sign]
    }
    if text.hasSuffix("h") { text = text.dropLast() + "" }
    let fields = text.split(
      omittingEmptySubsequences: false, whereSeparator: { ":h".contains($0) })
    let seconds = fields.count > 2 ? fields[2].split(whereSeparator: { ".,".contains($0) }) : []
    guard fields.count <= 3, let hour = Int(fields[0]), (0...24).contains(hour),
      fields.count > 1 || !half.isEmpty || word.hasSuffix("h"), fields[0].utf8.count <= 2
    else { return nil }
    // `2h` is a length of time; as an hour it has two digits.
    if fields.count == 1, half.isEmpty, fields[0].utf8.count < 2 { return nil }
    let minute = fields.count > 1 ? fields[1].utf8.count == 2 ? Int(fields[1]) : nil : 0
    let second = seconds.first.map { Int($0) } ?? (fields.count > 2 ? nil : 0)
    guard let minute, let second, (0...59).contains(minute), (0...60).contains(second) else {
      return nil
    }
    var time = Int64(hour) * 3_600_000 + Int64(minute) * 60_000 + Int64(second) * 1000
    moment.precision = fields.count > 2 ? 1000 : 60_000
    if seconds.count == 2, let part = Int64((seconds[1] + "000").prefix(3)) {
      time += part
      moment.precision = 1
    }
    moment.saysHalf = hour > 12 || fields[0].hasPrefix("0") || moment.zone != nil
    if half == "am" || half == "pm" {
      guard (1...12).contains(hour) else { return nil }
      time = time % 3_600_000 + Int64(hour % 12 + (half == "pm" ? 12 : 0)) * 3_600_000
      moment.saysHalf = true
    }
    moment.timeOfDay = time
    return moment
  }
}
