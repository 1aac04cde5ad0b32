import Diagnosis
import Evidence
import Timeline

/// What fell silent: its last sign, and when it was back.
extension StateAnswer {
  /// "When was the last sign of life of X?": its last entry before it fell silent.
  func lastSign(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    let services =
      question.scope.services.isEmpty
      ? report.file.incident?.services ?? [] : question.scope.services
    guard let silence = try await Silence.around(diagnosis.onset, services, desk) else {
      try await edge(question, desk, into: &report)
      return
    }
    report.add(.answer, layout: .sentences, [silence.last(&report), silence.returned(&report)])
    report.addEvidence()
    report.file.focus.instant = silence.before.time?.instant
  }

  /// Whether it is asked when something was there again.
  static func asksForReturn(_ question: Question) -> Bool {
    Stem.words(question.beginning).contains { ["back", "again", "up", "returned"].contains($0) }
  }

  /// Whether a question says that something does not work: its trouble is asked about, not the entries
  /// that have its words.
  static func tellsOfTrouble(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    return question.scope.minimumLevel == nil && question.scope.statuses.isEmpty
      && question.scope.services.isEmpty
      && zip(words, words.dropFirst()).contains {
        ["not", "t"].contains($0) && ["work", "working", "possible", "available"].contains($1)
      }
  }
}
