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
  ]
  /// Those that are asked where entries would be counted or shown, or the state of the case be told.
  private static let ofEntries: [any SoughtAnswer.Type] = [UntouchedAnswer.self, NoneAnswer.self]

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
    guard
      answer is CountAnswer || answer is LinesAnswer || answer is StateAnswer
        || answer is StoryAnswer || answer is JudgeAnswer || answer is TellAnswer
        || answer is NumberAnswer
    else { return nil }
    for kind in ofEntries {
      if let answer = try await kind.of(question, file, desk) { return answer }
    }
    return nil
  }
}
