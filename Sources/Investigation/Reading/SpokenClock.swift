import Timeline

/// Reads times of day in words: "quarter past eleven", "ten to 12", "half past", "eleven o'clock".
struct SpokenClock {
  let sentence: Sentence

  /// The time of day that begins at a token, and the index behind it; nil where none does.
  func moment(at index: Int) -> (Moment, next: Int)? {
    var start = index
    if sentence.word(start) == "a" { start += 1 }
    if let hour = hour(at: start), Self.oclock.contains(sentence.word(start + 1)) {
      return made(hour * 60, behind: start + 2)
    }
    guard let minutes = minutes(at: start) else { return nil }
    var link = start + 1
    if ["minutes", "min", "mins"].contains(sentence.word(link)) { link += 1 }
    let isFraction = Self.fractions[sentence.word(start)] != nil
    let isPast = sentence.word(link) == "past" || isFraction && sentence.word(link) == "after"
    let isTo = ["to", "till"].contains(sentence.word(link))
    guard isPast || isTo else { return nil }
    guard let hour = hour(at: link + 1) else {
      // "from quarter past eleven to half past": of the same hour.
      guard isPast, isFraction, let known = hourBefore(index) else { return nil }
      return made(known * 60 + minutes, behind: link + 1)
    }
    // "from five to ten" are two hours, "at ten to twelve" is one time.
    if isTo, !isFraction,
      minutes % 5 != 0 || minutes > 25 || ["from", "between"].contains(sentence.word(index - 1))
        || sentence.word(link + 1).contains(":")
    {
      return nil
    }
    return made(hour * 60 + (isPast ? minutes : -minutes), behind: link + 2)
  }

  private func made(_ minutes: Int, behind next: Int) -> (Moment, next: Int) {
    // "ten to one" may be before midnight.
    let time = Int64((minutes + 1440) % 1440) * 60_000
    var moment = Moment(timeOfDay: time, saysHalf: minutes >= 13 * 60)
    let half = sentence.word(next).filter { $0 != "." }
    guard half == "am" || half == "pm", time < CivilTime.dayLength / 2 + 3_600_000 else {
      return (moment, next)
    }
    let noon = CivilTime.dayLength / 2
    moment.timeOfDay = time % noon + (half == "pm" ? noon : 0)
    moment.saysHalf = true
    return (moment, next + 1)
  }

  private static let fractions = ["quarter": 15, "half": 30]
  private static let oclock: Set = ["o'clock", "oclock", "o\u{2019}clock"]

  private func minutes(at index: Int) -> Int? {
    if let fraction = Self.fractions[sentence.word(index)] { return fraction }
    guard let number = sentence.tokens[safe: index]?.number, (1...59).contains(number) else {
      return nil
    }
    return number
  }

  private func hour(at index: Int) -> Int? {
    guard let token = sentence.tokens[safe: index], let number = token.number,
      (0...24).contains(number), token.text.utf8.count <= 6
    else { return nil }
    return number
  }

  /// The hour of the time before: `11` of "11:15", "quarter past eleven".
  private func hourBefore(_ index: Int) -> Int? {
    for at in stride(from: index - 1, through: max(0, index - Self.furthest), by: -1) {
      let word = sentence.word(at)
      if word.contains(":"), let hour = Int(word.prefix { $0 != ":" }), (0...24).contains(hour) {
        return hour
      }
      if ["past", "after"].contains(sentence.word(at - 1)), let hour = hour(at: at) { return hour }
      if Self.oclock.contains(word), let hour = hour(at: at - 1) { return hour }
    }
    return nil
  }

  /// Words back to the other end of a stretch.
  private static let furthest = 5
}
