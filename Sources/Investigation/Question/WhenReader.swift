import Timeline

/// Reads when a question is about: `between 10:10 and 10:20`, "the last 15 minutes", "before that".
///
/// A minute without seconds is that whole minute as a point, and its beginning as an end: `at 10:05`
/// lasts to 10:05:59.999, `between 10:10 and 10:20` and `until 10:20` end at 10:20:00.
struct WhenReader {
  let reference: TimeReference
  let anchors: Anchors
  /// The windows that were named, in their order: two where two are compared.
  var windows: [TimeWindow] = []
  /// What it is centred on: "around 10:05".
  var instant: Instant?
  /// Whether a window was worked out rather than written: "since the deploy", "last 15 minutes".
  var isDerived = false
  /// Whether it hangs on the conversation: "before that".
  var isInherited = false
  /// "Before and after 10:05": both sides of an instant.
  var bothSides: Instant?
  /// The zone in which the answer is wanted: "in UTC+2".
  var zone: Int?
  /// Where the length of time begins that stands before a word: "10 minutes" of "10 minutes before".
  private var leadStart: Int?
  /// A day that was named by itself, for the times of day beside it.
  private var day: Int?

  init(reference: TimeReference, anchors: Anchors) {
    self.reference = reference
    self.anchors = anchors
  }

  /// How far around an instant counts as around it, in milliseconds: five minutes on each side.
  static let nearby: Int64 = 300_000

  /// Claims all that tells a time.
  mutating func read(_ sentence: inout Sentence) {
    findDay(&sentence)
    var index = 0
    while index < sentence.tokens.count {
      let flags = (isDerived, isInherited)
      guard let next = step(&sentence, at: index), next > index else {
        (isDerived, isInherited) = flags
        index += 1
        continue
      }
      for at in min(index, leadStart ?? index)..<min(next, sentence.tokens.count)
      where sentence.tokens[at].role != .reference && sentence.tokens[at].role != .service {
        sentence.tokens[at].role = .time
      }
      leadStart = nil
      index = next
    }
    if windows.isEmpty, let day { windows = [reference.resolve(Moment(day: day))] }
  }

  /// A window that is all there is of a day is kept for the times beside it.
  private mutating func findDay(_ sentence: inout Sentence) {
    let clocks = ClockReader(sentence: sentence, reference: reference)
    var days: [(day: Int, range: Range<Int>)] = []
    var named: Set<Int> = []
    var times = 0
    var index = 0
    while index < sentence.tokens.count {
      guard let (moment, next) = clocks.moment(at: index) else {
        index += 1
        continue
      }
      if moment.timeOfDay == nil, let found = moment.day { days.append((found, index..<next)) }
      if let found = moment.day { named.insert(found) }
      times += moment.timeOfDay == nil ? 0 : 1
      index = next
    }
    guard named.count == 1, times > 0 else { return }
    day = named.first
    guard days.count == 1, let only = days.first else { return }
    sentence.claim(only.range, as: .time)
    let before = only.range.lowerBound - 1
    if ["on", "in", "of"].contains(sentence.word(before)) {
      sentence.claim(before..<before + 1, as: .time)
    }
  }

