import Evidence
import Timeline

/// When something was first or last, by the entry that says it.
extension StateAnswer {
  /// "When was the first…", "when was the last…".
  func edge(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    var subject = try await Subject.of(question, desk, &report)
    let isLast = question.aspect == .last
    // "When did X fail first" names no entry but a trouble: its errors, else what its diagnosis says.
    if subject.finding == nil, subject.scope.withoutTerms == subject.scope, question.words.isEmpty,
      !question.asksForEntries
    {
      var errors = subject.scope
      errors.minimumLevel = .error
      let total = try await Subject.count(errors, desk)
      guard total > 0 else {
        try await course(question, desk, into: &report)
        return
      }
      subject = Subject(scope: errors, total: total, label: Subject.label(errors))
    }
    let list = try await SearchTool.call(
      .init(scope: subject.scope, order: isLast ? .latest : .earliest, limit: 1), desk)
    guard let sample = list.samples.first else {
      try await course(question, desk, into: &report)
      return
    }
    var claims = [edge(sample, of: list.total, subject, isLast, question, &report)]
    if let other = question.instant, let own = sample.time?.instant {
      claims.append(side(of: other, own, report.times))
    }
    report.add(.answer, layout: .sentences, claims)
    report.add(.counts, title: "Other messages", try await subject.rivalRows(desk, &report))
    report.addEvidence()
    report.file.focus.scope = subject.scope
    report.file.focus.instant = sample.time?.instant
  }

  /// "The first of each": of all that the turns before asked for.
  func edges(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let isLast = question.aspect == .last
    var claims: [Report.Claim] = []
    for term in question.each ?? [] {
      var scope = Scope()
      (scope.terms, scope.window) = ([term], question.scope.window)
      let list = try await SearchTool.call(
        .init(scope: scope, order: isLast ? .latest : .earliest, limit: 1), desk)
      let subject = Subject(scope: scope, total: list.total, label: Subject.label(scope))
      guard let sample = list.samples.first else {
        claims.append(.init("None\(subject.label)."))
        continue
      }
      claims.append(edge(sample, of: list.total, subject, isLast, question, &report))
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
  }

  /// Words the first or the last of some entries.
  private func edge(
    _ sample: Sample, of total: Int, _ subject: Subject, _ isLast: Bool, _ question: Question,
    _ report: inout ReportBuilder
  ) -> Report.Claim {
    let number = report.cite(sample)
    let time = sample.time.map { " was at \(report.times.full($0.instant))" } ?? " stands"
    var text = "The \(isLast ? "last" : "first") of \(Counting.of(total, subject.scope.noun))"
    text += "\(subject.label)\(time): \(report.quote(number, around: question.words)) [\(number)]."
    return .init(text, exhibits: [number])
  }
}
