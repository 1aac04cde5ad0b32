import Evidence

/// Reads how an answer is wanted: how much, in which order and groups, of which field.
///
/// "top 10 error messages by host" → limit 10, grouped by host; "p95 of duration" → the 95th
/// percentile of the field that durations stand in.
struct FormReader {
  let names: NameIndex
  var form = Form()
  /// Whether "only" or "just" narrows what was answered before.
  var narrows = false
  /// A field that is spoken of as known: "that kiosk", "the same clinic".
  var sameField: String?
  /// A noun that groups were asked by and that is no field of the evidence: "which pools".
  var unknownGroup: String?

  init(names: NameIndex) {
    self.names = names
  }

  /// Claims all that tells a form.
  mutating func read(_ sentence: inout Sentence) {
    for index in sentence.tokens.indices where sentence.tokens[index].role == nil {
      readLimit(&sentence, index)
      readOrder(&sentence, index)
      readStatistic(&sentence, index)
    }
    for index in sentence.tokens.indices {
      let role = sentence.tokens[index].role
      if role == nil || role == .time || role == .group { readGroup(&sentence, index) }
    }
    let ranksLeast = sentence.tokens.indices.contains { index in
      ["fewest", "quietest", "rarest"].contains(sentence.word(index))
        || sentence.word(index) == "least" && sentence.word(index - 1) != "at"
          && ["noisy", "loud", "chatty", "common", "frequent", "errors"].contains(
            sentence.word(index + 1))
    }
    if ranksLeast, form.groupBy != nil || sentence.tokens.count <= Self.shortest {
      form.ascending = true
    }
    readSame(&sentence)
    readSizes(sentence)
    readAsked(&sentence)
    readShortness(sentence)
  }

  /// "and the fewest?" leaves its groups to the conversation.
  private static let shortest = 4

  // MARK: Limit and order

  private mutating func readLimit(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    let next = sentence.word(index + 1)
    let isOfThem = next == "of" && ["them", "those", "it"].contains(sentence.word(index + 2))
    if word == "all" || word == "every", form.limit == nil,
      !["of", "right"].contains(next) || isOfThem
    {
      form.limit = Form.all
      if sentence.tokens.count <= 4 { sentence.tokens[index].role = .number }
      return
    }
    if ["more", "next", "another", "further"].contains(word), isContinuation(sentence, index) {
      form.continues = true
    }
    if word == "previous", sentence.tokens.count <= 4,
      sentence.tokens[safe: index + 1]?.number != nil
    {
      // Of a list from its newest on, the previous ones come next.
      form.continues = true
      sentence.tokens[index].role = .order
    }
    if ["only", "just"].contains(word), index == 0 || sentence.word(index - 1) == "and" {
      narrows = true
    }
    guard let count = sentence.tokens[index].number, count > 0, isLimit(sentence, index) else {
      return
    }
    form.limit = min(count, Form.all)
    sentence.tokens[index].role = .number
  }

  /// Whether the last list goes on: "more", "show more", "the next 5"; "what next?" asks for advice.
  private func isContinuation(_ sentence: Sentence, _ index: Int) -> Bool {
    let after = sentence.word(index + 1)
    let isCount =
      sentence.tokens.indices.contains(index + 1)
      && sentence.tokens[index + 1].number != nil
    if sentence.word(index) == "more", sentence.word(index - 1) == "lines", after.isEmpty {
      return true
    }
    // "were there more errors" compares.
    if sentence.word(index) == "more",
      ["there", "log", "have", "any"].contains(sentence.word(index - 1))
    {
      return false
    }
    if isCount || ["page", "lines", "entries", "results", "errors", "ones"].contains(after) {
      return sentence.word(index) != "more" || !["than"].contains(sentence.word(index + 2))
    }
    if sentence.word(index) == "more" {
      let before = sentence.word(index - 1)
      if sentence.tokens[safe: index - 1]?.number != nil, after.isEmpty { return true }
      return ["", "please"].contains(after)
        && ["", "show", "me", "see", "some", "and", "even"].contains(before)
    }
    return false
  }

  private static let limiters = QuestionWords.words(
    """
    last first top only just latest newest oldest next previous limit most recent show give me \
    tail head list another earliest slowest fastest least worst final bottom -n max maximum few any
    """)
  private static let counted = QuestionWords.words(
    """
    lines line entries errors warnings messages logs records events results examples samples of ones \
    requests hosts users endpoints services slowest fastest most more occurrences times please latest newest last first oldest
    """)

