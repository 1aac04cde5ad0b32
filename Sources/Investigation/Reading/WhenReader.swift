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
  var leadStart: Int?
  /// A day that was named by itself, for the times of day beside it.
  var day: Int?

  init(reference: TimeReference, anchors: Anchors) {
    self.reference = reference
    self.anchors = anchors
  }

  /// A written minute is a point: what lasts no longer has neighbours, not parts.
  private static let minute: Int64 = 60_000
  private static let staying = QuestionWords.words(
    "hangs hang hung stuck stops stopped capped limited stays stay sits remains remained peaked")
  /// How far around an instant counts as around it, in milliseconds: five minutes on each side.
  static let nearby: Int64 = 300_000

  /// Claims all that tells a time.
  mutating func read(_ sentence: inout Sentence) {
    findDay(&sentence)
    var index = 0
    while index < sentence.tokens.count {
      let flags = (isDerived, isInherited)
      let known = windows.count
      guard var next = step(&sentence, at: index), next > index else {
        (isDerived, isInherited) = flags
        index += 1
        continue
      }
      if windows.count == known + 1, let point = windows.last, point.length < Self.minute,
        let (length, end) = tolerance(sentence, next)
      {
        windows[known] = point.widened(by: length)
        next = end
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
    if let next = whole(sentence, index) { return next }
    switch token.text {
    case "these", "those":
      // "not only these 10 minutes" names no window of its own.
      return TimeWords.length(in: sentence, at: index + 1)?.next
    case "there":
      // "the median there against the one now": in the window of the last answer.
      guard ["vs", "versus", "compared", "against"].contains(sentence.word(index + 1)),
        let viewed = anchors.context.focus.view
      else { return nil }
      add(viewed)
      return index + 1
    case "while", "when", "long":
      return lasting(sentence, index)
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
    case "second", "third", "fourth":
      if let next = part(sentence, index) { return next }
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
  mutating func moved(_ sentence: Sentence, _ index: Int) -> Int? {
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

  /// Notes a window.
  mutating func add(_ window: TimeWindow) { windows.append(window) }

  /// A written time; whole minutes and days as such.
  func clock(_ sentence: Sentence, _ index: Int, bareHour: Bool = false)
    -> (TimeWindow, Int)?
  {
    let clocks = ClockReader(sentence: sentence, reference: reference)
    guard let (moment, next) = clocks.moment(at: index, bareHour: bareHour) else { return nil }
    return (reference.resolve(moment, day: day), next)
  }

  /// A time, written or known by a name.
  mutating func time(_ sentence: Sentence, _ index: Int, bareHour: Bool = false)
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

  private mutating func around(_ sentence: Sentence, _ index: Int) -> Int? {
    var start = index + 1
    // "what did it complain about at 11:45" is at that time.
    if sentence.word(index) == "about", sentence.word(start) == "at", index > 1 { return nil }
    // "what about those?" asks of things, and of no time.
    if sentence.word(index) == "about", ["what", "how"].contains(sentence.word(index - 1)),
      ["those", "these", "them", "it"].contains(sentence.word(start))
    {
      return nil
    }
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
    // "wants 12 replicas but hangs at 7" counts replicas.
    let isAt = sentence.word(index) == "at" && !Self.staying.contains(sentence.word(index - 1))
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
}