  private mutating func step(_ sentence: inout Sentence, at index: Int) -> Int? {
    let token = sentence.tokens[index]
    guard token.role == nil || token.role == .reference || token.role == .identifier else {
      return nil
    }
    switch token.text {
    case "between", "from":
      if let next = range(sentence, from: index + 1) { return next }
      if token.text == "from",
        ["differ", "differs", "different"].contains(sentence.word(index - 1)),
        let (window, next) = clock(sentence, index + 1)
      {
        add(window)
        return next
      }
      guard token.text == "from", let (start, next) = time(sentence, index + 1, bareHour: true)
      else { return nil }
      let isOpen = ["on", "onwards", "onward"].contains(sentence.word(next))
      add(start.lowerBound...Instant.latest)
      return isOpen ? next + 1 : next
    case "before", "until", "till", "prior", "preceding", "earlier", "by", "up":
      return before(sentence, index)
    case "after", "since", "following", "later", "afterwards", "afterward":
      return after(sentence, index)
    case "next", "then":
      let asks = ["happened", "came", "comes", "happens", "follows", "followed"]
      let isAnd = token.text == "then" && sentence.word(index - 1) == "and" && index == 1
      guard asks.contains(sentence.word(index - 1)) || isAnd, index + 1 >= sentence.tokens.count,
        let viewed = anchors.viewed
      else { return nil }
      (isDerived, isInherited) = (true, true)
      add(viewed.upperBound.advanced(by: 1)...Instant.latest)
      return index + 1
    case "around", "about", "near", "circa", "~", "surrounding", "roughly", "approximately":
      return around(sentence, index)
    case "at", "on", "in", "during", "for", "over", "within", "throughout", "as":
      return at(sentence, index)
    case "last", "past", "previous", "first", "final", "latest":
      return relative(sentence, index)
    case "to", "into":
      // "convert to UTC+1".
      guard let offset = TimeZoneNames.offset(sentence.word(index + 1)),
        sentence.word(index + 1).utf8.count > 2, index + 2 >= sentence.tokens.count
      else { break }
      zone = offset
      return index + 2
    case "older", "newer", "further", "subsequent":
      if let next = moved(sentence, index) { return next }
    default: break
    }
    if let next = partOfDay(sentence, index) ?? ago(sentence, index) { return next }
    if let next = range(sentence, from: index) { return next }
    guard let (window, next) = clock(sentence, index) else { return nil }
    add(window)
    return next
  }

  /// "older ones", "further back", "newer lines": what lies beside what was viewed.
  private mutating func moved(_ sentence: Sentence, _ index: Int) -> Int? {
    guard sentence.tokens.count <= 4, let viewed = anchors.viewed else { return nil }
    let after = sentence.word(index + 1)
    guard ["", "ones", "lines", "entries", "back", "logs", "errors"].contains(after) else {
      return nil
    }
    (isDerived, isInherited) = (true, true)
    let isBack =
      sentence.word(index) == "older" || after == "back" || sentence.word(index) == "earlier"
    add(
      isBack
        ? Instant.earliest...viewed.lowerBound.advanced(by: -1)
        : viewed.upperBound.advanced(by: 1)...Instant.latest)
    return after.isEmpty ? index + 1 : index + 2
  }

  private mutating func add(_ window: TimeWindow) { windows.append(window) }

  /// A written time; whole minutes and days as such.
  private func clock(_ sentence: Sentence, _ index: Int, bareHour: Bool = false)
    -> (TimeWindow, Int)?
  {
    let clocks = ClockReader(sentence: sentence, reference: reference)
    guard let (moment, next) = clocks.moment(at: index, bareHour: bareHour) else { return nil }
    return (reference.resolve(moment, day: day), next)
  }

  /// A time, written or known by a name.
  private mutating func time(_ sentence: Sentence, _ index: Int, bareHour: Bool = false)
    -> (TimeWindow, Int)?
  {
    var start = index
    while ["about", "around", "at", "approximately", "roughly"].contains(sentence.word(start)),
      start < index + 2
    {
      start += 1
    }
    if let found = clock(sentence, start, bareHour: bareHour) { return found }
    if let (window, next) = anchors.stretch(in: sentence, at: start) {
      isDerived = true
      if ["that", "this", "it", "then", "those", "them"].contains(sentence.word(start)) {
        isInherited = true
      }
      return (window, next)
    }
    guard let (length, next) = TimeWords.length(in: sentence, at: start),
      sentence.word(next) == "ago"
    else { return nil }
    isDerived = true
    let instant = reference.now.advanced(by: -length)
    return (instant...instant, next + 1)
  }

