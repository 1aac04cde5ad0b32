import Evidence
import Timeline

/// All of the time, and what widens a point of it: "the whole morning", "overall", "give or take 2 min".
extension WhenReader {
  /// "over the whole morning", "all night", "the entire log", "overall": the index behind it.
  ///
  /// What names all of the time is no window, except where it takes back one that was asked for before.
  mutating func whole(_ sentence: Sentence, _ index: Int) -> Int? {
    if Self.overall.contains(sentence.word(index)), sentence.tokens[index].kind == .word {
      addWhole()
      return index + 1
    }
    // "how many in total?" adds up what was listed; with something of its own it is about all there is.
    if sentence.word(index) == "in", ["total", "all"].contains(sentence.word(index + 1)),
      sentence.word(index + 2) != "the", sentence.tokens.count > Self.fewWords,
      !sentence.tokens.contains(where: { Self.listed.contains($0.text) })
    {
      addWhole()
      return index + 2
    }
    var start = index
    if Self.before.contains(sentence.word(start)) { start += 1 }
    if sentence.word(start) == "the" { start += 1 }
    let word = sentence.word(start)
    guard Self.wholes.contains(word) || word == "all" else { return nil }
    var next = start + 1
    while ["of", "the", "this"].contains(sentence.word(next)), next < start + 3 { next += 1 }
    let noun = sentence.word(next)
    if let hours = Self.partsOfDay[noun] {
      add(part(hours, ofDay: day ?? reference.day(of: reference.now)))
      return next + 1
    }
    // "all logs" are lines that are wanted, "all the time" is a time.
    guard (word == "all" ? Self.times : Self.everything).contains(noun) else { return nil }
    addWhole()
    return next + 1
  }

  /// Takes back the window of the conversation.
  private mutating func addWhole() {
    let focus = anchors.context.focus
    guard focus.view != nil || focus.scope?.window != nil, let span = reference.span else { return }
    add(span)
  }

  private static let fewWords = 5
  private static let listed: Set = ["that", "those", "these", "them", "they", "it"]
  private static let overall: Set = ["overall", "altogether"]
  private static let before: Set = ["over", "in", "for", "during", "across", "throughout"]
  private static let wholes: Set = ["whole", "entire", "full", "complete"]
  private static let times: Set = ["time", "day", "along", "period"]
  /// Nouns for all there is.
  static let everything = QuestionWords.words(
    """
    time day period log logs file files evidence data set span range run recording stretch thing \
    interval timespan dataset
    """)

  /// Some hours of a day.
  func part(_ hours: Range<Int64>, ofDay day: Int) -> TimeWindow {
    let start = reference.start(ofDay: day)
    let hour: Int64 = 3_600_000
    return start.advanced(
      by: hours.lowerBound * hour)...start.advanced(
        by: hours.upperBound * hour - 1)
  }

  /// "give or take 2 min", "plus or minus 30 s", "± 5 minutes", "or so" behind a point of time: the
  /// length on each side, and the index behind it.
  func tolerance(_ sentence: Sentence, _ index: Int) -> (Int64, next: Int)? {
    for phrase in Self.tolerances where sentence.has(phrase, at: index) {
      guard let (length, next) = TimeWords.length(in: sentence, at: index + phrase.count) else {
        continue
      }
      return (length, next)
    }
    let word = sentence.word(index)
    for sign in ["\u{B1}", "+/-", "+-"] where word.hasPrefix(sign) && word != sign {
      // The number stands right behind its sign: "±2 min".
      var attached = sentence
      attached.tokens[index].text = String(word.dropFirst(sign.count))
      return TimeWords.length(in: attached, at: index)
    }
    if sentence.has(["or", "so"], at: index) { return (Self.nearby, index + 2) }
    return nil
  }

  private static let tolerances = [
    ["give", "or", "take"], ["plus", "or", "minus"], ["plus", "minus"], ["plus/minus"], ["\u{B1}"],
    ["+/-"], ["+-"], ["more", "or", "less"],
  ]

  /// "while it lasted", "when it was failing", "as long as it was down": the incident.
  mutating func lasting(_ sentence: Sentence, _ index: Int) -> Int? {
    var start = index + 1
    if sentence.word(index) == "long", sentence.word(start) == "as" { start += 1 }
    guard index > 0 || sentence.word(index) == "while",
      let (window, next) = anchors.lasting(in: sentence, at: start)
    else { return nil }
    isDerived = true
    add(window)
    return next
  }
}