  private func isLimit(_ sentence: Sentence, _ index: Int) -> Bool {
    let before = sentence.word(index - 1)
    let after = sentence.word(index + 1)
    if TimeWords.units[after] != nil || after == "percent" || after == "%" { return false }
    // "how many times 5" and "status 5" count nothing.
    if Self.limiters.contains(before) {
      return before != "me" || Self.counted.contains(after) || sentence.tokens.count <= 3
        || sentence.tokens[safe: index + 1]?.role == .level
    }
    if index == 0 || ["the", "with"].contains(before) {
      return Self.counted.contains(after) || sentence.tokens[safe: index + 1]?.role == .level
    }
    return after == "lines" || after == "of" && sentence.word(index + 2) == "them"
  }

  private mutating func readOrder(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    let isLast = Self.latest.contains(word)
    guard isLast || Self.earliest.contains(word) else { return }
    // "last" may belong to a time or a verb: "how long did it last", "first of all".
    let before = sentence.word(index - 1)
    guard
      !["it", "did", "this", "that", "at", "who", "which", "what"].contains(before)
        || word != "last",
      !(word == "recent" && before != "most")
    else { return }
    form.order = isLast ? .latest : .earliest
    // "the first error" is one; "the first errors" are some.
    var noun = index + 1
    while noun < index + 3, ["very", "one"].contains(sentence.word(noun)) == false,
      sentence.tokens[safe: noun]?.role == .level, sentence.word(noun).hasSuffix("s") == false,
      Self.singular.contains(sentence.word(noun + 1))
        || LevelWords.carriers.contains(sentence.word(noun + 1))
    {
      noun += 1
    }
    let following = sentence.word(noun)
    let isOne =
      Self.singular.contains(following)
      || sentence.tokens[safe: noun]?.role == .status && !following.hasSuffix("s")
    if isOne, form.limit == nil { form.limit = 1 }
    sentence.tokens[index].role = .order
  }

  private static let latest = QuestionWords.words("last latest newest recent tail final")
  private static let earliest = QuestionWords.words("first earliest oldest head frist")
  private static let singular = QuestionWords.words(
    """
    error warning fatal exception failure line entry message one record event occurrence request time \
    timeout restart kill thing word match hit crash deploy deployment release sign log
    """)

  // MARK: Numbers

  private mutating func readStatistic(_ sentence: inout Sentence, _ index: Int) {
    let word = sentence.word(index)
    guard let statistic = statistic(word, sentence, index) else { return }
    form.statistic = form.statistic ?? statistic
    if word == "fastest" || word == "quickest" || word == "shortest" { form.ascending = true }
    sentence.tokens[index].role = .statistic
  }

  private func statistic(_ word: String, _ sentence: Sentence, _ index: Int) -> Form.Statistic? {
    if let known = Self.statistics[word] {
      // "at most 5" limits, "the most errors" ranks: neither is a greatest number.
      return known
    }
    var digits = word[...]
    if word.hasPrefix("p"), word.utf8.count <= 4 {
      digits = digits.dropFirst()
    } else if ["percentile", "percentiles"].contains(sentence.word(index + 1)) {
      for suffix in ["th", "st", "nd", "rd"] where digits.hasSuffix(suffix) {
        digits = digits.dropLast(2)
      }
    } else {
      return nil
    }
    guard let percent = Int(digits), percent > 0 else { return nil }
    // p999 is the 99.9th: the nearest there is.
    return .percentile(min(percent, 99))
  }

  private static let statistics: [String: Form.Statistic] = [
    "median": .percentile(50), "average": .mean, "mean": .mean, "max": .greatest,
    "maximum": .greatest, "highest": .greatest, "slowest": .greatest, "longest": .greatest,
    "largest": .greatest, "worst": .greatest, "biggest": .greatest, "peak": .greatest,
    "min": .least,
    "minimum": .least, "lowest": .least, "fastest": .least, "quickest": .least,
    "shortest": .least, "smallest": .least, "sum": .sum, "trend": .trend, "develop": .trend,
    "developed": .trend, "evolve": .trend, "evolution": .trend, "development": .trend,
    "grow": .trend, "growing": .trend, "grew": .trend, "distribution": .distribution,
    "histogram": .distribution, "percentiles": .distribution,
  ]

  // MARK: Shortness

  private mutating func readShortness(_ sentence: Sentence) {
    let short = [
      "tldr", "tl dr", "in short", "in brief", "in one sentence", "one sentence", "in a sentence",
      "one line", "in a nutshell", "short version", "short answer", "short summary", "briefly",
      "make it short", "keep it short", "shorter", "short please", "shortly", "gist", "one liner",
      "two sentences", "three sentences", "bottom line", "quick summary",
    ]
    form.isShort = sentence.word(0) == "short" || short.contains { sentence.contains($0) }
  }
}

extension Array {
  /// The element at an index; nil beyond the ends.
  subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
