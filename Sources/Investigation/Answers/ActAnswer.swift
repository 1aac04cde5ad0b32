import Evidence

/// Answers questions of one act: calls tools, and makes claims of what they give.
///
/// One more act is one more value here and one row in ``ActAnswers/answer(for:)``.
protocol ActAnswer: Sendable {
  /// Writes the sections of the report; the first is the answer.
  ///
  /// - Throws: `CancellationError`.
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws
}

/// Who answers what.
enum ActAnswers {
  static func answer(for act: Act) -> any ActAnswer {
    switch act {
    case .cause: CauseAnswer()
    case .state: StateAnswer()
    case .lines: LinesAnswer()
    case .count: CountAnswer()
    case .number: NumberAnswer()
    case .changes: ChangesAnswer()
    case .compare: CompareAnswer()
    case .story: StoryAnswer()
    case .judge: JudgeAnswer()
    case .tell: TellAnswer()
    case .inventory: InventoryAnswer()
    case .statement: StatementAnswer()
    }
  }
}
