import Diagnosis
import Evidence

/// "which session held the lock?", "who was blocking it?".
struct LockHolderAnswer: ActAnswer {
  /// Nil where a question asks for no holder of a lock.
  init?(_ question: Question, _ file: Case) {
    let words = Stem.words(question.beginning)
    let holds = ["held", "hold", "holds", "holding", "had", "has"].contains
    // "who was holding it?" behind a lock that was named as the cause.
    let cause = file.diagnosis?.leading
    if cause?.kind == "lock", words.first == "who", words.contains(where: holds),
      ["it", "that", "this"].contains(words.last ?? "")
    {
      return
    }
    // "which db user ran the query everything was waiting for?"
    let isWaitedFor = zip(words, words.dropFirst()).contains {
      ["waiting", "waited", "wait"].contains($0) && ["for", "on", "behind"].contains($1)
    }
    if isWaitedFor, ["who", "which", "whose"].contains(words.first),
      words.contains(where: ["user", "session", "connection", "query", "transaction"].contains)
    {
      return
    }
    guard words.contains(where: ["who", "which", "what", "whose"].contains),
      words.contains(where: { $0.hasPrefix("lock") || $0.hasPrefix("block") }),
      words.contains(where: holds)
        || words.contains(where: ["blocking", "blocked", "blocks", "blocker"].contains)
    else { return nil }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let lock = try await LockHolder(of: diagnosis, desk) else {
      if let list = ProcessList.first(in: try await desk.statedTexts()) {
        report.add(.answer, layout: .sentences, list.claims(&report))
        report.addEvidence()
        report.readByName()
        return
      }
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    report.add(.answer, layout: .sentences, lock.claims(&report))
    report.addEvidence()
  }
}
