import Evidence

/// Answers what could not be understood: says so, and gives the nearest evidence for its words, or where
/// the case stands; never another question's answer as if it were this one's.
struct NotUnderstoodAnswer: ActAnswer {
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    report.add(
      .answer, layout: .paragraphs,
      [.init("I could not understand this as a question; plain English works best.")])
    let words = Stem.words(question.beginning)
    let matches = desk.relevance.matches(words, limit: 3)
    if !matches.isEmpty || !question.scope.services.isEmpty {
      let named = question.scope.services.map(MarkdownText.name)
      let about = named.isEmpty ? "" : " It names \(Counting.list(named))."
      let rows = matches.map { match in
        let number = report.cite(match.observation.samples[0], count: match.observation.count)
        return Report.Claim(
          "\(MarkdownText.name(match.observation.service)): \(report.quote(number))",
          exhibits: [number])
      }
      report.addToAnswer("Below is what comes nearest to its words.\(about)")
      report.add(.text, title: "Nearest evidence", rows)
    }
    let diagnosis = CaseDiagnosis.current(desk, &report)
    report.add(.text, title: "Where the case stands", [JudgeAnswer.standing(diagnosis, &report)])
    report.add(
      .nextChecks,
      ["what went wrong?", "show the errors", "how many errors per minute?", "what do you have?"]
        .map { .init("Ask: \(MarkdownText.code($0))") })
    report.addEvidence()
  }
}
