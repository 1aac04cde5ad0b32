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
    (["compare"], [.compare]),
    (["could", "it"], [.judge]),
    (["show"], asking), (["list"], asking), (["give", "me"], asking), (["tell", "me"], asking),
    (["what"], asking), (["which"], asking), (["who"], asking), (["where"], asking),
  ]

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
    guard let opening = openings.first(where: { sentence.has($0.words, at: start) }) else {
      return ranking
    }
    let left = ranking.filter { opening.acts.contains($0.label.act) }
    return left.isEmpty ? ranking : left
  }
}
