import Diagnosis
import Evidence

/// Who answers what is asked of a cluster's objects: values of their fields, since when they are there,
/// whether they work, whom the trouble touches, who takes what is short, who depends on what.
///
/// Why something fails is asked of the diagnosis.
enum ObjectFactAnswer {
  /// Words of such a question: longer ones are told otherwise.
  private static let longest = 18

  /// Nil where a question asks for none of it, or where no object tells it.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) -> (any ActAnswer)? {
    let words = ElidedWords.spelledOut(
      Stem.words(question.beginning), isAsked: question.beginning.last == "?")
    if let answer = PlacementAnswer(words, file, desk) { return answer }
    if SchedulingWaitAnswer.mayBeAsked(words), desk.tellsOfObjects,
      let view = ClusterView(desk.evidence.observations),
      let answer = SchedulingWaitAnswer(ObjectChoice(view, question, file))
    {
      return answer
    }
    // "how many does it have, and how many should it?" is no judgement.
    let isOfNumber = words.starts(with: ["how", "many"])
    guard words.count <= longest, question.statement == nil, !asksWhy(words),
      !words.contains(where: { judging.contains($0) && !($0 == "should" && isOfNumber) }),
      // "rest of the stack at full replicas?" is asked of what is written of it.
      !zip(words, words.dropFirst()).contains(where: { $0 == "rest" && $1 == "of" }),
      mayAsk(words), desk.tellsOfObjects,
      let view = ClusterView(desk.evidence.observations)
    else { return nil }
    if let answer = CountedNodesAnswer(words, desk) { return answer }
    let choice = ObjectChoice(view, question, file)
    if let answer = FailedNodeAnswer(words, view, file) { return answer }
    if let answer = HostedPodsAnswer(words, question, choice) { return answer }
    if let answer = NodeTurnAnswer(words, question, choice) { return answer }
    if let answer = AffectedObjectsAnswer(words, choice, file) { return answer }
    if let answer = ObjectChangedAnswer(words, choice, file) { return answer }
    if let answer = ConsumersAnswer(words, choice, file) { return answer }
    if let answer = EventTimesAnswer(words, choice) { return answer }
    if let answer = CountedObjectsAnswer(words, choice) { return answer }
    if let answer = JobOutcomeAnswer(words, choice) { return answer }
    if let answer = ObjectStateAnswer(words, choice, file) { return answer }
    if let answer = ObjectSinceAnswer(words, question, choice, file) { return answer }
    if let answer = ObjectValueAnswer(words, choice) { return answer }
    return ObjectFieldsAnswer(words, choice, file)
  }

  private static func asksWhy(_ words: [String]) -> Bool {
    words.contains(where: ["why", "cause", "caused", "warum", "wrong"].contains)
  }

  /// Words that ask for a judgement, or for what entries and requests did.
  private static let judging: Set<String> = [
    "could", "maybe", "blame", "log", "logs", "line", "lines", "entry", "entries", "error",
    "errors",
    "commit", "would", "should", "right", "best", "summary", "summarize", "explain", "compare",
  ]

  /// Whether the words may ask for a fact at all: asked before any object is looked at.
  private static func mayAsk(_ words: [String]) -> Bool {
    let known = Set(words)
    return !known.isDisjoint(with: asking) || ObjectStateAnswer.beginsYesNo(words)
      || asksYesNo(words)
  }

  /// Whether a yes or no is asked for: "was search-0 OOMKilled?", "but it was OOMKilled, or not?".
  static func asksYesNo(_ words: [String]) -> Bool {
    TrendWords.isYesNo(words) || words.suffix(2) == ["or", "not"]
  }

  private static let asking: Set<String> = [
    "what", "which", "where", "who", "whose", "how", "when", "since", "age",
  ]
}

extension Desk {
  /// Whether anything tells of objects of a cluster.
  var tellsOfObjects: Bool {
    evidence.observations.contains { observation in
      guard case .state(let object) = observation.measure else { return false }
      return !object.hasPrefix("Alert/") && !object.hasPrefix("Unit/")
        && !object.hasPrefix("Connection/")
    }
  }
}
