import Evidence

/// An answer that knows only after a look at the evidence whether it has anything to say.
protocol SoughtAnswer: ActAnswer {
  /// Nil where a question asks for something else, or nothing tells it.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> Self?
}

/// Those that are asked before the question's act decides.
enum SoughtAnswers {
  private static let all: [any SoughtAnswer.Type] = [
    StateTurnAnswer.self, TakenTimeAnswer.self, StatedHeadroomAnswer.self,
    ReplacedValueAnswer.self, WrittenSettingAnswer.self, LastSuccessAnswer.self,
    EverAnswer.self, ReplicaCountAnswer.self, UndoneDeedAnswer.self,
  ]

  /// The first that has something to say; nil where none has.
  ///
  /// - Throws: `CancellationError`.
  static func first(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> (any ActAnswer)? {
    for kind in all {
      if let answer = try await kind.of(question, file, desk) { return answer }
    }
    return nil
  }

  /// The first that says more than the answer of an act; nil where none does.
  ///
  /// - Throws: `CancellationError`.
  static func first(
    insteadOf answer: any ActAnswer, _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> (any ActAnswer)? {
    let isOfEntries = answer is CountAnswer || answer is LinesAnswer
    if isOfEntries, let any = try await AnyAnswer.of(question, file, desk) { return any }
    return isOfEntries || answer is StoryAnswer || answer is StateAnswer || answer is JudgeAnswer
      ? try await TouchedAnswer.of(question, file, desk) : nil
  }
}
