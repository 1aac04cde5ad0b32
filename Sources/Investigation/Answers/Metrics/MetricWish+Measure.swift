import Evidence

extension MetricWish {
  /// Which value of all is meant.
  ///
  ///     "how high did it get?"                        → greatest
  ///     "how long was it above 80 %?"                 → above 80
  ///     "how much does it grow a day?"                → pace, a day
  ///     "at this rate, when will it be at 85?"        → reach 85
  enum Measure: Hashable {
    /// All of it: from where to where it went.
    case course
    case greatest, least, atEnd, atBeginning, mean
    /// How many there were over the time that is asked about.
    case amount
    /// What it may reach at most.
    case limit
    /// How long it was beyond a value, with the unit behind it as it was written; "" for none.
    case above(Double, unit: String)
    case below(Double, unit: String)
    /// When it first came to a value: "when did the balance hit zero?".
    case came(Double, unit: String)
    /// By how much it grows or falls in so many milliseconds.
    case pace(Int64)
    /// When it comes to a value if it goes on so; nil for its limit.
    case reach(Double?, unit: String)
    /// When it was again as low as it had been at first: "when was the queue empty again?".
    case backDown

    /// Whether it is worked out of all values, so that a question for it asks for no entry of a log.
    var isDerived: Bool {
      switch self {
      case .above, .below, .came, .pace, .reach, .backDown: true
      default: false
      }
    }
  }

  /// The value that some words ask for; `text` is the question in lower case.
  static func measure(_ words: [String], _ text: String) -> Measure {
    derived(words, text) ?? plain(words)
  }

  // MARK: What is worked out

  private static func derived(_ words: [String], _ text: String) -> Measure? {
    let pairs = Array(zip(words, words.dropFirst()))
    func asks(_ next: Set<String>) -> Bool { pairs.contains { $0 == "how" && next.contains($1) } }
    let isAhead =
      words.contains(where: coming.contains)
      || asks(["long"]) && words.contains(where: ["until", "till"].contains)
    if words.contains("when") || asks(["long"]), isAhead {
      if let goal = number(
        in: text, behind: ["at", "reach", "hit", "to", "above", "exceed", "cross"])
      {
        return .reach(goal.value, unit: goal.unit)
      }
      if words.contains(where: ["full", "exhausted", "out"].contains) {
        return .reach(nil, unit: "")
      }
    }
    if words.contains("when"), words.contains(where: came.contains) {
      let behind = [
        "reach", "reached", "hit", "to", "cross", "crossed", "exceed", "exceeded", "at",
      ]
      if let goal = number(in: text, behind: behind) { return .came(goal.value, unit: goal.unit) }
      if words.contains("zero") { return .came(0, unit: "") }
    }
    // "total minutes p95 sat above 500 ms"
    let asksForTime =
      words.contains("total") && words.contains(where: ["minutes", "time", "hours"].contains)
    if words.contains("when"), words.contains(where: emptied.contains),
      words.contains(where: ["again", "queue", "backlog", "lag", "buffer"].contains)
    {
      return .backDown
    }
    if asks(["long", "often"]) || words.contains("when") || asksForTime {
      if let limit = number(in: text, behind: ["above", "over", "beyond", "exceeding"], or: "more")
      {
        return .above(limit.value, unit: limit.unit)
      }
      if let limit = number(in: text, behind: ["below", "under", "beneath"], or: "less") {
        return .below(limit.value, unit: limit.unit)
      }
    }
    guard
      // "how many errors an hour?" counts, "how many percent a day?" does not.
      asks(["fast", "quickly", "much"]) || words.contains(where: moving.contains)
        || pairs.contains(where: { $0 == "many" && ["percent", "points", "gb", "mb"].contains($1) })
        || words.contains(where: ["pace", "growth"].contains)
    else { return nil }
    for (word, unit) in pairs where ["per", "a", "each", "every"].contains(word) {
      if let length = lengths[unit] { return .pace(length) }
    }
    if words.contains("daily") { return .pace(day) }
    return asks(["fast", "quickly"]) && words.contains(where: moving.contains)
      ? .pace(3_600_000) : nil
  }

