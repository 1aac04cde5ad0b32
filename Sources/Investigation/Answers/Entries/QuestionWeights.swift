import Diagnosis
import Evidence

/// The words of a question by what they tell of its subject.
struct QuestionWeights {
  var words: [(word: String, weight: Double)] = []
  /// Those of ``words`` that name a thing.
  var named: Set<String> = []
  var isOfFailing = false
  /// Whether what was said is the reason of what is asked for.
  var isOfReason = false
  var services: [String] = []

  init(_ question: Question, _ file: Case) {
    services = question.inherited.contains(.subject) ? [] : question.scope.services
    let names = Set(question.scope.services.flatMap(Stem.words))
    let content = Set(
      question.words.flatMap(Stem.words)
        + question.scope.terms.compactMap(\.alternatives.first).flatMap(Stem.words))
    var seen: Set<String> = []
    let spoken = Stem.words(question.beginning)
    isOfReason = spoken.contains { ["because", "reason", "due", "therefore"].contains($0) }
    for word in spoken where seen.insert(Stem.of(word)).inserted {
      guard !names.contains(word) else { continue }
      if FailingWords.tell(word) || Self.hit.contains(word) { isOfFailing = true }
      if content.contains(word) {
        words.append((word, FailingWords.tell(word) ? Self.ofFailing : 1))
        named.insert(word)
      } else if !Self.grammar.contains(word), word.contains(where: \.isLetter) {
        words.append((word, Self.aside))
      }
    }
    if named.isEmpty, question.pointsBack,
      let cause = file.diagnosis.flatMap(Subject.incidentFinding)
    {
      // "how many of those did the apiserver log?": what it says in the words of what was said.
      isOfFailing = true
      for word in Set(Stem.words(cause.detail)).sorted() where word.contains(where: \.isLetter) {
        words.append((word, 1))
      }
    }
  }

  /// Whether a question says that something fails, refuses or breaks, or points back to what did.
  static func speaksOfFailing(_ question: Question) -> Bool {
    guard question.aspect != .share, question.aspect != .top else { return false }
    let words = Stem.words(question.beginning)
    if words.contains(where: FailingWords.isLevel) { return false }
    return words.contains(where: FailingWords.tell)
      || question.act == .count && question.pointsBack && question.words.isEmpty
        && !question.scope.services.isEmpty && !question.inherited.contains(.subject)
  }

  private static let hit: Set = ["hit", "affected", "impacted"]
  private static let ofFailing = 0.5
  private static let aside = 0.3
  /// Words that are of the question, never of a message.
  private static let grammar = QuestionWords.words(
    """
    a an the this that these those it its they them their he she him her his we us our you your i me my \
    who whom whose which what when where why how many much often long is are was were be been being am \
    do does did done have has had having will would can could shall should may might must of in on at by \
    for from to with without into onto over under about as and or but not no nor so than then there here \
    if because due since until before after during while again all any both each few more most other some \
    such only own same too very just also now ever every exactly please show list give tell me count \
    number total times time first last latest earliest different distinct
    """)
}

extension Question {
  /// Whether it names nothing by its looks: no status, field, value or quoted phrase.
  var isOfPlainWords: Bool {
    !isOfRequests && scope.statuses.isEmpty && scope.fields.isEmpty && exhibits.isEmpty
      && scope.loggers.isEmpty && scope.excludedTerms.isEmpty
      && !scope.terms.contains(where: \.isValue)
  }

  /// Whether it speaks of what was said: "of those", "like that".
  var pointsBack: Bool {
    Stem.words(beginning).contains {
      ["those", "these", "them", "they", "that", "it"].contains($0)
    }
  }
}
