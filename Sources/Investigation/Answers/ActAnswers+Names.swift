import Diagnosis
import Evidence

/// What is asked for by its name is looked for under it, before an answer says that nothing tells of it, gives
/// the case as a whole again, or counts lines that only have the word.
extension ActAnswers {
  /// Writes the answer to a question.
  ///
  /// - Throws: `CancellationError`.
  static func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    if let sought = try await SoughtAnswers.first(question, report.file, desk) {
      try await sought.write(question, desk, into: &report)
      return
    }
    let answer = answer(to: question, in: report.file, desk)
    if let sought = try await SoughtAnswers.first(
      insteadOf: answer, question, report.file, desk)
    {
      try await sought.write(question, desk, into: &report)
      return
    }
    let blank = report
    // "what is the placement constraint?" is no judgement.
    let isJudged = answer is JudgeAnswer && !TrendWords.isYesNo(Stem.words(question.beginning))
    // Whose it is need not be known from anything else: "which storage type does silo-db have?". What went wrong is
    // no fact, and all texts are read for one.
    let isPointed =
      !blank.file.turns.isEmpty
      || !question.unknownWords.isEmpty && (answer is InventoryAnswer || answer is StoryAnswer)
    if isPointed, isOfCase(answer) || isOfLines(answer, question) || isJudged,
      FactQuestion(question.beginning)?.isTelling == true,
      let stated = try await StatedAnswer.of(question, blank.file, desk),
      stated.isExact(desk)
    {
      try await stated.write(question, desk, into: &report)
      return
    }
    if !blank.file.turns.isEmpty, isOfCase(answer), !(answer is StateAnswer),
      let metric = MetricAnswer(named: question, blank.file, desk)
    {
      try await metric.write(question, desk, into: &report)
      return
    }
    try await answer.write(question, desk, into: &report)
    guard report.findsLittle,
      let named = try await byName(question, blank.file, desk, instead: answer)
    else { return }
    report = blank
    try await named.write(question, desk, into: &report)
  }

  /// Whether an answer tells of the case as a whole, so that what is asked for by its name was taken for that.
  private static func isOfCase(_ answer: any ActAnswer) -> Bool {
    answer is CauseAnswer || answer is NotUnderstoodAnswer || answer is TellAnswer
      || answer is InventoryAnswer
      || answer is StateAnswer || answer is MeasuredStateAnswer || answer is StoryAnswer
  }

  /// Whether an answer counts or searches entries, where a column may be called what is asked for: "how many
  /// consumers are on it" asks for no lines that tell of consumers.
  private static func isOfLines(_ answer: any ActAnswer, _ question: Question) -> Bool {
    // "how full is /var/lib/mysql": a metric of disks is of another.
    let namesPath = question.beginning.split(separator: " ").contains { $0.hasPrefix("/") }
    // "what is its memory limit": a metric of memory tells what is used.
    let namesBound = Stem.words(question.beginning).contains(where: bounds.contains)
    return answer is MetricAnswer && (namesPath || namesBound) || answer is CountAnswer
      || answer is NumberAnswer
      || answer is DoerAnswer
  }

  private static let bounds: Set = [
    "limit", "limits", "max", "maximum", "quota", "capacity", "cap",
  ]

  /// Who answers what is asked for by its name alone, where another answer found little.
  ///
  /// A value that is written down, or a metric. A judgement asks for no value, only for whether all are there.
  private static func byName(
    _ question: Question, _ file: Case, _ desk: Desk, instead: any ActAnswer
  ) async throws -> (any ActAnswer)? {
    let stated = try await StatedAnswer.of(question, file, desk)
    // "is it the network?" asks for no value; "time the sync was done?" was only taken for a judgement.
    let isJudgement =
      instead is JudgeAnswer && TrendWords.isYesNo(Stem.words(question.beginning))
    if let stated, !isJudgement || stated.isJudging { return stated }
    return instead is MetricAnswer || isJudgement
      ? nil : MetricAnswer(named: question, file, desk)
  }
}
