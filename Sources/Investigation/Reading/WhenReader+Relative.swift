import Timeline

/// Times that count from the ends of the evidence: "last 15 minutes", "5 minutes ago", "last night".
extension WhenReader {
  /// "last 15 minutes", "past hour", "first 10 minutes": from an end of the evidence.
  mutating func relative(_ sentence: Sentence, _ index: Int) -> Int? {
    let word = sentence.word(index)
    let isFirst = word == "first"
    guard isFirst || ["last", "past", "previous", "final", "latest"].contains(word) else {
      return nil
    }
    if word == "last", sentence.word(index + 1) == "night" { return partOfDay(sentence, index) }
    var found = TimeWords.length(in: sentence, at: index + 1)
    if found == nil, let unit = TimeWords.units[sentence.word(index + 1)],
      sentence.word(index + 1).utf8.count > 2
    {
      // "the last hour and a half"
      let hasHalf = sentence.has(["and", "a", "half"], at: index + 2)
      found = hasHalf ? (unit + unit / 2, index + 5) : (unit, index + 2)
    }
    guard let (length, next) = found, let span = reference.span else { return nil }
    isDerived = true
    if isFirst {
      add(span.lowerBound...span.lowerBound.advanced(by: length))
    } else {
      add(span.upperBound.advanced(by: -length)...span.upperBound)
    }
    return ["of"].contains(sentence.word(next))
      && ["logs", "evidence"].contains(sentence.word(next + 1))
      ? next + 2 : next
  }

  /// "5 minutes ago": from then on the last entries; a point in time that is as long as its unit.
  mutating func ago(_ sentence: Sentence, _ index: Int) -> Int? {
    guard let (length, next) = TimeWords.length(in: sentence, at: index),
      sentence.word(next) == "ago"
    else { return nil }
    isDerived = true
    let instant = reference.now.advanced(by: -length)
    self.instant = instant
    add((instant...instant).widened(by: min(Self.nearby, length / 2)))
    return next + 1
  }

  /// "this morning", "last night", "tonight", in the evidence's own zone.
  mutating func partOfDay(_ sentence: Sentence, _ index: Int) -> Int? {
    let today = reference.day(of: reference.now)
    let (first, second) = (sentence.word(index), sentence.word(index + 1))
    var offset = 0
    var name = second
    var next = index + 2
    switch first {
    case "this": break
    case "last": offset = -1
    case "yesterday": offset = -1
    case "tonight": (name, next) = ("night", index + 1)
    default: return nil
    }
    guard let hours = Self.partsOfDay[name] else { return nil }
    // Told before the evening, "this night" is the one that is over.
    let isOver = reference.now < reference.start(ofDay: today).advanced(by: 18 * 3_600_000)
    let shift = name == "night" && offset == 0 && isOver ? -1 : offset
    isDerived = true
    add(part(hours, ofDay: today + shift))
    return next
  }

  /// The hours of a day that a word names.
  static let partsOfDay: [String: Range<Int64>] = [
    "morning": 0..<12, "afternoon": 12..<18, "evening": 17..<24, "night": 18..<30,
  ]
}