  /// `A and B`, `A to B`, `A - B`; from the beginning of the first to that of the second.
  private mutating func range(_ sentence: Sentence, from index: Int) -> Int? {
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

  private mutating func before(_ sentence: Sentence, _ index: Int) -> Int? {
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
  private mutating func lengthBefore(_ sentence: Sentence, _ index: Int) -> Int64? {
    // What stands before may belong to another part: "slower than 2 s since 10:00".
    guard sentence.word(index) != "since", sentence.tokens[safe: index - 1]?.role == nil else {
      return nil
    }
    for back in 1...3 {
      if let (length, next) = TimeWords.length(in: sentence, at: index - back), next == index {
        leadStart = index - back
        return length
      }
    }
    let isOne = ["the", "a", "one"].contains(sentence.word(index - 2))
    return isOne ? TimeWords.units[sentence.word(index - 1)] : nil
  }

  private mutating func bothSides(_ sentence: Sentence, _ index: Int) -> Int? {
    guard
      let (time, next) = time(sentence, index, bareHour: true)
        ?? (anchors.then.map { ($0...$0, index) })
    else { return nil }
    bothSides = time.lowerBound
    return next
  }

  private mutating func after(_ sentence: Sentence, _ index: Int) -> Int? {
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
    if word == "since", sentence.word(start) == "then", let onset = anchors.onset ?? anchors.then {
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

  private mutating func around(_ sentence: Sentence, _ index: Int) -> Int? {
    var start = index + 1
    if sentence.word(start) == "at" || sentence.word(start) == "the" { start += 1 }
    guard
      let (window, next) = clock(sentence, start, bareHour: false)
        ?? time(sentence, index + 1)
    else { return nil }
    // "how about yesterday" is about the whole day.
    if window.length >= CivilTime.dayLength - 1 || sentence.word(index - 1) == "how"
      || sentence.word(index - 1) == "what"
    {
      add(window)
    } else {
      instant = window.lowerBound
      add(window.widened(by: Self.nearby))
    }
    return next
  }

  private mutating func at(_ sentence: Sentence, _ index: Int) -> Int? {
    var start = index + 1
    if ["the", "about", "around", "approximately", "roughly", "of"].contains(sentence.word(start)) {
      start += 1
    }
    let isAbout = ["about", "around", "approximately", "roughly"].contains(sentence.word(start - 1))
    if let next = relative(sentence, start) ?? partOfDay(sentence, start) ?? ago(sentence, start) {
      return next
    }
    if let offset = TimeZoneNames.offset(sentence.word(start)),
      ["in", "as", "at"].contains(sentence.word(index)) || start + 1 >= sentence.tokens.count,
      sentence.word(start).utf8.count > 2
    {
      zone = offset
      return ["time", "please"].contains(sentence.word(start + 1)) ? start + 2 : start + 1
    }
    if sentence.word(index) == "within",
      let (length, next) = TimeWords.length(in: sentence, at: start),
      ["of", "around", "from"].contains(sentence.word(next)),
      let (window, end) = time(sentence, next + 1)
    {
      add(window.widened(by: length))
      return end
    }
    let isAt = sentence.word(index) == "at"
    if isAt || ["on", "in", "during", "for"].contains(sentence.word(index)) {
      if let next = range(sentence, from: start) { return next }
    }
    if let (window, next) = clock(sentence, start, bareHour: isAt) {
      if isAbout {
        instant = window.lowerBound
        add(window.widened(by: Self.nearby))
      } else {
        add(window)
      }
      return next
    }
    // "during the incident", "at the onset", "at that time".
    guard isAt || ["during", "throughout", "in"].contains(sentence.word(index)),
      let (window, next) = anchors.stretch(in: sentence, at: index + 1),
      sentence.word(index) != "in" || ["incident", "outage"].contains(sentence.word(next - 1))
    else { return nil }
    isDerived = true
    if window.length == 0, !["incident", "outage"].contains(sentence.word(next - 1)) {
      instant = window.lowerBound
      add(window.widened(by: Self.nearby))
    } else {
      add(window.length == 0 ? window.lowerBound...Instant.latest : window)
    }
    return next
  }

  /// "last 15 minutes", "past hour", "first 10 minutes": from an end of the evidence.
  private mutating func relative(_ sentence: Sentence, _ index: Int) -> Int? {
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
      found = (unit, index + 2)
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
  private mutating func ago(_ sentence: Sentence, _ index: Int) -> Int? {
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
  private mutating func partOfDay(_ sentence: Sentence, _ index: Int) -> Int? {
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
    // "last night" began on the evening before, and is over in the morning.
    let shift = name == "night" && first == "tonight" ? 0 : offset
    let start = reference.start(ofDay: today + shift)
    isDerived = true
    let hour: Int64 = 3_600_000
    add(
      start.advanced(by: hours.lowerBound * hour)...start.advanced(by: hours.upperBound * hour - 1))
    return next
  }

  private static let partsOfDay: [String: Range<Int64>] = [
    "morning": 0..<12, "afternoon": 12..<18, "evening": 17..<24, "night": 18..<30,
  ]
}