  private static let came: Set = [
    "hit", "reach", "reached", "cross", "crossed", "exceed", "exceeded", "fall", "fell", "drop",
    "dropped", "go", "went", "get", "got",
  ]
  private static let emptied: Set = ["empty", "emptied", "drained"]
  private static let coming: Set = ["will", "would", "gonna"]
  private static let moving: Set = [
    "grow", "grows", "growing", "rise", "rises", "rising", "fall", "falls", "falling", "fill",
    "fills", "filling", "increase", "increases", "drop", "drops", "leak", "leaks",
  ]
  /// Lengths over which what grows slowly is told; what is counted is told by the second and the minute.
  private static let lengths: [String: Int64] = [
    "hour": 3_600_000, "day": day, "week": 7 * day, "month": 30 * day,
  ]
  private static let day: Int64 = 86_400_000

  /// A number behind one of some words, or behind `or` and "than", with the unit that stands with it.
  private static func number(
    in text: String, behind words: [String], or comparing: String? = nil
  ) -> (value: Double, unit: String)? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "?" || $0 == "!" }
    for place in parts.indices {
      let isBehind =
        words.contains(String(parts[place]))
        || parts[place] == "than" && place > 0 && comparing.map { parts[place - 1] == $0 } ?? false
      guard isBehind, let next = parts[safe: place + 1] else { continue }
      let digits = next.prefix { $0.isNumber || $0 == "." }
      guard let value = Double(digits), value.isFinite else { continue }
      var unit = String(next.dropFirst(digits.count))
      if unit.isEmpty, let word = parts[safe: place + 2], units[String(word)] != nil {
        unit = String(word)
      }
      // "above 10:05" is a time.
      guard unit.isEmpty || units[unit] != nil else { continue }
      return (value, units[unit] ?? "")
    }
    return nil
  }

  /// Units as they are written behind numbers, and as metrics have them.
  private static let units: [String: String] = [
    "%": "%", "percent": "%", "pct": "%", "ms": "ms", "milliseconds": "ms", "s": "s", "sec": "s",
    "seconds": "s", "second": "s",
  ]

  // MARK: What is read off

  private static func plain(_ words: [String]) -> Measure {
    let pairs = Array(zip(words, words.dropFirst()))
    func follows(_ first: String, _ second: Set<String>) -> Bool {
      pairs.contains { $0 == first && second.contains($1) }
    }
    if words.contains("limit") || words.contains("limits") || words.contains("cap") {
      return .limit
    }
    if words.contains(where: ["lowest", "minimum", "min", "least"].contains)
      || follows("how", ["low"])
      || follows("how", ["deep"])
        && words.contains(where: ["fall", "fell", "drop", "dip", "go"].contains)
    {
      return .least
    }
    if words.contains(
      where: [
        "highest", "peak", "peaked", "maximum", "max", "busiest", "worst", "biggest", "largest",
      ].contains) || follows("how", ["high", "far", "bad", "big", "hot", "deep", "warm", "full"])
      || follows("at", ["most", "worst"])
    {
      return .greatest
    }
    if words.contains(where: ["average", "avg", "mean", "median"].contains) { return .mean }
    if words.contains(where: ["now", "currently", "finally"].contains)
      || follows("the", ["end", "last"]) || follows("right", ["now"])
      || follows("last", ["value"])
    {
      return .atEnd
    }
    if follows("the", ["beginning", "start"]) { return .atBeginning }
    return words.contains("total") || words.contains("sum") || follows("in", ["all"])
      ? .amount : .course
  }

  /// Words of a question for a measure that name no metric: those of ``QuestionWords/stop`` name none either.
  static let talk: Set = [
    "bad", "sit", "sits", "stay", "stays", "stayed", "remain", "remained", "spend", "spent", "rate",
    "percent", "reach", "hit", "cross", "exceed", "six", "two", "three", "four",
    "five", "seven", "eight", "nine", "ten", "eleven", "twelve", "hot", "full", "beyond", "pace",
    "both", "empty", "emptied", "drained", "minute", "mark",
    "level", "number", "zero", "crossed", "exceeded", "reached",
  ]
}
