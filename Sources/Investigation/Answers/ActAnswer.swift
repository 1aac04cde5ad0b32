import Diagnosis
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
  /// Who answers a question: what metrics and objects of a cluster tell is asked of them, all else of
  /// the entries of logs and of the case.
  static func answer(to question: Question, in file: Case, _ desk: Desk) -> any ActAnswer {
    // A few notes and changes beside metrics are no log.
    let lacksLog = desk.hasNoEntries || desk.isMeasured
    if let job = JobRunAnswer(question, file, desk) { return job }
    if let alert = AlertStateAnswer(question, desk) { return alert }
    if let cluster = ClusterAnswer(question, desk) { return cluster }
    if let change = ChangeFactAnswer(question, file, desk) { return change }
    if let fact = ObjectFactAnswer.of(question, file, desk) { return fact }
    if let helped = HelpedAnswer(question, file) { return helped }
    if let operations = OperationAnswer(question, desk) { return operations }
    if let time = SpokenTimeAnswer(question, file) { return time }
    if let code = CodePlaceAnswer(question), !desk.hasNoEntries { return code }
    if let spans = SpanAnswer(question, desk) { return spans }
    if let gap = RecordingGapAnswer(question, desk) { return gap }
    if let days = MetricDaysAnswer(question, file, desk) { return days }
    if let others = MeasuredHealthAnswer(question, file, desk) { return others }
    if lacksLog || !asksForFirstError(question),
      let metrics = MetricAnswer(question, file, desk)
    {
      return metrics
    }
    if let lines = LinesBeforeAnswer(question, file) { return lines }
    if let lock = LockHolderAnswer(question, file) { return lock }
    if let most = MostNamedAnswer(question, desk), !lacksLog { return most }
    if let talker = TalkerAnswer(question, file), !lacksLog { return talker }
    if let start = StartAnswer(question) { return start }
    if let starts = StartCountAnswer(question), !desk.hasNoEntries { return starts }
    if let end = EndAnswer(question, file) { return end }
    if let doer = DoerAnswer(question, file) { return doer }
    if desk.hasNoEntries, ChangesAnswer.asksForRestart(question) { return ChangesAnswer() }
    if question.isNotUnderstood { return NotUnderstoodAnswer() }
    if lacksLog, isOfTrouble(question, file) || desk.hasNoEntries,
      let state = MeasuredStateAnswer(question)
    {
      return state
    }
    if desk.hasNoEntries && ofEntries.contains(question.act)
      || lacksLog && question.act == .compare
    {
      return CauseAnswer(lacksEntries: desk.hasNoEntries)
    }
    // What changed is told by the changes, and only where there are none by what else is rare.
    if question.act == .changes, JudgeAnswer.asksWhetherThat(question) { return JudgeAnswer() }
    if question.act != .changes, let turning = TurningPointAnswer(question, file) { return turning }
    return answer(for: question.act)
  }

  /// "first disk error when?" asks for an entry, though errors of disks are measured as well.
  private static func asksForFirstError(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    guard let first = words.firstIndex(of: "first") else { return false }
    return words[first...].prefix(mostBetween).contains {
      ["error", "errors", "failure", "failures", "warning", "crash"].contains($0)
    }
  }

  /// Words from "first" to what is asked for.
  private static let mostBetween = 4

  /// Whether a question names no entries, so that it is about the trouble, which metrics told.
  private static func isOfTrouble(_ question: Question, _ file: Case) -> Bool {
    file.diagnosis?.leading?.signal == .metrics && question.scope.terms.isEmpty
      && question.scope.statuses.isEmpty && question.scope.minimumLevel == nil
  }

  /// Acts that are about entries of a log.
  private static let ofEntries: Set<Act> = [.lines, .count, .number, .compare, .state]

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
