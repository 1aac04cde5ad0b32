/// The acts that a question's first words leave open, whatever the model thinks: "why" never counts.
enum QuestionOpenings {
  /// The words a question may begin with, and the acts it can ask for then.
  private static let openings: [(words: [String], acts: Set<Act>)] = [
    (["why"], [.cause, .judge, .inventory, .tell, .story]),
    (["how", "come"], [.cause, .judge]),
    (["how", "many"], [.count, .number, .state, .story, .inventory, .compare]),
    (["how", "often"], [.count]),
    (["how", "sure"], [.judge]),
    (["grep"], [.lines, .count]),
    (["tail"], [.lines]),
    (["when"], [.state, .inventory, .count, .story]),
    (["compare"], [.compare]), (["explain"], [.tell, .cause, .judge]),
    (["could", "it"], [.judge]),
    (["show"], asking), (["list"], asking), (["give", "me"], asking), (["tell", "me"], asking),
    (["what"], asking), (["which"], asking), (["who"], asking), (["where"], asking),
  ]

  /// What a sentence asks for that begins with "errors" or "503s" and has no verb: "errors at 10:05".
  private static func actsOfNouns(_ sentence: Sentence, at start: Int) -> Set<Act>? {
    guard let first = sentence.tokens[safe: start], first.role == .level || first.role == .status,
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

  /// All but a statement.
  private static let asking = Set(Act.allCases).subtracting([.statement])

  /// Words before the first that matters: "and why", "ok so how many".
  private static let lead = QuestionWords.words(
    "and but so ok okay then please hey hi well also now")

  /// What of a ranking the beginning of a sentence allows; all of it where it says nothing.
  static func allowed(
    _ sentence: Sentence, _ ranking: [(label: ActModel.Label, score: Int)]
  ) -> [(label: ActModel.Label, score: Int)] {
    let start = sentence.tokens.prefix(4).firstIndex { !lead.contains($0.text) } ?? 0
    if let acts = actsOfNouns(sentence, at: start) {
      let left = ranking.filter { acts.contains($0.label.act) }
      return left.isEmpty ? ranking : left
    }
    guard let opening = openings.first(where: { sentence.has($0.words, at: start) }) else {
      return ranking
    }
    let left = ranking.filter { opening.acts.contains($0.label.act) }
    return left.isEmpty ? ranking : left
  }
}
