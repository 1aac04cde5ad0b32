import Diagnosis
import Timeline

/// Times that count from the ends of the evidence: "last 15 minutes", "5 minutes ago", "last night".
extension WhenReader {
  /// "last 15 minutes", "past hour", "first 10 minutes": from an end of the evidence.
  mutating func relative(_ sentence: Sentence, _ index: Int) -> Int? {
    let word = sentence.word(index)
    if let next = part(sentence, index) { return next }
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
    let named = sentence.word(next + 1) == "the" ? next + 2 : next + 1
    let isOfAll =
      sentence.word(next) == "of"
      && ["logs", "log", "evidence", "data", "file", "files"].contains(sentence.word(named))
    if isFirst {
      // Of an incident that was spoken of the first minutes are meant, not those of its logs.
      let onset = isOfAll ? nil : anchors.context.diagnosis?.onset
      let start = onset ?? span.lowerBound
      add(start...start.advanced(by: length))
    } else {
      add(span.upperBound.advanced(by: -length)...span.upperBound)
    }
    return isOfAll ? named + 1 : next
  }

  /// "the second half of the logs", "the third hour of the evidence": a part of all there is.
  mutating func part(_ sentence: Sentence, _ index: Int) -> Int? {
    guard let place = Self.places[sentence.word(index)], let span = reference.span else {
      return nil
    }
    func isWhole(_ at: Int) -> Int? {
      guard sentence.word(at) == "of" else { return nil }
      let noun = ["the", "all"].contains(sentence.word(at + 1)) ? at + 2 : at + 1
      return Self.everything.contains(sentence.word(noun)) ? noun + 1 : nil
    }
    let (length, next): (Int64, Int)
    if let parts = Self.parts[sentence.word(index + 1)], let end = isWhole(index + 2) {
      (length, next) = (span.length / parts, end)
    } else if place > 1 {
      var found = TimeWords.length(in: sentence, at: index + 1)
      if found == nil, let unit = TimeWords.units[sentence.word(index + 1)] {
        found = (unit, index + 2)
      }
      guard let found, let end = isWhole(found.next) else { return nil }
      (length, next) = (found.0, end)
    } else {
      return nil
    }
    isDerived = true
    if place == 0 {
      add(span.upperBound.advanced(by: -length)...span.upperBound)
    } else {
      add(
        span.lowerBound.advanced(
          by: length * (place - 1))...span.lowerBound.advanced(
            by: length * place))
    }
    return next
  }

  /// Which part a word means, from 1; 0 is the last.
  private static let places: [String: Int64] = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0,
  ]
  private static let parts: [String: Int64] = ["half": 2, "third": 3, "quarter": 4]

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
    // What is called so after the fact is the nearest that the evidence reaches into, if any does.
    let parts = [shift, shift + 1, shift - 1].map { part(hours, ofDay: today + $0) }
    // Evidence without times has no night.
    if let span = reference.span, let reached = parts.first(where: span.overlaps) { add(reached) }
    return next
  }

  /// The hours of a day that a word names.
  static let partsOfDay: [String: Range<Int64>] = [
    "morning": 0..<12, "afternoon": 12..<18, "evening": 17..<24, "night": 18..<30,
  ]
}
