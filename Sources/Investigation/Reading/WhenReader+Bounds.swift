import Timeline

/// Windows by their bounds: "between A and B", "before A", "10 minutes before A", "since A".
extension WhenReader {
  /// `A and B`, `A to B`, `A - B`; from the beginning of the first to that of the second.
  mutating func range(_ sentence: Sentence, from index: Int) -> Int? {
    let isStated = ["between", "from"].contains(sentence.word(index - 1))
    let flags = (isDerived, isInherited)
    guard let (first, middle) = time(sentence, index, bareHour: isStated) else { return nil }
    let link = sentence.word(middle)
    let isDash = sentence.tokens.indices.contains(middle) && sentence.tokens[middle].kind == .dash
    let links: Set<String> = ["to", "until", "till", "through", "til"]
    guard isDash || links.contains(link) || (isStated && ["and", "&"].contains(link)),
      let (second, next) = time(sentence, middle + 1, bareHour: isStated)
    else {
      (isDerived, isInherited) = flags
      return nil
    }
    let start = likened(sentence, index, middle + 1, bareHour: isStated) ?? first
    var end = second
    // "from 23:50 to 00:10" ends on the day after; "from 9 to 5" in the afternoon.
    if end.lowerBound < start.lowerBound, end.length < CivilTime.dayLength - 1 {
      let day = CivilTime.dayLength
      end = TimeWindow(
        from: end.lowerBound.advanced(by: day), through: end.upperBound.advanced(by: day))
      if end.lowerBound.distance(from: start.lowerBound) > day { end = second }
    }
    let isDay = end.length >= CivilTime.dayLength - 1
    add(start.lowerBound...(isDay ? end.upperBound : end.lowerBound))
    return next
  }

  /// The first of two times with what only the second says: "3 and 4 pm", "11:10 and 11:20 CET".
  private func likened(_ sentence: Sentence, _ a: Int, _ b: Int, bareHour: Bool) -> TimeWindow? {
    let clocks = ClockReader(sentence: sentence, reference: reference)
    guard var (first, _) = clocks.moment(at: a, bareHour: bareHour),
      let (second, _) = clocks.moment(at: b, bareHour: bareHour), first.timeOfDay != nil
    else { return nil }
    if first.zone == nil { first.zone = second.zone }
    if first.day == nil { first.day = second.day }
    let half = CivilTime.dayLength / 2
    if !first.saysHalf, second.saysHalf, let from = first.timeOfDay, let to = second.timeOfDay,
      from < half, to >= half, from + half <= to
    {
      first.timeOfDay = from + half
    }
    return reference.resolve(first, day: day)
  }

  /// "before A", "until A", "up to A", "earlier than A", "10 minutes before A".
  mutating func before(_ sentence: Sentence, _ index: Int) -> Int? {
    var start = index + 1
    let word = sentence.word(index)
    if word == "up" {
      guard ["to", "until"].contains(sentence.word(start)) else { return nil }
      start += 1
    }
    if word == "prior", sentence.word(start) == "to" { start += 1 }
    if word == "earlier", let next = moved(sentence, index) { return next }
    if word == "earlier" || word == "by" {
      guard word == "by" || sentence.word(start) == "than" else { return nil }
      if word == "earlier" { start += 1 }
      guard let (time, next) = clock(sentence, start) else { return nil }
      add(Instant.earliest...time.lowerBound)
      return next
    }
    if word == "before", sentence.word(start) == "and", sentence.word(start + 1) == "after" {
      return bothSides(sentence, start + 2)
    }
    if word == "before", sentence.word(start) == "and",
      ["during", "in", "at"].contains(sentence.word(start + 1)),
      let (time, next) = time(sentence, start + 2)
    {
      add(Instant.earliest...time.lowerBound.advanced(by: -1))
      add(time)
      return next
    }
    if let (time, next) = time(sentence, start, bareHour: true) {
      let isUpTo = ["until", "till", "up"].contains(word)
      add(
        lead(sentence, index, time) ?? Instant
          .earliest...time.lowerBound.advanced(by: isUpTo ? 0 : -1))
      return next
    }
    // "and before?": what lies before what was viewed.
    guard word == "before", start >= sentence.tokens.count, let viewed = anchors.viewed else {
      return nil
    }
    (isDerived, isInherited) = (true, true)
    add(lead(sentence, index, viewed) ?? Instant.earliest...viewed.lowerBound.advanced(by: -1))
    return start
  }

  /// "10 minutes before", "the minute before", "the day before": the stretch that ends there.
  private mutating func lead(_ sentence: Sentence, _ index: Int, _ time: TimeWindow) -> TimeWindow?
  {
    guard let length = lengthBefore(sentence, index) else { return nil }
    isDerived = true
    return time.lowerBound.advanced(by: -length)...time.lowerBound.advanced(by: -1)
  }

  /// The length of time named right before a word: "10 minutes before", "the hour after".
  mutating func lengthBefore(_ sentence: Sentence, _ index: Int) -> Int64? {
    // What stands before may belong to another part: "slower than 2 s since 10:00".
    guard sentence.word(index) != "since", sentence.tokens[safe: index - 1]?.role == nil else {
      return nil
    }
    // The longest is meant: "half an hour before", not "an hour before".
    for back in (1...Self.longestLength).reversed() {
      if let (length, next) = TimeWords.length(in: sentence, at: index - back), next == index {
        leadStart = index - back
        return length
      }
    }
    guard ["the", "a", "one"].contains(sentence.word(index - 2)),
      let unit = TimeWords.units[sentence.word(index - 1)]
    else { return nil }
    leadStart = index - 2
    return unit
  }

  /// Words of a length of time: "a quarter of an hour".
  private static let longestLength = 5

  private mutating func bothSides(_ sentence: Sentence, _ index: Int) -> Int? {
    guard
      let (time, next) = time(sentence, index, bareHour: true)
        ?? (anchors.then.map { ($0...$0, index) })
    else { return nil }
    bothSides = time.lowerBound
    return next
  }

  /// "after A", "since A", "5 minutes after A", "afterwards".
  mutating func after(_ sentence: Sentence, _ index: Int) -> Int? {
    let word = sentence.word(index)
    var start = index + 1
    if word == "later", let next = moved(sentence, index) { return next }
    if word == "later" {
      guard sentence.word(start) == "than" else { return nil }
      start += 1
    }
    if word == "since", ["when", "what", "which", "how"].contains(sentence.word(start)) {
      return nil
    }
    if word == "since", sentence.word(start) == "then",
      let onset = anchors.moment ?? anchors.onset ?? anchors.then
    {
      (isDerived, isInherited) = (true, true)
      add(onset...Instant.latest)
      return start + 1
    }
    if let (time, next) = time(sentence, start, bareHour: true) {
      if let length = lengthBefore(sentence, index) {
        isDerived = true
        add(time.upperBound...time.upperBound.advanced(by: length))
      } else {
        let isBehind = anchors.viewed == time && isInherited && word != "since"
        add((isBehind ? time.upperBound.advanced(by: 1) : time.lowerBound)...Instant.latest)
      }
      return next
    }
    guard word != "since", start >= sentence.tokens.count || word.hasPrefix("afterward"),
      let viewed = anchors.viewed
    else { return nil }
    (isDerived, isInherited) = (true, true)
    add(viewed.upperBound.advanced(by: 1)...Instant.latest)
    return start
  }
}
