/// The acts that a question's first words leave open, whatever the model thinks: "why" never counts.
enum QuestionOpenings {
  /// The words a question may begin with, and the acts it can ask for then.
  private static let openings: [(words: [String], acts: Set<Act>)] = [
    (["why"], [.cause, .judge, .inventory, .tell, .story]),
    (["how", "many"], [.count, .number, .state, .story, .inventory, .compare]),
    (["how", "often"], [.count]),
    (["how", "sure"], [.judge]),
    (["grep"], [.lines, .count]),
    (["tail"], [.lines]), (["trace"], [.story, .lines]), (["follow", "the"], [.story, .lines]),
    (["when"], [.state, .inventory, .count, .story]),
    (["compare"], [.compare]), (["explain"], [.tell, .cause, .judge]),
    (["could", "it"], [.judge]),
    (["did"], yesNo), (["does"], yesNo), (["has"], yesNo), (["have"], yesNo), (["was"], yesNo),
    (["were"], yesNo), (["are"], yesNo), (["show"], asking.subtracting([.state])),
    (["list"], asking.subtracting([.state])),
    (["give", "me"], asking), (["tell", "me"], asking),
    (["what"], asking), (["which"], asking), (["who"], asking), (["where"], asking),
  ]

  /// What a sentence asks for that begins with "errors" or "503s" and has no verb: "errors at 10:05".
  private static func actsOfNouns(_ sentence: Sentence, at start: Int) -> Set<Act>? {
    if sentence.word(start) == "any", let next = sentence.tokens[safe: start + 1],
      [.level, .status, .condition, .identifier, .endpoint, .quoted].contains(next.role),
      !["idea", "clue", "why"].contains(next.text)
    {
      return [.count]
    }
    guard let first = sentence.tokens[safe: start],
      [.level, .status, .condition, .identifier, .endpoint, .quoted].contains(first.role),
      !sentence.tokens.contains(where: { verbs.contains($0.text) })
    else { return nil }
    let words = sentence.tokens.dropFirst(start).map(\.text)
    if words.contains(where: { ["why", "reason", "cause"].contains($0) }) { return [.cause] }
    if words.contains(where: comparing.contains) || sentence.contains("before and after") {
      return [.compare, .count, .lines]
    }
    return words.contains(where: counting.contains) ? [.count, .number] : [.lines]
  }

  private static let verbs = QuestionWords.words(
    "is are was were started began happened start begin everywhere keep coming stopped continue")
  private static let comparing = QuestionWords.words(
    "vs versus than compared difference compare")
  private static let counting = QuestionWords.words(
    """
    per by each every over rate top common frequent many number count often kinds types grouped group \
    breakdown distinct unique most histogram percentage ratio frequency rates share
    """)

  /// What yes or no can answer, and a statement that lacks its question mark.
  private static let yesNo = Set(Act.allCases).subtracting([.lines, .statement])

  /// All but a statement.
  private static let asking = Set(Act.allCases).subtracting([.statement])

  /// Words before the first that matters: "and why", "ok so how many".
  private static let lead = QuestionWords.words(
    "and but so ok okay then please hey hi well also now")

  /// What of a ranking the beginning of a sentence allows; all of it where it says nothing.
  static func allowed(
    _ sentence: Sentence, _ ranking: [(label: ActModel.Label, score: Int)],
    vocabulary: Set<String>
  ) -> [(label: ActModel.Label, score: Int)] {
    let start = sentence.tokens.prefix(4).firstIndex { !lead.contains($0.text) } ?? 0
    if let acts = actsOfNouns(sentence, at: start) {
      let left = ranking.filter { acts.contains($0.label.act) }
      return left.isEmpty ? ranking : left
    }
    if let acts = actsOfForm(sentence, at: start, vocabulary: vocabulary) {
      let left = ranking.filter { acts.contains($0.label.act) }
      return left.isEmpty ? ranking : left
    }
    guard let opening = openings.first(where: { sentence.has($0.words, at: start) }) else {
      return ranking
    }
    // "did it fail yesterday" compares nothing.
    let compares =
      opening.words != ["did"] || sentence.tokens.contains { WordClasses.compares($0.text) }
    // "how many are there" counts what was spoken of; "how many services" asks what there is.
    let asksInventory =
      opening.words != ["how", "many"]
      || sentence.tokens.contains { token in
        WordClasses.name(of: token.text).map(Self.inventoried.contains) ?? false
      }
    let left = ranking.filter {
      opening.acts.contains($0.label.act) && (compares || $0.label.act != .compare)
        && (asksInventory || $0.label.act != .inventory)
    }
    return left.isEmpty ? ranking : left
  }

  /// What some words leave open, wherever they stand; nil where the first words decide.
  private static func actsOfForm(
    _ sentence: Sentence, at start: Int, vocabulary: Set<String>
  ) -> Set<Act>? {
    if sentence.has(["how", "come"], at: start) {
      let denies = sentence.tokens.contains {
        ["not", "rule", "ruled", "exclude"].contains($0.text)
      }
      return denies ? [.judge, .cause] : [.cause]
    }
    // "higher than yesterday" compares; "slower than 2 s" was read as a condition.
    let than = sentence.tokens.firstIndex { $0.text == "than" && $0.role == nil }
    if let than {
      let next = sentence.tokens[safe: than + 1]
      if usual.contains(sentence.word(than + 1)) || next?.role == .time { return [.compare] }
    }
    // "quotes-db: last 3 lines" asks for them, whoever is named first.
    if let order = sentence.tokens.firstIndex(where: { $0.role == .order }),
      sentence.tokens[safe: order + 1]?.role == .number,
      ["lines", "entries", "errors", "warnings", "messages", "logs"].contains(
        sentence.word(order + 2)),
      !sentence.tokens.contains(where: { asked.contains($0.text) })
    {
      return [.lines]
    }
    // A statement has a verb, or thanks.
    if sentence.contains("story"), !sentence.contains("short") { return [.story] }
    let opens = openings.contains { sentence.has($0.words, at: start) }
    let states = sentence.tokens.contains { stating.contains($0.text) }
    // Nothing but words to look for: "connection refused".
    let isOne = sentence.tokens.count == 1
    let isSearch = sentence.tokens.allSatisfy {
      $0.isOpen && !QuestionWords.all.contains($0.text)
        && !(isOne && vocabulary.contains($0.text))
    }
    if isSearch, !sentence.tokens.isEmpty { return [.lines] }
    if !opens, !states { return asking }
    return nil
  }

  private static let inventoried: Set = ["@service", "@file", "@evidence", "@line", "@group"]
  private static let asked = QuestionWords.words(
    "why how what which who when explain compare is are was were did summarise summarize")
  private static let usual = QuestionWords.words("usual normal before usually in")
  private static let stating = QuestionWords.words(
    """
    is was are were be been has have had not no we i they someone somebody ignore disregard skip \
    forget exclude rule assume note fyi ok okay thanks thank great perfect understood cool nice good \
    right alright yes yep exactly agreed correct never started began broke happened failed deployed \
    restarted rolled released fine see know drop leave consider look only just focus runs talks \
    depends belongs always does makes got job done well bye sure onset start sorry oops actually \
    rather but scaled rebooted changed out
    """)
}
