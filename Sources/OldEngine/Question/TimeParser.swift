import Timeline

/// Finds the time a question is about: a moment, a range, or a stretch back from the end.
struct TimeParser {
  let words: [String]
  let reference: TimeReference

  private var reader: MomentReader { MomentReader(words: words, reference: reference) }

  /// The time in the question, with the words that said it; nil where none is named.
  func parse() -> (scope: TimeScope, used: Range<Int>)? {
    for index in words.indices {
      if let found = range(at: index) ?? stretch(at: index) ?? bounded(at: index) {
        return (found.scope, index..<found.next)
      }
    }
    for index in words.indices {
      guard let (moment, next) = reader.moment(at: index, bareHour: hourMayStand(at: index)) else {
        continue
      }
      return (scope(of: moment), index..<next)
    }
    return nil
  }

  private func scope(of moment: TimeMoment) -> TimeScope {
    let window = reference.resolve(moment)
    return TimeScope(
      window: window, moment: moment.timeOfDay == nil ? nil : window.lowerBound,
      statesZone: moment.zone != nil)
  }

  /// Reads "between A and B", "from A to B", "A to B" and "10:00-10:10".
  private func range(at index: Int) -> (scope: TimeScope, next: Int)? {
    let opens = words[index] == "between" || words[index] == "from"
    let start = opens ? index + 1 : index
    guard start < words.count else { return nil }
    if let joined = joinedRange(words[start]) { return (joined, start + 1) }
    guard let (begin, middle) = reader.moment(at: start, bareHour: opens),
      middle < words.count,
      ["and", "to", "until", "till", "through", "-", "–", "—"].contains(words[middle]),
      opens || words[middle] != "and",
      let (second, next) = reader.moment(at: middle + 1, bareHour: opens)
    else { return nil }
    var first = begin
    var last = second
    if first.zone == nil { first.zone = last.zone }
    if last.zone == nil { last.zone = first.zone }
    let noon: Int64 = 12 * 3_600_000
    if last.saysHalf, !first.saysHalf, let time = first.timeOfDay, time < noon,
      let end = last.timeOfDay, time + noon <= end
    {
      first.timeOfDay = time + noon
    }
    if last.day != nil, first.day == nil { first.day = last.day }
    return (closed(first, last), next)
  }

  private func joinedRange(_ word: String) -> TimeScope? {
    let parts = word.split(whereSeparator: { "-–—".contains($0) })
    guard parts.count == 2, parts[0].contains(":"),
      let first = MomentReader.timeOfDay(parts[0], allowHour: false),
      let last = MomentReader.timeOfDay(parts[1], allowHour: false)
    else { return nil }
    return closed(first, last)
  }

  private func closed(_ first: TimeMoment, _ last: TimeMoment) -> TimeScope {
    let start = reference.resolve(first).lowerBound
    var end = reference.resolve(last)
    if last.day == nil, last.timeOfDay != nil {
      // The end lies on the day of the start, or on the next one.
      let days = end.lowerBound.distance(from: start).floorDivided(by: CivilTime.dayLength).quotient
      let shift = days.multipliedClamped(by: -CivilTime.dayLength)
      end = end.lowerBound.advanced(by: shift)...end.upperBound.advanced(by: shift)
    }
    let upper = last.timeOfDay == nil ? end.upperBound : end.lowerBound
    return TimeScope(
      window: min(start, upper)...max(start, upper), statesZone: first.zone != nil)
  }

  /// Reads "the last 2 hours", "past 10 min", "in the last hour" and "20 minutes ago".
  private func stretch(at index: Int) -> (scope: TimeScope, next: Int)? {
    if ["last", "past", "previous", "recent"].contains(words[index]),
      let (length, next) = duration(at: index + 1)
    {
      let end = reference.now
      return (TimeScope(window: end.advanced(by: -length)...end), next)
    }
    if let (length, next) = duration(at: index), next < words.count, words[next] == "ago" {
      let moment = reference.now.advanced(by: -length)
      if index > 0, words[index - 1] == "since" || words[index - 1] == "from" {
        return (TimeScope(window: moment...max(moment, reference.now)), next + 1)
      }
      return (TimeScope(window: moment...moment.advanced(by: 59_999), moment: moment), next + 1)
    }
    return nil
  }

  private func duration(at index: Int) -> (length: Int64, next: Int)? {
    guard index < words.count else { return nil }
    if let unit = TimeWords.units[words[index]], words[index].count > 1 { return (unit, index + 1) }
    if words[index] == "half", index + 2 < words.count, words[index + 1].hasPrefix("a"),
      words[index + 2] == "hour"
    {
      return (1_800_000, index + 3)
    }
    if let count = TimeWords.number(words[index]), count > 0 {
      var next = index + 1
      while next < min(words.count, index + 4), ["of", "couple", "few"].contains(words[next]) {
        next += 1
      }
      if next < words.count, let unit = TimeWords.units[words[next]] {
        return (count.multipliedClamped(by: unit), next + 1)
      }
    }
    let digits = words[index].prefix(while: \.isNumber)
    if let count = Int64(digits), count > 0,
      let unit = TimeWords.units[String(words[index].dropFirst(digits.count))]
    {
      return (count.multipliedClamped(by: unit), index + 1)
    }
    return nil
  }

  /// Reads "since noon", "after 10:05" and "before 10:05", open at one end.
  private func bounded(at index: Int) -> (scope: TimeScope, next: Int)? {
    let opensForward = ["since", "after", "from", "starting"].contains(words[index])
    let opensBackward = ["before", "until", "till", "by"].contains(words[index])
    guard opensForward || opensBackward,
      let (moment, next) = reader.moment(at: index + 1, bareHour: hourMayStand(at: index + 1))
    else { return nil }
    let edge = reference.resolve(moment).lowerBound
    let (first, last) = (reference.span.lowerBound, reference.span.upperBound)
    // An open end is closed by the evidence, unless the evidence lies on the other side of the edge.
    let window =
      opensForward
      ? edge...(edge <= last ? last : .latest)
      : (edge > first ? first : .earliest)...edge.advanced(by: -1)
    return (TimeScope(window: window, statesZone: moment.zone != nil), next)
  }

  /// Returns whether a lone number may be an hour here, as in "at 10" but not "after 3 retries".
  private func hourMayStand(at index: Int) -> Bool {
    guard index > 0, index < words.count,
      ["at", "around", "since", "after", "before", "until", "till"].contains(words[index - 1]),
      words[index].count <= 2
    else { return false }
    guard index + 1 < words.count else { return true }
    let next = words[index + 1]
    return TimeZoneNames.offset(next) != nil
      || ["and", "on", "today", "yesterday", "to", "until"].contains(next)
  }
}
